"""Pages of multiple-choice questions."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from questions.kinds import MultipleChoice, Response
from questions.kinds.base import Option
from training.forms.parts import PartField, Rows
from training.forms.pieces import Tick
from training.kinds.base import KindPage, OptionForm, QuestionForm, ShownOptions, shown_options


class RightOrWrongForm(OptionForm):
    """An option that belongs to the answer or does not."""

    gist = ("right", "real", "text")
    right = Tick(_l("This option is right"))
    real = Tick(_l("The real organisation did this, as published"))


class MultipleChoiceForm(QuestionForm):
    """Several options are right."""

    options = Rows(PartField(RightOrWrongForm), _l("Options"), one=_l("Option"), keyed="option", movable=True, least=4)


class MultipleChoicePage(KindPage[MultipleChoice]):
    """Several options are right."""

    name = _l("Several options are right")
    ticked_by = "checkbox"
    key_heading = _l("Which options belong to the answer")
    form = MultipleChoiceForm

    def cards(self, question: MultipleChoice) -> Sequence[Option]:
        """Return the options."""
        return question.options

    def shown(self, question: MultipleChoice, seed: str, response: Response | None) -> ShownOptions:
        """Return the options."""
        return shown_options(question, question.options, seed, response)
