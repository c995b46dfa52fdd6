"""The forms of questions, one for each kind."""

from flask_babel import lazy_gettext as _l
from wtforms import Form

from training.forms.parts import PartField, Rows
from training.forms.pieces import Localised, Pick, TextBox, Tick, Unseen

_FAMILY = _l("The short name that twins of this question share")


class OptionForm(Form):
    """Something that can be chosen, and what it leads to."""

    key = Unseen()
    text = Localised(_l("Text"), rows=2)
    feedback = Localised(_l("Feedback"), rows=4, prose=True)


class PointedOptionForm(OptionForm):
    """An option with points and, perhaps, a scene of its own."""

    points = TextBox(
        _l("Points"), number=True, default="0", description=_l("1 for the best, 0 to 1 for the others, such as 0.5")
    )
    next = Pick(_l("Leads to"), offer="branches", optional=True)
    stays = Tick(_l("Keeps its place when options are shuffled"))


class RightOrWrongForm(OptionForm):
    """An option that belongs to the answer or does not."""

    right = Tick(_l("This option is right"))


class _QuestionForm(Form):
    """What questions of all kinds have."""

    uid = Unseen()
    kind = Unseen()
    family = TextBox(_l("Twins"), optional=True, description=_FAMILY)
    prompt = Localised(_l("Question"), rows=2)


class SingleChoiceForm(_QuestionForm):
    """One option is chosen."""

    options = Rows(PartField(PointedOptionForm), _l("Options"), one=_l("Option"), keyed="option", movable=True, least=3)


class MultipleChoiceForm(_QuestionForm):
    """Several options are right."""

    options = Rows(PartField(RightOrWrongForm), _l("Options"), one=_l("Option"), keyed="option", movable=True, least=4)


class OrderingForm(_QuestionForm):
    """Items in their right order."""

    options = Rows(
        PartField(OptionForm), _l("Items in their right order"), one=_l("Item"), keyed="item", movable=True, least=3
    )
    feedback = Localised(_l("Feedback on the whole order"), rows=3, prose=True)


QUESTIONS: dict[str, type[Form]] = {
    "single_choice": SingleChoiceForm,
    "multiple_choice": MultipleChoiceForm,
    "ordering": OrderingForm,
}

QUESTION_NAMES = {
    "single_choice": _l("One option is best"),
    "multiple_choice": _l("Several options are right"),
    "ordering": _l("Put in order"),
}
