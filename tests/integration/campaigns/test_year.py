"""A year of an organisation on a moved clock ends as a calculation says that knows nothing of the program's own."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select, update

from tests.factories.maker import Maker
from training import clock
from training.campaigns import service, ticking
from training.campaigns.audience import Audience
from training.campaigns.rules import Rules
from training.extensions import db
from training.models import Assignment, AssignmentStatus, OutgoingMail, Release, TeamMembership, User, UserStatus
from training.models.delivery import Repeats
from training.team.status import shown_status

TOKYO = ZoneInfo("Asia/Tokyo")
FIRST, LAST = date(2026, 4, 1), date(2027, 4, 20)
TICKS = [FIRST + timedelta(days=days) for days in range(0, (LAST - FIRST).days + 1, 15)] + [LAST]
PEOPLE = 30
YEARLY_GRACE, HIRE_DAYS, HIRE_GRACE = 14, 30, 7


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), TOKYO)


def evening(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), TOKYO).astimezone(UTC)


@dataclass
class Life:
    """What happens to one person, by day."""

    joins: date
    is_sales: bool
    moves: date | None
    leaves: date | None
    returns: date | None
    away: tuple[date, date] | None
    passes_after: int | None
    written: tuple[object, ...] = ()
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    def is_here(self, day: date) -> bool:
        has_left = self.leaves is not None and self.leaves <= day and not (self.returns and self.returns <= day)
        return self.joins <= day and not has_left

    def sells(self, day: date) -> bool:
        return self.is_sales != (self.moves is not None and self.moves <= day)


def lives() -> list[Life]:
    chance, days = Random(20_260_401), (LAST - FIRST).days  # noqa: S311  # the same lives each time

    def some_day(share: float, since: date = FIRST) -> date | None:
        day = since + timedelta(days=chance.randrange(1, days))
        return day if chance.random() < share else None

    made = []
    for number in range(PEOPLE):
        joins = some_day(0.4) or FIRST - timedelta(days=number)
        left, away = some_day(0.3, joins), some_day(0.3, joins)
        returns = some_day(0.5, left) if left else None
        until = away and away + timedelta(days=chance.randrange(5, 120))
        delay = chance.choice([None, 3, 20, 45])
        span = (away, until) if away and until else None
        made.append(Life(joins, number % 3 == 0, some_day(0.3, joins), left, returns, span, delay))
    return made


@dataclass
class Duty:
    """One person's duty as the calculation knows it."""

    cycle: int
    assigned: date
    ended: bool = False
    passed: date | None = None


def calculated(life: Life, kind: str) -> list[Duty]:
    duties: list[Duty] = []
    for day in TICKS:
        cycle = 2 if kind == "yearly" and day >= date(2027, 4, 1) else 1
        wanted = {"yearly": True, "hire": life.joins >= FIRST, "sales": life.sells(day)}[kind]
        present = duties[-1] if duties else None
        if present and present.cycle < cycle:
            present.ended = True
        if life.is_here(day) and wanted:
            if present is None or present.cycle < cycle:
                duties.append(Duty(cycle, day))
            elif present.ended and not present.passed:
                present.ended, present.assigned = False, day
        elif present and not present.passed and not life.is_here(day):
            present.ended = True
        for duty in duties[-1:]:
            is_able = not duty.ended and life.is_here(day) and not duty.passed and life.passes_after is not None
            if is_able and day >= duty.assigned + timedelta(days=life.passes_after or 0):
                duty.passed = day
    return duties


def due(life: Life, kind: str, duty: Duty) -> date:
    year = FIRST.year + duty.cycle - 1
    grace = timedelta(days={"yearly": YEARLY_GRACE, "hire": HIRE_GRACE, "sales": 0}[kind])
    if kind == "hire":
        day = life.joins + timedelta(days=HIRE_DAYS)
        is_late = duty.assigned > life.joins
    else:
        day = date(year, 4, 30) if kind == "yearly" else date(2026, 6, 30)
        is_late = duty.assigned > date(year, 4, 1)
    day = max(day, duty.assigned + grace) if is_late else day
    if life.away and life.away[0] <= LAST:
        since, until = life.away
        begins = max(duty.assigned, life.joins if kind == "hire" else date(year, 4, 1))
        if until >= begins and since <= day:
            day = max(day, until + timedelta(days=1) + grace)
    return day


def expected(everybody: list[Life], kind: str) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for life in everybody:
        for duty in calculated(life, kind):
            if duty.ended:
                found.add((life.id, duty.cycle, "ended", bool(duty.passed)))
                continue
            day = due(life, kind, duty)
            is_away = life.away is not None and life.away[0] <= LAST <= life.away[1]
            status = "on_leave" if is_away else "overdue" if day < LAST else "not_started"
            status = "passed" if duty.passed else status
            found.add((life.id, duty.cycle, status, evening(day)))
    return found


