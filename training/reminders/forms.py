"""Forms about how people are reminded."""

import re
import unicodedata
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from training.forms.validators import stripped
from training.mail.hours import Hours
from training.reminders.plan import MOST_DAYS, MOST_REMINDERS, Plan
from training.reminders.rules import Rules

_HOURS = range(25)


def days_of(text: str) -> tuple[int, ...]:
    """Return the days that were typed, such as "7, 1"; raise ValueError when they are none."""
    plain = unicodedata.normalize("NFKC", text)
    parts = [part for part in re.split(r"[\s,、;]+", plain) if part]
    if not all(re.fullmatch("[0-9]{1,3}", part) for part in parts):
        raise ValueError(text)
    days = {int(part) for part in parts}
    if len(days) > MOST_REMINDERS or not all(1 <= day <= MOST_DAYS for day in days):
        raise ValueError(text)
    return tuple(days)


def _are_days(_form: Any, field: Field) -> None:
    try:
        days_of(field.data or "")
    except ValueError as error:
        told = gettext(
            "Enter up to %(most)d whole numbers from 1 to %(days)d, such as 7, 1.", most=MOST_REMINDERS, days=MOST_DAYS
        )
        raise StopValidation(told) from error


class _PlanFields(FlaskForm):
    """How often people are reminded, and when their manager is told."""

    before = StringField(
        _l("Days before the due date"),
        description=_l("Separated by commas, for example 7, 1. Empty: no reminder before the due date."),
        filters=[stripped],
        validators=[_are_days],
    )
    after = StringField(
        _l("Days after the due date"),
        description=_l("For example 3, 10. Only people who have not finished are reminded."),
        filters=[stripped],
        validators=[_are_days],
    )
    manager_after = IntegerField(
        _l("Tell the manager after so many days"),
        description=_l("Counted from the due date. Empty: managers are not told of single trainings."),
        validators=[
            Optional(),
            NumberRange(1, MOST_DAYS, message=_l("Enter a whole number from %(min)d to %(max)d.")),
        ],
    )

    def plan(self) -> Plan:
        """Return what was typed."""
        before, after = days_of(self.before.data or ""), days_of(self.after.data or "")
        return Plan(tuple(sorted(before, reverse=True)), tuple(sorted(after)), self.manager_after.data)


def _filled(plan: Plan) -> dict[str, Any]:
    return {
        "before": ", ".join(map(str, plan.before)),
        "after": ", ".join(map(str, plan.after)),
        "manager_after": plan.manager_after,
    }


class PlanForm(_PlanFields):
    """How one campaign reminds."""

    is_own = RadioField(
        _l("Which reminders"),
        choices=[("", _l("As the organisation does")), ("own", _l("As set here"))],
        default="",
    )

    @classmethod
    def of(cls, plan: Plan, *, is_own: bool) -> "PlanForm":
        """Return the form filled with what holds."""
        return cls(data={**_filled(plan), "is_own": "own" if is_own else ""})


class RulesForm(_PlanFields):
    """How the organisation reminds."""

    first = SelectField(_l("Mail may arrive from"), coerce=int)
    last = SelectField(_l("Mail may arrive until"), coerce=int)
    nudge_pause_days = IntegerField(
        _l("Days between two reminders by hand"),
        description=_l("So long nobody can remind the same person of the same training again."),
        validators=[
            InputRequired(_l("Enter a whole number from %(min)d to %(max)d.") % {"min": 1, "max": 30}),
            NumberRange(1, 30, message=_l("Enter a whole number from %(min)d to %(max)d.")),
        ],
    )
    weekly = BooleanField(_l("On Mondays, mail managers what their people have not finished"))
    debrief = BooleanField(_l("When a training is over, mail managers the debrief sheet of their people"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.first.choices = self.last.choices = [(hour, f"{hour}:00") for hour in _HOURS]

    def validate_last(self, field: Field) -> None:
        """Refuse hours that never come."""
        if None not in {self.first.data, field.data} and field.data <= self.first.data:
            raise StopValidation(gettext("Choose a later hour than the one from which mail may arrive."))

    @classmethod
    def of(cls, kept: Rules) -> "RulesForm":
        """Return the form filled with what is kept."""
        more = {"nudge_pause_days": kept.nudge_pause_days, "weekly": kept.weekly, "debrief": kept.debrief}
        return cls(data={**_filled(kept.plan), **kept.hours._asdict(), **more})

    def rules(self) -> Rules:
        """Return what was typed."""
        pause = self.nudge_pause_days.data or Rules().nudge_pause_days
        hours = Hours(self.first.data, self.last.data)
        return Rules(self.plan(), hours, self.weekly.data, pause, self.debrief.data)
