"""Selects that stand many times on one page with the same choices."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from wtforms import SelectField
from wtforms.widgets import html_params

Choices = tuple[tuple[str, str], ...]


class QuickSelect:
    """Draws a select whose choices are drawn once for all fields that have the same ones."""

    field_flags: dict[str, Any] = {}

    def __call__(self, field: "QuickSelectField", **attributes: Any) -> Markup:
        """Return the select with its choice."""
        attributes.setdefault("id", field.id)
        drawn = html_params(name=field.name, **attributes)  # escaped by the library
        return Markup("<select {}>{}</select>").format(Markup(drawn), _options(field.same, str(field.data)))  # noqa: S704  # nosec B704


class QuickSelectField(SelectField):
    """A select of plain texts; its choices are not checked, whoever reads the form does."""

    widget = QuickSelect()

    def __init__(self, label: Any = None, *, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        self.same = tuple(choices)
        super().__init__(label, choices=choices, validate_choice=False, **more)


@lru_cache(maxsize=512)
def _options(choices: Choices, chosen: str) -> Markup:
    sign = {True: Markup(" selected"), False: Markup("")}
    drawn = Markup('<option{} value="{}">{}</option>')
    return Markup("").join(drawn.format(sign[value == chosen], value, label) for value, label in choices)
