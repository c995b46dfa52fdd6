"""Until when a certificate is valid, and that the next cycle begins on the day after."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from tests.factories.documents import right
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training import clock, dates, transaction
from training.campaigns import service as campaigns
from training.campaigns import ticking
from training.campaigns.audience import Audience
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.campaigns.rules import Rules
from training.extensions import db
from training.learning import service
from training.learning.queries import get_state
from training.models import Assignment, Certificate, OverrideKind, Role, User
from training.models.delivery import Repeats

TOKYO = "Asia/Tokyo"
OPENS = date(2026, 4, 1)
HALF_A_YEAR = {"repeats": Repeats.AFTER_COMPLETION, "repeat_months": 6}
YEARLY = {"repeats": Repeats.YEARLY}


class Days(NamedTuple):
    """What a certificate says."""

    passed_on: date
    valid_until: date | None


def at(day: date) -> datetime:
    """Return the early morning, which is still the day before in UTC."""
    return dates.start_of(day, TOKYO) + timedelta(hours=1)


@pytest.fixture
def person(make: Maker) -> User:
    return make.person()


def launch(make: Maker, **rules: object) -> None:
    release = make.release()
    times = at(OPENS), dates.end_of(date(2026, 4, 30), TOKYO)
    with clock.moved_to(at(OPENS)):
        make.run(
            lambda: campaigns.assign(
                "研修",
                release.id,
                Audience(everyone=True),
                *times,
                None,
                rules=Rules(**rules),  # type: ignore[arg-type]
            )
        )


def assignment_of(person: User) -> Assignment:
    newest = select(Assignment).where(Assignment.person_id == person.id).order_by(Assignment.cycle.desc())
    return db.session.scalars(newest.limit(1)).one()


def play(app: Flask, person: User, days: list[date]) -> Days:
    """Begin on the first day and answer all on the last; return what the newest certificate says."""
    with app.test_request_context(), clock.moved_to(at(days[0])):
        assignment_id = assignment_of(person).id
        db.session.rollback()
        attempt = transaction.run(lambda: service.start(person.id, assignment_id))
    with app.test_request_context(), clock.moved_to(at(days[-1])):
        for _decision in range(4):
            ref = get_state(person.id, attempt).places[-1].ref
            transaction.run(partial(service.answer, person.id, attempt, ref, right(ref), None))
    return said(app)[-1]


def attend(make: Maker, person: User, held_on: date, told_on: date) -> None:
    with clock.moved_to(at(told_on)):
        decision = Decision(OverrideKind.ATTENDED, "By the list of names.", held_on=held_on, place="3F")
        campaign_id = make.run(lambda: assignment_of(person).campaign_id)
        make.run(lambda: overrides.give(campaign_id, person.id, decision, overrides.Giver(None)))


def said(app: Flask) -> list[Days]:
    with app.app_context():
        columns = (Certificate.passed_on, Certificate.valid_until)
        return [Days(*row) for row in db.session.execute(select(*columns).order_by(Certificate.issued_at))]


def begins(app: Flask, day: date) -> bool:
    """Let the worker tick on a day and tell whether anybody was assigned anew."""
    with app.app_context(), clock.moved_to(at(day)):
        return bool(ticking.tick().get("assigned"))


@pytest.mark.parametrize(
    ("rules", "last"),
    [(HALF_A_YEAR, date(2027, 2, 27)), (YEARLY, date(2027, 3, 31)), ({}, None)],
    ids=["own", "yearly", "once"],
)
def test_the_next_cycle_begins_when_the_certificate_has_ended(
    app: Flask, make: Maker, person: User, rules: dict[str, object], last: date | None
) -> None:
    launch(make, **rules)
    passed_on = date(2026, 8, 31)
    assert play(app, person, [passed_on]) == Days(passed_on, last)
    until = last or date(2030, 1, 1)
    assert not begins(app, until)
    assert begins(app, until + timedelta(days=1)) == (last is not None)


def test_a_class_counts_from_its_own_day_however_late_it_is_told(app: Flask, make: Maker, person: User) -> None:
    launch(make, **HALF_A_YEAR)
    attend(make, person, held_on=date(2026, 4, 2), told_on=date(2026, 9, 30))
    assert said(app) == [Days(date(2026, 4, 2), date(2026, 10, 1))]
    assert not begins(app, date(2026, 10, 1))
    assert begins(app, date(2026, 10, 2))


def test_who_passes_the_old_cycle_after_the_new_one_began_has_it_for_that_day(
    app: Flask, make: Maker, person: User
) -> None:
    launch(make, **YEARLY)
    passed_on = date(2027, 4, 2)
    assert play(app, person, [date(2027, 3, 31), passed_on]) == Days(passed_on, passed_on)


@pytest.mark.parametrize("rules", [HALF_A_YEAR, YEARLY], ids=["own", "yearly"])
def test_certificates_of_before_get_the_days_that_they_would_have_had(
    app: Flask, make: Maker, person: User, rules: dict[str, object]
) -> None:
    other = make.person()
    launch(make, **rules)
    play(app, person, [date(2026, 8, 31)])
    attend(make, other, held_on=date(2026, 4, 2), told_on=date(2026, 9, 30))
    before = said(app)
    with app.app_context():
        downgrade(revision="0025")
        upgrade()
    assert said(app) == before
    assert len(before) == 2


def test_ones_own_list_says_until_when_and_marks_what_has_expired(
    client: PageClient, make: Maker, person: User
) -> None:
    launch(make, **HALF_A_YEAR)
    attend(make, person, held_on=date(2026, 4, 2), told_on=date(2026, 4, 3))
    client.sign_in(person, "en")
    with clock.moved_to(at(date(2026, 10, 1))):
        assert "valid until 1 October 2026" in client.get("/training/").text(".folder-done")
        assert not client.page.has(".folder-done .status-overdue")
    with clock.moved_to(at(date(2026, 10, 2))):
        assert client.get("/training/").has(".folder-done .status-overdue")
        shown = client.get(client.page.one(".folder-done a.btn-secondary")["href"])
        assert "Valid until 1 October 2026" in shown.text(".certificate")
        assert shown.has(".notice-warning")
        client.sign_in(make.person(roles=[Role.ADMINISTRATOR]), "en").get(f"/team/organisation/people/{person.id}")
        assert "expired Valid until 1 October 2026" in client.page.text(".cell-note")
