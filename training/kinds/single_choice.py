"""Pages of single-choice questions."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from questions.kinds import Response, SingleChoice
from questions.kinds.base import Option
from training.forms.parts import PartField, Rows
from training.forms.pieces import Pick, TextBox, Tick
from training.kinds.base import KindPage, OptionForm, QuestionForm, ShownOptions, shown_options


class PointedOptionForm(OptionForm):
    """An option with points and, perhaps, a scene of its own."""

    gist = ("points", "real", "text")
    points = TextBox(
        _l("Points"), number=True, default="0", description=_l("1 for the best, 0 to 1 for the others, such as 0.5")
    )
    next = Pick(_l("Leads to"), offer="branches", optional=True)
    stays = Tick(_l("Keeps its place when options are shuffled"))
    real = Tick(_l("The real organisation went this way, as published"))


class SingleChoiceForm(QuestionForm):
    """One option is chosen."""

    options = Rows(PartField(PointedOptionForm), _l("Options"), one=_l("Option"), keyed="option", movable=True, least=3)


class SingleChoicePage(KindPage[SingleChoice]):
    """One option is chosen."""

    name = _l("One option is best")
    ticked_by = "radio"
    takes_one_card = True
    key_heading = _l("Points of each option, from 0 to 1")
    form = SingleChoiceForm

    def cards(self, question: SingleChoice) -> Sequence[Option]:
        """Return the options."""
        return question.options

    def shown(self, question: SingleChoice, seed: str, response: Response | None) -> ShownOptions:
        """Return the options."""
        return shown_options(question, question.options, seed, response)
