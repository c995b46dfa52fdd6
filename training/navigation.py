"""What every page shows around its own content: navigation, the organisation's name, the demonstration banner."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from training import settings
from training.access import Permission, actor
from training.settings import Organisation


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
    Entry("reports.list_reports", _l("Training reports"), Permission.SEE_EVERYBODY),
    Entry("studio.list_cases", _l("Cases"), Permission.EDIT_CONTENT),
    Entry("campaigns.list_campaigns", _l("Campaigns"), Permission.MANAGE_CAMPAIGNS),
    Entry("administration.list_people", _l("People"), Permission.MANAGE_PEOPLE),
    Entry("administration.list_teams", _l("Teams"), Permission.MANAGE_PEOPLE),
    Entry("administration.show_settings", _l("Settings"), Permission.MANAGE_SETTINGS),
    Entry("administration.list_mail", _l("Outbox"), Permission.MANAGE_OUTBOX),
    Entry("administration.list_events", _l("Ledger"), Permission.READ_LEDGER),
)


class Around(NamedTuple):
    """What stands around a page; but for the name it is the same for everybody with the same `key`."""

    permissions: frozenset[Permission] | None
    """Nothing before somebody has signed in."""
    here: str
    """The address of the entry under which the page lies, if any."""
    is_entry: bool
    organisation: Organisation
    account_name: str

    @property
    def key(self) -> Hashable:
        """Return all but the name."""
        return self[:-1]

    @property
    def links(self) -> list[Link]:
        """Return the main navigation."""
        current = "page" if self.is_entry else "true"
        entries = _entries(self.permissions or frozenset(), request.script_root)
        return [Link(label, address, current if address == self.here else "") for address, label in entries.items()]


SHARED = ("around", "navigation", "organisation_name", "demonstration", "account_links")
"""What every template gets, apart from what is the person's own; all of it follows from the key of `around`."""


def around() -> Around:
    """Return what stands around the present page."""
    organisation, person = settings.organisation(), actor()
    if not person.is_authenticated:
        return Around(None, "", False, organisation, "")
    permissions, path = person.permissions if person.agreed else frozenset(), request.path
    here = _entry_of(path, tuple(_entries(permissions, request.script_root)))
    return Around(permissions, here, path == here, organisation, person.display_name or gettext("Your account"))


@lru_cache(maxsize=128)
def _entries(permissions: frozenset[Permission], _script_root: str) -> dict[str, object]:  # the last keys the cache
    """Map the addresses of what somebody may open to what the links say."""
    return {url_for(entry.endpoint): entry.label for entry in ENTRIES if entry.permission in permissions}


def _entry_of(path: str, addresses: tuple[str, ...]) -> str:
    """Return the address under which `path` lies, the longest one, or nothing."""
    above = [address for address in addresses if path == address or path.startswith(address.rstrip("/") + "/")]
    return max(above, key=len, default="")


def init_app(app: Flask) -> None:
    """Give every template the context of the base layout."""

    @app.context_processor
    def _context() -> dict[str, Any]:
        found = around()
        return {
            "around": found.key,
            "navigation": found.links,
            "account_name": found.account_name,
            "organisation_name": found.organisation.name,
            "demonstration": found.organisation.demonstration,
        }
