"""The plot over time counts whom the rest of the page counts, by the days of the organisation."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import literal, select

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from training import clock, dates
from training.extensions import db
from training.models import Assignment, AssignmentStatus, TeamMembership, User, UserStatus
from training.models.base import UtcDateTime
from training.team.completion.sources import Sources
from training.team.completion.teams import list_teams
from training.team.filters import Wanted
from training.team.local_days import local_day
from training.team.progress import get_progress
from training.team.queries import list_alike
from training.team.scope import Scope

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NIGHTS = [
    datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),  # Berlin goes from +1 to +2 in the next second
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 3, 28, 22, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 21, 59, 59, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC),
    datetime(2026, 10, 25, 23, 0, tzinfo=UTC),
    datetime(2026, 11, 1, 4, 30, tzinfo=UTC),
    datetime(2026, 11, 2, 4, 59, 59, tzinfo=UTC),
    datetime(2026, 11, 2, 5, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 14, 59, 59, tzinfo=UTC),
    datetime(2026, 11, 22, 15, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 18, 14, 59, tzinfo=UTC),
    datetime(2026, 11, 22, 18, 15, tzinfo=UTC),
]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"])
def test_the_database_knows_the_day_of_a_moment(app: Flask, zone: str) -> None:
    app.config["BABEL_DEFAULT_TIMEZONE"], before = zone, app.config["BABEL_DEFAULT_TIMEZONE"]
    try:
        with app.app_context():
            days = [db.session.scalar(select(local_day(literal(moment, UtcDateTime()), NOW))) for moment in NIGHTS]
    finally:
        app.config["BABEL_DEFAULT_TIMEZONE"] = before
    assert days == [moment.astimezone(ZoneInfo(zone)).date() for moment in NIGHTS]


def numbers(client: PageClient, address: str) -> list[str]:
    """Return the last line of the table until today: day, passed, expected."""
    rows = [
        [cell.get_text() for cell in row.select("th, td")] for row in client.get(address).all(".step-chart tbody tr")
    ]
    return next(row for row in reversed(rows) if row[1] != "–")


def test_it_ends_with_the_numbers_of_the_page(client: PageClient, make: Maker, world: World, locale: str) -> None:
    left = make.person("退職 太郎", team=world.east, status=UserStatus.DEACTIVATED)
    away = make.person("育休 花子", team=world.east)
    make.assignment(left, campaign=world.autumn, status=AssignmentStatus.PASSED)
    make.assignment(away, campaign=world.autumn)

    def go() -> None:
        db.session.get_one(User, away.id).leave_from = dates.today()
        db.session.get_one(TeamMembership, world.chiba.id).team_id = world.east.id

    make.run(go)
    client.sign_in(world.mori, locale)
    assert numbers(client, f"/team/campaigns/{world.autumn.id}")[1:] == ["1", "3"]
    assert client.page.text(".key-figures div:last-child dd") == "1 / 3"
    assert numbers(client, "/team/")[1:] == ["1", "3"]
    assert client.page.text(".key-figures div:last-child dd") == "1 / 5"
    assert numbers(client, f"/team/?team={world.east.id}")[1:] == ["1", "2"]


def test_it_counts_by_day_and_by_each_persons_own_due_date(app: Flask, make: Maker, world: World) -> None:
    today = day_of(app, clock.now())

    def spread() -> None:
        for number, person in enumerate([world.aoki, world.baba]):
            own = select(Assignment).where(Assignment.person_id == person.id)
            found = db.session.scalars(own.where(Assignment.campaign_id == world.spring.id)).one()
            found.status, found.completed_at = AssignmentStatus.PASSED, clock.now() - timedelta(days=number)
            found.due_at = dates.end_of(today + timedelta(days=3 * number))

    make.run(spread)
    with app.app_context():
        teams = list_teams(Scope(world.mori.id), "ja")
        sources = Sources(teams, Wanted(campaign_id=world.spring.id), clock.now())
        steps = get_progress(sources, list_alike(sources), clock.now()).steps
    assert dict(steps.done) == {today: 1, today - timedelta(days=1): 1}
    assert dict(steps.expected) == {today: 1, today + timedelta(days=3): 1}
    assert (steps.begin, steps.end) == (today - timedelta(days=1), today + timedelta(days=3))


def day_of(app: Flask, moment: datetime) -> date:
    with app.app_context():
        return dates.day_of(moment)
