"""Which reports are listed, and on which day a report looks back; both stay in the address."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from training.evidence.reports.cycles import Cycle
from training.forms.fields import GetForm


class YearFilter(GetForm):
    """Which campaigns to list."""

    year = SelectField(_l("Year"), default="")

    def __init__(self, arguments: MultiDict[str, str], first: int, last: int) -> None:
        super().__init__(arguments)
        years = [(str(year), str(year)) for year in range(last, first - 1, -1)]
        self.year.choices = [("", gettext("All years")), *years]

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
