"""Pages of questions that are answered in one's own words."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import Form

from questions.kinds import Reflection, Response
from questions.kinds.reflection import LONGEST
from training.forms.parts import PartField
from training.forms.pieces import Lines, Localised
from training.kinds.base import KindPage, QuestionForm


class ReflectionFeedbackForm(Form):
    """What one answer could say, and what a good one has."""

    model = Localised(_l("Model answer"), rows=5, prose=True)
    check = Lines(_l("What to check one's own text by"), rows=4, description=_l("One a line"))


class ReflectionForm(QuestionForm):
    """Something to think about."""

    feedback = PartField(ReflectionFeedbackForm, _l("After the answer"))


class ShownReflection(NamedTuple):
    """The text of the answer, and how long it may be."""

    text: str
    longest: int


class ReflectionPage(KindPage[Reflection]):
    """A free text is written."""

    name = _l("Answer in one's own words, without a mark")
    form = ReflectionForm
    outcome = _l("What to compare your answer with")
    refusals = {
        "missing": _l("Write your answer before you send it."),
        "malformed": _l("Write your answer in the box and send it again."),
        "too-long": _l("Your answer is too long. It may have at most 4,000 characters."),
    }

    def shown(self, question: Reflection, seed: str, response: Response | None) -> ShownReflection:
        """Return the text."""
        return ShownReflection(response[0] if response else "", LONGEST)
