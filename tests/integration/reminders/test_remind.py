"""The tick queues what is due, once, to those who can do something about it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.factories.documents import release_document
from tests.factories.maker import Maker
from tests.integration.reminders.conftest import DUE, Tick, at
from tests.support.mailbox import Mailbox
from tests.support.statements import StatementCounter
from training import clock
from training.extensions import db
from training.mail import delivery, messages
from training.models import (
    Assignment,
    AssignmentStatus,
    Attempt,
    AttemptEnd,
    Campaign,
    OutgoingMail,
    Reminder,
    ReminderKind,
    User,
    UserStatus,
    new_id,
)
from training.reminders import rules, service
from training.reminders.plan import Plan

Give = Callable[..., Assignment]


@pytest.fixture
def plan_of(make: Maker, campaign: Campaign) -> Callable[[Plan], None]:
    return lambda plan: make.run(lambda: rules.store_plan(campaign.id, plan))


def change(make: Maker, row: User | Assignment | Campaign, **values: object) -> None:
    key = (row.person_id, row.id) if isinstance(row, Assignment) else row.id

    def work() -> None:
        kept = db.session.get_one(type(row), key)
        for name, value in values.items():
            setattr(kept, name, value)

    make.run(work)


def test_a_plan_reminds_on_its_days_and_ticks_may_repeat(make: Maker, give: Give, tick: Tick) -> None:
    give(make.person("青木"))
    days: dict[date, list[tuple[str, str]]] = {}
    days_and_hours = ((22, 9), (23, 7), (23, 9), (23, 9), (24, 9), (30, 9), (33, 9), (33, 10), (40, 9), (44, 9))
    for day, hour in days_and_hours:
        moment = at(11, 1, hour) + timedelta(days=day - 1)
        if found := tick(moment):
            days.setdefault(moment.date(), []).extend(found)
    assert days == {
        date(2026, 11, 23): [("reminder", "青木")],  # seven days before
        date(2026, 11, 30): [("reminder", "青木")],  # the Sunday before is none
        date(2026, 12, 3): [("overdue", "青木")],
        date(2026, 12, 10): [("overdue", "青木")],
    }


def test_only_those_are_reminded_who_can_finish_it(make: Maker, give: Give, tick: Tick, campaign: Campaign) -> None:
    give(make.person("未受講"))
    give(make.person("受講中"), status=AssignmentStatus.IN_PROGRESS)
    give(make.person("不合格"), status=AssignmentStatus.FAILED)
    give(make.person("修了"), status=AssignmentStatus.PASSED)
    give(make.person("免除"), status=AssignmentStatus.EXEMPT)
    give(make.person("退職", status=UserStatus.DEACTIVATED))
    give(make.person("郵便なし", email=None))
    away, back = make.person("休職"), make.person("復職")
    give(away)
    give(back)
    change(make, away, leave_from=date(2026, 11, 1), leave_until=date(2026, 11, 23))
    change(make, back, leave_from=date(2026, 11, 1), leave_until=date(2026, 11, 22))
    new = give(make.person("新任"))
    change(make, new, assigned_at=at(11, 23, 7))
    assert tick(at(11, 23)) == [("reminder", name) for name in sorted(["未受講", "受講中", "不合格", "復職"])]
    change(make, campaign, closed_at=at(11, 23, 10))
    assert tick(at(11, 30)) == []


def test_whoever_has_used_every_attempt_or_taken_it_today_is_left_alone(
    make: Maker, give: Give, tick: Tick, campaign: Campaign
) -> None:
    used_up, today = give(make.person("使い切り")), give(make.person("今朝"))
    document = release_document()
    limited = document.model_copy(update={"quiz": document.quiz.model_copy(update={"attempts_allowed": 2})})
    release = make.release(limited, number=2)
    change(make, campaign, release_id=release.id)
    change(make, used_up, attempts_finished=2, status=AssignmentStatus.FAILED)
    finished = {"finished_at": at(11, 23, 8), "ended": AttemptEnd.COMPLETED, "score": 0.0, "passed": False}
    attempt = Attempt(
        person_id=today.person_id, id=new_id(), assignment_id=today.id, release_id=release.id, number=1, seed="0" * 32
    )
    attempt.started_at = at(11, 23, 7)
    for name, value in finished.items():
        setattr(attempt, name, value)
    make.run(lambda: db.session.add(attempt))
    assert tick(at(11, 23)) == []
    assert tick(at(11, 24)) == [("reminder", "今朝")]


def test_everybody_is_reminded_by_the_own_clock(make: Maker, give: Give, tick: Tick) -> None:
    give(make.person("東京"))
    new_york = make.person("ニューヨーク")
    give(new_york)
    change(make, new_york, time_zone="America/New_York")
    assert tick(at(11, 23, 7)) == []
    assert tick(at(11, 23, 8)) == [("reminder", "東京")]
    assert tick(at(11, 23, 7, "America/New_York")) == []
    assert tick(at(11, 23, 8, "America/New_York")) == [("reminder", "ニューヨーク")]
    assert tick(at(11, 23, 17, "America/New_York")) == []


def test_a_worker_that_stood_still_catches_up_once(make: Maker, give: Give, tick: Tick) -> None:
    give(make.person("青木"))
    assert tick(at(11, 26)) == [("reminder", "青木")]
    assert tick(at(11, 27)) == []
    assert tick(at(12, 10)) == [("overdue", "青木")]


def test_two_plans_that_meet_on_one_day_are_one_mail(
    make: Maker, give: Give, tick: Tick, plan_of: Callable[[Plan], None]
) -> None:
    give(make.person("青木"))
    plan_of(Plan((7, 8, 9), (), None))
    assert [tick(at(11, day)) for day in (23, 24, 25, 26)] == [[("reminder", "青木")], [], [], []]


def test_a_moved_date_moves_the_reminders(make: Maker, give: Give, tick: Tick) -> None:
    assignment = give(make.person("青木"))
    tick(at(11, 20))
    change(make, assignment, due_at=DUE + timedelta(days=14))
    assert tick(at(11, 23)) == [("due_moved", "青木")]
    assert tick(at(12, 3)) == []
    assert tick(at(12, 7)) == [("reminder", "青木")]


def test_a_changed_date_is_the_only_mail_of_its_day(app: Flask, make: Maker, give: Give, tick: Tick) -> None:
    assignment = give(make.person("青木"))
    tick(at(11, 20))
    change(make, assignment, due_at=DUE - timedelta(days=1))
    assert [tick(at(11, 23)), tick(at(11, 23, 10)), tick(at(11, 24))] == [[("due_moved", "青木")], [], []]
    assert tick(at(11, 27)) == [("reminder", "青木")]
    for hour in (10, 11):
        change(make, assignment, due_at=DUE + timedelta(days=hour))
        assert tick(at(11, 27, hour)) == [("due_moved", "青木")]
    with app.app_context():
        leaving = db.session.scalars(select(OutgoingMail.next_at).order_by(OutgoingMail.created_at)).all()
        db.session.rollback()
    assert leaving == [at(11, 23), at(11, 27), at(11, 30, 8), at(11, 30, 8)]


def test_a_changed_date_is_told_when_a_leave_is_over(make: Maker, give: Give, tick: Tick) -> None:
    away = make.person("青木")
    assignment = give(away)
    tick(at(11, 20))
    change(make, away, leave_from=date(2026, 11, 24), leave_until=date(2026, 11, 25))
    change(make, assignment, due_at=DUE + timedelta(days=14))
    # At eight in the morning of Tokyo it is the day before in UTC.
    assert [tick(at(11, day, 8)) for day in (24, 25, 26)] == [[], [], [("due_moved", "青木")]]


def test_an_announcement_that_waits_tells_a_changed_date_by_itself(make: Maker, give: Give, tick: Tick) -> None:
    assignment = give(make.person("青木"))
    tick(at(11, 20))
    with clock.moved_to(at(11, 21)):
        make.run(lambda: messages.assigned(assignment.id, assignment.person_id, "ja"))
    change(make, assignment, due_at=DUE - timedelta(days=1))
    assert [tick(at(11, day)) for day in (21, 23, 24, 27)] == [[], [], [], [("reminder", "青木")]]


def test_what_an_announcement_told_is_known_when_the_date_changes_soon_after(
    app: Flask, make: Maker, give: Give, tick: Tick, server: Mailbox
) -> None:
    assignment = give(make.person("青木"))
    with clock.moved_to(at(11, 19)):
        make.run(lambda: messages.assigned(assignment.id, assignment.person_id, "ja"))
        with app.app_context():
            delivery.deliver()
    assert len(server.mails) == 1
    change(make, assignment, due_at=DUE - timedelta(days=4))
    assert tick(at(11, 19, 10)) == [("due_moved", "青木")]
    with app.app_context(), clock.moved_to(at(11, 20)):
        delivery.deliver()
    assert len(server.mails) == 2


def test_what_has_ended_or_stands_still_reminds_nobody(make: Maker, give: Give, tick: Tick, campaign: Campaign) -> None:
    change(make, give(make.person("次の回")), ended_at=at(11, 22))
    give(make.person("停止中"))
    change(make, campaign, paused_at=at(11, 22))
    assert tick(at(11, 23)) == []
    change(make, campaign, paused_at=None)
    assert tick(at(11, 24)) == [("reminder", "停止中")]


def test_the_database_holds_that_nobody_is_reminded_twice_on_a_day(make: Maker, give: Give, tick: Tick) -> None:
    give(make.person("青木"))
    tick(at(11, 23))

    def once_more() -> None:
        first = db.session.scalars(select(Reminder)).one()
        values = {column.name: getattr(first, column.name) for column in Reminder.__table__.columns}
        again = Reminder(**values | {"id": new_id(), "kind": ReminderKind.AFTER, "planned_on": date(2026, 12, 1)})
        db.session.add(again)

    with pytest.raises(IntegrityError):
        make.run(once_more)


def test_many_are_reminded_by_as_many_statements_as_one(
    make: Maker, campaign: Campaign, tick: Tick, count_statements: StatementCounter
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            person = make.person("青木")
            assignment = make.assignment(person, campaign=campaign)
            change(make, assignment, assigned_at=campaign.opens_at - timedelta(days=1))

    tick(at(11, 22))  # reads the release
    counts = []
    for number in (1, 30):
        add(number)
        with count_statements() as counted:
            assert len(tick(at(11, 23))) == number
        counts.append(len(counted.statements))
    assert counts[0] == counts[1]


def test_two_workers_remind_once(app: Flask, make: Maker, give: Give) -> None:
    for number in range(5):
        give(make.person(f"部員{number}"))

    def tick() -> tuple[int, int]:
        with app.app_context(), clock.moved_to(at(11, 23)):
            return service.remind()

    with ThreadPoolExecutor(3) as workers:
        told = [future.result() for future in [workers.submit(tick) for _three in range(3)]]
    assert sum(reminded for reminded, _managers in told) == 5
    with app.app_context():
        counts = [db.session.scalar(select(func.count()).select_from(model)) for model in (Reminder, OutgoingMail)]
        db.session.rollback()
    assert counts == [5, 5]


def test_a_clock_that_jumps_back_reminds_nobody_again(make: Maker, give: Give, tick: Tick) -> None:
    give(make.person("青木"))
    assert tick(at(11, 30))
    assert tick(at(11, 23)) == []


@pytest.mark.parametrize("zone", ["Europe/Berlin"])
def test_the_hour_that_is_there_twice_reminds_once(make: Maker, give: Give, tick: Tick, zone: str) -> None:
    person = make.person("ベルリン")
    assignment = give(person)
    change(make, person, time_zone=zone)
    change(make, assignment, due_at=datetime(2026, 10, 25, 14, 59, 59, tzinfo=UTC), assigned_at=at(9, 1))
    change(make, db_campaign(make, assignment), opens_at=at(9, 1))
    # The clocks go back on Sunday 25 October; the reminder of that day is on the Friday before.
    assert tick(at(10, 25, 9, zone)) == []
    assert tick(at(10, 23, 9, zone)) == [("reminder", "ベルリン")]
    assert tick(at(10, 26, 9, zone)) == []


def db_campaign(make: Maker, assignment: Assignment) -> Campaign:
    return make.run(lambda: db.session.get_one(Campaign, assignment.campaign_id))
