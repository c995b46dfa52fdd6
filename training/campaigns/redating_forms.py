"""The forms that change when a campaign is due; each carries what was in force when it was opened."""

from datetime import datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, IntegerField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from training import dates
from training.campaigns.reason_form import ReasonForm
from training.campaigns.redating import DueRules, of
from training.campaigns.rule_forms import MOST_DAYS, refuse_far
from training.campaigns.rules import counts_days

_NUMBER = _l("Enter a number from %(min)d to %(max)d.")


class RedatingForm(ReasonForm):
    """What is asked whatever a campaign counts by."""

    grace_days = IntegerField(
        _l("Days for whoever starts late"),
        description=_l("Whoever joins the audience later, or is back from a leave, has at least so many days."),
        validators=[InputRequired(_l("Enter a whole number of days.")), NumberRange(0, MOST_DAYS, _NUMBER)],
    )
    seen = HiddenField()

    def wanted(self) -> DueRules:
        """Return what was chosen; only after validation."""
        raise NotImplementedError

    def was_seen(self, now: DueRules) -> DueRules | None:
        """Return `now` if the form was opened while that was in force."""
        return now if self.seen.data == _written(now) else None

    def sent(self) -> list[tuple[str, str]]:
        """Return the fields as they were sent, to be sent again by the page that asks once more."""
        names = [name for name in self._fields if name != "csrf_token"]
        return [(name, value) for name in names for value in request.form.getlist(name)]


class DueForm(RedatingForm):
    """Another due date."""

    due_on = DateField(
        _l("Due on"),
        description=_l("The training is due at the end of this day."),
        validators=[DataRequired(_l("Enter a date."))],
    )

    def validate_due_on(self, field: Field) -> None:
        """Refuse a due date that is a slip of the finger."""
        refuse_far(field)

    def wanted(self) -> DueRules:
        """Return what was chosen; only after validation."""
        assert self.due_on.data  # noqa: S101  # a field without a date does not validate
        return DueRules(dates.end_of(self.due_on.data), None, self.grace_days.data or 0)


class DaysForm(RedatingForm):
    """Another number of days that each person has."""

    due_days = IntegerField(
        _l("Days that each person has"),
        validators=[InputRequired(_l("Enter a whole number of days.")), NumberRange(1, MOST_DAYS, _NUMBER)],
    )

    def wanted(self) -> DueRules:
        """Return what was chosen; only after validation."""
        return DueRules(None, self.due_days.data, self.grace_days.data or 0)


def form_of(campaign: Any, *, filled: bool = False) -> RedatingForm:
    """Return the form that fits what a campaign counts by, filled with what holds now if asked for."""
    now = of(campaign)
    kind = DaysForm if counts_days(campaign) else DueForm
    if not filled:
        return kind()
    due_on = dates.day_of(now.due_at) if isinstance(now.due_at, datetime) else None
    own = {"due_days": now.days} if due_on is None else {"due_on": due_on}
    return kind(data={"grace_days": now.grace_days, "seen": _written(now), **own})


def _written(rules: DueRules) -> str:
    return f"{rules.due_at.isoformat() if rules.due_at else ''} {rules.days or ''} {rules.grace_days}"
