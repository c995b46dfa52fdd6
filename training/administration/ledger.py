"""Events of the ledger as lines to read: codes become words, ids become names where names are still kept."""

import json
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext

from questions.canonical import Json
from training.administration import labels, queries
from training.formatting import minute, percent
from training.i18n import listed
from training.ledger.queries import Place, places_of

_DIGEST, _SHOWN = re.compile("[0-9a-f]{64}"), 12
_WRITTEN: dict[str, Callable[[str], str]] = {
    "score": lambda share: percent(float(share)),
    "score_before": lambda _share: "",
    "score_after": lambda _share: "",
    "due_at": lambda moment: minute(datetime.fromisoformat(moment)),
    "made_at": lambda moment: minute(datetime.fromisoformat(moment)),
}
"""How details are written that are neither ids nor words.

Scores of a regrade are not: beside the scores that the named people finished with, they would tell who had answered
the question wrong. The marks keep them.
"""


_VEILED = {"reason", "place", "proof"}
"""Words about somebody: an event keeps a salted digest of them, since nothing sealed can be erased."""


class Detail(NamedTuple):
    """One declared detail of an event; `whole` is what a shortened value stands for."""

    name: str
    value: str
    whole: str = ""


class Line(NamedTuple):
    """An event to read. `actor_id` is None when the program itself acted; a name is empty once it is erased.

    `place` is None as long as the event waits for its seal. `key` is what a document is called in files.
    """

    at: datetime
    actor_id: uuid.UUID | None
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    subject: str
    key: str
    person_id: uuid.UUID | None
    details: list[Detail]
    place: Place | None


def lines(events: Sequence[Any]) -> list[Line]:
    """Return the events as lines, with all their names looked up at once."""
    parsed = [(event, json.loads(event.details)) for event in events]
    ids = {found for event, details in parsed for found in _ids(event, details)}
    names = queries.names_of(ids) if ids else {}
    places = places_of([event.id for event in events]) if events else {}
    titles = queries.titles_of({_document(event, details) for event, details in parsed})
    return [
        _line(event, details, names, titles.get(_document(event, details), ""), places.get(event.id))
        for event, details in parsed
    ]


def _document(event: Any, details: dict[str, Json]) -> tuple[str, str]:
    """Return the kind and key of the document that an event is about."""
    kind = details.get("kind") if event.subject_kind == "document" else event.subject_kind
    return str(kind), event.subject_id


def _line(event: Any, details: dict[str, Json], names: dict[uuid.UUID, str], title: str, place: Place | None) -> Line:
    subject = _id(event.subject_id)
    return Line(
        at=event.at,
        actor_id=event.actor_id,
        actor=names.get(event.actor_id, "") if event.actor_id else "",
        action=labels.action(event.action),
        subject_kind=labels.subject_kind(event.subject_kind),
        subject_id=event.subject_id,
        subject=names.get(subject, "") if subject else title or event.subject_id,
        key=event.subject_id if title else "",
        person_id=subject if event.subject_kind == "person" else None,
        details=[_shortened(name, text) for name, value in details.items() if (text := _text(name, value, names))],
        place=place,
    )


def _shortened(name: str, text: str) -> Detail:
    if name in _VEILED and _DIGEST.fullmatch(text):
        words = gettext("Stands with the decision (fingerprint %(digest)s)", digest=f"{text[:_SHOWN]}…")
        return Detail(labels.detail(name), words, text)
    name = labels.detail(name)
    return Detail(name, f"{text[:_SHOWN]}…", text) if _DIGEST.fullmatch(text) else Detail(name, text)


def _text(name: str, value: Json, names: dict[uuid.UUID, str]) -> str:
    if isinstance(value, list):
        return listed(_text(name, part, names) for part in value)
    if name in _WRITTEN and value is not None:
        return _WRITTEN[name](str(value))
    found = _id(value)
    if found:
        return names.get(found, found.hex)
    return "" if value is None else labels.value(str(value))


def _ids(event: Any, details: dict[str, Json]) -> Iterator[uuid.UUID]:
    candidates: list[Json] = [event.subject_id]
    for value in details.values():
        candidates += value if isinstance(value, list) else [value]
    yield from filter(None, map(_id, candidates))
    if event.actor_id:
        yield event.actor_id


def _id(value: Json) -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=value) if isinstance(value, str) and len(value) == 32 else None
    except ValueError:
        return None
