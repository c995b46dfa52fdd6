"""Reads of administration."""

from training.administration.queries.ledger import EventsWanted, list_actions, names_of, select_events, titles_of
from training.administration.queries.outbox import count_mail, get_mail, get_uncertain_mail, select_mail
from training.administration.queries.people import (
    PeopleWanted,
    Presence,
    SheetPerson,
    find_people_by_names,
    get_person,
    list_assignments,
    list_invitations,
    list_managed_teams,
    list_roles,
    list_without_password,
    select_people,
)
from training.administration.queries.slots import ControlSlots, get_control, list_controls
from training.administration.queries.teams import (
    TeamLine,
    count_people_below,
    get_team,
    list_archived,
    list_managers,
    list_path,
    list_team_lines,
    tree,
)

__all__ = [
    "ControlSlots",
    "EventsWanted",
    "PeopleWanted",
    "Presence",
    "SheetPerson",
    "TeamLine",
    "count_mail",
    "count_people_below",
    "find_people_by_names",
    "get_control",
    "get_mail",
    "get_person",
    "get_team",
    "get_uncertain_mail",
    "list_actions",
    "list_archived",
    "list_assignments",
    "list_controls",
    "list_invitations",
    "list_managed_teams",
    "list_managers",
    "list_path",
    "list_roles",
    "list_team_lines",
    "list_without_password",
    "names_of",
    "select_events",
    "select_mail",
    "select_people",
    "titles_of",
    "tree",
]
