"""Debrief sheets as PDF, made when they are asked for and kept nowhere."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from flask_babel import gettext as _

from training import settings
from training.i18n import language
from training.team.gaps.debrief import Divided, Sheet
from training.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("debrief.typ")


def file_name(round_id: uuid.UUID) -> str:
    """Return what the file of a cycle's sheets is called; many lie in one folder."""
    return f"debrief-{round_id.hex[-8:]}.pdf"


def content(sheets: Sequence[Sheet], campaign: str) -> dict[str, object]:
    """Return everything that the file says, in the language of the page or mail."""
    organisation = settings.organisation()
    return {
        "language": language(),
        "title": _("Debrief sheet"),
        "organisation": organisation.name,
        "campaign": campaign,
        "headings": [
            _("The case (1 minute)"),
            _("The decisions that divided us (4 minutes)"),
            _("What really happened (1 minute)"),
            _("Two questions to discuss (4 minutes)"),
        ],
        "sheets": [_sheet(sheet) for sheet in sheets],
        "note": _("Nobody's own answers stand here. Please don't ask who chose what."),
        "demonstration": _("Demonstration") if organisation.demonstration else "",
    }


def render(said: dict[str, object]) -> bytes:
    """Return what `content` says as a PDF with one page to print for each sheet."""
    return typeset(_TEMPLATE, said)


def _sheet(sheet: Sheet) -> dict[str, object]:
    decisions = [asdict(decision) | {"best": _best(decision)} for decision in sheet.decisions]
    return asdict(sheet) | {"decisions": decisions}


def _best(decision: Divided) -> list[str]:
    if len(decision.best) == 1:
        return [_("Best here: %(choice)s", choice=decision.best[0])]
    return [_("Best here:"), *decision.best] if decision.best else []
