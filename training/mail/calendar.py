"""A due date as a calendar file (RFC 5545): one whole day, with the same UID however often it moves."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import current_app

MOST_OCTETS = 75
KIND = "text/calendar"
FILE_NAME = "training.ics"
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


class Entry(NamedTuple):
    """What a calendar is told about a training. A greater `sequence` replaces what it was told before."""

    uid: str
    sequence: int
    told_at: datetime
    day: date
    title: str
    text: str
    link: str
    is_cancelled: bool = False


def uid_of(assignment_id: uuid.UUID) -> str:
    """Return the name by which calendars know an assignment for ever."""
    return f"{assignment_id.hex}@{urlsplit(current_app.config['SITE_URL']).hostname}"


def file_of(entry: Entry) -> bytes:
    """Return the calendar file of an entry; a cancelled one takes it out of the calendar again."""
    days = (entry.day, entry.day + timedelta(days=1))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kyokun//Training//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method_of(entry)}",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{entry.told_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}",
        f"DTEND;VALUE=DATE:{days[1]:%Y%m%d}",
        f"SUMMARY:{_escaped(entry.title)}",
        f"DESCRIPTION:{_escaped(entry.text)}",
        f"URL:{entry.link}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        *([] if entry.is_cancelled else _alarm(entry)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def method_of(entry: Entry) -> str:
    """Return what the file asks of a calendar; the mail's own header has to say the same."""
    return "CANCEL" if entry.is_cancelled else "PUBLISH"


def _alarm(entry: Entry) -> list[str]:
    """Return a reminder on the morning before, at nine."""
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(entry.title)}", "TRIGGER:-PT15H", "END:VALARM"]


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Return a line with its end; a long one goes on in lines that begin with a space, cut between characters."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        octets = sign.encode()
        # All lines but the first have the space in front.
        if len(part) + len(octets) > MOST_OCTETS - bool(parts):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
