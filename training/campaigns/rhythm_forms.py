"""The form that changes how often a campaign asks."""

from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, IntegerField, RadioField
from wtforms.validators import NumberRange, Optional, ValidationError

from training.campaigns.reason_form import ReasonForm
from training.campaigns.rhythm import Rhythm, of, possible
from training.models.delivery import Repeats

MOST_MONTHS = 120


class RhythmForm(ReasonForm):
    """How often a campaign is to ask, and why. `seen` is how often it asked when the form was opened."""

    repeats = RadioField(_l("How often"), default="")
    repeat_months = IntegerField(
        _l("Months until the next time"),
        description=_l("Needed only where they count from each person’s own completion."),
        validators=[Optional(), NumberRange(1, MOST_MONTHS, _l("Enter a number from %(min)d to %(max)d."))],
    )
    seen = HiddenField()

    @classmethod
    def of(cls, campaign: Any) -> Self:
        """Return the form as a campaign is now."""
        now = of(campaign)
        form = cls(data={"repeats": now.repeats or "", "repeat_months": now.months, "seen": _written(now)})
        form.offer(campaign)
        return form

    def offer(self, campaign: Any) -> None:
        """Fill in the rhythms that the campaign can have."""
        labels = {
            None: gettext("Not again: only the present round"),
            Repeats.YEARLY: gettext("Every year, on the day on which it opened"),
            Repeats.AFTER_COMPLETION: gettext("Again so many months after each person’s own completion"),
        }
        self.repeats.choices = [(kind.value if kind else "", labels[kind]) for kind in possible(campaign)]

    def has_own_rounds(self) -> bool:
        """Tell whether months are to be asked for."""
        return any(choice[0] == Repeats.AFTER_COMPLETION for choice in self.repeats.choices or ())

    def validate_repeat_months(self, field: Field) -> None:
        """Ask for the months where they are needed."""
        if self.repeats.data == Repeats.AFTER_COMPLETION and field.data is None:
            raise ValidationError(gettext("Enter a whole number of months."))

    def rhythm(self) -> Rhythm:
        """Return what was chosen; only after validation."""
        return _read(self.repeats.data, self.repeat_months.data)

    def seen_rhythm(self) -> Rhythm:
        """Return how often the campaign asked when the form was opened; a forged one is nothing that it ever asks."""
        kind, _, months = (self.seen.data or "").partition(":")
        if kind not in {"", *Repeats} or not (months.isascii() and months.isdigit() and len(months) <= len("120")):
            return Rhythm(None, 0)
        return _read(kind, int(months))

    def sent(self) -> list[tuple[str, str]]:
        """Return the fields as they were sent, to be sent again by the page that asks once more."""
        months = "" if self.repeat_months.data is None else str(self.repeat_months.data)
        values = {"repeats": self.repeats.data, "repeat_months": months, "reason": self.reason.data}
        return [*((name, value or "") for name, value in values.items()), ("seen", self.seen.data or "")]


def _written(rhythm: Rhythm) -> str:
    return f"{rhythm.repeats or ''}:{rhythm.months or 0}"


def _read(kind: str | None, months: int | None) -> Rhythm:
    repeats = Repeats(kind) if kind else None
    return Rhythm(repeats, months if repeats is Repeats.AFTER_COMPLETION else None)
