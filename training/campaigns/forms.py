"""Forms of campaigns."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, Field, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from training import clock, dates
from training.administration.queries import find_people_by_names
from training.campaigns.audience import Audience, AudienceRole
from training.campaigns.extra_time import MOST_MINUTES
from training.campaigns.queries import CampaignState
from training.exposures import list_exposed
from training.forms.fields import TOO_LONG, CheckboxesField, GetForm, team_choices
from training.forms.keeping import KeepingForm
from training.forms.validators import stripped
from training.team.forms import STATUS_LABELS
from training.team.status import ShownStatus
from training.team.tree import TeamTree

USUAL_DAYS = 14
LATEST_DAYS = 3_660
"""A later due date is a slip of the finger; the last day of the calendar has no day after it."""
_MOST_PEOPLE = 1_000
_SHOWN_NAMES = 5

ROLE_LABELS = {
    AudienceRole.MANAGERS: _l("Managers"),
    AudienceRole.AUTHORS: _l("Authors"),
    AudienceRole.ADMINISTRATORS: _l("Administrators"),
    AudienceRole.AUDITORS: _l("Auditors"),
}
STATE_LABELS = {
    CampaignState.OPEN: _l("Running"),
    CampaignState.PLANNED: _l("Not open yet"),
    CampaignState.CLOSED: _l("Closed"),
}


class AudienceForm(FlaskForm):
    """Who is to take a training; whoever is in one of the parts is in."""

    everyone = BooleanField(_l("Everybody"))
    teams = CheckboxesField(_l("Teams, with all teams under them"))
    roles = CheckboxesField(_l("Roles"))
    people = TextAreaField(
        _l("Single people"),
        description=_l("One e-mail address or employee number per line."),
        filters=[stripped],
        validators=[Length(max=100_000, message=TOO_LONG)],
    )

    def __init__(self, tree: TeamTree, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams.choices = team_choices(tree)
        self.roles.choices = [(role.value, str(label)) for role, label in ROLE_LABELS.items()]
        self.found: dict[str, uuid.UUID] = {}

    def validate_people(self, field: Field) -> None:
        """Refuse names that nobody present signs in with."""
        typed = list(dict.fromkeys(filter(None, map(str.strip, (field.data or "").splitlines()))))
        if len(typed) > _MOST_PEOPLE:
            raise ValidationError(gettext("Enter at most %(number)d people, or choose a team.", number=_MOST_PEOPLE))
        self.found = find_people_by_names(typed) if typed else {}
        unknown = [name for name in typed if name not in self.found]
        if unknown:
            shown = gettext(", ").join(unknown[:_SHOWN_NAMES])
            raise ValidationError(gettext("Nobody who is here signs in with: %(names)s", names=shown))

    def audience(self) -> Audience:
        """Return the union of what was chosen."""
        return Audience(
            everyone=self.everyone.data,
            team_ids=sorted(map(uuid.UUID, self.teams.data or [])),
            roles=sorted(map(AudienceRole, self.roles.data or [])),
            person_ids=sorted(set(self.found.values())),
        )


class CampaignForm(AudienceForm, KeepingForm):
    """A campaign before it is launched. `campaign_id` makes a form that is sent twice launch once."""

    release = SelectField(_l("Quiz"))
    name = StringField(
        _l("Name of the campaign"),
        description=_l("Employees see it beside the title of the quiz, which may come again in another campaign."),
        filters=[stripped],
        validators=[DataRequired(_l("Enter a name.")), Length(max=200, message=TOO_LONG)],
    )
    opens_on = DateField(_l("Opens on"), validators=[DataRequired(_l("Enter a date."))])
    due_on = DateField(
        _l("Due on"),
        description=_l("The training is due at the end of this day."),
        validators=[DataRequired(_l("Enter a date."))],
    )
    campaign_id = HiddenField()

    def __init__(self, tree: TeamTree, releases: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(tree, *args, **kwargs)
        self.release.choices = list(releases)
        if not self.is_submitted():
            self.opens_on.data = dates.today()
            self.due_on.data = dates.today() + timedelta(days=USUAL_DAYS)

    def validate_due_on(self, field: Field) -> None:
        """Refuse a due date in the past or before the opening."""
        if field.data < dates.today():
            raise ValidationError(gettext("The due date lies in the past. Choose today or a later day."))
        _refuse_far(field)
        if self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(gettext("The due date lies before the opening. Choose a later day."))

    def validate_name(self, field: Field) -> None:
        """Ask once whether a name may stay that exposes somebody, or the organisation behind the quiz."""
        if self.offers(self.release.data):
            self.settle(list_exposed(field.data or "", uuid.UUID(self.release.data)), field)

    def offers(self, release: str | None) -> bool:
        """Tell whether a release can be chosen."""
        return any(choice[0] == release for choice in self.release.choices or ())

    def opens_at(self) -> datetime:
        """Return the first moment of the opening day, or the present one when it has begun."""
        return max(clock.now(), dates.start_of(self.opens_on.data or dates.today()))

    def due_at(self) -> datetime:
        """Return the last moment of the day on which the campaign is due; only after validation."""
        assert self.due_on.data  # noqa: S101  # a field without a date does not validate
        return dates.end_of(self.due_on.data)

    def id(self) -> uuid.UUID | None:
        """Return the id that the preview gave to this campaign."""
        try:
            return uuid.UUID(self.campaign_id.data or "")
        except ValueError:
            return None


class DueForm(FlaskForm):
    """Another due date."""

    due_on = DateField(
        _l("Due on"),
        description=_l("The training is due at the end of this day."),
        validators=[DataRequired(_l("Enter a date."))],
    )

    def validate_due_on(self, field: Field) -> None:
        """Refuse a due date that is a slip of the finger."""
        _refuse_far(field)

    def due_at(self) -> datetime:
        """Return the last moment of the day; only after validation."""
        assert self.due_on.data  # noqa: S101  # a field without a date does not validate
        return dates.end_of(self.due_on.data)


class ExtraTimeForm(FlaskForm):
    """More time for one person, with the reason that the ledger keeps."""

    minutes = IntegerField(
        _l("Minutes more than others"),
        description=_l("0 takes the extra time back."),
        validators=[
            InputRequired(_l("Enter a whole number of minutes.")),
            NumberRange(0, MOST_MINUTES, _l("Enter a number from %(min)d to %(max)d.")),
        ],
    )
    reason = TextAreaField(
        _l("Reason"),
        description=_l("Say no more than is needed; do not name an illness."),
        filters=[stripped],
        validators=[DataRequired(_l("Enter a reason.")), Length(max=500, message=TOO_LONG)],
    )


def _refuse_far(field: Field) -> None:
    if field.data > dates.today() + timedelta(days=LATEST_DAYS):
        raise ValidationError(gettext("The due date lies more than ten years ahead. Choose an earlier day."))


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
