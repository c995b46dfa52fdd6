"""Fields and choices that several forms share."""

import uuid
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from training.errors import NotFound
from training.team.tree import TeamTree

TOO_LONG = _l("This is too long. Use at most %(max)d characters.")
_INDENT = "\u3000"


class CheckboxesField(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def team_choices(tree: TeamTree, *, without: uuid.UUID | None = None) -> list[tuple[str, str]]:
    """Return the tree as indented choices; the branch under `without` is left out."""
    choices, hidden_below = [], None
    for team, depth in tree.in_order():
        if hidden_below is not None and depth > hidden_below:
            continue
        hidden_below = depth if team.id == without else None
        if hidden_below is None:
            choices.append((str(team.id), _INDENT * depth + team.name))
    return choices


def uuid_or_none(text: str | None) -> uuid.UUID | None:
    """Return the id that a choice stands for; nothing for the empty choice."""
    return uuid.UUID(text) if text else None


class ConfirmForm(FlaskForm):
    """A button."""


class GetForm(Form):
    """A filter: sent by GET, so it stays in the address."""

    def check(self) -> None:
        """Raise NotFound when the address asks for something that is not offered."""
        if not self.validate():
            raise NotFound

    def arguments(self) -> dict[str, str]:
        """Return what differs from the defaults, for the addresses of other pages of the same list."""
        filled = {field.short_name: field.data for field in self if field.data and field.data != field.default}
        return {name: _in_address(value) for name, value in filled.items()}


def _in_address(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "y" if value is True else str(value)
