"""The rows that a report counts: people of a cycle, never their answers, and what was decided about them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from training import dates
from training.administration.labels import EMPLOYMENTS
from training.campaigns.overrides.wording import LABELS, said
from training.evidence.reports import wording
from training.formatting import whole_percent

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


def people_cells(row: Any) -> list[Cell]:
    """Return what is told of one person."""
    return [
        row.display_name,
        row.employee_number,
        row.team_name,
        str(EMPLOYMENTS[row.employment]) if row.employment else None,
        str(wording.SOURCES[row.source]),
        _day(row.assigned_at),
        _day(row.due_at),
        str(wording.OUTCOMES[row.outcome]),
        _yes(row.is_overdue),
        _day(row.completed_at),
        str(wording.WAYS[row.passed_by]) if row.passed_by else None,
        row.tries,
        _first(row.passed_first),
        None if row.score is None else whole_percent(row.score),
        row.release,
        row.extended_until,
        _yes(row.has_moved),
        _day(row.left_at),
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


def decisions_cells(row: Any) -> list[Cell]:
    """Return what is told of one decision."""
    return [
        _day(row.given_at),
        row.display_name,
        row.employee_number,
        str(LABELS[row.kind]),
        said(row, {}),
        row.reason,
        row.giver,
        _day(row.taken_back_at),
        row.taken_back_why,
    ]


def written(cells: Sequence[Cell]) -> list[str]:
    """Return cells as CSV holds them."""
    return ["" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell) for cell in cells]


def _day(moment: datetime | None) -> date | None:
    """Return the day as the organisation counts days, so that a file says the same to everybody."""
    return dates.day_of(moment) if moment else None


def _yes(holds: Any) -> str | None:
    return gettext("Yes") if holds else None


def _first(passed: int | None) -> str | None:
    if passed is None:
        return None
    return gettext("Passed") if passed else gettext("Not passed")
