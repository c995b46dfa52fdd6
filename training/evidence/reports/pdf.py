"""A report as PDF, made when it is asked for and kept nowhere."""

from collections.abc import Sequence
from pathlib import Path

from flask_babel import gettext as _

from training import settings
from training.evidence.reports.parts import Section, Table
from training.i18n import language
from training.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("report.typ")


def render_report(title: str, lead: str, sections: Sequence[Section]) -> bytes:
    """Return the report as pages to print, with lines to sign on."""
    organisation = settings.organisation()
    return typeset(
        _TEMPLATE,
        {
            "language": language(),
            "title": _("Training report"),
            "organisation": organisation.name,
            "demonstration": _("Demonstration") if organisation.demonstration else "",
            "subject": title,
            "lead": lead,
            "sections": [_section(section) for section in sections],
            "signing": {
                "title": _("Signatures"),
                "columns": ["", _("Full name"), _("Date"), _("Signature or seal")],
                "rows": [_("Prepared by"), _("Checked by"), _("Approved by")],
            },
        },
    )


def _section(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "texts": list(section.texts),
        "points": list(section.points),
        "tables": [_table(section, table) for table in section.tables],
    }


def _table(section: Section, table: Table) -> dict[str, object]:
    return {
        "caption": "" if table.caption == section.title else table.caption,
        "columns": [heading.removeprefix("#") for heading in table.columns],
        "numeric": [heading.startswith("#") for heading in table.columns],
        "rows": [[str(cell) for cell in line.cells] for line in table.lines],
        "sums": [line.is_sum for line in table.lines],
    }
