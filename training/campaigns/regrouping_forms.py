"""The form that changes whom a campaign is for."""

from collections.abc import Sequence
from typing import Any, Self

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField

from training.administration.queries import list_sign_in_names
from training.campaigns import regrouping
from training.campaigns.audience import Audience
from training.campaigns.forms import AudienceForm
from training.campaigns.reason_form import ReasonForm
from training.campaigns.rule_forms import ConditionsForm, Tags
from training.team.tree import TeamTree

KEEP, EXEMPT = "keep", "exempt"


class RegroupingForm(AudienceForm, ConditionsForm, ReasonForm):
    """For whom a campaign is to be, and why. `seen` is the seal of its audience when the form was opened."""

    unfinished = RadioField(_l("Whoever goes out and has not finished this round"), default=KEEP)
    seen = HiddenField()

    def __init__(self, tree: TeamTree, tags: Tags, *args: Any, **kwargs: Any) -> None:
        super().__init__(tree, tags, *args, **kwargs)
        self.offer_conditions(tree, tags)
        self.unfinished.choices = [
            (KEEP, gettext("Still finishes it, and is not asked again")),
            (EXEMPT, gettext("Is exempt from it, with the reason below")),
        ]

    @classmethod
    def of(cls, campaign: Any, tree: TeamTree, tags: Tags) -> Self:
        """Return the form as a campaign is now."""
        now = regrouping.present(campaign)
        data = {
            "everyone": now.everyone,
            "teams": _written(now.team_ids),
            "roles": [role.value for role in now.roles],
            "tags": _written(now.tag_ids),
            "people": "\n".join(list_sign_in_names(now.person_ids)),
            "employments": [kind.value for kind in now.employments],
            "only_tags": _written(now.only_tag_ids),
            "hired_from": now.hired_from,
            "hired_until": now.hired_until,
            "without_teams": _written(now.without_team_ids),
            "without_tags": _written(now.without_tag_ids),
            "without_people": "\n".join(list_sign_in_names(now.without_person_ids)),
            "seen": regrouping.seal(campaign),
        }
        return cls(tree, tags, data=data)

    def audience(self) -> Audience:
        """Return the union of what was chosen, under the conditions."""
        return self.conditioned(super().audience())

    def exempts(self) -> bool:
        """Tell whether those who go out are exempt from the present round."""
        return bool(self.unfinished.data == EXEMPT)

    def sent(self) -> list[tuple[str, str]]:
        """Return the fields as they were sent, to be sent again by the page that asks once more."""
        names = [name for name in self._fields if name != "csrf_token"]
        return [(name, value) for name in names for value in request.form.getlist(name)]


def _written(ids: Sequence[Any]) -> list[str]:
    return [str(each) for each in ids]
