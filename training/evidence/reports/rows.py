"""The rows that a report counts: people of a cycle, never their answers, and what was decided about them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from training import dates
from training.administration.labels import EMPLOYMENTS
from training.campaigns.overrides.wording import LABELS, by_whom, said
from training.evidence.reports import wording
from training.evidence.reports.standing import OPEN
from training.formatting import whole_percent
from training.pseudonyms import named

Cell = str | int | date | None


def people_header() -> list[str]:
    """Return what stands above the cells of people."""
    return [
        gettext("Full name"),
        gettext("Employee number"),
        gettext("Team"),
        gettext("Employment"),
        gettext("How it came about"),
        gettext("Assigned on"),
        gettext("Due"),
        gettext("Result"),
        gettext("Overdue"),
        gettext("Finished on"),
        gettext("Passed by"),
        gettext("Attempts"),
        gettext("First attempt"),
        gettext("Score in percent"),
        gettext("Release"),
        gettext("Extended until"),
        gettext("Came to another team"),
        gettext("Left on"),
    ]


class People:
    """Tells of people one after the other; words and time zone are looked up once, since there may be very many."""

    def __init__(self) -> None:
        self.sources = _said(wording.SOURCES)
        self.outcomes = _said(wording.OUTCOMES)
        self.ways = _said(wording.WAYS)
        self.kinds = _said(EMPLOYMENTS)
        self.yes, self.passed, self.failed = gettext("Yes"), gettext("Passed"), gettext("Not passed")
        self.zone = dates.zone_name()

    def cells(self, row: Any) -> list[Cell]:
        """Return what is told of one person."""
        return [
            named(row.display_name, row.person_id),
            row.employee_number,
            row.team_name,
            self.kinds.get(row.employment),
            self.sources[row.source],
            _day(row.assigned_at, self.zone),
            _day(row.due_at, self.zone),
            self.outcomes[row.outcome],
            self.yes if row.is_past_due and row.outcome in OPEN else None,
            _day(row.completed_at, self.zone),
            self.ways.get(row.passed_by),
            row.tries,
            None if row.passed_first is None else self.passed if row.passed_first else self.failed,
            None if row.score is None else whole_percent(row.score),
            row.release,
            row.extended_until,
            self.yes if row.has_moved else None,
            _day(row.left_at, self.zone),
        ]


def decisions_header() -> list[str]:
    """Return what stands above the cells of decisions."""
    return [
        gettext("Decided on"),
        gettext("Full name"),
        gettext("Employee number"),
        gettext("Decision"),
        gettext("What it says"),
        gettext("Reason"),
        gettext("Decided by"),
        gettext("Taken back on"),
        gettext("Why it was taken back"),
    ]


class Decisions:
    """Tells of decisions, as `People` tells of people."""

    def __init__(self) -> None:
        self.kinds = _said(LABELS)
        self.zone = dates.zone_name()

    def cells(self, row: Any) -> list[Cell]:
        """Return what is told of one decision."""
        return [
            _day(row.given_at, self.zone),
            named(row.display_name, row.person_id),
            row.employee_number,
            self.kinds[row.kind],
            said(row, {}),
            row.reason,
            by_whom(row) or None,
            _day(row.taken_back_at, self.zone),
            row.taken_back_why,
        ]


def written(cells: Sequence[Cell]) -> list[str]:
    """Return cells as CSV holds them."""
    return ["" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell) for cell in cells]


def _day(moment: datetime | None, zone: str) -> date | None:
    """Return the day as the organisation counts days, so that a file says the same to everybody."""
    return dates.day_of(moment, zone) if moment else None


def _said(labels: Mapping[Any, Any]) -> dict[str | None, str]:
    return {str(name): str(label) for name, label in labels.items()}