def test_a_year_ends_as_it_was_calculated(app: Flask, make: Maker) -> None:
    everybody, release = lives(), make.release()
    sales, office = make.team("営業部"), make.team("管理部")
    teams = {True: sales.id, False: office.id}
    for life in everybody:
        life.id = make.person("人", team=sales if life.is_sales else office, agreed=False).id
        gone = {"status": UserStatus.DEACTIVATED, "deactivated_at": morning(FIRST), "hired_on": life.joins}
        make.run(partial(_change, life, gone))
    with app.app_context(), clock.moved_to(morning(FIRST)):
        make.run(partial(_live, everybody, FIRST, teams))
        launched = make.run(partial(_launch, release, sales.id))
    for day in TICKS:
        with app.app_context(), clock.moved_to(morning(day)):
            make.run(partial(_live, everybody, day, teams))
            ticking.tick()
            make.run(partial(_pass, everybody, day))
    told = [line[2] for kind in launched for line in expected(everybody, kind)]
    assert set(told) >= {"passed", "overdue", "not_started", "ended"}, "lives differ enough to tell something"
    for kind, campaign_id in launched.items():
        assert _found(app, campaign_id) == expected(everybody, kind), kind
    with app.app_context():
        announced = db.session.scalars(select(OutgoingMail.dedupe_key).where(OutgoingMail.kind == "assigned")).all()
        assert sorted(announced) == sorted(f"assigned:{each.hex}" for each in db.session.scalars(select(Assignment.id)))


def _launch(release: Release, sales: uuid.UUID) -> dict[str, uuid.UUID]:
    plans = {
        "yearly": (Audience(everyone=True), date(2026, 4, 30), Rules(grace_days=YEARLY_GRACE, repeats=Repeats.YEARLY)),
        "hire": (
            Audience(everyone=True, hired_from=FIRST),
            date(2026, 5, 1),
            Rules(due_days=HIRE_DAYS, grace_days=HIRE_GRACE),
        ),
        "sales": (Audience(team_ids=[sales]), date(2026, 6, 30), Rules()),
    }
    return {
        kind: service.assign(kind, release.id, audience, morning(FIRST), evening(day), None, rules=rules).id
        for kind, (audience, day, rules) in plans.items()
    }


def _live(everybody: list[Life], day: date, teams: dict[bool, uuid.UUID]) -> None:
    """Write down who is here, where, and who is away, as an import of people would."""
    for life in everybody:
        is_here, is_away = life.is_here(day), life.away is not None and life.away[0] <= day
        if life.written == (is_here, is_away, life.sells(day)):
            continue
        life.written = (is_here, is_away, life.sells(day))
        status = UserStatus.ACTIVE if is_here else UserStatus.DEACTIVATED
        values: dict[str, object] = {"status": status, "deactivated_at": None if is_here else morning(day)}
        if life.away and is_away:
            values |= {"leave_from": life.away[0], "leave_until": life.away[1]}
        _change(life, values)
        own = TeamMembership.person_id == life.id
        db.session.execute(update(TeamMembership).where(own).values(team_id=teams[life.sells(day)]))


def _change(life: Life, values: dict[str, object]) -> None:
    db.session.execute(update(User).where(User.id == life.id).values(**values))


def _pass(everybody: list[Life], day: date) -> None:
    delays = {life.id: life.passes_after for life in everybody if life.is_here(day)}
    is_open = (Assignment.status == AssignmentStatus.NOT_STARTED, Assignment.ended_at.is_(None))
    for assignment in db.session.scalars(select(Assignment).where(*is_open)).all():
        delay = delays.get(assignment.person_id)
        assigned = assignment.assigned_at.astimezone(TOKYO).date()
        if delay is not None and day >= assigned + timedelta(days=delay):
            assignment.status, assignment.completed_at = AssignmentStatus.PASSED, morning(day)


def _found(app: Flask, campaign_id: uuid.UUID) -> set[tuple[object, ...]]:
    with app.app_context():
        rows = db.session.execute(
            select(Assignment, shown_status(morning(LAST)).label("status"))
            .join(User, User.id == Assignment.person_id)
            .where(Assignment.campaign_id == campaign_id)
        ).all()
    return {
        (row.Assignment.person_id, row.Assignment.cycle, "ended", row.status == "passed")
        if row.Assignment.ended_at
        else (row.Assignment.person_id, row.Assignment.cycle, row.status, row.Assignment.due_at)
        for row in rows
    }
