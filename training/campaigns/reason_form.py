"""Why a campaign is changed that people were assigned to."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from training.forms.fields import TOO_LONG
from training.forms.validators import stripped

LEAST_REASON, LONGEST_REASON = 5, 500


class ReasonForm(FlaskForm):
    """A form that asks why; the reason is kept where nothing can be erased."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("The reason is kept in the ledger. Name nobody."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Enter a reason.")),
            Length(min=LEAST_REASON, message=_l("Say in a few words why.")),
            Length(max=LONGEST_REASON, message=TOO_LONG),
        ],
    )
