"""One function per mail: each adds a row in the transaction of its cause. Words are put together when it is sent."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import bindparam, select

from questions.canonical import Json, canonical_bytes
from training import clock
from training.extensions import db
from training.mail import hours
from training.models import MailState, OutgoingMail, PersonIdentity, User, new_id
from training.statements import execute, insert_once, inserting, list_rows

ROWS_AT_ONCE = 500


class MailKind(StrEnum):
    """The mails there are; each has a folder of its own under templates/email/."""

    INVITATION = "invitation"
    ASSIGNED = "assigned"
    PASSED = "passed"
    FAILED = "failed"
    CONTEST_ANSWERED = "contest_answered"
    REVIEW_ASKED = "review_asked"
    REVIEW_APPROVED = "review_approved"
    REVIEW_CHANGES_ASKED = "review_changes_asked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # a name, no secret
    LEDGER_HEAD = "ledger_head"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    NUDGE = "nudge"
    ESCALATION = "escalation"
    WEEKLY = "weekly"
    DUE_MOVED = "due_moved"
    DEBRIEF = "debrief"
    DEPUTY_ASKED = "deputy_asked"
    DEPUTY_NAMED = "deputy_named"
    DEPUTY_ENDED = "deputy_ended"
    DECIDED = "decided"


NAMELESS = frozenset({MailKind.CONTEST_ANSWERED})
"""Whose reader nobody is told: who objected to a question would else be known by the minute of the answer."""


class Paper(NamedTuple):
    """What somebody without a mailbox is told on paper instead."""

    kind: MailKind
    subject_id: uuid.UUID
    person_id: uuid.UUID
    locale: str


class Planned(NamedTuple):
    """A mail to somebody with a mailbox, of which the caller has made sure, that may leave from `not_before` on."""

    subject_id: uuid.UUID
    person_id: uuid.UUID
    locale: str
    not_before: datetime
    key: str = ""
    """What there is one mail of; the subject unless something is named."""


def invitation(invitation_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Send the link with which the person chooses a password."""
    _add_one(MailKind.INVITATION, invitation_id, person_id, locale)


