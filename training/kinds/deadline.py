"""Pages of questions that ask for a time limit."""

from typing import NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import Form

from questions.kinds import Deadline, Response
from questions.kinds.base import KeyItem
from questions.kinds.deadline import LARGEST, Accepted
from questions.text import LocalisedText
from training.forms.parts import PartField, Rows
from training.forms.pieces import Localised, Pick, TextBox
from training.kinds.base import KindPage, QuestionForm

UNITS = {
    "minutes": _l("Minutes"),
    "hours": _l("Hours"),
    "days": _l("Days"),
    "business_days": _l("Business days"),
    "weeks": _l("Weeks"),
    "months": _l("Months"),
    "years": _l("Years"),
}

_NOT_A_NUMBER = _l("Write only the number, such as 3 or 1.5, and choose the unit beside it.")


class AcceptedForm(Form):
    """A unit, and what is right in it."""

    gist = ("unit", "least", "most")
    unit = Pick(_l("Unit"), choices=[("", _l("Please choose")), *UNITS.items()])
    least = TextBox(_l("Shortest accepted time"), number=True)
    most = TextBox(_l("Longest accepted time"), number=True)


class DeadlineFeedbackForm(Form):
    """What is said to each answer."""

    inside = Localised(_l("Feedback on an accepted time"), rows=3, prose=True)
    too_short = Localised(_l("Feedback on a time that is too short"), rows=3, prose=True)
    too_long = Localised(_l("Feedback on a time that is too long"), rows=3, prose=True)


class TookForm(Form):
    """How long something took."""

    number = TextBox(_l("How long it took"), number=True)
    unit = Pick(_l("Unit"), choices=[("", _l("Please choose")), *UNITS.items()])


class DeadlineForm(QuestionForm):
    """How soon something is due."""

    since = Localised(
        _l("From when the time counts"), optional=True, description=_l("Such as: after you noticed the leak")
    )
    accepted = Rows(
        PartField(AcceptedForm), _l("Units to choose from, and what is right in each"), one=_l("Unit"), least=2
    )
    feedback = PartField(DeadlineFeedbackForm, _l("Feedback"))
    real = PartField(TookForm, _l("How long the real organisation took, as published"), optional=True, folded=True)


class ShownDeadline(NamedTuple):
    """The units on offer, and of an answer its words, its side of the accepted range and what is said to it."""

    units: list[tuple[str, str]]
    accepted: list[tuple[str, str]]
    answer: str
    side: str
    feedback: LocalisedText | None


class DeadlinePage(KindPage[Deadline]):
    """A time limit is named."""

    name = _l("Name a time limit")
    counted = _l("Share of people who were told this")
    key_heading = _l("What is accepted, unit by unit")
    form = DeadlineForm
    refusals = {
        "missing": _l("Write a number and choose a unit before you send your answer."),
        "no-unit": _l("Choose a unit for your number."),
        "no-number": _l("Write a number before you send your answer."),
        "not-a-number": _NOT_A_NUMBER,
        "too-large": _l("This number is too large. Choose a larger unit, or write a smaller number."),
    }

    def shown(self, question: Deadline, seed: str, response: Response | None) -> ShownDeadline:
        """Return the units, and after an answer what became of it; the accepted range is for feedback alone."""
        units: list[tuple[str, str]] = [(accepted.unit, str(UNITS[accepted.unit])) for accepted in question.accepted]
        if response is None:
            return ShownDeadline(units, [], "", "", None)
        side = question.side(response)
        accepted = [(str(UNITS[accepted.unit]), _range(accepted)) for accepted in question.accepted if accepted.most]
        return ShownDeadline(units, accepted, in_words(*response), side, getattr(question.feedback, side))

    def words(self, question: Deadline, response: Response) -> list[str]:
        """Return the number with its unit."""
        return [in_words(*response)]

    def key_label(self, item: KeyItem) -> str:
        """Return which end of the range in which unit it is."""
        if item.field == "least":
            return gettext("Shortest accepted time (%(unit)s)", unit=UNITS[item.part.unit])
        return gettext("Longest accepted time (%(unit)s)", unit=UNITS[item.part.unit])


def _range(accepted: Accepted) -> str:
    if accepted.least == accepted.most:
        return str(accepted.least)
    if accepted.least == 0:
        return gettext("at most %(most)s", most=accepted.most)
    if accepted.most == LARGEST:
        return gettext("at least %(least)s", least=accepted.least)
    return gettext("%(least)s to %(most)s", least=accepted.least, most=accepted.most)


def in_words(number: str, unit: str) -> str:
    """Return a number with its unit in the language of this page."""
    count = 1 if number == "1" else 2
    return {
        "minutes": ngettext("%(number)s minute", "%(number)s minutes", count, number=number),
        "hours": ngettext("%(number)s hour", "%(number)s hours", count, number=number),
        "days": ngettext("%(number)s day", "%(number)s days", count, number=number),
        "business_days": ngettext("%(number)s business day", "%(number)s business days", count, number=number),
        "weeks": ngettext("%(number)s week", "%(number)s weeks", count, number=number),
        "months": ngettext("%(number)s month", "%(number)s months", count, number=number),
        "years": ngettext("%(number)s year", "%(number)s years", count, number=number),
    }[unit]
