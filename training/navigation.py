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
    current: str
    """What aria-current says: page, true for the page's section, or nothing."""


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
    here = _entry_of(request.path, [url_for(entry.endpoint) for entry in own])
    return [
        Link(entry.label, address, _current(address, here)) for entry in own if (address := url_for(entry.endpoint))
    ]


def _entry_of(path: str, addresses: list[str]) -> str:
    """Return the address under which `path` lies, the longest one, or nothing."""
    above = [address for address in addresses if path == address or path.startswith(address.rstrip("/") + "/")]
    return max(above, key=len, default="")


def _current(address: str, here: str) -> str:
    if address != here:
        return ""
    return "page" if request.path == address else "true"


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
