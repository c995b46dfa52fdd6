"""Forms about leavers: for how long they keep their names, and who is held back."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, SearchField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from training.administration.retention.rules import LONGEST_MONTHS, SHORTEST_MONTHS
from training.forms.fields import TOO_LONG, GetForm
from training.forms.validators import stripped

_LONGEST_SEARCH, _LONGEST_REASON = 200, 500
_HELD = "held"


class RetentionForm(FlaskForm):
    """For how many months leavers keep their names."""

    months = IntegerField(
        _l("Months after leaving"),
        description=_l(
            "At least 12: the report of a year’s training is checked in the year after, by name, and whoever comes"
            " back within that time is the same person. Leave it empty to keep names for ever."
        ),
        validators=[
            Optional(),
            NumberRange(SHORTEST_MONTHS, LONGEST_MONTHS, message=_l("Enter a number of months from 12 to 240.")),
        ],
    )


class HoldForm(FlaskForm):
    """Why somebody’s name is kept."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("A dispute, for instance, or an audit that has begun. It is erased together with the name."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Say why this person’s name has to be kept.")),
            Length(max=_LONGEST_REASON, message=TOO_LONG),
        ],
    )


class LeaversFilter(GetForm):
    """Which leavers to list."""

    q = SearchField(_l("Name, e-mail address or employee number"), default="")
    show = SelectField(_l("Show"), default="")

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        super().__init__(arguments)
        self.show.choices = [("", gettext("All who have left")), (_HELD, gettext("Only those who are held back"))]

    def search(self) -> str:
        """Return what is searched for; raise NotFound when the address asks for something that is not offered."""
        self.check()
        return (self.q.data or "").strip()[:_LONGEST_SEARCH]

    @property
    def only_held(self) -> bool:
        """Tell whether only those are asked for who are held back."""
        return bool(self.show.data == _HELD)
