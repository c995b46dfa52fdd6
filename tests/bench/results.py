"""What was measured, as ratios of Kyokun to the reference program, round by round."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Rounds = Sequence[Mapping[str, float]]
"""The measures of one program, a mapping for each round."""


class Work(NamedTuple):
    """A line of the table: a measure, how it is called and written, and the budget of its ratio."""

    measure: str
    title: str
    unit: str
    factor: float
    must: float | None = None
    goal: float | None = None


WORKS = (
    Work("attempt-cpu-16", "CPU of a ten-decision attempt", "ms", 1000, 1.2, 0.65),
    Work("answer-cpu", "CPU of one answer POST", "ms", 1000, 1.2, 0.6),
    Work("question-cpu", "CPU of one question page GET", "ms", 1000, 1.8, 1.2),
    Work("answer-p95-16", "p95 of an answer at 16 at once", "ms", 1000, 1.3, 0.8),
    Work("memory", "memory of the web pool (PSS)", "MB", 1, 1.3, 1.15),
)
FURTHER = (
    Work("attempt-cpu-1", "CPU of an attempt, alone", "ms", 1000),
    Work("attempt-cpu-64", "CPU of an attempt, 64 at once", "ms", 1000),
    Work("begin-cpu", "CPU of beginning an attempt", "ms", 1000),
    Work("feedback-cpu", "CPU of one feedback page GET", "ms", 1000),
    Work("finish-cpu", "CPU of the result", "ms", 1000),
    Work("answer-p50-1", "p50 of an answer, alone", "ms", 1000),
    Work("answer-p95-1", "p95 of an answer, alone", "ms", 1000),
    Work("answer-p50-16", "p50 of an answer, 16 at once", "ms", 1000),
    Work("answer-p50-64", "p50 of an answer, 64 at once", "ms", 1000),
    Work("answer-p95-64", "p95 of an answer, 64 at once", "ms", 1000),
)


class Row(NamedTuple):
    """A measure of both programs (medians over the rounds) and the ratio with its spread."""

    work: Work
    database: str
    way: str
    reference: float
    kyokun: float
    ratio: float
    lowest: float
    highest: float

    @property
    def verdict(self) -> str:
        """Return which budget the ratio keeps."""
        if self.work.must is None or self.work.goal is None:
            return ""
        if self.ratio <= self.work.goal:
            return "goal"
        return "must" if self.ratio <= self.work.must else "MISSED"

    def as_json(self) -> dict[str, Any]:
        """Return the row as plain data."""
        own = self._asdict() | {"verdict": self.verdict}
        return own | {"work": self.work.measure, "must": self.work.must, "goal": self.work.goal}


def compare(works: Sequence[Work], database: str, way: str, reference: Rounds, kyokun: Rounds) -> list[Row]:
    """Return a row for each measure that both programs have in every round."""
    rows = []
    for work in works:
        pairs = [
            (one[work.measure] * work.factor, other[work.measure] * work.factor)
            for one, other in zip(reference, kyokun, strict=True)
            if one.get(work.measure) and other.get(work.measure)
        ]
        if pairs and len(pairs) == len(reference):
            ratios = [other / one for one, other in pairs]
            medians = [statistics.median(column) for column in zip(*pairs, strict=True)]
            spread = statistics.median(ratios), min(ratios), max(ratios)
            rows.append(Row(work, database, way, medians[0], medians[1], *spread))
    return rows


def as_text(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table whose columns also stand in line on a terminal."""
    lines = [["work", "database", "feedback", "reference", "Kyokun", "ratio", "spread", "must", "goal", ""]]
    for row in sorted(rows, key=lambda row: (WORKS + FURTHER).index(row.work)):
        unit = row.work.unit
        budget = ["" if limit is None else f"{limit:.2f}" for limit in (row.work.must, row.work.goal)]
        lines.append(
            [
                *(row.work.title, row.database, row.way.replace("_", " ")),
                *(f"{row.reference:.2f} {unit}", f"{row.kyokun:.2f} {unit}"),
                *(f"{row.ratio:.2f}", f"{row.lowest:.2f}-{row.highest:.2f}", *budget, row.verdict),
            ]
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)
