"""Assignments of a campaign: made batch by batch, each once, however often and wherever it runs; their due dates."""

import uuid
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, null, or_, select, update
from sqlalchemy.orm import aliased

from training import clock, dates
from training.campaigns.audience import Audience, person_ids
from training.campaigns.due import Days, Duty, due_at, months_later
from training.campaigns.rules import expired_before, present_cycle, rule_of
from training.models import Assignment, AssignmentStatus, Campaign, User, UserStatus, new_id
from training.models.delivery import Repeats
from training.statements import connection, execute, inserting, updating

BATCH = 5_000
_MOST_NAMED = 1_000
_DONE = (AssignmentStatus.PASSED, AssignmentStatus.EXEMPT)


class NewAssignment(NamedTuple):
    """What the mail about an assignment needs to know; nobody is written to before `not_before`."""

    id: uuid.UUID
    person_id: uuid.UUID
    locale: str
    not_before: datetime


class Batch(NamedTuple):
    """Who is new, and where to go on; `last` is None when nobody is left."""

    new: list[NewAssignment]
    last: uuid.UUID | None


def assign_batch(campaign: Campaign, audience: Audience, after: uuid.UUID | None = None) -> Batch:
    """Assign the present cycle of `campaign` to the next people of `audience` who have none of it; return them.

    Whoever had left and is back goes on with the duty of before, from today. What it replaces has ended.
    """
    zone, today = dates.zone_name(), dates.today()
    cycle = present_cycle(campaign, today, zone)
    found = connection().execute(_candidates(campaign, audience, cycle, after)).all()
    if not found:
        return Batch([], None)
    plan = _Plan(campaign, cycle, today, zone)
    rows = {person.id: plan.row(person) for person in found}
    new = connection().execute(_adding(), list(rows.values())).all()
    _end_older(campaign.id, [row.person_id for row in new])
    people = {person.id: person for person in found}
    return Batch(
        [NewAssignment(row.id, row.person_id, (who := people[row.person_id]).locale, plan.tell_at(who)) for row in new],
        found[-1].id if len(found) == BATCH else None,
    )


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
        if self.campaign.repeats is not Repeats.AFTER_COMPLETION or person.cycle is None:
            return self.cycle, None
        if person.status not in _DONE:  # had left in the middle of it
            return person.cycle, person.begins_on
        day = dates.day_of(person.completed_at or person.due_at, self.zone)
        return person.cycle + 1, months_later(day, self.campaign.repeat_months or 0)

    def tell_at(self, person: Any) -> datetime:
        """Return from when the person may be told: not before the opening, nor during a leave whose end is known."""
        leave = _leave(person)
        if leave and leave.last and leave.first <= self.today <= leave.last:
            return max(self.campaign.opens_at, dates.start_of(leave.last + timedelta(days=1), self.zone))
        return self.campaign.opens_at


_Latest, _Newer = aliased(Assignment), aliased(Assignment)


def _candidates(campaign: Campaign, audience: Audience, cycle: int, after: uuid.UUID | None) -> Any:
    newer = exists().where(
        _Newer.campaign_id == campaign.id, _Newer.person_id == _Latest.person_id, _Newer.cycle > _Latest.cycle
    )
    latest = and_(_Latest.campaign_id == campaign.id, _Latest.person_id == User.id, ~newer)
    own = (User.id, User.locale, User.hired_on, User.leave_from, User.leave_until)
    before = (_Latest.cycle, _Latest.status, _Latest.begins_on, _Latest.extended_until)
    statement = (
        select(*own, *before, _Latest.completed_at, _Latest.due_at)
        .outerjoin(_Latest, latest)
        .where(User.id.in_(person_ids(audience)), or_(_Latest.id.is_(None), _is_over(campaign, cycle)))
        .order_by(User.id)
        .limit(BATCH)
    )
    return statement if after is None else statement.where(User.id > after)


