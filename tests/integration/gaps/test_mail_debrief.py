"""When a training is over, each manager is mailed one file of sheets to talk about, in the own language, once."""

import json
import uuid
from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import delete, select

from tests.factories.maker import Maker
from tests.integration.gaps.conftest import World
from tests.support.client import PageClient
from tests.support.mailbox import Mailbox
from training import clock, settings
from training.extensions import db
from training.mail import debriefing, delivery
from training.models import (
    Assignment,
    CohortRound,
    OutgoingMail,
    Reminder,
    ReminderKind,
    Role,
    TeamManager,
    User,
    new_id,
)

SAID = {"ja": "6人中2人", "en": "2of6people"}
SMALL_ENOUGH = 100_000
TOKYO = ZoneInfo("Asia/Tokyo")


def debriefs(make: Maker) -> list[OutgoingMail]:
    wanted = select(OutgoingMail).where(OutgoingMail.kind == "debrief")
    return make.run(lambda: list(db.session.scalars(wanted)))


def coming(weekday: int, hour: int = 12) -> datetime:
    """Return a moment of the next week."""
    today = clock.now().astimezone(TOKYO).replace(hour=hour, minute=0, second=0, microsecond=0)
    return today + timedelta(days=7 - today.weekday() + weekday)


def deliver(app: Flask) -> dict[str, int]:
    with app.app_context(), clock.moved_to(coming(0) + timedelta(days=7)):
        return dict(delivery.deliver())


def test_each_manager_gets_one_file_in_the_own_language(app: Flask, world: World, server: Mailbox, locale: str) -> None:
    kato = world.make.person("加藤", email="kato@minato.com", locale=locale, manages=world.east)
    world.make.run(lambda: db.session.add(TeamManager(team_id=world.factory.id, person_id=kato.id, since=clock.now())))
    world.settle()
    assert world.settle()
    assert {mail.person_id for mail in debriefs(world.make)} == {kato.id, world.mori.id, world.wada.id}
    assert all(len(mail.parameters) < 100 for mail in debriefs(world.make))  # names and files are in no row
    assert deliver(app) == {"sent": 3}
    (mail,) = (mail for mail in server.mails if mail["To"] == "kato@minato.com")
    (part,) = mail.iter_attachments()
    assert (part.get_content_type(), str(part.get_filename())[:8]) == ("application/pdf", "debrief-")
    assert len(part.get_content()) < SMALL_ENOUGH
    pages = [page.extract_text() for page in PdfReader(BytesIO(part.get_content())).pages]
    assert len(pages) == 2
    # Between letters of two kinds stands a narrow space, which is read as one.
    assert any(SAID[locale] in page.replace(" ", "") for page in pages)


def test_whoever_has_too_few_people_to_be_told_of_gets_none(world: World) -> None:
    alone = world.make.team("別会社")
    world.make.person("孤島", manages=alone)
    world.play(alone, missed=4)
    world.make.person("無箱", email=None, manages=world.east)
    world.settle()
    assert {mail.person_id for mail in debriefs(world.make)} == {world.mori.id, world.wada.id}


def test_two_releases_of_one_cycle_make_one_mail(world: World) -> None:
    first = world.results.release
    world.results.release = world.make.release(world.results.document, number=2)
    world.play(world.west, missed=5)
    world.settle()
    (to_mori,) = (mail for mail in debriefs(world.make) if mail.person_id == world.mori.id)
    assert len(debriefs(world.make)) == 2
    told = world.make.run(lambda: db.session.get_one(CohortRound, uuid.UUID(json.loads(to_mori.parameters)["id"])))
    assert told.release_id == first.id  # which most people took


def test_cycles_that_end_together_make_one_mail_about_the_last(world: World) -> None:
    campaign_id = world.results.campaign.id
    before = {row.id for row in world.make.run(lambda: db.session.scalars(select(Assignment)).all())}
    world.play(world.east, missed=6)
    world.make.run(lambda: begin_again(before))
    world.settle()
    assert len(world.make.run(lambda: db.session.scalars(select(CohortRound)).all())) == 2
    keys = [mail.dedupe_key for mail in debriefs(world.make)]
    assert keys == [f"debrief:{campaign_id.hex}:2:{world.mori.id.hex}"]


def begin_again(before: set[uuid.UUID]) -> None:
    """Put what was assigned since into a second cycle."""
    for assignment in db.session.scalars(select(Assignment)):
        assignment.cycle += assignment.id not in before


def test_without_a_server_the_outbox_shows_what_would_go(client: PageClient, world: World, locale: str) -> None:
    world.settle()
    (mail,) = (mail for mail in debriefs(world.make) if mail.person_id == world.mori.id)
    client.sign_in(world.make.person(roles=[Role.ADMINISTRATOR]), locale)
    assert client.get("/administration/outbox").has(f"a[href$='{mail.id}']")
    page = client.get(f"/administration/outbox/{mail.id}")
    assert "営業部" in page.text(".exhibit[lang=ja]")
    assert {"ja": "ファイルが1つ添付", "en": "A file goes with it"}[locale] in page.text("main")


def test_an_organisation_may_do_without(app: Flask, world: World, server: Mailbox) -> None:
    world.settle()
    world.make.run(lambda: settings.store(debriefing.SETTING, False))
    assert deliver(app) == {"failed": 2}
    assert not server.mails


def test_where_it_was_switched_off_before_nothing_waits(world: World) -> None:
    world.make.run(lambda: settings.store(debriefing.SETTING, False))
    world.settle()
    assert debriefs(world.make) == []


def test_whoever_manages_nobody_any_more_gets_nothing(app: Flask, world: World, server: Mailbox) -> None:
    world.settle()
    world.make.run(lambda: db.session.execute(delete(TeamManager)))
    assert deliver(app) == {"failed": 2}
    assert not server.mails


@pytest.mark.parametrize("is_told_on_monday", [False, True])
def test_it_comes_on_a_working_day_without_another_mail_of_the_training(world: World, is_told_on_monday: bool) -> None:
    monday = coming(7).date()
    if is_told_on_monday:
        world.make.run(lambda: tell_of_late(world.mori, monday))
    with clock.moved_to(coming(5)):
        world.settle()
    leaves = {mail.person_id: mail.next_at.astimezone(TOKYO) for mail in debriefs(world.make)}
    morning = datetime(monday.year, monday.month, monday.day, 8, tzinfo=TOKYO)
    assert leaves[world.wada.id] == morning
    assert leaves[world.mori.id] == morning + timedelta(days=is_told_on_monday)


def tell_of_late(manager: User, day: date) -> None:
    late = db.session.scalars(select(Assignment).where(Assignment.person_id != manager.id).limit(1)).one()
    of = {"person_id": late.person_id, "assignment_id": late.id, "campaign_id": late.campaign_id, "cycle": late.cycle}
    days = {"planned_on": day, "sent_on": day, "due_at": late.due_at, "created_at": clock.now()}
    db.session.add(Reminder(id=new_id(), kind=ReminderKind.ESCALATION, recipient_id=manager.id, **of, **days))
