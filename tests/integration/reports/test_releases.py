"""The report of a cycle tells the rules by which people were judged in it, whatever its campaign gives by now."""

from collections import Counter

import pytest
from sqlalchemy import update

from tests.factories.documents import release_document
from tests.integration.reports.conftest import WHY, World
from tests.integration.reports.test_show_report import file, shown, table
from tests.support.client import PageClient
from tests.support.spreadsheets import texts_of
from training import dates
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.extensions import db
from training.models import Campaign, OverrideKind, Release

PEOPLE = 2


@pytest.fixture
def newer(world: World) -> Release:
    """Let the campaign give a harder release by now."""
    document = release_document(pass_mark=90, attempts_allowed=2)
    newer = world.make.release(document, number=2)
    world.make.run(lambda: db.session.execute(update(Campaign).values(release_id=newer.id)))
    return newer


def rules(client: PageClient) -> str:
    return client.page.text("section[aria-labelledby=understanding]")


def test_what_nobody_took_is_not_told(client: PageClient, world: World, newer: Release) -> None:
    page = client.sign_in(world.auditor, "en").get(f"{world.address}")
    assert [key for key in shown(page) if key.startswith("release-")] == ["release-1"]
    assert "Pass mark: 70% of the marks." in rules(client)
    assert "90%" not in rules(client)


def test_each_release_that_was_taken_has_its_rules(client: PageClient, world: World, newer: Release) -> None:
    today = world.make.run(dates.today)
    decision = Decision(OverrideKind.ATTENDED, WHY, held_on=today, place="3F")
    never, giver = world.people["never"].id, overrides.Giver(world.boss.id)
    world.make.run(lambda: overrides.give(world.campaign.id, never, decision, giver))
    page = client.sign_in(world.auditor, "en").get(world.address)
    told = shown(page)
    people = table(texts_of(file(client, f"{world.address}.xlsx?language=en"), PEOPLE))
    counted = Counter(row["Release"] for row in people if not row["Left on"])
    assert {release: told[f"release-{release}"][3] for release in ("1", "2")} == {
        release: str(counted[release]) for release in ("1", "2")
    }
    assert told["release-2"][3] == "1"
    for rule in ("Release 1: Pass mark: 70%", "Release 2: Pass mark: 90%", "Release 2: 2 attempts are allowed."):
        assert rule in rules(client)
