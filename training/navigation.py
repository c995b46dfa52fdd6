"""What every page shows around its own content: navigation, the organisation's name, the demonstration banner."""

from typing import Any, NamedTuple

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from training import settings
from training.access import Permission


class Entry(NamedTuple):
    """A link of the main navigation and the permission that shows it."""

    endpoint: str
    label: object
    permission: Permission


class Link(NamedTuple):
    """A link as the layout draws it."""

    label: object
    href: str
    current: bool


ENTRIES = (
    Entry("learning.list_training", _l("My training"), Permission.TAKE_TRAINING),
    Entry("team.show_people", _l("My people"), Permission.SEE_TEAM),
    Entry("team.show_organisation", _l("Everybody"), Permission.SEE_EVERYBODY),
    Entry("studio.list_cases", _l("Cases"), Permission.EDIT_CONTENT),
    Entry("campaigns.list_campaigns", _l("Campaigns"), Permission.MANAGE_CAMPAIGNS),
    Entry("administration.list_people", _l("People"), Permission.MANAGE_PEOPLE),
    Entry("administration.list_teams", _l("Teams"), Permission.MANAGE_PEOPLE),
    Entry("administration.show_settings", _l("Settings"), Permission.MANAGE_SETTINGS),
    Entry("administration.list_mail", _l("Outbox"), Permission.MANAGE_OUTBOX),
    Entry("administration.list_events", _l("Ledger"), Permission.READ_LEDGER),
)


def _navigation(app: Flask) -> list[Link]:
    if not current_user.is_authenticated or not current_user.agreed:
        return []
    own = [entry for entry in ENTRIES if current_user.can(entry.permission) and entry.endpoint in app.view_functions]
    return [Link(entry.label, url_for(entry.endpoint), request.endpoint == entry.endpoint) for entry in own]


def init_app(app: Flask) -> None:
    """Give every template the context of the base layout."""

    @app.context_processor
    def _context() -> dict[str, Any]:
        organisation = settings.organisation()
        return {
            "navigation": _navigation(app),
            "organisation_name": organisation.name,
            "demonstration": organisation.demonstration,
        }
