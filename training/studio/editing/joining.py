"""Saving what somebody wrote while others saved the same document: both are joined, and clashes are told."""

import uuid
from collections.abc import Mapping
from typing import Any

from questions.canonical import Json, plain
from questions.merging import Choice, Clash, Merged, Settlement, merge
from questions.text import Document
from training.studio import queries, service
from training.studio.editing import flow


class Clashing(service.EditedMeanwhile):
    """Somebody else changed the same places, and not all of these `clashes` are settled; nothing was stored."""

    def __init__(self, base: Document, mine: Document, theirs: queries.Edited[Any], clashes: list[Clash]) -> None:
        super().__init__()
        self.base, self.mine, self.theirs, self.clashes = base, mine, theirs, clashes


def save(mine: Document, edition: int, actor_id: uuid.UUID, settlement: Settlement | None) -> bool:
    """Store what was made from `edition`, joined with what others saved since; tell whether there was anything to join.

    Without a settlement nothing is joined. Raise Clashing when both changed the same places and it is not settled which
    version stays, EditedMeanwhile when the edition is not kept any more, and pydantic's ValidationError when both
    together are no valid document.
    """
    # Those who save at once follow each other, so that the last one joins them all.
    now = queries.hold_document(type(mine), mine.key)
    if now.edition == edition or settlement is None:
        service.save_document(mine, edition, actor_id)
        return False
    base = queries.find_edition(type(mine), mine.key, edition)
    if base is None:
        raise service.EditedMeanwhile
    editions = plain(base.document), plain(mine), plain(now.document)
    if _is_stored(*editions, settlement, mine):
        return False
    choices = settlement.choices if settlement.against == now.edition else {}
    joined = _join(*editions, choices)
    if joined.clashes:
        raise Clashing(base.document, mine, now, merge(*editions).clashes)
    service.save_document(type(mine).model_validate(joined.value), now.edition, actor_id)
    return True


def _is_stored(base: Json, own: Json, now: Json, settlement: Settlement, mine: Document) -> bool:
    """Tell whether the document says already what is sent, since the same form was sent twice."""
    if own == now:
        return True
    seen = queries.find_edition(type(mine), mine.key, settlement.against) if settlement.choices else None
    return seen is not None and _join(base, own, plain(seen.document), settlement.choices) == (now, [])


def _join(base: Json, own: Json, now: Json, choices: Mapping[str, Choice]) -> Merged:
    """Join two editions; ways lead again to a step that is put back."""
    joined = merge(base, own, now, choices)
    return joined if joined.clashes else joined._replace(value=flow.led_again(base, now, joined.value))
