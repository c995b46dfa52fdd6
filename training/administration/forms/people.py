"""Forms about one person."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, StopValidation

from training import dates
from training.administration import labels
from training.administration.data import PersonData, is_likely_hire
from training.config import LANGUAGES
from training.forms.fields import TOO_LONG, CheckboxesField, team_choices, uuid_or_none
from training.forms.validators import email_address, no_at_sign, stripped
from training.models import Employment, InvitationChannel, Role
from training.team.tree import TeamTree


def _likely_hire(_form: object, field: DateField) -> None:
    """Refuse a hire date that is likely mistyped."""
    if field.data and not is_likely_hire(field.data, dates.today()):
        raise StopValidation(str(_l("Enter a hire date from 1900 on and at most two years ahead.")))


class PersonForm(FlaskForm):
    """A person: how the person is called, signs in, reads, and where the person belongs."""

    name = StringField(
        _l("Name"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter the name.")), Length(max=200, message=TOO_LONG)],
    )
    email = StringField(
        _l("E-mail address"),
        description=_l("Leave it empty for people without a mailbox. They sign in with the employee number."),
        filters=[stripped],
        validators=[email_address, Length(max=254, message=TOO_LONG)],
    )
    employee_number = StringField(
        _l("Employee number"),
        filters=[stripped],
        validators=[no_at_sign, Length(max=50, message=TOO_LONG)],
    )
    language = SelectField(_l("Language of pages and mails"), choices=[*LANGUAGES.items()])
    team = SelectField(_l("Team"))
    employment = SelectField(_l("Employment"))
    hired_on = DateField(_l("Hire date"), validators=[Optional(), _likely_hire])
    leave_from = DateField(_l("On leave from"), validators=[Optional()])
    leave_until = DateField(
        _l("On leave until"),
        description=_l("The last day of the leave. Leave it empty while nobody knows it."),
        validators=[Optional()],
    )
    roles = CheckboxesField(
        _l("Roles"), description=_l("Everybody takes training. Managers are set on the team’s page.")
    )

    tags = CheckboxesField(_l("Tags"))

    def __init__(self, tree: TeamTree, tags: Sequence[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tags.choices = [(str(tag_id), name) for tag_id, name in tags]
        self.team.choices = [("", gettext("No team")), *team_choices(tree)]
        self.employment.choices = [("", gettext("Not recorded")), *labels.EMPLOYMENTS.items()]
        self.roles.choices = [(role, str(label)) for role, label in labels.ROLES.items()]

    def data_of(self, time_zone: str) -> PersonData:
        """Return what was typed."""
        return PersonData(
            name=self.name.data or "",
            email=self.email.data,
            employee_number=self.employee_number.data,
            locale=self.language.data,
            team_id=uuid_or_none(self.team.data),
            roles=frozenset(map(Role, self.roles.data or [])),
            time_zone=time_zone,
            employment=Employment(self.employment.data) if self.employment.data else None,
            hired_on=self.hired_on.data,
            leave_from=self.leave_from.data,
            leave_until=self.leave_until.data,
            tag_ids=frozenset(map(uuid.UUID, self.tags.data or [])),
        )


class ResetForm(FlaskForm):
    """How the new invitation reaches the person."""

    channel = RadioField(_l("How does the new invitation reach the person?"))

    def __init__(self, *, has_email: bool) -> None:
        super().__init__()
        offered = list(InvitationChannel) if has_email else [InvitationChannel.SHEET]
        self.channel.choices = [(channel.value, str(labels.CHANNELS[channel])) for channel in offered]
        if not self.is_submitted():
            self.channel.data = offered[0].value
