"""A year of the demonstration organisation ends as a calculation says that knows nothing of the program's own."""

import json
import uuid
from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.year_events import ENOUGH
from tests.support.year_model import DAY, DONE, Mail, works
from tests.support.year_played import START, Kept, Played, at, day_of
from training.extensions import db
from training.models import Assignment, Attempt, OutgoingMail, Override, Reminder, User

AT_WORK = {"assigned", "reminder", "overdue", "nudge", "due_moved", "escalation", "weekly"}
BY_HAND = {"decided", "deputy_asked", "deputy_named", "deputy_ended"}
"""What somebody decides: it keeps to the hours as well, but may follow a reminder of the same day."""
AT_ONCE = {"passed", "failed"}
"""Somebody waits for results. They keep to no hours and may follow a reminder."""
LOOKS = (0, 6, 20, 35, 128, 251, 352, 365, ENOUGH)
"""Days on which both are compared; on all of them there is a tick."""


LAST = {"sqlite": ENOUGH, "postgresql": LOOKS[4]}
"""A server takes as long for four months as a file for the whole year, and later months ask nothing else of it."""


@pytest.mark.long
def test_a_year_ends_as_it_was_calculated(app: Flask, make: Maker) -> None:
    played, seen = Played(app, make), set[str]()
    with app.app_context():
        last = LAST[db.engine.dialect.name]
    for number in range(last + 1):
        day = START + number * DAY
        played.play(day)
        if number in LOOKS:
            statuses = calculated_statuses(played, day)
            assert {*kept_statuses(played, day)} == {*statuses}, day
            check_outbox(played, day)
            seen |= {status for _number, _key, _cycle, status, _due in statuses}
    if last < ENOUGH:
        assert {"overdue", "passed", "on_leave", "ended, done"} <= seen
        return
    assert seen == {
        "overdue", "failed", "in_progress", "not_started", "passed", "exempt", "on_leave",
        "ended, done", "ended, unfinished",
    }, "lives differ enough to tell something"  # fmt: skip
    assert {kind for kind, *_about in played.year.mails} == AT_WORK | BY_HAND | AT_ONCE
    duties = played.year.duties.items()
    assert any(duty.begins for (_number, key), own in duties if key == "newcomers" for duty in own), "a rhythm changed"
    again = {number for (number, key), own in duties if key == "cards" and own[-1].cycle > 1}
    assert "1043" in again, "somebody moved in between two rounds"
    assert not again & {"1012", "1081", "1020"}, "some were not asked again"


Status = tuple[str, str, int, str, date | None]
"""Number, campaign, cycle, what pages show, and the due day of what is not over."""


def kept_statuses(played: Played, day: date) -> list[Status]:
    with played.moment(day, 18):
        kept = played.assignments()
    return [_status(each) for each in kept if not played.year.courses[each.key].is_closed]


def _status(kept: Kept) -> Status:
    own = (kept.number, kept.key, kept.row.cycle)
    if kept.row.ended_at is None:
        return *own, kept.shown, day_of(kept.row.due_at)
    return *own, "ended, done" if kept.row.status in DONE else "ended, unfinished", None


def calculated_statuses(played: Played, day: date) -> list[Status]:
    return [
        (number, key, duty.cycle, duty.shown(day), None if duty.ended else duty.due(day))
        for (number, key), duties in played.year.duties.items()
        for duty in duties
        if not duty.course.is_closed
    ]


def check_outbox(played: Played, day: date) -> None:
    """Compare the outbox with the mails that are due: each once, in working hours, none beside another one."""
    with played.moment(day, 18):
        found = _outbox(played)
    wanted = Counter(played.year.mails)
    assert (sorted(found - wanted), sorted(wanted - found)) == ([], [])
    told = Counter((number, key, on) for kind, number, key, on in found.elements() if kind in AT_WORK and key)
    assert not {about for about, times in told.items() if times > 1}


def _outbox(played: Played) -> Counter[Mail]:
    numbers = {person_id: number for number, person_id in played.ids.items()}
    keys = {campaign_id: key for key, campaign_id in played.campaigns.items()}
    campaign_of = _campaigns_of_subjects()
    found: Counter[Mail] = Counter()
    rows = select(OutgoingMail, User.time_zone).join(User, User.id == OutgoingMail.person_id)
    for mail, zone in db.session.execute(rows.where(OutgoingMail.created_at >= at(START, 8))):
        here = mail.next_at.astimezone(ZoneInfo(zone))
        if mail.kind in AT_WORK | BY_HAND:
            assert works(here.date())
            assert 8 <= here.hour < 18
        if mail.kind in AT_WORK | BY_HAND | AT_ONCE:
            campaign_id = campaign_of.get(uuid.UUID(hex=json.loads(mail.parameters)["id"]))
            key = keys[campaign_id] if campaign_id else ""
            found[mail.kind, numbers[mail.person_id], key, here.date()] += 1
    return found


def _campaigns_of_subjects() -> dict[uuid.UUID, uuid.UUID]:
    """Map what mails are about to campaigns: assignments, reminders, attempts, decisions."""
    rows = db.session.execute(select(Assignment.id, Assignment.campaign_id)).all()
    found = {row.id: row.campaign_id for row in rows}
    for table in (Reminder, Attempt, Override):
        subjects = db.session.execute(select(table.id, table.assignment_id)).all()
        found |= {row.id: found[row.assignment_id] for row in subjects}
    return found
