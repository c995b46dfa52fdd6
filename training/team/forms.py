"""How a list of people is narrowed down; sent by GET, so it stays in the address."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SearchField, SelectField

from training.forms.fields import GetForm, team_choices
from training.models import OverrideKind
from training.team.filters import UNFINISHED, Sort, Wanted
from training.team.status import ShownStatus
from training.team.tree import TeamTree

STATUS_LABELS: Mapping[str, str] = {
    ShownStatus.OVERDUE: _l("Overdue"),
    ShownStatus.FAILED: _l("Failed"),
    ShownStatus.IN_PROGRESS: _l("In progress"),
    ShownStatus.NOT_STARTED: _l("Not started"),
    ShownStatus.PASSED: _l("Passed"),
    ShownStatus.EXEMPT: _l("Exempt"),
    ShownStatus.ON_LEAVE: _l("On leave"),
}
PASSED_BY: Mapping[OverrideKind | None, str] = {
    None: _l("Quiz"),
    OverrideKind.ATTENDED: _l("Attended in class"),
    OverrideKind.MANUAL_PASS: _l("Recorded as passed by hand"),
}
"""By what decided it that somebody has passed."""
_UNFINISHED = "unfinished"
_ALL = "all"
_LONGEST_SEARCH = 200


class FilterForm(GetForm):
    """Which people and which training to list."""

    q = SearchField(_l("Name contains"), default="")
    campaign = SelectField(_l("Training"), default="")
    team = SelectField(_l("Team"), default="")
    status = SelectField(_l("Status"), default="")
    sort = SelectField(_l("Sort by"), default=Sort.URGENCY.value)
    leavers = BooleanField(_l("Include people who have left"))

    def __init__(self, arguments: MultiDict[str, str], tree: TeamTree, campaigns: Any = None) -> None:
        """Read the address; without `campaigns` the page is about one, and the field is left out."""
        super().__init__(arguments)
        self.team.choices = [("", gettext("All teams")), *team_choices(tree)]
        self.status.choices = _status_choices()
        self.sort.choices = _sort_choices()
        if campaigns is None:
            del self.campaign
        else:
            self.campaign.choices = _campaign_choices(campaigns)

    def wanted(self, campaign_id: uuid.UUID | None = None) -> Wanted:
        """Return what is asked for; a value that this viewer was not offered does not exist: NotFound."""
        self.check()
        campaign = str(campaign_id or "") if self.campaign is None else self.campaign.data
        status = self.status.data
        return Wanted(
            campaign_id=uuid.UUID(campaign) if campaign not in {"", _ALL} else None,
            closed_too=campaign == _ALL,
            team_id=uuid.UUID(self.team.data) if self.team.data else None,
            statuses=UNFINISHED if status == _UNFINISHED else frozenset(map(ShownStatus, filter(None, [status]))),
            search=(self.q.data or "").strip()[:_LONGEST_SEARCH],
            leavers_too=self.leavers.data,
            sort=Sort(self.sort.data),
        )


def _status_choices() -> list[tuple[str, str]]:
    groups = [("", gettext("Every status")), (_UNFINISHED, gettext("Not finished yet"))]
    return groups + [(status, str(label)) for status, label in STATUS_LABELS.items()]


def _sort_choices() -> list[tuple[str, str]]:
    return [
        (Sort.URGENCY, gettext("Status, the most urgent first")),
        (Sort.DUE, gettext("Due date")),
        (Sort.NAME, gettext("Full name")),
    ]


def _campaign_choices(campaigns: Any) -> list[tuple[str, str]]:
    groups = [("", gettext("All open training")), (_ALL, gettext("All training, closed too"))]
    return groups + [
        (str(campaign.id), gettext("%(name)s (closed)", name=campaign.name) if campaign.closed_at else campaign.name)
        for campaign in campaigns
    ]
