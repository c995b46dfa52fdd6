"""Places in documents, such as `steps[open].story.en`: what stands there, and what authors call it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from questions.aligning import parts_of, place_of
from questions.changes import Spot
from questions.scenario import Scenario, Step
from questions.text import LocalisedText, Part
from training.i18n import localised
from training.studio.editing import labels
from training.studio.vocabulary import language_name


class Named(NamedTuple):
    """What a place is called from the outermost inwards, which step it is in, and the language at its end, if any."""

    labels: list[str]
    step: Step | None
    language: str

    def __str__(self) -> str:
        """Return it in a line."""
        return labels.LINK.join([*self.labels, *([language_name(self.language)] if self.language else [])])


def name_place(place: str, documents: Sequence[Part]) -> Named:
    """Return what a place is called, as the first of these documents that knows all of it says."""
    ways = [list(_way(document, parts_of(place.removesuffix(" (order)")))) for document in documents]
    document, way = max(zip(documents, ways, strict=True), key=lambda pair: len(pair[1]))
    language = way.pop().field if way and way[-1].number < 0 else ""
    step = next((spot.part for spot in way[:1] if isinstance(document, Scenario) and isinstance(spot.part, Step)), None)
    if step is None:
        return Named(labels.place_of(type(document), way).labels, None, language)
    return Named([localised(step.moment.label), *labels.place_of(Step, way[1:]).labels], step, language)


def _way(part: Any, names: Sequence[str]) -> Iterator[Spot]:
    """Yield the spots on the way, as far as it goes; the number of a language is -1."""
    rest = list(names)
    while rest:
        name = rest.pop(0)
        if isinstance(part, LocalisedText):
            yield Spot(name, None, -1)
            return
        field = _field(part, name)
        if field is None:
            return
        part = getattr(part, field)
        if isinstance(part, list) and rest:
            number = place_of(part, rest.pop(0))
            if number is None:
                return
            part = part[number]
            yield Spot(field, part, number + 1)
            while isinstance(part, list) and rest:  # the cells of a table have no names
                cell = place_of(part, rest.pop(0))
                part = None if cell is None else part[cell]
        else:
            yield Spot(field, part if isinstance(part, Part) else None)


def _field(part: Any, name: str) -> str | None:
    fields = type(part).model_fields if isinstance(part, Part) else {}
    return next((own for own, field in fields.items() if name in (own, field.alias)), None)
