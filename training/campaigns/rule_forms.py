"""Parts of the form of a campaign: conditions on its audience, and the rules by which it runs."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, IntegerField, RadioField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from training import dates
from training.administration.labels import EMPLOYMENTS
from training.administration.queries import find_people_by_names
from training.campaigns.audience import Audience
from training.campaigns.rules import Rules
from training.forms.fields import TOO_LONG, CheckboxesField, team_choices
from training.forms.validators import stripped
from training.models import Employment
from training.models.delivery import Repeats
from training.team.tree import TeamTree

USUAL_DAYS = 14
MOST_DAYS = 366
LATEST_DAYS = 3_660
"""A later day is a slip of the finger; the last day of the calendar has no day after it."""
_MOST_PEOPLE = 1_000
_SHOWN_NAMES = 5
_NUMBER = _l("Enter a number from %(min)d to %(max)d.")


class PeopleField(TextAreaField):
    """People typed or pasted, one sign-in name a line; `found` says who they are after `check_people`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        limits = [Length(max=100_000, message=TOO_LONG)]
        super().__init__(*args, **{"filters": [stripped], "validators": limits, **kwargs})
        self.found: dict[str, uuid.UUID] = {}

    def ids(self) -> list[uuid.UUID]:
        """Return the ids of the people, each once."""
        return sorted(set(self.found.values()))

    def pre_validate(self, form: Any) -> None:
        """Refuse names that nobody present signs in with, and say on which line they stand."""
        typed = [(number, line.strip()) for number, line in enumerate((self.data or "").splitlines(), 1)]
        typed = [(number, name) for number, name in typed if name]
        if len({name for _number, name in typed}) > _MOST_PEOPLE:
            raise ValidationError(gettext("Enter at most %(number)d people, or choose a team.", number=_MOST_PEOPLE))
        self.found = find_people_by_names(dict.fromkeys(name for _number, name in typed)) if typed else {}
        unknown = [(number, name) for number, name in typed if name not in self.found]
        if unknown:
            lines = [gettext("line %(number)d: %(name)s", number=number, name=name) for number, name in unknown]
            shown = gettext(", ").join(lines[:_SHOWN_NAMES])
            more = len(lines) - _SHOWN_NAMES
            if more > 0:
                shown = gettext("%(names)s and %(number)d more", names=shown, number=more)
            raise ValidationError(gettext("Nobody who is here signs in with: %(names)s", names=shown))


Tags = Sequence[tuple[uuid.UUID, str]]
"""Id and name of each tag that can be chosen."""


def tag_choices(tags: Tags) -> list[tuple[str, str]]:
    """Return tags as choices."""
    return [(str(tag_id), name) for tag_id, name in tags]


class ConditionsForm(FlaskForm):
    """Which of the people in the audience take part, and who does not."""

    employments = CheckboxesField(_l("Only these kinds of employment"), description=_l("None chosen means all."))
    only_tags = CheckboxesField(_l("Only people with one of these tags"), description=_l("None chosen means all."))
    hired_from = DateField(_l("Only people hired on this day or later"), validators=[Optional()])
    hired_until = DateField(_l("Only people hired on this day or earlier"), validators=[Optional()])
    without_teams = CheckboxesField(_l("Not these teams, with all teams under them"))
    without_tags = CheckboxesField(_l("Not people with one of these tags"))
    without_people = PeopleField(
        _l("Not these people"), description=_l("One e-mail address or employee number per line.")
    )

    def offer_conditions(self, tree: TeamTree, tags: Tags) -> None:
        """Fill in the choices."""
        self.only_tags.choices = self.without_tags.choices = tag_choices(tags)
        self.employments.choices = [(kind.value, str(EMPLOYMENTS[kind])) for kind in Employment]
        self.without_teams.choices = team_choices(tree)

    def validate_hired_until(self, field: Field) -> None:
        """Refuse a window without a day."""
        if field.data and self.hired_from.data and field.data < self.hired_from.data:
            raise ValidationError(gettext("This day lies before the first one. Choose a later day."))

    def conditioned(self, audience: Audience) -> Audience:
        """Return `audience` with the conditions that were chosen."""
        return audience.model_copy(
            update={
                "employments": sorted(map(Employment, self.employments.data or [])),
                "only_tag_ids": sorted(map(uuid.UUID, self.only_tags.data or [])),
                "hired_from": self.hired_from.data,
                "hired_until": self.hired_until.data,
                "without_team_ids": sorted(map(uuid.UUID, self.without_teams.data or [])),
                "without_tag_ids": sorted(map(uuid.UUID, self.without_tags.data or [])),
                "without_person_ids": self.without_people.ids(),
            }
        )


