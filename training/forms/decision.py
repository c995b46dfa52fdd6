"""The form of a decision. Its fields are the kind's own; errors show at the options."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField

from questions.kinds import ResponseError
from training import kinds
from training.errors import FieldError

CERTAINTIES = {1: _l("Not sure"), 2: _l("In between"), 3: _l("Sure")}
"""How sure a person is, as it is kept, in words."""


class DecisionForm(FlaskForm):
    """Carries when the page was shown, signed, so that the time taken can be told without trusting the browser."""

    shown = HiddenField()
    response = Field()
    certainty = RadioField(_l("How sure are you?"), choices=[(str(one), CERTAINTIES[one]) for one in CERTAINTIES])

    def refuse(self, error: ResponseError | FieldError) -> None:
        """Show at the options, or beneath them, why the fields sent are no answer."""
        if isinstance(error, ResponseError):
            self.response.errors = [kinds.refusal(error)]
        else:
            self.certainty.errors = [str(error.message)]

    def keep_certainty(self, typed: Mapping[str, Sequence[str]]) -> None:
        """Take over what was chosen before a sign-in that had ended."""
        self.certainty.data = next(iter(typed.get("certainty", ())), None)
