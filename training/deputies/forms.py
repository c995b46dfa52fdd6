"""The form that names a deputy."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField
from wtforms.validators import DataRequired, Length

from training import dates
from training.deputies.period import Period
from training.forms.fields import TOO_LONG
from training.forms.validators import stripped

_USUAL_DAYS = 14


class DeputyForm(FlaskForm):
    """Who stands in, and when."""

    person = StringField(
        _l("E-mail address or employee number of the deputy"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Enter an e-mail address or an employee number.")),
            Length(max=254, message=TOO_LONG),
        ],
    )
    starts_on = DateField(_l("First day"), validators=[DataRequired(_l("Enter a date."))])
    ends_on = DateField(
        _l("Last day"),
        description=_l("It ends by itself after this day."),
        validators=[DataRequired(_l("Enter a date."))],
    )

    def __init__(self) -> None:
        super().__init__()
        if not self.is_submitted():
            self.starts_on.data = dates.today()
            self.ends_on.data = dates.today() + timedelta(days=_USUAL_DAYS)

    def period(self) -> Period:
        """Return the days; only after validation."""
        assert self.starts_on.data  # noqa: S101  # a field without a date does not validate
        assert self.ends_on.data  # noqa: S101
        return Period(self.starts_on.data, self.ends_on.data)
