"""What mails about unfinished training say, to those who have it before them and to their managers."""

import json
import uuid
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy import ColumnElement, Row

from training import clock, dates
from training.addresses import address_of
from training.extensions import db
from training.mail import calendar, queries
from training.mail.reading import Attachment, Content, NotWanted, Reader, training_title
from training.models import OutgoingMail, Reminder, ReminderKind, ToldDue
from training.pseudonyms import named
from training.team.deputies import list_stood_in_for
from training.team.status import DONE

MOST_NAMES = 10
MOST_TRAININGS = 10
_DONE = "The training was done, withdrawn or closed before the mail was sent."
_MOVED = "The due date was moved before the mail was sent."


class Unfinished(NamedTuple):
    """A training that some people of a manager have not finished."""

    title: str
    due_at: datetime
    late: int
    names: list[str]
    more: int
    link: str


def own_reminder(mail: OutgoingMail, reminder_id: uuid.UUID, reader: Reader) -> Content:
    """Return what a reminder to the person says; a date that has moved since makes it pointless."""
    told = _get_reminder(mail, reminder_id)
    row = queries.find_unfinished(mail.person_id, told.assignment_id, clock.now())
    if row is None:
        raise NotWanted(_DONE)
    if row.due_at != told.due_at and told.kind is not ReminderKind.NUDGE:
        raise NotWanted(_MOVED)
    link = address_of("learning.show_assignment", assignment_id=told.assignment_id)
    return {
        "title": training_title(row, mail.locale),
        "due_at": row.due_at.astimezone(reader.zone),
        "is_overdue": row.due_at <= clock.now(),
        "has_begun": row.status == "in_progress",
        "by": queries.find_name(told.created_by),
        "link": link,
    }


def moved(mail: OutgoingMail, assignment_id: uuid.UUID, reader: Reader) -> Content:
    """Return what the mail about another due date says, with the calendar file that replaces the earlier one."""
    row = queries.find_unfinished(mail.person_id, assignment_id, clock.now())
    told = db.session.get(ToldDue, (mail.person_id, assignment_id))
    if row is None or told is None:
        raise NotWanted(_DONE)
    if told.sequence != json.loads(mail.parameters)["sequence"]:
        raise NotWanted("The due date has moved once more; a later mail says so.")
    return {
        "title": training_title(row, mail.locale),
        "due_at": row.due_at.astimezone(reader.zone),
        "link": address_of("learning.show_assignment", assignment_id=assignment_id),
        "told": (assignment_id, row.due_at),
        "attachment": calendar_file(mail.person_id, assignment_id, mail.locale, reader.zone.key),
    }


def calendar_file(person_id: uuid.UUID, assignment_id: uuid.UUID, locale: str, time_zone: str) -> Attachment | None:
    """Return an assignment of the person as a calendar file, one that takes it out when nothing is to be done."""
    row = queries.find_calendar_entry(person_id, assignment_id, clock.now())
    if row is None:
        return None
    # What has moved and was not told yet is newer than what calendars know; so is the end of it.
    is_cancelled = row.closed_at is not None or row.ended_at is not None or row.status in DONE
    ahead = row.told_due_at not in {None, row.due_at}
    link = address_of("learning.show_assignment", assignment_id=assignment_id)
    with force_locale(locale):
        entry = calendar.Entry(
            uid=calendar.uid_of(assignment_id),
            sequence=(row.sequence or 0) + ahead + is_cancelled,
            told_at=clock.now(),
            day=row.due_at.astimezone(ZoneInfo(time_zone)).date(),
            title=gettext("Finish by today: %(title)s", title=training_title(row, locale)),
            text=gettext("You can stop at any time and go on later, also on a phone.") + "\n" + link,
            link=link,
            is_cancelled=is_cancelled,
        )
    parameters = {"charset": "utf-8", "method": calendar.method_of(entry)}
    return Attachment(calendar.FILE_NAME, calendar.file_of(entry), calendar.KIND, parameters)


def escalation(mail: OutgoingMail, reminder_id: uuid.UUID, reader: Reader) -> Content:
    """Return which of a manager's people were late with one training for so long that the manager is told."""
    told = queries.find_escalation(mail.person_id, reminder_id, dates.today())
    if told is None:
        raise NotWanted("The person is no manager any more.")
    trainings, _more = unfinished_of(mail.person_id, mail.locale, reader, queries.told_with(told))
    if not trainings:
        raise NotWanted(_DONE)
    return trainings[0]._asdict()


def weekly(mail: OutgoingMail, _id: uuid.UUID, reader: Reader) -> Content:
    """Return everything that a manager's people have not finished; nothing is sent when that is nothing."""
    trainings, more = unfinished_of(mail.person_id, mail.locale, reader)
    if not trainings:
        raise NotWanted("Everybody has finished.")
    return {
        "trainings": trainings,
        "more_trainings": more,
        "stands_in_for": [named(row.name, row.manager_id) for row in list_stood_in_for(mail.person_id, dates.today())],
        "link": address_of("team.show_people"),
    }


def unfinished_of(
    manager_id: uuid.UUID, locale: str, reader: Reader, about: ColumnElement[bool] | None = None
) -> tuple[list[Unfinished], int]:
    """Return what is unfinished below a manager, with names and the most urgent first, and how many trainings more."""
    now = clock.now()
    wanted = queries.unfinished_below(manager_id, now, now.astimezone(reader.zone).date(), about)
    counted = queries.list_trainings(wanted, now)
    shown = counted[:MOST_TRAININGS]
    names = queries.map_names([row.id for row in shown], wanted, MOST_NAMES)
    trainings = [_unfinished(row, names.get(row.id, []), locale, reader) for row in shown]
    return trainings, len(counted) - len(shown)


def _unfinished(row: Row[Any], names: list[str], locale: str, reader: Reader) -> Unfinished:
    link = address_of("reminders.confirm_nudge", campaign_id=row.id)
    due_at = row.due_at.astimezone(reader.zone)
    return Unfinished(training_title(row, locale), due_at, row.late, names, row.people - len(names), link)


def _get_reminder(mail: OutgoingMail, reminder_id: uuid.UUID) -> Reminder:
    found = db.session.get(Reminder, (mail.person_id, reminder_id))
    if found is None:
        current_app.logger.error("mail %s is about a reminder that does not exist", mail.id.hex)
        raise NotWanted("There is no such reminder.")
    return found
