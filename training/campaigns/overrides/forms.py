"""Forms of decisions about people's training; each asks why."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, Field, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from training import dates
from training.campaigns.overrides import rules
from training.campaigns.overrides.rules import Decision
from training.campaigns.rule_forms import PeopleField
from training.forms.fields import TOO_LONG
from training.forms.validators import stripped
from training.models import OverrideKind, new_id

_LONGEST = 500
_NEEDS_DATE = _l("Enter a date.")


class DecisionForm(FlaskForm):
    """Why something is decided. `request_id` makes a form that is sent twice decide once."""

    kind = OverrideKind.EXEMPTION

    reason = TextAreaField(
        _l("Reason"),
        description=_l("The person sees it. Say no more than is needed; do not name an illness."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Enter a reason.")),
            Length(min=rules.LEAST_REASON, message=rules.WHY_LEAST_REASON),
            Length(max=_LONGEST, message=TOO_LONG),
        ],
    )
    request_id = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_id.data = str(self._request_id())

    def decision(self) -> Decision:
        """Return what is decided; only after validation."""
        return Decision(self.kind, self.reason.data or "", request_id=self._request_id(), **self._more())

    def _more(self) -> dict[str, Any]:
        return {}

    def _request_id(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.request_id.data or "")
        except ValueError:
            return new_id()


class ExemptionForm(DecisionForm):
    """Somebody need not take a training."""


class ResetForm(DecisionForm):
    """Somebody may begin anew."""

    kind = OverrideKind.RESET


class TakingBackForm(DecisionForm):
    """A decision no longer holds."""

    kind = OverrideKind.TAKING_BACK


class ExtensionForm(DecisionForm):
    """A later day for somebody."""

    kind = OverrideKind.EXTENSION

    until = DateField(
        _l("Extended until"),
        description=_l("The training is due at the end of this day."),
        validators=[DataRequired(_NEEDS_DATE)],
    )

    def validate_until(self, field: Field) -> None:
        """Refuse a day in the past, and one that is a slip of the finger."""
        if field.data < dates.today():
            raise ValidationError(gettext("This day lies in the past. Choose today or a later day."))
        if field.data > dates.today() + rules.FARTHEST:
            raise ValidationError(gettext("The due date lies more than ten years ahead. Choose an earlier day."))

    def _more(self) -> dict[str, Any]:
        return {"until": self.until.data}


class ExtraTimeForm(DecisionForm):
    """More minutes for somebody, where a training has a time limit."""

    kind = OverrideKind.EXTRA_TIME

    minutes = IntegerField(
        _l("Minutes more than others"),
        description=_l("0 takes the extra time back."),
        validators=[
            InputRequired(_l("Enter a whole number of minutes.")),
            NumberRange(0, rules.MOST_MINUTES, _l("Enter a number from %(min)d to %(max)d.")),
        ],
    )

    def _more(self) -> dict[str, Any]:
        return {"minutes": self.minutes.data}


class AttendedForm(DecisionForm):
    """Somebody took the training in class."""

    kind = OverrideKind.ATTENDED

    held_on = DateField(_l("Day of the class"), validators=[DataRequired(_NEEDS_DATE)])
    place = StringField(
        _l("Place and teacher"),
        description=_l("For example: meeting room 3, taught by the compliance team"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter where it was and who taught it.")), Length(max=200, message=TOO_LONG)],
    )

    def validate_held_on(self, field: Field) -> None:
        """Refuse a class that has not been held yet, and a year that is a slip of the finger."""
        if field.data > dates.today():
            raise ValidationError(gettext("This day lies in the future. A class counts once it has been held."))
        if field.data < dates.today() - rules.OLDEST_CLASS:
            raise ValidationError(gettext("This day lies more than a year back. Check the year."))

    def _more(self) -> dict[str, Any]:
        return {"held_on": self.held_on.data, "place": self.place.data}


class ManualPassForm(DecisionForm):
    """Somebody is taken for having passed, because of evidence from elsewhere."""

    kind = OverrideKind.MANUAL_PASS

    evidence = TextAreaField(
        _l("Evidence"),
        description=_l("What shows it, and where it is kept: an auditor will ask for it."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Say what shows it.")),
            Length(min=rules.LEAST_REASON, message=_l("Say in a few words what shows it.")),
            Length(max=_LONGEST, message=TOO_LONG),
        ],
    )

    def _more(self) -> dict[str, Any]:
        return {"evidence": self.evidence.data}


FORMS: Mapping[str, type[DecisionForm]] = {
    "extension": ExtensionForm,
    "exemption": ExemptionForm,
    "reset": ResetForm,
    "extra-time": ExtraTimeForm,
    "attended": AttendedForm,
    "manual-pass": ManualPassForm,
}
"""By what the address calls each kind."""


class ExtendManyForm(ExtensionForm):
    """A later day for everybody who has not finished, or for people who are named."""

    who = RadioField(_l("Who gets it"), default="unfinished")
    people = PeopleField(_l("Single people"), description=_l("One e-mail address or employee number per line."))

    def __init__(self, unfinished: int, late: int, *args: Any, names_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who.choices = [
            ("unfinished", gettext("Everybody who has not finished (%(number)d)", number=unfinished)),
            ("late", gettext("Only those who are late (%(number)d)", number=late)),
        ]
        if names_people:
            self.who.choices.append(("named", gettext("Only the people named below")))
        else:  # whoever may not look people up shall not learn either which addresses are known
            del self.people

    def named(self) -> list[uuid.UUID] | None:
        """Return who is named, or None where it is for everybody; only after validation."""
        return self.people.ids() if self.who.data == "named" and self.people else None

    def validate_who(self, field: Field) -> None:
        """Refuse to name nobody."""
        if field.data == "named" and self.people and not self.people.data:
            raise ValidationError(gettext("Enter at least one person."))


class ExemptManyForm(ExemptionForm):
    """People who are named need not take a training."""

    people = PeopleField(
        _l("Single people"),
        description=_l("One e-mail address or employee number per line."),
        validators=[DataRequired(_l("Enter at least one person.")), Length(max=100_000, message=TOO_LONG)],
    )


class AttendanceForm(AttendedForm):
    """Who took part in a class, as a list that was typed, pasted or uploaded."""

    people = TextAreaField(
        _l("Who took part"),
        description=_l("One person per line, by employee number or e-mail address. Other columns are passed over."),
        filters=[stripped],
        validators=[Length(max=100_000, message=TOO_LONG)],
    )
    file = FileField(_l("Or a CSV file with one person per line"))

    def uploaded(self) -> bytes:
        """Return what was uploaded, or nothing."""
        found = self.file.data
        return found.read() if found and getattr(found, "filename", "") else b""
