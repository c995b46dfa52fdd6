"""Decisions in words, for whoever decides and for whom it was decided about."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from training.formatting import calendar_day
from training.models import OverrideKind
from training.pseudonyms import named

LABELS: Mapping[str, Any] = {
    OverrideKind.EXTENSION: _l("Extension"),
    OverrideKind.EXEMPTION: _l("Exemption"),
    OverrideKind.RESET: _l("Reset of the attempts"),
    OverrideKind.EXTRA_TIME: _l("Extra time"),
    OverrideKind.ATTENDED: _l("Attended in class"),
    OverrideKind.MANUAL_PASS: _l("Recorded as passed by hand"),
    OverrideKind.TAKING_BACK: _l("Taken back"),
}


class Line(NamedTuple):
    """One decision as a list shows it."""

    id: uuid.UUID
    kind: OverrideKind
    label: str
    text: str
    reason: str
    given_at: datetime
    given_by: uuid.UUID | None
    giver: str
    is_taken_back: bool

    @property
    def can_be_taken_back(self) -> bool:
        """Tell whether it still holds; what takes back is never taken back itself."""
        return self.kind is not OverrideKind.TAKING_BACK and not self.is_taken_back

    def is_extension_of(self, actor_id: uuid.UUID | None) -> bool:
        """Tell whether it is an extension that this person gave."""
        return self.kind is OverrideKind.EXTENSION and self.given_by == actor_id


def tell(rows: Sequence[Any]) -> list[Line]:
    """Return decisions about one assignment as lines."""
    by_id = {row.id: row for row in rows}
    return [
        Line(
            row.id,
            row.kind,
            str(LABELS[row.kind]),
            said(row, by_id),
            row.reason,
            row.given_at,
            row.given_by,
            by_whom(row),
            row.taken_back_by is not None,
        )
        for row in rows
    ]


def by_whom(row: Any) -> str:
    """Return who decided, with the manager in whose place a deputy did; nothing where the program did."""
    if row.given_by is None:
        return ""
    giver = named(row.giver, row.given_by)
    if row.given_for is None:
        return giver
    return gettext("%(deputy)s for %(manager)s", deputy=giver, manager=named(row.stood_in_for, row.given_for))


def said(row: Any, others: Mapping[Any, Any]) -> str:
    """Return what a decision says; `others` holds those of the same assignment by id, to name what it takes back."""
    if row.kind is OverrideKind.TAKING_BACK:
        taken = others[row.takes_back_id]
        return gettext("No longer holds: %(decision)s", decision=f"{LABELS[taken.kind]} – {said(taken, others)}")
    return _SAID[row.kind](row)


def _minutes(row: Any) -> str:
    if not row.minutes:
        return gettext("No extra time any more.")
    return ngettext("%(num)d minute more than others.", "%(num)d minutes more than others.", row.minutes)


_SAID: Mapping[OverrideKind, Callable[[Any], str]] = {
    OverrideKind.EXTENSION: lambda row: gettext("Due on %(day)s instead.", day=calendar_day(row.until)),
    OverrideKind.EXEMPTION: lambda _row: gettext("Need not take this training."),
    OverrideKind.RESET: lambda _row: gettext("May begin anew. The attempts of before are kept."),
    OverrideKind.EXTRA_TIME: _minutes,
    OverrideKind.ATTENDED: lambda row: gettext(
        "Took part on %(day)s: %(place)s", day=calendar_day(row.held_on), place=row.place
    ),
    OverrideKind.MANUAL_PASS: lambda row: gettext(
        "Passed without an attempt here. Evidence: %(evidence)s", evidence=row.evidence
    ),
}
