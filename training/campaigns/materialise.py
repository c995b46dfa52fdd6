"""Assignments of a campaign: made batch by batch, each once, however often and wherever it runs; their due dates."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    and_,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from training import clock, cycles, dates
from training.campaigns.audience import Audience, person_ids
from training.campaigns.due import Days, DueRule, Duty, due_at
from training.campaigns.rules import expired_before, rule_of
from training.completion import CHANGES_OF
from training.models import Assignment, AssignmentStatus, Campaign, User, UserStatus, new_id
from training.models.delivery import Repeats
from training.statements import connection, execute, fresh_id, inserting, updating

BATCH = 5_000
SET = 20_000
"""A transaction longer than a second or two would keep those waiting who answer meanwhile."""
_MOST_NAMED = 1_000
_DONE = (AssignmentStatus.PASSED, AssignmentStatus.EXEMPT)


class NewAssignment(NamedTuple):
    """What the mail about an assignment needs to know; nobody is written to before `not_before`."""

    id: uuid.UUID
    person_id: uuid.UUID
    locale: str
    not_before: datetime


def assign_usual(campaign: Campaign, audience: Audience, now: datetime) -> int:
    """Assign the present cycle to people of `audience` of whom nothing special is known; return how many, at most SET.

    All of them have the same due date, so the database copies them from its own rows.
    """
    zone, today = dates.zone_name(), dates.today()
    cycle = cycles.present_cycle(campaign, today, zone)
    rule = rule_of(campaign, cycle, zone)
    due = due_at(rule, Duty(today), today, zone)
    values: dict[Any, ColumnElement[Any]] = {
        Assignment.person_id: User.id.expression,
        Assignment.id: fresh_id(),
        Assignment.campaign_id: literal(campaign.id, Uuid()),
        Assignment.cycle: literal(cycle),
        Assignment.status: literal(AssignmentStatus.NOT_STARTED, Assignment.status.type),
        Assignment.due_at: literal(due, Assignment.due_at.type),
        Assignment.assigned_at: literal(now, Assignment.assigned_at.type),
        Assignment.attempts_finished: literal(0),
        Assignment.extra_minutes: literal(0),
    }
    is_new: ColumnElement[bool] = _Latest.id.is_(None)
    if cycles.kind_of(campaign) is not Repeats.AFTER_COMPLETION:
        is_new = or_(is_new, _Latest.cycle < cycle)
    found = _of(audience, campaign, *values.values()).where(is_new, User.leave_from.is_(None))
    if rule.due_at is None:
        found = found.where(_was_here(rule))
    statement = inserting(Assignment).from_select([column.key for column in values], found.limit(SET), False)
    options = {"preserve_rowcount": True, **_changing(campaign.id, Assignment.assigned_at == now)}
    with _hashing():
        made = connection().execute(statement.on_conflict_do_nothing(), execution_options=options)
    if made.rowcount and cycle > 1:
        _end_older(campaign.id, Assignment.cycle < cycle)
    return max(made.rowcount, 0)


@contextmanager
def _hashing() -> Iterator[None]:
    """Let PostgreSQL join many to many by hashing.

    Its statistics know nothing of the assignments that a new campaign has by now. It takes them for none, and would
    look through all of them for each person, which among 100,000 people takes hours.
    """
    is_postgresql = connection().dialect.name == "postgresql"
    if is_postgresql:
        connection().exec_driver_sql("SET LOCAL enable_nestloop = off")
    yield
    if is_postgresql:  # after an error the transaction ends, and the setting with it
        connection().exec_driver_sql("SET LOCAL enable_nestloop = on")


def assign_batch(campaign: Campaign, audience: Audience) -> list[NewAssignment]:
    """Assign the present cycle of `campaign` to some people of `audience` who have none of it; return them.

    Whoever had left and is back goes on with the duty of before, from today. What it replaces has ended.
    """
    zone, today = dates.zone_name(), dates.today()
    cycle = cycles.present_cycle(campaign, today, zone)
    with _hashing():
        people = {row.id: row for row in connection().execute(_candidates(campaign, audience, cycle))}
    if not people:
        return []
    plan = _Plan(campaign, cycle, today, zone)
    new = connection().execute(_adding(), [plan.row(person) for person in people.values()]).all()
    again = [row.person_id for row in new if people[row.person_id].cycle is not None]
    if again:
        _end_older(campaign.id, Assignment.person_id.in_(again))
    return [
        NewAssignment(row.id, row.person_id, (who := people[row.person_id]).locale, plan.tell_at(who)) for row in new
    ]


class _Plan:
    """What the assignments of one batch say."""

    def __init__(self, campaign: Campaign, cycle: int, today: date, zone: str) -> None:
        self.campaign, self.cycle, self.today, self.zone = campaign, cycle, today, zone
        self.now = clock.now()
        self.rule = lru_cache(lambda number: rule_of(campaign, number, zone))

    def row(self, person: Any) -> dict[str, Any]:
        """Return the assignment of one person."""
        cycle, begins_on = self._place(person)
        is_back = cycle == person.cycle
        duty = Duty(self.today, person.hired_on, begins_on, _leave(person), person.extended_until if is_back else None)
        return {
            "id": new_id(),
            "person_id": person.id,
            "campaign_id": self.campaign.id,
            "cycle": cycle,
            "begins_on": begins_on,
            "status": AssignmentStatus.NOT_STARTED,
            "due_at": due_at(self.rule(cycle), duty, self.today, self.zone),
            "assigned_at": self.now,
            "attempts_finished": 0,
            "extra_minutes": 0,
        }

    def _place(self, person: Any) -> tuple[int, date | None]:
        if cycles.kind_of(self.campaign) is not Repeats.AFTER_COMPLETION or person.cycle is None:
            return self.cycle, None
        if person.status not in _DONE:  # had left in the middle of it
            return person.cycle, person.begins_on
        day = dates.day_of(person.completed_at or person.due_at, self.zone)
        return person.cycle + 1, cycles.own_begins_on(self.campaign, day)

    def tell_at(self, person: Any) -> datetime:
        """Return from when the person may be told: not before the opening, nor during a leave whose end is known."""
        leave = _leave(person)
        if leave and leave.last and leave.first <= self.today <= leave.last:
            return max(self.campaign.opens_at, dates.start_of(leave.last + timedelta(days=1), self.zone))
        return self.campaign.opens_at


_Latest, _Newer = aliased(Assignment), aliased(Assignment)


def _candidates(campaign: Campaign, audience: Audience, cycle: int) -> Select[*tuple[Any, ...]]:
    own = (User.id, User.locale, User.hired_on, User.leave_from, User.leave_until)
    before = (_Latest.cycle, _Latest.status, _Latest.begins_on, _Latest.extended_until)
    found = _of(audience, campaign, *own, *before, _Latest.completed_at, _Latest.due_at)
    return found.where(or_(_Latest.id.is_(None), _is_over(campaign, cycle))).order_by(User.id).limit(BATCH)


def _of(audience: Audience, campaign: Campaign, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Select from the people of an audience, each with the latest assignment in the campaign, if there is one."""
    newer = exists().where(
        _Newer.campaign_id == campaign.id, _Newer.person_id == _Latest.person_id, _Newer.cycle > _Latest.cycle
    )
    latest = and_(_Latest.campaign_id == campaign.id, _Latest.person_id == User.id, ~newer)
    statement: Select[*tuple[Any, ...]] = select(*columns).select_from(User).outerjoin(_Latest, latest)
    return statement.where(User.id.in_(person_ids(audience)))


