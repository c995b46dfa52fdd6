"""Coverage as CSV: a line for each rule, case and group."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from training.coverage import wording
from training.coverage.pages import Cell, Rule
from training.i18n import localised
from training.teaching import TOPICS
from training.team.export import BYTE_ORDER_MARK, csv_line


def csv_lines(rules: Sequence[Rule], groups: Sequence[str]) -> Iterator[str]:
    """Return the byte order mark, the header in the page's language, and the lines."""
    yield BYTE_ORDER_MARK + csv_line(
        [
            _("Short name"),
            _("Rule"),
            _("Topics of JIS Q 15001"),
            _("Case"),
            _("Group"),
            _("Number of people"),
            _("Decided within a year"),
            _("Assigned, not finished"),
            _("Only longer ago"),
            _("State"),
        ]
    )
    for rule in rules:
        yield from _lines(rule, groups)


def _lines(rule: Rule, groups: Sequence[str]) -> Iterator[str]:
    control = rule.control
    topics = " / ".join(str(TOPICS[topic]) for topic in control.teaching_topics)
    named = [control.key, localised(control.title), topics]
    whole = [(_("Everybody"), rule.whole), *zip(groups, rule.cells, strict=True)]
    for name, cell in whole:
        yield csv_line([*named, _("Any case"), name, *_cells(cell)])
    for case in rule.cases:
        title = localised(case.incident.title) if case.incident else case.key
        for name, cell in zip(groups, case.cells, strict=True):
            yield csv_line([*named, title, name, *_cells(cell)])


def _cells(cell: Cell) -> list[str]:
    return [*map(str, (cell.people, cell.decided, cell.assigned, cell.earlier)), wording.number(cell)]
