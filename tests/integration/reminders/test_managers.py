"""What managers are told by mail, and that it names only their own people."""

import uuid
from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.reminders.conftest import Tick, at
from training import clock, settings
from training.extensions import db
from training.mail import contents
from training.mail.contents import NotWanted, Reader
from training.models import Assignment, AssignmentStatus, Campaign, OutgoingMail, Team, User
from training.reminders import rules
from training.reminders.plan import Plan

Give = Callable[..., Assignment]
READER = Reader("mori@minato.example", "森 一郎", ZoneInfo("Asia/Tokyo"))


@pytest.fixture
def company(make: Maker) -> Team:
    return make.team("本社")


@pytest.fixture
def sales(make: Maker, company: Team) -> Team:
    return make.team("営業部", company)


def words(app: Flask, mail: OutgoingMail, month: int, day: int) -> dict[str, object]:
    with app.app_context(), clock.moved_to(at(month, day)):
        return dict(contents.content_of(mail, READER))


def test_the_nearest_manager_is_told_once_of_all_who_are_late_for_long(
    app: Flask, make: Maker, give: Give, tick: Tick, *, company: Team, sales: Team
) -> None:
    make.person("社長", manages=company)
    mori = make.person("森 一郎", team=sales, manages=sales)
    aoki, baba, done = (make.person(name, team=sales) for name in ("青木", "馬場", "千葉"))
    give(aoki)
    give(baba)
    give(done, status=AssignmentStatus.PASSED)
    give(mori)  # is late as well: that is told to the level above, not to oneself
    assert tick(at(12, 7)) == [
        ("escalation", "森 一郎"),
        ("escalation", "社長"),
        ("weekly", "森 一郎"),
        ("weekly", "社長"),
    ]
    assert tick(at(12, 7, 10)) == []
    mail = mail_to(app, "escalation", mori)
    told = words(app, mail, 12, 7)
    assert (told["names"], told["late"], told["more"]) == (["青木", "馬場"], 2, 0)
    finish(make, aoki, baba)
    with pytest.raises(NotWanted):
        words(app, mail, 12, 7)


def mail_to(app: Flask, kind: str, reader: User) -> OutgoingMail:
    with app.app_context():
        found = db.session.scalars(
            select(OutgoingMail).where(OutgoingMail.kind == kind, OutgoingMail.person_id == reader.id)
        ).one()
        db.session.expunge(found)
        return found


def finish(make: Maker, *people: User) -> None:
    def work() -> None:
        for person in people:
            for assignment in db.session.scalars(select(Assignment).where(Assignment.person_id == person.id)):
                assignment.status, assignment.completed_at = AssignmentStatus.PASSED, at(12, 7)

    make.run(work)


def test_the_weekly_mail_names_the_unfinished_and_stops_when_all_are_done(
    app: Flask, make: Maker, give: Give, tick: Tick, *, campaign: Campaign, sales: Team
) -> None:
    mori = make.person("森 一郎", manages=sales)
    people = [make.person(f"部員{number:02}", team=sales) for number in range(12)]
    outside = make.person("外野", team=make.team("工場"))
    for person in (*people, outside):
        give(person)
    away = make.person("休職", team=sales)
    give(away)
    make.run(lambda: setattr(db.session.get_one(User, away.id), "leave_from", date(2026, 11, 1)))
    assert ("weekly", "森 一郎") in tick(at(11, 16))
    assert ("weekly", "森 一郎") not in tick(at(11, 17))
    told = words(app, mail_to(app, "weekly", mori), 11, 16)
    trainings = told["trainings"]
    assert isinstance(trainings, list)
    (training,) = trainings
    assert training.names == [f"部員{number:02}" for number in range(10)]
    assert training.more == 2
    assert training.link.endswith(f"/team/campaigns/{campaign.id}/remind")
    finish(make, *people)
    assert tick(at(11, 23)) == [("reminder", "外野")]
    with pytest.raises(NotWanted):
        words(app, mail_to(app, "weekly", mori), 11, 16)


def test_the_organisation_can_do_without_the_weekly_mail(make: Maker, give: Give, tick: Tick, sales: Team) -> None:
    make.person("森 一郎", manages=sales)
    give(make.person("青木", team=sales))
    make.run(lambda: settings.store(rules.WEEKLY, False))
    assert tick(at(11, 16)) == []


def test_a_manager_gets_one_mail_a_day_about_a_campaign(make: Maker, give: Give, tick: Tick, sales: Team) -> None:
    mori = make.person("森 一郎", team=sales, manages=sales)
    give(mori)
    give(make.person("青木", team=sales))
    make.run(lambda: rules.store_plan(only_campaign(), Plan((), (7,), 7)))
    assert tick(at(12, 7)) == [("overdue", "森 一郎"), ("overdue", "青木"), ("weekly", "森 一郎")]
    assert tick(at(12, 8)) == [("escalation", "森 一郎")]


def only_campaign() -> uuid.UUID:
    return db.session.scalars(select(Campaign.id)).one()