def _was_here(rule: DueRule) -> ColumnElement[bool]:
    return or_(User.hired_on.is_(None), User.hired_on <= rule.begins_on)


def _is_over(campaign: Campaign, cycle: int) -> ColumnElement[bool]:
    """Return the condition that the latest assignment of a person is followed by another, or taken up again."""
    had_left = and_(_Latest.ended_at.is_not(None), _Latest.status.not_in(_DONE))
    if cycles.kind_of(campaign) is not Repeats.AFTER_COMPLETION:
        return or_(had_left, _Latest.cycle < cycle)
    moment = expired_before(campaign, dates.today(), dates.zone_name())
    if moment is None:
        return had_left
    return or_(had_left, and_(_Latest.status.in_(_DONE), func.coalesce(_Latest.completed_at, _Latest.due_at) < moment))


def _adding() -> Any:
    statement = inserting(Assignment)
    # Written out: with parameters beside the rows, each row would be a statement of its own.
    unfinished = (Assignment.status != literal_column(f"'{done.value}'") for done in _DONE)
    taken = {name: statement.excluded[name] for name in ("due_at", "assigned_at")}
    return statement.on_conflict_do_update(
        index_elements=["campaign_id", "person_id", "cycle"],
        set_={**taken, "ended_at": null()},
        where=and_(Assignment.ended_at.is_not(None), *unfinished),
    ).returning(Assignment.id, Assignment.person_id)


def _end_older(campaign_id: uuid.UUID, condition: ColumnElement[bool]) -> None:
    newer = exists().where(
        _Newer.campaign_id == campaign_id, _Newer.person_id == Assignment.person_id, _Newer.cycle > Assignment.cycle
    )
    now = clock.now()
    ending = update(Assignment).where(condition, *_open(campaign_id), newer).values(ended_at=now)
    with _hashing():
        connection().execute(ending, execution_options=_changing(campaign_id, Assignment.ended_at == now))


