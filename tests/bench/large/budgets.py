"""What is measured of a large organisation, and what of it must and should be reached."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Budget(NamedTuple):
    """A measure: how it is called, its unit, and its budget, which the smaller value keeps."""

    title: str
    unit: str
    must: float | None = None
    goal: float | None = None


MANAGER_FIRST = Budget("SQL of a manager's first page, 2,000 people", "ms", 20, 5)
MANAGER_FURTHER = Budget("SQL of a manager's page 20", "ms", 20, 5)
MANAGER_COLD = Budget("the same first page, new connection", "ms")
MANAGER_CHANGED = Budget("the same, one team just changed", "ms", 20, 5)
PLAIN = Budget("plain aggregate over all assignments", "ms")
ORGANISATION = Budget("SQL of the organisation's page, plain aggregate = 1", "", 1 / 20, 1 / 60)
MATERIALISING = Budget("CPU of materialising a campaign", "s", 30, 10)
IMPORTING = Budget("CPU of importing everybody from CSV", "s", 60, 20)
COUNTING = Budget("CPU of counting all teams anew", "s")
COVERAGE = Budget("CPU of counting coverage", "s")
PAGE = Budget("SQL of {page}", "ms")
EXPORT_CPU = Budget("seconds of the {kind} of all open training", "s")
EXPORT_FIRST = Budget("first byte of this {kind}", "s")
EXPORT_MEMORY = Budget("memory that this {kind} takes", "MB")
BUDGETED = (MANAGER_FIRST, MANAGER_FURTHER, MANAGER_CHANGED, ORGANISATION, MATERIALISING, IMPORTING)


class Measured(NamedTuple):
    """One line of the table."""

    budget: Budget
    database: str
    value: float
    statements: int | None = None

    @property
    def verdict(self) -> str:
        """Return which budget is kept."""
        if self.budget.must is None or self.budget.goal is None:
            return ""
        if self.value <= self.budget.goal:
            return "goal"
        return "must" if self.value <= self.budget.must else "MISSED"

    def as_json(self) -> dict[str, Any]:
        """Return the line as plain data."""
        return {**self.budget._asdict(), "database": self.database, "value": self.value,
                "statements": self.statements, "verdict": self.verdict}  # fmt: skip


def as_text(lines: Sequence[Measured]) -> str:
    """Return a Markdown table, budgets first, whose columns also stand in line on a terminal."""
    heading = ["work", "database", "measured", "statements", "must", "goal", ""]
    cells = [
        [
            *(line.budget.title, line.database, f"{_number(line.value)} {line.budget.unit}".strip()),
            "" if line.statements is None else str(line.statements),
            *("" if limit is None else _number(limit) for limit in (line.budget.must, line.budget.goal)),
            line.verdict,
        ]
        for line in sorted(lines, key=lambda line: line.budget.must is None)
    ]
    widths = [max(map(len, column)) for column in zip(heading, *cells, strict=True)]
    rows = [heading, ["-" * width for width in widths], *cells]
    return "\n".join("| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows)


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"
