"""Which of the people without a mailbox are listed; sent by GET, so it stays in the address."""

import uuid

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from training.forms.fields import GetForm, team_choices
from training.team.tree import TeamTree


class TeamForm(GetForm):
    """One team with those below it, or all."""

    team = SelectField(_l("Team"), default="")

    def __init__(self, arguments: MultiDict[str, str], tree: TeamTree) -> None:
        """Read the address."""
        super().__init__(arguments)
        self.team.choices = [("", gettext("All teams")), *team_choices(tree)]
        self.offers_teams = len(self.team.choices) > 2  # all of them, and more than one

    def team_id(self) -> uuid.UUID | None:
        """Return the team that is asked for; one that this viewer was not offered does not exist: NotFound."""
        self.check()
        return uuid.UUID(self.team.data) if self.team.data else None