def _changing(campaign_id: uuid.UUID, condition: ColumnElement[bool]) -> dict[str, Any]:
    """Let only the teams of those be counted anew whom the condition finds after a statement."""
    return {CHANGES_OF: select(Assignment.person_id).where(Assignment.campaign_id == campaign_id, condition)}


def end_duties(campaign: Campaign) -> None:
    """End what nobody is asked for any more: duties of leavers, and those of cycles that are over."""
    gone = and_(
        Assignment.person_id.in_(select(User.id).where(User.status == UserStatus.DEACTIVATED)),
        Assignment.status.not_in(_DONE),
    )
    cycle, now = cycles.present_cycle(campaign, dates.today(), dates.zone_name()), clock.now()
    is_over = gone if cycles.kind_of(campaign) is Repeats.AFTER_COMPLETION else or_(gone, Assignment.cycle < cycle)
    ending = update(Assignment).where(*_open(campaign.id), is_over).values(ended_at=now)
    connection().execute(ending, execution_options=_changing(campaign.id, Assignment.ended_at == now))


def write_due_dates(
    campaign: Campaign, people: Collection[uuid.UUID] | None = None, *, only_absent: bool = False
) -> int:
    """Write the due dates of `campaign` anew, of everybody or of `people`; return how many have changed.

    Needed whenever their inputs change. `only_absent` are those with a leave, whose due dates may move day by day.
    """
    # Whoever writes due dates holds the campaign: two at once might each miss what the other has just changed.
    connection().execute(select(Campaign.id).where(Campaign.id == campaign.id).with_for_update(key_share=True))
    if people is not None:
        return sum(_write(campaign, Assignment.person_id.in_(part)) for part in _parts_of(people))
    if only_absent:
        return _write(campaign, User.leave_from.is_not(None))
    numbers = select(Assignment.cycle).distinct().where(*_open(campaign.id))
    return sum(_write_cycle(campaign, cycle) for cycle in connection().scalars(numbers).all())


def _write_cycle(campaign: Campaign, cycle: int) -> int:
    """Write the due dates of a cycle, at once those of people of whom nothing special is known."""
    zone, today = dates.zone_name(), dates.today()
    rule = rule_of(campaign, cycle, zone)
    due = due_at(rule, Duty(rule.begins_on), today, zone)
    in_time = Assignment.assigned_at < dates.start_of(rule.begins_on + timedelta(days=1), zone)
    own = (Assignment.begins_on.is_(None), Assignment.extended_until.is_(None), in_time)
    person = and_(User.leave_from.is_(None), _was_here(rule))
    written = connection().execute(
        update(Assignment)
        .where(*_open(campaign.id), Assignment.cycle == cycle, Assignment.due_at != due, *own)
        .where(Assignment.person_id.in_(select(User.id).where(person)))
        .values(due_at=due)
    )
    return written.rowcount + _write(campaign, and_(Assignment.cycle == cycle, ~and_(person, *own)))


def _write(campaign: Campaign, condition: ColumnElement[bool]) -> int:
    zone, today = dates.zone_name(), dates.today()
    rule = lru_cache(lambda cycle: rule_of(campaign, cycle, zone))
    changed = [
        {"the_person_id": row.person_id, "the_id": row.id, "due_at": due}
        for row in connection().execute(_duties(campaign.id).where(condition))
        if (due := due_at(rule(row.cycle), duty_of(row, zone), today, zone)) != row.due_at
    ]
    if changed:
        execute(updating(Assignment, "due_at"), changed)
    return len(changed)


def duty_of(row: Any, zone: str) -> Duty:
    """Return what is known of the person of a row of duties."""
    return Duty(dates.day_of(row.assigned_at, zone), row.hired_on, row.begins_on, _leave(row), row.extended_until)


def _leave(row: Any) -> Days | None:
    return Days(row.leave_from, row.leave_until) if row.leave_from else None


def _open(campaign_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return Assignment.campaign_id == campaign_id, Assignment.ended_at.is_(None)


def _parts_of(people: Collection[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """Divide people, of whom more may be named than one statement takes."""
    left = iter(people)
    while part := [*islice(left, _MOST_NAMED)]:
        yield part


def duties_to_finish(campaign_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Return the statement for the duties of people who are here and have not finished, with what moves their dates."""
    return _duties(campaign_id).where(Assignment.status.not_in(_DONE), User.status != UserStatus.DEACTIVATED)


def _duties(campaign_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    columns = (
        Assignment.person_id,
        Assignment.id,
        Assignment.cycle,
        Assignment.begins_on,
        Assignment.assigned_at,
        Assignment.due_at,
        Assignment.extended_until,
    )
    absence = (User.hired_on, User.leave_from, User.leave_until)
    return select(*columns, *absence).join(User, User.id == Assignment.person_id).where(*_open(campaign_id))
