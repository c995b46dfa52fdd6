"""Filters of administration's lists."""

import uuid
from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SearchField, SelectField

from training import dates
from training.administration import labels
from training.administration.queries import PeopleWanted, Presence
from training.forms.fields import GetForm, team_choices, uuid_or_none
from training.models import Employment, MailState, Role
from training.team.tree import TeamTree

_LONGEST_SEARCH = 200
_MANAGER = "manager"
_ON_LEAVE = "leave"


class PeopleFilter(GetForm):
    """Which people to list."""

    q = SearchField(_l("Name, e-mail address or employee number"), default="")
    team = SelectField(_l("Team and all under it"), default="")
    status = SelectField(_l("Status"), default=Presence.PRESENT.value)
    role = SelectField(_l("Role"), default="")
    employment = SelectField(_l("Employment"), default="")
    tag = SelectField(_l("Tag"), default="")

    def __init__(self, arguments: MultiDict[str, str], tree: TeamTree, tags: Sequence[tuple[uuid.UUID, str]]) -> None:
        super().__init__(arguments)
        self.tag.choices = [("", gettext("Every tag")), *((str(tag_id), name) for tag_id, name in tags)]
        if not tags:
            del self.tag
        self.team.choices = [("", gettext("All teams")), *team_choices(tree)]
        self.status.choices = [
            (Presence.PRESENT.value, gettext("Everybody who is here")),
            (Presence.ACTIVE.value, gettext("Active")),
            (Presence.INVITED.value, gettext("No password yet")),
            (_ON_LEAVE, gettext("On leave today")),
            (Presence.DEACTIVATED.value, gettext("Deactivated")),
            (Presence.ALL.value, gettext("Every status")),
        ]
        self.role.choices = [
            ("", gettext("Every role")),
            (_MANAGER, gettext("Manager")),
            *((role, str(label)) for role, label in labels.ROLES.items()),
        ]
        self.employment.choices = [
            ("", gettext("Every employment")),
            *((kind, str(label)) for kind, label in labels.EMPLOYMENTS.items()),
        ]

    def wanted(self) -> PeopleWanted:
        """Return what is asked for."""
        self.check()
        role, on_leave = self.role.data, self.status.data == _ON_LEAVE
        return PeopleWanted(
            search=(self.q.data or "").strip()[:_LONGEST_SEARCH],
            team_id=uuid_or_none(self.team.data),
            presence=Presence.PRESENT if on_leave else Presence(self.status.data),
            role=Role(role) if role and role != _MANAGER else None,
            manager=role == _MANAGER,
            employment=Employment(self.employment.data) if self.employment.data else None,
            on_leave=dates.today() if on_leave else None,
            tag_id=uuid_or_none(self.tag.data) if self.tag else None,
        )


class TagFilter(GetForm):
    """Which tags to list."""

    q = SearchField(_l("Name of the tag"), default="")

    def wanted(self) -> str:
        """Return what is asked for."""
        self.check()
        return (self.q.data or "").strip()[:_LONGEST_SEARCH]


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
