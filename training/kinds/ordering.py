"""Pages of ordering questions."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from questions.kinds import Ordering, Response
from questions.kinds.base import KeyItem
from training.forms.parts import PartField, Rows
from training.forms.pieces import Localised, TextBox
from training.kinds.base import KindPage, OptionForm, QuestionForm, ShownOptions, shown_options


class ItemForm(OptionForm):
    """Something that has its place in the order."""

    real = TextBox(
        _l("When the real organisation did it, as published"),
        optional=True,
        number=True,
        description=_l("Its place among what was published: 1 for the first"),
    )


class OrderingForm(QuestionForm):
    """Items in their right order."""

    options = Rows(
        PartField(ItemForm), _l("Items in their right order"), one=_l("Item"), keyed="item", movable=True, least=3
    )
    feedback = Localised(_l("Feedback on the whole order"), rows=3, prose=True)


class OrderingPage(KindPage[Ordering]):
    """Items are put in order."""

    name = _l("Put in order")
    form = OrderingForm
    counted = _l("Share of people who put it at its right place")
    key_heading = _l("The place of each item")
    in_order = True
    refusals = {
        "missing": _l("Give every item its place before you send your answer."),
        "same-place": _l("Two items have the same place. Give each item a place of its own."),
    }

    def key_field(self, question: Ordering, item: KeyItem) -> SelectField:
        """Return the places to choose from."""
        choices = [(str(place), str(place)) for place in range(1, len(question.options) + 1)]
        return SelectField(self.key_label(item), choices=choices, default=str(item.value), validate_choice=False)

    def shown(self, question: Ordering, seed: str, response: Response | None) -> ShownOptions:
        """Return the items; those chosen stand in the order given."""
        return shown_options(question, question.options, seed, response)
