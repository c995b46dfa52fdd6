"""What both of two authors changed at the same places, in words, and what is joined by itself."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from flask_babel import gettext as _

from questions.canonical import Json, plain
from questions.changes import Change, changes
from questions.comparing import Stretch, compare_lists, compare_words
from questions.differences import differences, is_inside
from questions.merging import Clash
from questions.scenario import Scenario, Step
from questions.text import Document, Part
from questions.translations import part_at, text_at
from training.access import actor
from training.formatting import minute
from training.i18n import localised
from training.studio import queries
from training.studio.editing import labels
from training.studio.editing.joining import Clashing
from training.studio.editing.labels import words_of
from training.studio.editing.places import Named, name_place
from training.studio.editing.scenarios import step_names
from training.studio.editing.values import listed
from training.studio.forms.joining import JoiningForm
from training.studio.vocabulary import language_name


class Passage(NamedTuple):
    """A text or a setting that was changed inside a part: what authors call it, and both wordings as one."""

    name: str
    stretches: list[Stretch]
    tag: str


class Version(NamedTuple):
    """What one of two has at a place: its words against those of before, or what was changed inside a part.

    `removed` says who took the part out. `others` are the same text in further languages, each with its tag.
    """

    stretches: Sequence[Stretch] = ()
    lines: Sequence[str] = ()
    passages: Sequence[Passage] = ()
    removed: str = ""
    others: Sequence[tuple[str, str]] = ()


class Place(NamedTuple):
    """A place with both versions, and the row of the form that asks for a choice, if there is one."""

    name: Named
    theirs: Version
    mine: Version | None
    row: Any = None


class Told:
    """Clashes with what is read once for the whole page: the saves, what each changed, and names in the bank."""

    def __init__(self, clashing: Clashing) -> None:
        self.clashing = clashing
        self.mine, self.theirs, self.base = clashing.mine, clashing.theirs.document, clashing.base

    @cached_property
    def saves(self) -> list[queries.Save[Any]]:
        """The latest saves of the document, the latest first."""
        return queries.list_saves(type(self.mine), self.mine.key)

    @cached_property
    def my_changes(self) -> list[Change]:
        """What was changed in what is sent."""
        return [*changes(self.base, self.mine)]

    @cached_property
    def their_changes(self) -> list[Change]:
        """What was changed in what is stored."""
        return [*changes(self.base, self.theirs)]

    @cached_property
    def in_bank(self) -> dict[str, str]:
        """The keys of what a scenario rests on, and what authors call it."""
        return _names_in_bank(self.mine)


def places_of(told: Told, form: JoiningForm) -> Iterator[Place]:
    """Yield the places that both changed, each with the row of the form that asks about it."""
    documents = [told.mine, told.theirs, told.base]
    for clash, row in zip(told.clashing.clashes, form.clashes.entries, strict=True):
        names = _names(clash.place, documents) | told.in_bank
        sides = [_side(told, clash, names, of_mine=of_mine) for of_mine in (False, True)]
        yield Place(name_place(clash.place, documents), sides[0], sides[1], row.form)


def _side(told: Told, clash: Clash, names: dict[str, str], *, of_mine: bool) -> Version:
    place, value = clash.place, clash.mine if of_mine else clash.theirs
    document = told.mine if of_mine else told.theirs
    if isinstance(value, dict) and (part := part_at(document, place)):
        changed = told.my_changes if of_mine else told.their_changes
        return Version(passages=list(_passages(changed, type(document), part, names)))
    if value is None and isinstance(part := part_at(told.base, place), Part):
        return Version(removed=_("You removed this.") if of_mine else _removal(told.saves, place, part))
    return _version(clash.base, value, names)._replace(others=_others(document, place))


def _removal(saves: list[queries.Save[Any]], place: str, part: Part) -> str:
    """Say who removed a part and when."""
    save = queries.find_removal(saves, place)
    is_step = isinstance(part, Step)
    if save is None or not (save.name or save.by == actor().id):
        return _("This step was removed.") if is_step else _("This was removed.")
    time = minute(save.at)
    if save.by == actor().id:
        message = _("You removed this step in another window at %(time)s.", time=time)
        return message if is_step else _("You removed this in another window at %(time)s.", time=time)
    message = _("%(name)s removed this step at %(time)s.", name=save.name, time=time)
    return message if is_step else _("%(name)s removed this at %(time)s.", name=save.name, time=time)


def _passages(
    changed: Sequence[Change], document: type[Document], part: Part, names: dict[str, str]
) -> Iterator[Passage]:
    """Yield those of the changes in a document that lie inside a part of it."""
    for change in changed:
        at = next((number for number, spot in enumerate(change.way, 1) if spot.part is part), 0)
        if not at:
            continue
        kind, way = (type(part), change.way[at:]) if type(part) in labels.FORMS else (document, change.way)
        place = labels.place_of(kind, way)
        known = {**place.choices, **names}
        if change.language:
            label = [*place.labels, str(language_name(change.language))]
            yield Passage(labels.LINK.join(label), compare_words(change.old or "", change.new or ""), change.language)
        else:
            stretches = compare_lists(listed(change.old, known), listed(change.new, known))
            yield Passage(labels.LINK.join(place.labels), stretches, "")


def _others(document: Document, place: str) -> list[tuple[str, str]]:
    """Return what a text that clashes in one language says in the others."""
    whole, _dot, tag = place.rpartition(".")
    text = text_at(document, whole)
    return [(other, words) for other, words in text.root.items() if other != tag] if text else []


def joined(told: Told) -> Iterator[Place]:
    """Yield what only the others changed."""
    documents = [told.theirs, told.base]
    for difference in differences(plain(told.base), plain(told.theirs)):
        if not any(is_inside(difference.place, clash.place) for clash in told.clashing.clashes):
            names = _names(difference.place, documents) | told.in_bank
            shown = _version(difference.one, difference.other, names)
            yield Place(name_place(difference.place, documents), shown, None)


def _names(place: str, documents: Sequence[Document]) -> dict[str, str]:
    """Map the keys of steps, and of what stands in a list whose order is meant, to what authors call them."""
    found: dict[str, str] = {}
    for document in documents:
        items = part_at(document, place.removesuffix(" (order)")) if place.endswith(" (order)") else None
        found |= {item.key: words_of(item) for item in items or [] if hasattr(item, "key")}
        found |= step_names(document) if isinstance(document, Scenario) else {}
    return found


def _names_in_bank(document: Document) -> dict[str, str]:
    """Map the keys of what a scenario rests on to what authors call it."""
    if not isinstance(document, Scenario):
        return {}
    bank = queries.load_bank()
    incident = bank.incidents.get(document.incident)
    facts = {fact.key: localised(fact.text) for fact in incident.facts} if incident else {}
    return {key: localised(control.title) for key, control in bank.controls.items()} | facts


def _version(before: Json, value: Json, names: dict[str, str]) -> Version:
    if isinstance(value, str) and value not in names:
        return Version(compare_words(before if isinstance(before, str) else "", value), [])
    return Version([], listed(value, names))