class RulesForm(FlaskForm):
    """How long people have, and whether the campaign asks again."""

    follows_newest = BooleanField(
        _l("Take each new release of this quiz as soon as it is published"),
        description=_l("Otherwise the campaign stays with the release that you choose, until you change it."),
    )
    due_kind = RadioField(_l("When it is due"), default="date")
    due_days = IntegerField(
        _l("Days that each person has"),
        description=_l(
            "They count from the day on which the person joins, or from the opening for those who are there."
        ),
        validators=[Optional(), NumberRange(1, MOST_DAYS, _NUMBER)],
    )
    grace_days = IntegerField(
        _l("Days for whoever starts late"),
        default=USUAL_DAYS,
        description=_l("Whoever joins the audience later, or is back from a leave, has at least so many days."),
        validators=[Optional(), NumberRange(0, MOST_DAYS, _NUMBER)],
    )
    repeats = RadioField(_l("How often"), default="")
    repeat_months = IntegerField(
        _l("Months until the next time"),
        default=12,
        description=_l("Needed only where they count from each person’s own completion."),
        validators=[Optional(), NumberRange(1, 120, _NUMBER)],
    )
    closes_on = DateField(
        _l("Last day"),
        description=_l("Nobody can begin after it. Left empty, the campaign goes on until somebody closes it."),
        validators=[Optional()],
    )

    def offer_rules(self) -> None:
        """Fill in the choices."""
        self.due_kind.choices = due_kinds()
        self.repeats.choices = [
            ("", gettext("Once")),
            (Repeats.YEARLY.value, gettext("Every year, on the day on which it opens")),
            (Repeats.AFTER_COMPLETION.value, gettext("Again so many months after each person’s own completion")),
        ]

    def validate_closes_on(self, field: Field) -> None:
        """Refuse a day that is a slip of the finger."""
        refuse_far(field)

    def rules(self) -> Rules:
        """Return what was chosen; only after validation."""
        repeats = Repeats(self.repeats.data) if self.repeats.data else None
        return Rules(
            follows_newest=self.follows_newest.data,
            due_days=self.due_days.data if self.due_kind.data == "days" else None,
            grace_days=self.grace_days.data or 0,
            closes_at=dates.end_of(self.closes_on.data) if self.closes_on.data else None,
            repeats=repeats,
            repeat_months=self.repeat_months.data if repeats is Repeats.AFTER_COMPLETION else None,
        )

    def due_field(self) -> Field:
        """Return the field that says when the training is due."""
        return self.due_days if self.due_kind.data == "days" else self["due_on"]

    def missing_numbers(self) -> Iterator[tuple[Field, str]]:
        """Say what is needed by what was chosen, and empty."""
        if self.due_field().data is None:
            is_days = self.due_kind.data == "days"
            yield self.due_field(), gettext("Enter a whole number of days.") if is_days else gettext("Enter a date.")
        if self.repeats.data == Repeats.AFTER_COMPLETION and self.repeat_months.data is None:
            yield self.repeat_months, gettext("Enter a whole number of months.")

    def first_due_on(self, opens_on: date | None) -> date | None:
        """Return the day on which the first people are due, or None as long as that is not filled in."""
        if self.due_kind.data == "days":
            return (opens_on or dates.today()) + timedelta(days=self.due_days.data) if self.due_days.data else None
        day: date | None = self["due_on"].data
        return day

    def first_due_at(self, opens_at: datetime) -> datetime:
        """Return the last moment of that day; only after validation."""
        day = self.first_due_on(dates.day_of(opens_at))
        assert day  # noqa: S101  # a form without a due day does not validate
        return dates.end_of(day)


def due_kinds() -> list[tuple[str, str]]:
    """Return by what a training can be due, as choices."""
    return [
        ("date", gettext("On one day for everybody")),
        ("days", gettext("So many days after each person joins")),
    ]


def refuse_far(field: Field) -> None:
    """Raise ValidationError for a day that is a slip of the finger."""
    if field.data and field.data > dates.today() + timedelta(days=LATEST_DAYS):
        raise ValidationError(gettext("This day lies more than ten years ahead. Choose an earlier day."))
