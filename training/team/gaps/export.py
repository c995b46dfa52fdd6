"""What the page of gaps shows, as CSV that spreadsheet programs open as text and nothing else."""

from collections.abc import Iterator

from flask_babel import gettext as _

from training.i18n import localised
from training.team.export import BYTE_ORDER_MARK, csv_line
from training.team.gaps import wording
from training.team.gaps.figures import Line
from training.team.gaps.pages import Picture


def csv_lines(picture: Picture) -> Iterator[str]:
    """Return the byte order mark, the header in the page's language, and a line for each rule and team."""
    yield BYTE_ORDER_MARK + csv_line(
        [
            _("Rule"),
            _("Team"),
            _("Number of people"),
            _("Right at first try"),
            _("The time before"),
            _("Sure and wrong"),
        ]
    )
    for rule in picture.rules:
        for line in rule.lines:
            yield csv_line([localised(rule.control.title), line.name, *_cells(line)])


def _cells(line: Line) -> list[str]:
    if line.cell is None:
        return ["", _("too few"), "", ""]
    cell = line.cell
    before = wording.share(cell.before) if cell.before else ""
    sure_wrong = wording.share(cell.sure_wrong) if cell.sure_wrong else ""
    return [str(line.people), wording.share(cell.right), before, sure_wrong]
