"""What was decided is shown apart wherever completion is counted; who is away or exempt is left out of the count."""

import csv
import io
from datetime import timedelta

import pytest

from tests.factories.maker import Maker
from tests.integration.overrides.conftest import World
from tests.integration.overrides.test_give_override import WHY, day
from tests.support.client import PageClient
from training import dates
from training.campaigns.overrides import service
from training.campaigns.overrides.rules import Decision
from training.extensions import db
from training.models import AssignmentStatus, OverrideKind, User


@pytest.fixture
def counted(make: Maker, world: World) -> World:
    """Return the world with five more: passed by quiz, attended, by hand, exempt, on leave."""
    people = {name: make.person(name, team=world.team) for name in ("受験", "集合", "手動", "免除", "休職")}
    for name, person in people.items():
        status = AssignmentStatus.PASSED if name == "受験" else AssignmentStatus.NOT_STARTED
        make.assignment(person, campaign=world.campaign, status=status)

    def decide() -> None:
        giver = service.Giver(world.boss.id)
        attended = Decision(OverrideKind.ATTENDED, WHY, held_on=dates.today(), place="3F")
        service.give(world.campaign.id, people["集合"].id, attended, giver)
        by_hand = Decision(OverrideKind.MANUAL_PASS, WHY, evidence="A certificate.")
        service.give(world.campaign.id, people["手動"].id, by_hand, giver)
        service.give(world.campaign.id, people["免除"].id, Decision(OverrideKind.EXEMPTION, WHY), giver)
        later = Decision(OverrideKind.EXTENSION, WHY, until=dates.today() + timedelta(days=40))
        service.give(world.campaign.id, world.person.id, later, giver)
        db.session.get_one(User, people["休職"].id).leave_from = dates.today()

    make.run(decide)
    return world


TOLD = ("Passed: 3", "attended in class 1", "by hand 1", "exempt 1", "on leave 1", "extension: 1")


def test_on_the_page_of_the_campaign(admin: PageClient, counted: World) -> None:
    admin.get(f"/campaigns/{counted.campaign.id}")
    assert "3 of 4 people have finished" in admin.page.text(".answer")
    assert all(words in admin.page.text(".apart") for words in TOLD)
    assert admin.page.has("td .status-on_leave")


def test_for_managers_and_in_their_file(client: PageClient, make: Maker, counted: World) -> None:
    client.sign_in(counted.manager, "en")
    for address in ("/team/", f"/team/campaigns/{counted.campaign.id}"):
        client.get(address)
        assert all(words in client.page.text(".apart") for words in TOLD)
        assert "3 / 4" in client.page.text("main")
    text = client.flask_client.get("/team/export.csv").text.removeprefix("\ufeff")
    rows = {row["Full name"]: (row["Status"], row["Passed by"]) for row in csv.DictReader(io.StringIO(text))}
    assert rows["集合"] == ("Passed", "Attended in class")
    assert rows["手動"] == ("Passed", "Recorded as passed by hand")
    assert rows["受験"] == ("Passed", "Quiz")
    assert rows["休職"] == ("On leave", "")
    assert day(make, 40) in text
