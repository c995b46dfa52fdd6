"""Which reports are listed, and on which day a report looks back; both stay in the address."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, SelectField, TextAreaField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from training.evidence.reports.cycles import Cycle
from training.evidence.reports.queries import Texts
from training.forms.fields import TOO_LONG, GetForm

_LONGEST = 4_000


class YearFilter(GetForm):
    """Which campaigns to list."""

    year = SelectField(_l("Year"), default="")

    def __init__(self, arguments: MultiDict[str, str], years: range) -> None:
        super().__init__(arguments)
        self.year.choices = [("", gettext("All years")), *((str(year), str(year)) for year in reversed(years))]

    def wanted(self) -> int | None:
        """Return the year that is asked for."""
        self.check()
        return int(self.year.data) if self.year.data else None


class DayForm(GetForm):
    """On which day the report looks back."""

    on = DateField(_l("As of this day"), validators=[Optional()])

    def __init__(self, arguments: MultiDict[str, str], cycle: Cycle, today: date) -> None:
        super().__init__(arguments)
        self._cycle, self._today = cycle, today

    def day(self) -> date:
        """Return the day that is asked for, or the nearest one that can be told of; the usual one else."""
        self.check()
        if self.on.data is None:
            return self._cycle.last_day(self._today)
        return max(self._cycle.first_day, min(self.on.data, self._today))


class TextsForm(FlaskForm):
    """What no row tells: purpose and plan of a cycle, and what is still to be done."""

    purpose = TextAreaField(
        _l("Purpose and plan"),
        description=_l("Why this training, for whom, and how it was planned."),
        validators=[Length(max=_LONGEST, message=TOO_LONG)],
    )
    open_points = TextAreaField(
        _l("Open points and what is done about them"),
        description=_l("One point a line. What the records show stands above them by itself."),
        validators=[Length(max=_LONGEST, message=TOO_LONG)],
    )
    edition = IntegerField(default=0, widget=HiddenInput())

    def texts(self) -> Texts:
        """Return what was typed."""
        return Texts(_lines(self.purpose.data), _lines(self.open_points.data), self.edition.data or 0)


def _lines(typed: str | None) -> str:
    return "\n".join(line.rstrip() for line in (typed or "").strip().splitlines())
