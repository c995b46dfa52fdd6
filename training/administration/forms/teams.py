"""Forms about one team."""

import uuid
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from training.forms.fields import TOO_LONG, team_choices
from training.forms.validators import stripped
from training.team.tree import TeamTree


class TeamForm(FlaskForm):
    """A team and its place in the tree."""

    name = StringField(
        _l("Name"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter the name of the team.")), Length(max=200, message=TOO_LONG)],
    )
    name_en = StringField(
        _l("English name"),
        description=_l("Shown to people who read English."),
        filters=[stripped],
        validators=[Length(max=200, message=TOO_LONG)],
    )
    parent = SelectField(_l("Belongs under"))

    def __init__(self, tree: TeamTree, *, own: uuid.UUID | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # A team's own branch is not offered; the service refuses it again for those who send it all the same.
        self.parent.choices = [("", gettext("Top of the organisation")), *team_choices(tree, without=own)]


class ManagerForm(FlaskForm):
    """Who is to manage a team."""

    person = StringField(
        _l("E-mail address or employee number of the new manager"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Enter an e-mail address or an employee number.")),
            Length(max=254, message=TOO_LONG),
        ],
    )
