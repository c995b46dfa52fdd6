"""The form that changes when a campaign is due; it carries what was in force when it was opened."""

from typing import Any, Self

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, StopValidation

from training import dates
from training.campaigns.reason_form import ReasonForm
from training.campaigns.redating import DueRules, of
from training.campaigns.rule_forms import MOST_DAYS, due_kinds, refuse_far
from training.campaigns.rules import has_own_rounds

_NUMBER = _l("Enter a number from %(min)d to %(max)d.")


class NeededFor:
    """Ask for a field with one kind of due rule, and pass over it with the other, whatever stands in it."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind, self.message = kind, message

    def __call__(self, form: "RedatingForm", field: Field) -> None:
        if form.kind() != self.kind:
            field.errors = []
            raise StopValidation
        if not any(value.strip() for value in field.raw_data or ()):
            field.errors = []
            raise StopValidation(self.message)


class RedatingForm(ReasonForm):
    """One day for everybody, or a number of days; which of them is not asked where only days are possible."""

    due_kind = RadioField(_l("When it is due"))
    due_on = DateField(
        _l("Due on"),
        description=_l("The training is due at the end of this day."),
        validators=[NeededFor("date", _l("Enter a date."))],
    )
    due_days = IntegerField(
        _l("Days that each person has"),
        validators=[NeededFor("days", _l("Enter a whole number of days.")), NumberRange(1, MOST_DAYS, _NUMBER)],
    )
    grace_days = IntegerField(
        _l("Days for whoever starts late"),
        description=_l("Whoever joins the audience later, or is back from a leave, has at least so many days."),
        validators=[InputRequired(_l("Enter a whole number of days.")), NumberRange(0, MOST_DAYS, _NUMBER)],
    )
    seen = HiddenField()

    @classmethod
    def of(cls, campaign: Any) -> Self:
        """Return the form as a campaign is now."""
        now = of(campaign)
        due_on = dates.day_of(now.due_at) if now.due_at else None
        own = {"due_kind": "date" if due_on else "days", "due_on": due_on, "due_days": now.days}
        return cls(data={**own, "grace_days": now.grace_days, "seen": _written(now)}).fitting(campaign)

    def fitting(self, campaign: Any) -> Self:
        """Leave only what the campaign can be due by."""
        if has_own_rounds(campaign):
            del self.due_kind, self.due_on
        else:
            self.due_kind.choices = due_kinds()
        return self

    def kind(self) -> str:
        """Return what was chosen: "date" or "days"."""
        return str(self.due_kind.data) if "due_kind" in self else "days"

    def validate_due_on(self, field: Field) -> None:
        """Refuse a due date that is a slip of the finger."""
        refuse_far(field)

    def wanted(self) -> DueRules:
        """Return what was chosen; only after validation."""
        grace = self.grace_days.data or 0
        if self.kind() == "days":
            return DueRules(None, self.due_days.data, grace)
        assert self.due_on.data  # noqa: S101  # a field without a date does not validate
        return DueRules(dates.end_of(self.due_on.data), None, grace)

    def was_seen(self, now: DueRules) -> DueRules | None:
        """Return `now` if the form was opened while that was in force."""
        return now if self.seen.data == _written(now) else None

    def sent(self) -> list[tuple[str, str]]:
        """Return the fields as they were sent, to be sent again by the page that asks once more."""
        names = [name for name in self._fields if name != "csrf_token"]
        return [(name, value) for name in names for value in request.form.getlist(name)]


def _written(rules: DueRules) -> str:
    return f"{rules.due_at.isoformat() if rules.due_at else ''} {rules.days or ''} {rules.grace_days}"
