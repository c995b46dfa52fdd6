"""Whose people a page is about, and where its links lead: a manager's own, or everybody."""

from typing import NamedTuple

from training.access import actor
from training.team.scope import EVERYBODY, Scope, scope_of


class Place(NamedTuple):
    """A scope and the endpoints of its pages."""

    scope: Scope
    overview: str
    campaign: str
    person: str
    csv: str
    xlsx: str
    printed: str
    rounds: str
    gaps: str
    sheet: str
    nudge: str
    confirm: str


def mine() -> Place:
    """Return the people of whoever asks."""
    scope = scope_of(actor())
    return Place(
        scope,
        "team.show_people",
        "team.show_campaign",
        "team.show_person",
        "team.export_csv",
        "team.export_xlsx",
        "team.print_people",
        "gaps.list_rounds",
        "gaps.show_gaps",
        "gaps.download_debrief",
        "reminders.nudge",
        "reminders.confirm_nudge",
    )


def everybody() -> Place:
    """Return the whole organisation."""
    return Place(
        EVERYBODY,
        "team.show_organisation",
        "team.show_organisation_campaign",
        "team.show_organisation_person",
        "team.export_organisation_csv",
        "team.export_organisation_xlsx",
        "team.print_organisation",
        "gaps.list_organisation_rounds",
        "gaps.show_organisation_gaps",
        "gaps.download_organisation_debrief",
        "reminders.nudge_organisation",
        "reminders.confirm_organisation_nudge",
    )
