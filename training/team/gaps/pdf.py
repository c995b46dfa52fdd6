"""The debrief sheet as PDF, made when it is asked for and kept nowhere."""

from dataclasses import asdict
from pathlib import Path

from flask_babel import gettext as _

from training import settings
from training.i18n import language
from training.team.gaps.debrief import Divided, Sheet
from training.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("debrief.typ")


def render_debrief(sheet: Sheet, campaign: str) -> bytes:
    """Return the sheet as one page to print."""
    organisation = settings.organisation()
    return typeset(
        _TEMPLATE,
        {
            "language": language(),
            "title": _("Debrief sheet"),
            "organisation": organisation.name,
            "campaign": campaign,
            "team": sheet.team,
            "whose": sheet.whose,
            "case_title": sheet.title,
            "case": sheet.case,
            "headings": [
                _("The case (1 minute)"),
                _("The decisions that divided us (4 minutes)"),
                _("What really happened (1 minute)"),
                _("Two questions to discuss (4 minutes)"),
            ],
            "decisions": [asdict(decision) | {"best": _best(decision)} for decision in sheet.decisions],
            "happened": sheet.happened,
            "source": sheet.source,
            "questions": sheet.questions,
            "note": _("Nobody's own answers stand here. Please don't ask who chose what."),
            "demonstration": _("Demonstration") if organisation.demonstration else "",
        },
    )


def _best(decision: Divided) -> list[str]:
    if len(decision.best) == 1:
        return [_("Best here: %(choice)s", choice=decision.best[0])]
    return [_("Best here:"), *decision.best] if decision.best else []
