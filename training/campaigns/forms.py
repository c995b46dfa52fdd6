"""Forms of campaigns."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, Field, HiddenField, SelectField
from wtforms.validators import DataRequired, Optional, ValidationError

from training import clock, dates
from training.administration.labels import EMPLOYMENTS
from training.campaigns.audience import Audience, AudienceRole, Missing
from training.campaigns.name_forms import NamesForm
from training.campaigns.queries import CampaignState
from training.campaigns.rule_forms import (
    LATEST_DAYS,
    MOST_DAYS,
    USUAL_DAYS,
    ConditionsForm,
    PeopleField,
    RulesForm,
    Tags,
    refuse_far,
    tag_choices,
)
from training.forms.fields import CheckboxesField, GetForm, team_choices
from training.models import Employment
from training.models.delivery import Repeats
from training.team.forms import STATUS_LABELS
from training.team.status import ShownStatus
from training.team.tree import TeamTree

ROLE_LABELS = {
    AudienceRole.MANAGERS: _l("Managers"),
    AudienceRole.AUTHORS: _l("Authors"),
    AudienceRole.ADMINISTRATORS: _l("Administrators"),
    AudienceRole.AUDITORS: _l("Auditors"),
}
MISSING_LABELS = {
    Missing.LEFT: _l("Left the organisation"),
    Missing.NAMED: _l("Left out by name"),
    Missing.TEAM: _l("In a team that is left out"),
    Missing.TAG: _l("Has a tag that is left out"),
    Missing.EMPLOYMENT: _l("Other kind of employment, or none known"),
    Missing.NO_TAG: _l("Has none of the tags"),
    Missing.HIRED_BEFORE: _l("Hired before"),
    Missing.HIRED_AFTER: _l("Hired later"),
    Missing.NO_HIRE_DATE: _l("No hire date known"),
    Missing.NOT_YET: _l("Joins later, and is assigned on the first day"),
}
STATE_LABELS = {
    CampaignState.OPEN: _l("Running"),
    CampaignState.PLANNED: _l("Not open yet"),
    CampaignState.PAUSED: _l("Paused"),
    CampaignState.CLOSED: _l("Closed"),
}


def employment_names(kinds: Sequence[Employment]) -> str:
    """Return kinds of employment as one text."""
    return gettext(", ").join(str(EMPLOYMENTS[kind]) for kind in kinds)


class AudienceForm(FlaskForm):
    """Who is to take a training; whoever is in one of the parts is in."""

    everyone = BooleanField(_l("Everybody"))
    teams = CheckboxesField(_l("Teams, with all teams under them"))
    roles = CheckboxesField(_l("Roles"))
    tags = CheckboxesField(_l("People with one of these tags"))
    people = PeopleField(_l("Single people"), description=_l("One e-mail address or employee number per line."))

    def __init__(self, tree: TeamTree, tags: Tags, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags.choices = tag_choices(tags)
        self.teams.choices = team_choices(tree)
        self.roles.choices = [(role.value, str(label)) for role, label in ROLE_LABELS.items()]

    def audience(self) -> Audience:
        """Return the union of what was chosen."""
        return Audience(
            everyone=self.everyone.data,
            team_ids=sorted(map(uuid.UUID, self.teams.data or [])),
            roles=sorted(map(AudienceRole, self.roles.data or [])),
            tag_ids=sorted(map(uuid.UUID, self.tags.data or [])),
            person_ids=self.people.ids(),
        )


class CampaignForm(AudienceForm, ConditionsForm, RulesForm, NamesForm):
    """A campaign before it is launched: sent twice (`campaign_id`) it launches once, and only for those `seen`."""

    release = SelectField(_l("Quiz"))
    opens_on = DateField(_l("Opens on"), validators=[DataRequired(_l("Enter a date."))])
    due_on = DateField(
        _l("Due on"),
        description=_l("The training is due at the end of this day."),
        validators=[Optional()],
    )
    campaign_id = HiddenField()
    seen = HiddenField()

    def __init__(self, tree: TeamTree, tags: Tags, releases: Sequence[tuple[str, str]]) -> None:
        super().__init__(tree, tags)
        self.offer_conditions(tree, tags)
        self.offer_rules()
        self.release.choices = list(releases)
        if not self.is_submitted():
            self.opens_on.data = dates.today()
            self.due_on.data = dates.today() + timedelta(days=USUAL_DAYS)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what depends on several fields, which may be empty."""
        is_valid = super().validate(extra_validators)
        problems = [*self._due_problem(), *self.missing_numbers()]
        for field, message in problems:
            if not field.errors:
                field.errors = [message]
        is_settled = not self.offers(self.release.data) or self.settle_names(uuid.UUID(self.release.data))
        return is_valid and is_settled and not problems

    def validate_opens_on(self, field: Field) -> None:
        """Refuse a day that is a slip of the finger; an earlier one than today means at once."""
        refuse_far(field)
        if field.data < dates.today() - timedelta(days=MOST_DAYS):
            raise ValidationError(gettext("This day lies more than a year back. Check the year."))

    def _due_problem(self) -> Iterator[tuple[Field, str]]:
        if self.opens_on.errors or self.due_field().errors:
            return
        field, due_on = self.due_field(), self.first_due_on(self.opens_on.data)
        if due_on is None:
            return
        if due_on < dates.today():
            yield field, gettext("The due date lies in the past. Choose today or a later day.")
        elif due_on > dates.today() + timedelta(days=LATEST_DAYS):
            yield field, gettext("The due date lies more than ten years ahead. Choose an earlier day.")
        elif self.opens_on.data and due_on < self.opens_on.data:
            yield field, gettext("The due date lies before the opening. Choose a later day.")
        elif self.closes_on.data and self.closes_on.data < due_on:
            yield field, gettext("The campaign closes before this day. Choose a day before it closes.")
        elif self.repeats.data == Repeats.YEARLY and due_on >= dates.months_later(
            self.opens_on.data or dates.today(), 12
        ):
            yield field, gettext("The next year’s training begins before this day. Choose an earlier day.")

    def audience(self) -> Audience:
        """Return the union of what was chosen, under the conditions."""
        return self.conditioned(super().audience())

    def sent(self) -> list[tuple[str, str]]:
        """Return the fields as they were sent, to be sent again by the page that asks once more."""
        told = (self.campaign_id, self.seen, self.shown_words)
        new = {field.name: field.data or "" for field in told}
        names = [name for name in self._fields if name not in new and name != "csrf_token"]
        return [*new.items(), *((name, value) for name in names for value in request.form.getlist(name))]

    def offers(self, release: str | None) -> bool:
        """Tell whether a release can be chosen."""
        return any(choice[0] == release for choice in self.release.choices or ())

    def opens_at(self) -> datetime:
        """Return the first moment of the opening day, or the present one when it has begun."""
        return max(clock.now(), dates.start_of(self.opens_on.data or dates.today()))

    def due_at(self) -> datetime:
        """Return the last moment of the day on which the first people are due; only after validation."""
        return self.first_due_at(self.opens_at())

    def id(self) -> uuid.UUID | None:
        """Return the id that the preview gave to this campaign."""
        try:
            return uuid.UUID(self.campaign_id.data or "")
        except ValueError:
            return None


class CampaignsFilter(GetForm):
    """Which campaigns to list."""

    state = SelectField(_l("State"), default="")

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        super().__init__(arguments)
        self.state.choices = [("", gettext("Every state"))] + [
            (state.value, str(label)) for state, label in STATE_LABELS.items()
        ]

    def wanted(self) -> CampaignState | None:
        """Return what is asked for."""
        self.check()
        return CampaignState(self.state.data) if self.state.data else None


class RecordsFilter(GetForm):
    """Which people of a campaign to list."""

    status = SelectField(_l("Status"), default="")

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        super().__init__(arguments)
        self.status.choices = [("", gettext("Every status"))] + [
            (status, str(label)) for status, label in STATUS_LABELS.items()
        ]

    def wanted(self) -> ShownStatus | None:
        """Return what is asked for."""
        self.check()
        return ShownStatus(self.status.data) if self.status.data else None


class NewestReleaseForm(FlaskForm):
    """A button, and the release that the page named."""

    release = HiddenField()

    def release_id(self) -> uuid.UUID | None:
        """Return the release, or None when the field holds none."""
        try:
            return uuid.UUID(self.release.data or "")
        except ValueError:
            return None
