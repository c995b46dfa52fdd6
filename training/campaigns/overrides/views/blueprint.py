"""The blueprint of decisions about single people, and the two places from which they are made."""

from typing import Any, NamedTuple

from flask import Blueprint

from training.access import actor
from training.campaigns.overrides.rules import MANAGERS_MOST_DAYS
from training.campaigns.overrides.service import Giver
from training.team.scope import scope_of

bp = Blueprint("overrides", __name__)


class Place(NamedTuple):
    """Who decides, and the endpoints of the pages: an administrator's, or those of a manager for the own people."""

    giver: Giver
    campaign: str
    person: str
    give: str
    taking_back: str
    is_manager: bool

    @property
    def only_own(self) -> dict[str, Any]:
        """Return that managers take back what they gave themselves."""
        return {"only_own": self.is_manager}


def administrators() -> Place:
    """Return the place of those who run campaigns."""
    return Place(
        Giver(actor().id),
        "campaigns.show_campaign",
        "overrides.show_person",
        "overrides.new_override",
        "overrides.confirm_taking_back",
        is_manager=False,
    )


def managers() -> Place:
    """Return the place of a manager, who may give a little time to the own people."""
    return Place(
        Giver(actor().id, scope_of(actor()), MANAGERS_MOST_DAYS),
        "team.show_campaign",
        "overrides.show_own_person",
        "overrides.new_extension",
        "overrides.confirm_own_taking_back",
        is_manager=True,
    )
