"""A file that was applied changes nothing when it is uploaded again, whatever stands in it."""

import uuid
from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from training.administration.importing.lines import read
from training.administration.importing.plan import IDLE, Entry, Plan
from training.administration.importing.planning import plan
from training.administration.importing.problems import UnreadableFile
from training.administration.importing.world import FIELDS, Options, Person, TeamRow, World
from training.models import LineGroup, UserStatus

HEAD = "社員番号,氏名,メールアドレス,部署,上長,雇用区分,入社日,退職日,休職開始日,休職終了日,タグ\n"
CELL = {
    "number": st.sampled_from(["", "1", "01", "2", "3", "4"]),
    "name": st.sampled_from(["", "甲", "乙 丙", "=1"]),
    "email": st.sampled_from(["", "", "a@kyokun.example", "b@kyokun.example", "bad"]),
    "team": st.sampled_from(["", "本社", "本社/営業部", "営業部", "営業部/一課", "一課/営業部"]),
    "manager": st.sampled_from(["", "", "1", "2", "9", "a@kyokun.example"]),
    "employment": st.sampled_from(["", "正社員", "パート"]),
    "hired": st.sampled_from(["", "2020/4/1"]),
    "left": st.sampled_from(["", "", "", "2020/3/31", "2099/3/31"]),
    "leave": st.sampled_from(["", "2026/9/1"]),
    "until": st.sampled_from(["", "2027/3/31"]),
    "tags": st.sampled_from(["", "", "在宅", "card；在宅", "なし", "出張"]),
}
FILE = st.lists(st.tuples(*CELL.values()).map(",".join), min_size=1, max_size=6)
NOBODY = World((), (), frozenset(), frozenset(), ("Card", "在宅"))
EMPTY = Person(uuid.UUID(int=0), UserStatus.INVITED, "", "", "", "", "", "", "", "", "", None)


@given(before=FILE, rows=FILE, everybody=st.booleans())
@example(before=["1,甲,,,,,,,,,"], rows=["2,乙 丙,,本社,9,,,,,,", "3,甲,,本社,2,,,,,,"], everybody=True)
@examples(max_examples=60)
def test_the_same_file_again_changes_nothing(before: Sequence[str], rows: Sequence[str], everybody: bool) -> None:
    options = Options("2026-11-23", everybody)
    try:
        world = applied(NOBODY, planned(before, NOBODY, options))
        again = planned(rows, applied(world, planned(rows, world, options)), options)
    except UnreadableFile:  # only empty lines
        return
    assert set(again.counts) <= IDLE


def planned(rows: Sequence[str], world: World, options: Options) -> Plan:
    return plan(read((HEAD + "\n".join(rows)).encode()).lines, world, options)


def applied(world: World, found: Plan) -> World:
    """Return the world as it is after a plan."""
    refs = {team.ref: uuid.uuid4() for team in found.teams}
    refs |= {f"line:{entry.line}": uuid.uuid4() for entry in found.entries if entry.group is LineGroup.JOINER}

    def of(ref: str | None) -> uuid.UUID | None:
        return (refs.get(ref) or uuid.UUID(hex=ref)) if ref else None

    people = {person.id: person for person in world.people}
    managers = set(world.managers)
    for entry in found.entries:
        team, who = of(entry.team), entry.person_id or refs.get(f"line:{entry.line}")
        if entry.group is LineGroup.MANAGER:
            managers.add((team, of(entry.manager)))  # type: ignore[arg-type]  # both are named
        elif who and entry.group not in IDLE:
            known = people.get(who, EMPTY._replace(id=who))
            people[who] = _after(entry, known)._replace(team_id=team or known.team_id)
    teams = [TeamRow(refs[team.ref], team.name, "", of(team.parent), is_archived=False) for team in found.teams]
    return World([*people.values()], [*world.teams, *teams], frozenset(managers), world.administrators, world.tags)


def _after(entry: Entry, known: Person) -> Person:
    if entry.group is LineGroup.LEAVER:
        return known._replace(status=UserStatus.DEACTIVATED)
    changes = {name: pair[1] for name, pair in entry.changes.items() if name in FIELDS}
    return known._replace(status=UserStatus.INVITED, **changes)  # type: ignore[arg-type]  # made of names
