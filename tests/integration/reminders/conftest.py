"""A campaign that is due on Monday 30 November 2026 at midnight in Tokyo, and mornings on which ticks come."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from training import clock
from training.extensions import db
from training.models import Assignment, Campaign, OutgoingMail, PersonIdentity, User
from training.reminders import service

DUE = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)
OPENED = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
Tick = Callable[[datetime], list[tuple[str, str]]]


def at(month: int, day: int, hour: int = 9, zone: str = "Asia/Tokyo") -> datetime:
    """Return a moment of 2026."""
    return datetime(2026, month, day, hour, 0, tzinfo=ZoneInfo(zone))


@pytest.fixture
def campaign(make: Maker) -> Campaign:
    """Return the campaign."""
    return due(make, make.campaign(), DUE)


def due(make: Maker, campaign: Campaign, due_at: datetime) -> Campaign:
    """Move a campaign and its assignments to dates that the calendar of a test knows."""

    def work() -> Campaign:
        kept = db.session.get_one(Campaign, campaign.id)
        kept.opens_at, kept.due_at = OPENED, due_at
        return kept

    return make.run(work)


@pytest.fixture
def give(make: Maker, campaign: Campaign) -> Callable[..., Assignment]:
    """Assign the campaign to somebody, before it opened."""

    def work(person: User, **values: object) -> Assignment:
        assignment = make.assignment(person, campaign=campaign, **values)  # type: ignore[arg-type]

        def date_it() -> Assignment:
            kept = db.session.get_one(Assignment, (person.id, assignment.id))
            kept.assigned_at = OPENED - timedelta(days=1)
            return kept

        return make.run(date_it)

    return work


@pytest.fixture
def tick(app: Flask) -> Tick:
    """Let a tick come at a moment; return (kind, name) of the mails that it added."""

    def at_moment(moment: datetime) -> list[tuple[str, str]]:
        with app.app_context(), clock.moved_to(moment):
            before = {mail.id for mail in db.session.scalars(select(OutgoingMail))}
            db.session.rollback()
            service.remind()
            service.write_weekly()
            service.tell_moved()
            rows = select(OutgoingMail.id, OutgoingMail.kind, PersonIdentity.display_name).join(
                PersonIdentity, PersonIdentity.person_id == OutgoingMail.person_id
            )
            found = sorted((row.kind, row.display_name) for row in db.session.execute(rows) if row.id not in before)
            db.session.rollback()
            return found

    return at_moment
