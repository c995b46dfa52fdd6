"""What authors call a place in a document: the labels of the fields that edit it, from the outermost inwards."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext

from questions.changes import Spot
from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.scenario import Scenario, Step
from questions.text import LocalisedText, Part
from training.forms.parts import KindField, PartField, Rows
from training.i18n import localised
from training.studio.forms.exhibits import EXHIBIT_NAMES
from training.studio.forms.incident import ControlForm, IncidentForm
from training.studio.forms.quiz import QuizForm
from training.studio.forms.scenario import ScenarioForm, StepForm

FORMS: Mapping[type[Part], Any] = {
    Control: ControlForm,
    Incident: IncidentForm,
    Quiz: QuizForm,
    Scenario: ScenarioForm,
    Step: StepForm,
}
"""The form of each part that has a page of its own."""
LINK = " – "
"""Stands between the labels of a place where they are told in one line."""
_SHORT = 30
_TELLING = ("title", "subject", "caller")
"""What an exhibit is best known by; of other parts it is what they say first."""


class Place(NamedTuple):
    """The labels on the way to a field, and the field as its form declares it; None where no form has it."""

    labels: list[str]
    field: Any

    @property
    def choices(self) -> dict[str, Any]:
        """Map what can be picked in the field to what authors read."""
        return dict(self.field.kwargs.get("choices", ())) if self.field else {}


def place_of(document: type[Part], way: Sequence[Spot]) -> Place:
    """Return what a way through a document is called; a field without a form goes by its own name."""
    form, labels, field = FORMS.get(document), [], None
    for spot in way:
        field = getattr(form, spot.field, None)
        labels.append(_label(spot, field))
        form = _inner(field, spot.part)
    return Place(_without_echoes(labels), field)


def words_of(part: Any) -> str:
    """Return the beginning of the words by which an author knows a part again."""
    if isinstance(part, LocalisedText):
        text = localised(part)
        return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
    names = type(part).model_fields if isinstance(part, Part) else ()
    found = (words_of(getattr(part, name)) for name in sorted(names, key=lambda name: name not in _TELLING))
    return next((words for words in found if words), "")


def _label(spot: Spot, field: Any) -> str:
    if field is None:
        return spot.field
    is_row = issubclass(field.field_class, Rows)
    label = str(field.kwargs.get("one") if is_row and spot.number else _argument(field, _place_of_label(field)))
    if not spot.number:
        return label
    kind = EXHIBIT_NAMES.get(getattr(spot.part, "kind", ""))
    label = str(kind) if kind else label
    if words := (words_of(spot.part) or _picked(spot.part, _inner(field, spot.part))) if is_row else "":
        return gettext("%(part)s %(number)d (%(words)s)", part=label, number=spot.number, words=words)
    return gettext("%(part)s %(number)d", part=label, number=spot.number)


def _picked(part: Any, form: Any) -> str:
    """Return what is picked in a row that says nothing in words of its own, such as the unit of a time."""
    for name in getattr(form, "gist", ()):
        choices = dict(getattr(form, name).kwargs.get("choices", ()))
        if words := choices.get(getattr(part, name, None)):
            return str(words)
    return ""


def _place_of_label(field: Any) -> int:
    return 1 if issubclass(field.field_class, PartField | Rows) else 0


def _argument(field: Any, place: int) -> Any:
    return field.args[place] if len(field.args) > place else field.kwargs.get("label", "")


def _inner(field: Any, part: Any) -> Any:
    """Return the form of what stands in a field, as far as it has one."""
    if field is None or not issubclass(field.field_class, PartField | Rows):
        return None
    if issubclass(field.field_class, Rows):
        return _inner(field.args[0], part)
    if issubclass(field.field_class, KindField):
        return field.args[0].get(getattr(part, "kind", ""))
    return field.args[0]


def _without_echoes(labels: list[str]) -> list[str]:
    """Leave out a label that only says again what the one around it says, such as a fact's text."""
    return [label for place, label in enumerate(labels) if not place or not labels[place - 1].startswith(label)]