def _is_over(campaign: Campaign, cycle: int) -> ColumnElement[bool]:
    """Return the condition that the latest assignment of a person is followed by another, or taken up again."""
    had_left = and_(_Latest.ended_at.is_not(None), _Latest.status.not_in(_DONE))
    if campaign.repeats is not Repeats.AFTER_COMPLETION:
        return or_(had_left, _Latest.cycle < cycle)
    moment = expired_before(campaign, dates.today(), dates.zone_name())
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


def _end_older(campaign_id: uuid.UUID, people: list[uuid.UUID]) -> None:
    newer = exists().where(
        _Newer.campaign_id == campaign_id, _Newer.person_id == Assignment.person_id, _Newer.cycle > Assignment.cycle
    )
    is_older = (Assignment.campaign_id == campaign_id, Assignment.ended_at.is_(None), newer)
    if people:
        connection().execute(
            update(Assignment).where(Assignment.person_id.in_(people), *is_older).values(ended_at=clock.now())
        )


def end_duties(campaign: Campaign) -> None:
    """End what nobody is asked for any more: duties of leavers, and those of cycles that are over."""
    gone = and_(
        Assignment.person_id.in_(select(User.id).where(User.status == UserStatus.DEACTIVATED)),
        Assignment.status.not_in(_DONE),
    )
    cycle = present_cycle(campaign, dates.today(), dates.zone_name())
    connection().execute(
        update(Assignment)
        .where(Assignment.campaign_id == campaign.id, Assignment.ended_at.is_(None))
        .where(or_(gone, Assignment.cycle < cycle) if campaign.repeats is not Repeats.AFTER_COMPLETION else gone)
        .values(ended_at=clock.now())
    )


def write_due_dates(
    campaign: Campaign, people: Collection[uuid.UUID] | None = None, *, only_absent: bool = False
) -> int:
    """Write the due dates of `campaign` anew, of everybody or of `people`; return how many have changed.

    Needed whenever their inputs change. `only_absent` are those with a leave, whose due dates may move day by day.
    """
    # Whoever writes due dates holds the campaign: two at once might each miss what the other has just changed.
    connection().execute(select(Campaign.id).where(Campaign.id == campaign.id).with_for_update(key_share=True))
    zone, today = dates.zone_name(), dates.today()
    rule = lru_cache(lambda cycle: rule_of(campaign, cycle, zone))
    written = 0
    for duties in _duties(campaign.id, people):
        statement = duties.where(User.leave_from.is_not(None)) if only_absent else duties
        changed = [
            {"the_person_id": row.person_id, "the_id": row.id, "due_at": due}
            for row in connection().execute(statement)
            if (due := due_at(rule(row.cycle), _duty_of(row, zone), today, zone)) != row.due_at
        ]
        if changed:
            execute(updating(Assignment, "due_at"), changed)
        written += len(changed)
    return written


def _duty_of(row: Any, zone: str) -> Duty:
    return Duty(dates.day_of(row.assigned_at, zone), row.hired_on, row.begins_on, _leave(row), row.extended_until)


def _leave(row: Any) -> Days | None:
    return Days(row.leave_from, row.leave_until) if row.leave_from else None


def _duties(campaign_id: uuid.UUID, people: Collection[uuid.UUID] | None) -> Iterator[Select[*tuple[Any, ...]]]:
    """Make the statements, several where more people are named than one statement takes."""
    duties: Select[*tuple[Any, ...]] = (
        select(
            Assignment.person_id,
            Assignment.id,
            Assignment.cycle,
            Assignment.begins_on,
            Assignment.assigned_at,
            Assignment.due_at,
            Assignment.extended_until,
            User.hired_on,
            User.leave_from,
            User.leave_until,
        )
        .join(User, User.id == Assignment.person_id)
        .where(Assignment.campaign_id == campaign_id, Assignment.ended_at.is_(None))
    )
    if people is None:
        yield duties
    left = iter(people or ())
    while part := [*islice(left, _MOST_NAMED)]:
        yield duties.where(Assignment.person_id.in_(part))
