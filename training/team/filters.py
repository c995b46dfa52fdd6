"""What a viewer asked to see, apart from how it is asked and how it is found."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from training.team.status import ShownStatus

UNFINISHED = frozenset(ShownStatus) - {ShownStatus.PASSED, ShownStatus.EXEMPT, ShownStatus.ON_LEAVE}


class Sort(StrEnum):
    """Orders of a list of people."""

    URGENCY = "urgency"
    NAME = "name"
    DUE = "due"


@dataclass(frozen=True)
class Wanted:
    """A filter: nothing set means everybody who has not left, with the training that is open."""

    campaign_id: uuid.UUID | None = None
    closed_too: bool = False
    team_id: uuid.UUID | None = None
    statuses: frozenset[ShownStatus] = frozenset()
    search: str = ""
    leavers_too: bool = False
    sort: Sort = Sort.URGENCY

    @property
    def needs_assignment(self) -> bool:
        """Tell whether people without any assignment are left out."""
        return self.campaign_id is not None or bool(self.statuses)