def assigned(assignment_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell the person about a training to take."""
    _add(MailKind.ASSIGNED, [(assignment_id, person_id, locale)])


def assigned_to_many(rows: Iterable[tuple[uuid.UUID, uuid.UUID, str]], not_before: datetime | None = None) -> None:
    """Do what `assigned` does for many (assignment id, person id, locale), in few statements."""
    _add(MailKind.ASSIGNED, list(rows), not_before)


def passed(attempt_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell the person the score and where the certificate is."""
    _add_one(MailKind.PASSED, attempt_id, person_id, locale)


def failed(attempt_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell the person the score and how to try again."""
    _add_one(MailKind.FAILED, attempt_id, person_id, locale)


def decided(rows: Iterable[tuple[uuid.UUID, uuid.UUID, str]]) -> None:
    """Tell people, by (override id, person id, locale), what was decided about their training."""
    _add(MailKind.DECIDED, list(rows))


def contests_answered(rows: Iterable[tuple[uuid.UUID, uuid.UUID, str]]) -> None:
    """Tell people, by (contest id, person id, locale), that an author answered what they said about a question."""
    _add(MailKind.CONTEST_ANSWERED, list(rows))


def review_asked(review_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell the person that somebody asks for a review of this person in particular."""
    _add_one(MailKind.REVIEW_ASKED, review_id, person_id, locale)


def review_approved(review_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell the person who asked that somebody has approved it."""
    _add_one(MailKind.REVIEW_APPROVED, review_id, person_id, locale)


def review_changes_asked(review_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell the person who asked that somebody wants changes, or takes an approval back."""
    _add_one(MailKind.REVIEW_CHANGES_ASKED, review_id, person_id, locale)


def password_changed(person_id: uuid.UUID, locale: str) -> None:
    """Tell the person that the password was changed, in case somebody else did it."""
    _add_one(MailKind.PASSWORD_CHANGED, new_id(), person_id, locale)


def reminders(kind: MailKind, rows: Iterable[Planned]) -> None:
    """Remind people of what they have not finished; the subject is the row that says why."""
    _add_planned(kind, rows)


def escalations(rows: Iterable[Planned]) -> None:
    """Tell managers who has been late for long; the subject is a row that says of what and when."""
    _add_planned(MailKind.ESCALATION, rows)


def weekly(rows: Iterable[Planned]) -> None:
    """Tell managers once a week what their people have not finished."""
    _add_planned(MailKind.WEEKLY, rows)


def debriefs(rows: Iterable[Planned]) -> None:
    """Send managers the debrief sheet of a training that is over; the subject is the settled cycle."""
    _add_planned(MailKind.DEBRIEF, rows)


def debrief_key(campaign_id: uuid.UUID, cycle: int, person_id: uuid.UUID) -> str:
    """Return what there is one mail with sheets of: a cycle, not a round; a second release of it makes no second."""
    return f"{campaign_id.hex}:{cycle}:{person_id.hex}"


def campaign_of_debrief(dedupe_key: str) -> uuid.UUID:
    """Return which training a mail with sheets is about, by the key of its row."""
    return uuid.UUID(hex=dedupe_key.split(":")[1])


def due_moved(rows: Iterable[tuple[Planned, int]]) -> None:
    """Tell people that a due date has moved, with how often it has."""
    planned = [(row._replace(key=f"{row.subject_id.hex}:{times}"), {"sequence": times}) for row, times in rows]
    _queue_all([_planned(MailKind.DUE_MOVED, *row) for row in planned])


def printed(papers: Iterable[Paper]) -> dict[uuid.UUID, uuid.UUID]:
    """Note what was printed as mail that needs no sending; map those subjects to it of which there was none before."""
    values = {paper.subject_id: _values(*paper, None) for paper in papers}
    done = {"state": MailState.PRINTED, "sent_at": clock.now()}
    statement = _queue(db.engine.dialect.name).returning(OutgoingMail.id)
    added = set(db.session.scalars(statement, [each | done for each in values.values()])) if values else set()
    return {subject_id: each["id"] for subject_id, each in values.items() if each["id"] in added}


def deputy_asked(deputyship_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell the person for whom and when to stand in."""
    _add(MailKind.DEPUTY_ASKED, [(deputyship_id, person_id, locale)])


def deputy_named(deputyship_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell a manager who stands in and when."""
    _add(MailKind.DEPUTY_NAMED, [(deputyship_id, person_id, locale)])


def deputy_ended(deputyship_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Tell a manager or the deputy, each once, that the deputyship has ended early."""
    if list_rows(_REACHABLE, people=[person_id]):
        key = f"{deputyship_id.hex}:{person_id.hex}"
        leaves_at = _at_work([person_id])[person_id]
        _add_planned(MailKind.DEPUTY_ENDED, [Planned(deputyship_id, person_id, locale, leaves_at, key)])


def ledger_head(month: str, person_id: uuid.UUID, locale: str) -> None:
    """Send the signed head of the ledger as it is when the mail leaves, once in a month (2026-05)."""
    values = _values(MailKind.LEDGER_HEAD, new_id(), person_id, locale, _at_work([person_id])[person_id])
    values["dedupe_key"] = f"{MailKind.LEDGER_HEAD}:{month}:{person_id.hex}"
    insert_once(OutgoingMail, values, while_there_is=_HAS_ADDRESS)


_REACHABLE = select(PersonIdentity.person_id).where(
    PersonIdentity.person_id.in_(bindparam("people", expanding=True)), PersonIdentity.email.is_not(None)
)
_HAS_ADDRESS = select(PersonIdentity.person_id).where(
    PersonIdentity.person_id == bindparam("person_id"), PersonIdentity.email.is_not(None)
)
_ZONES = select(User.id, User.time_zone).where(User.id.in_(bindparam("people", expanding=True)))
_AT_WORK = frozenset({MailKind.ASSIGNED, MailKind.DECIDED, MailKind.DEPUTY_ASKED, MailKind.DEPUTY_NAMED})
"""What nobody waits for, so that it keeps to the hours of mail; an invitation or a result is wanted at once."""


@lru_cache
def _queue(_dialect: str) -> Any:
    return inserting(OutgoingMail).on_conflict_do_nothing(index_elements=["dedupe_key"])


def _add_one(kind: MailKind, subject_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> None:
    """Do what `_add` does for one person, in one statement: a result is waited for while the database is locked."""
    insert_once(OutgoingMail, _values(kind, subject_id, person_id, locale, None), while_there_is=_HAS_ADDRESS)


def _add(kind: MailKind, rows: list[tuple[uuid.UUID, uuid.UUID, str]], not_before: datetime | None = None) -> None:
    """Add one row per person with an e-mail address, unless there is one with the same kind and subject already."""
    for first in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[first : first + ROWS_AT_ONCE]
        people = [person_id for _subject, person_id, _locale in part]
        reachable = {row.person_id for row in list_rows(_REACHABLE, people=people)}
        leaving = _at_work(people, not_before) if kind in _AT_WORK else {}
        values = [_values(kind, *row, leaving.get(row[1], not_before)) for row in part if row[1] in reachable]
        if values:
            execute(_queue(db.engine.dialect.name), values)


def _at_work(people: list[uuid.UUID], not_before: datetime | None = None) -> dict[uuid.UUID, datetime]:
    """Return when mail may next reach each of `people` by the own clock."""
    zones = {row.id: row.time_zone for row in list_rows(_ZONES, people=people)}
    next_open = hours.next_open_by_zone(zones.values(), max(clock.now(), not_before or clock.now()))
    return {person_id: next_open[zone] for person_id, zone in zones.items()}


def _add_planned(kind: MailKind, rows: Iterable[Planned]) -> None:
    _queue_all([_planned(kind, row) for row in rows])


def _queue_all(values: list[dict[str, object]]) -> None:
    for first in range(0, len(values), ROWS_AT_ONCE):
        execute(_queue(db.engine.dialect.name), values[first : first + ROWS_AT_ONCE])


def _planned(kind: MailKind, row: Planned, more: Mapping[str, Json] = MappingProxyType({})) -> dict[str, object]:
    values = _values(kind, row.subject_id, row.person_id, row.locale, row.not_before)
    values["parameters"] = canonical_bytes({"id": row.subject_id.hex, **more}).decode()
    values["dedupe_key"] = f"{kind}:{row.key or row.subject_id.hex}"
    return values


def _values(
    kind: MailKind, subject_id: uuid.UUID, person_id: uuid.UUID, locale: str, not_before: datetime | None
) -> dict[str, Any]:
    at, mail_id = clock.now(), new_id()
    return {
        "id": mail_id,
        "dedupe_key": f"{kind}:{subject_id.hex}",
        "person_id": person_id,
        "kind": kind.value,
        "locale": locale,
        "parameters": canonical_bytes({"id": subject_id.hex}).decode(),
        "message_id": f"<{mail_id.hex}@{urlsplit(current_app.config['SITE_URL']).hostname}>",
        "state": MailState.QUEUED,
        "tries": 0,
        "created_at": at,
        "next_at": max(at, not_before or at),
    }
