"""Filters of administration's lists."""

from datetime import timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SearchField, SelectField
from wtforms.validators import Optional

from training import dates
from training.administration import labels
from training.administration.queries import EventsWanted, PeopleWanted, Presence
from training.errors import NotFound
from training.forms.fields import GetForm, team_choices, uuid_or_none
from training.models import MailState, Role
from training.team.tree import TeamTree

_LONGEST_SEARCH = 200
_MANAGER = "manager"


class PeopleFilter(GetForm):
    """Which people to list."""

    q = SearchField(_l("Name, e-mail address or employee number"), default="")
    team = SelectField(_l("Team and all under it"), default="")
    status = SelectField(_l("Status"), default=Presence.PRESENT.value)
    role = SelectField(_l("Role"), default="")

    def __init__(self, arguments: MultiDict[str, str], tree: TeamTree) -> None:
        super().__init__(arguments)
        self.team.choices = [("", gettext("All teams")), *team_choices(tree)]
        self.status.choices = [
            (Presence.PRESENT.value, gettext("Everybody who is here")),
            (Presence.ACTIVE.value, gettext("Active")),
            (Presence.INVITED.value, gettext("No password yet")),
            (Presence.DEACTIVATED.value, gettext("Deactivated")),
            (Presence.ALL.value, gettext("Every status")),
        ]
        self.role.choices = [
            ("", gettext("Every role")),
            (_MANAGER, gettext("Manager")),
            *((role, str(label)) for role, label in labels.ROLES.items()),
        ]

    def wanted(self) -> PeopleWanted:
        """Return what is asked for."""
        self.check()
        role = self.role.data
        return PeopleWanted(
            search=(self.q.data or "").strip()[:_LONGEST_SEARCH],
            team_id=uuid_or_none(self.team.data),
            presence=Presence(self.status.data),
            role=Role(role) if role and role != _MANAGER else None,
            manager=role == _MANAGER,
        )


class MailFilter(GetForm):
    """Which mail to list."""

    state = SelectField(_l("State"), default="")

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        super().__init__(arguments)
        states = [(state.value, str(labels.MAIL_STATES[state])) for state in MailState]
        self.state.choices = [("", gettext("Every state")), *states]

    def wanted(self) -> MailState | None:
        """Return what is asked for."""
        self.check()
        return MailState(self.state.data) if self.state.data else None


class EventsFilter(GetForm):
    """Which events to list."""

    person = SearchField(_l("Person who acted or was concerned"), default="")
    action = SelectField(_l("Action"), default="")
    since = DateField(_l("From this day"), validators=[Optional()])
    until = DateField(_l("Until this day"), validators=[Optional()])

    def __init__(self, arguments: MultiDict[str, str], actions: list[tuple[str, str]]) -> None:
        super().__init__(arguments)
        self.action.choices = [("", gettext("Every action")), *actions]

    def wanted(self) -> EventsWanted:
        """Return what is asked for; days are whole days of the organisation."""
        self.check()
        try:
            since = dates.start_of(self.since.data) if self.since.data else None
            until = dates.start_of(self.until.data + timedelta(days=1)) if self.until.data else None
        except OverflowError as error:  # at either end of the calendar
            raise NotFound from error
        person = (self.person.data or "").strip()[:_LONGEST_SEARCH]
        return EventsWanted(person, self.action.data or "", since, until)
