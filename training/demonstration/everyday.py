"""What goes on beside the campaigns: tags, deputies, slips on paper, and an author who reads the bank again."""

from datetime import timedelta
from functools import partial
from typing import NamedTuple

from questions.folders import FOLDER_OF, FOLDERS
from training import clock, dates
from training.administration import service as administration
from training.demonstration.cast import ADMINISTRATOR, PEOPLE, TOKYO
from training.demonstration.courses import ANNUAL, SUPPLIERS
from training.demonstration.world import World, at_work, chance
from training.deputies import service as deputies
from training.deputies.period import Period
from training.reminders.slips import service as slips
from training.studio import queries as studio
from training.studio.upkeep import service as upkeep
from training.team.scope import Scope


class TagPlan(NamedTuple):
    """A tag: its names, how many days ago it came up, and who was given it then."""

    key: str
    name: str
    name_en: str
    days_ago: int
    people: tuple[str, ...]


class DeputyPlan(NamedTuple):
    """Who stands in for which manager, from how many days ago until how many days ago; days to come are below zero."""

    manager: str
    deputy: str
    first: int
    last: int
    named_days_before: int = 5


class SlipsPlan(NamedTuple):
    """A manager who prints whatever is due for people without a mailbox, and how many days ago."""

    manager: str
    campaign: str
    days_ago: int


TAGS = (
    TagPlan(
        "card-data",
        "カード情報を扱う",
        "Handles card data",
        200,
        ("e.sakai", "h.aoki", "j.matsui", "k.nomura", "y.ogawa", "t.goto", "f.uchida", "order-1"),
    ),
    TagPlan(SUPPLIERS, "委託先の窓口", "Contact for suppliers", 40, ("s.arai", "y.ogawa", "o.kaneko", "r.tan")),
    TagPlan("at-home", "在宅勤務", "Works from home", 80, ("s.arai", "l.chen", "a.miyamoto", "n.ueda", "p.nair")),
)
DEPUTIES = (
    DeputyPlan("s.rahman", "d.lim", 150, 62),
    DeputyPlan("m.maruyama", "o.kaneko", 3, -9),
    DeputyPlan("s.hamada", "m.fujii", -6, -14, named_days_before=9),
)
SLIPS = (
    SlipsPlan("y.tamura", ANNUAL, 10),
    SlipsPlan("o.kaneko", ANNUAL, 9),
    SlipsPlan("y.tamura", ANNUAL, 5),
)
AUTHOR = "n.kudo"
READING_DAYS_AGO = (76, 75, 74, 73, 70)
"""When the author reads again what nobody has changed for most of a year: a part of the bank each day."""
LEFT_UNREAD = {"osaka-hospital-2022", "supplier-connection", "supplier-connection-again"}
"""Keys of what the author has not come to, so that the list of what has aged tells of something."""


def plan(world: World) -> None:
    """Put all of it into the queue."""
    for part, days in enumerate(READING_DAYS_AGO):
        world.at(world.days_ago(days, 16), partial(_read_again, world, part))
    for tag in TAGS:
        world.at(world.days_ago(tag.days_ago, 14), partial(_tag, world, tag))
    for deputy in DEPUTIES:
        world.at(world.days_ago(deputy.first + deputy.named_days_before, 11), partial(_name, world, deputy))
    for printed in SLIPS:
        moment = at_work(world.days_ago(printed.days_ago), TOKYO, chance(printed.manager, str(printed.days_ago)))
        world.at(moment, partial(_print, world, printed))


def _tag(world: World, plan: TagPlan) -> None:
    admin = world.people[ADMINISTRATOR.key]
    world.tags[plan.key] = administration.add_tag(plan.name, plan.name_en, admin).id
    administration.give_tag(world.tags[plan.key], [world.people[key] for key in plan.people], admin)


def _name(world: World, plan: DeputyPlan) -> None:
    (name,) = (person.address or person.number for person in PEOPLE if person.key == plan.deputy)
    first, last = (dates.day_of(world.now - timedelta(days=days)) for days in (plan.first, plan.last))
    manager_id = world.people[plan.manager]
    deputies.name(manager_id, name, Period(first, last), manager_id)


def _print(world: World, plan: SlipsPlan) -> None:
    manager_id, campaign_id = world.people[plan.manager], world.campaigns[plan.campaign]
    scope = Scope(manager_id, stands_in_on=dates.day_of(clock.now()))
    waiting = slips.look(scope, campaign_id, "ja").waiting
    slips.print_slips(scope, campaign_id, [each.row.id for each in waiting if each.is_due], manager_id)


def _read_again(world: World, part: int) -> None:
    editions = sorted(studio.map_editions().items())
    for (kind, key), edition in editions[part :: len(READING_DAYS_AGO)]:
        if key not in LEFT_UNREAD:
            upkeep.check(FOLDERS[FOLDER_OF[kind]], key, edition, world.people[AUTHOR])
