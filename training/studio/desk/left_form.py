"""The form of a desk whose notice was removed while somebody worked on it."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SubmitField, TextAreaField

from questions.notices.desk import DETAILS, LONGEST_VALUE, Desk, Entry, Kind
from training.studio.desk.entries import FIXED, KINDS
from training.studio.desk.forms import DeskForm, fields_of

_LONGEST_KEY, LONGEST_WORDS = 80, 1_000
_FIELD = re.compile(r"(?:kept|value|words)_((?:own-)?([a-z]+)(?:-[a-z0-9]+)*)")


class LeftForm(DeskForm):
    """What was typed, the notice if it is pasted again, and what the page said of it."""

    trusts_entries = False
    is_left = HiddenField(default="y")
    title, address = HiddenField(), HiddenField()
    text = TextAreaField(
        _l("Text of the notice"),
        description=_l("Your own window may still show it: go back there and copy it."),
    )
    again = SubmitField(_l("Read it again with my entries"))


def for_left(sent: Mapping[str, str]) -> LeftForm:
    """Return the form of what was sent for the desk of a notice that is not there any more."""
    entries = list(_entries(sent).values())
    fields: dict[str, Any] = {"desk": Desk(entries=tuple(entries)), "theirs": {}}
    for entry in entries:
        fields |= fields_of(entry)
        fields[f"words_{entry.key}"] = HiddenField(default=entry.text)
    form: LeftForm = type("LeftFormOfNotice", (LeftForm,), fields)()
    form.is_left.data = "y"
    return form


def _entries(sent: Mapping[str, str]) -> dict[str, Entry]:
    found = {match[1]: match[2] for match in map(_FIELD.fullmatch, sent) if match}
    wanted = {key: Kind(kind) for key, kind in found.items() if kind in KINDS and len(key) <= _LONGEST_KEY}
    kept = {key: _entry(key, kind, sent) for key, kind in wanted.items() if f"removed_{key}" not in sent}
    return dict(sorted(kept.items(), key=lambda item: list(Kind).index(item[1].kind)))


def _entry(key: str, kind: Kind, sent: Mapping[str, str]) -> Entry:
    value = key.partition("-")[2] if kind.value in FIXED else sent.get(f"value_{key}", "")
    detail = sent.get(f"detail_{key}", "") if kind in DETAILS else ""
    words = sent.get(f"words_{key}", "")[:LONGEST_WORDS]
    is_kept = f"kept_{key}" in sent
    return Entry(key=key, kind=kind, text=words, value=value[:LONGEST_VALUE], detail=detail, places=(), kept=is_kept)
