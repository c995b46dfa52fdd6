"""All documents as they are now: each is read once, and again when it was saved."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from time import monotonic
from typing import NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from questions.text import Document
from training.administration.importing.collecting import seldom
from training.errors import StillReading
from training.extensions import db
from training.named_in_notices import map_named
from training.studio.queries.documents import read
from training.studio.records import RECORDS

D = TypeVar("D", bound=Document)

SECONDS = 20.0
"""So long a page reads. A process that takes longer may be ended, and what it has read would be lost."""
_AT_ONCE = 200


class _Kept(NamedTuple):
    """A document and which save of it this is: an edition whose number is used again was saved at another time."""

    edition: int
    updated_at: datetime
    document: Document


_kept: WeakKeyDictionary[Engine, dict[type[Document], dict[str, _Kept]]] = WeakKeyDictionary()


@seldom()
def load_bank() -> Bank:
    """Return all documents as they are now.

    Raises StillReading where a process that reads them for the first time needs longer than a page may take; what it
    has read is kept, so that the next page goes on from there.
    """
    named, until = map_named(), monotonic() + SECONDS
    return Bank(
        controls=_all(Control, until),
        incidents=_all(Incident, until),
        scenarios=_all(Scenario, until),
        quizzes=_all(Quiz, until),
        people=named.people,
        parties=named.parties,
    )


def _all(model: type[D], until: float) -> dict[str, D]:
    record = RECORDS[model]
    saves = db.session.execute(select(record.key, record.edition, record.updated_at).order_by(record.key)).all()
    of_kinds = _kept.setdefault(db.engine, {})
    before = of_kinds.get(model, {})
    kept = {row.key: before[row.key] for row in saves if before.get(row.key, ())[:2] == (row.edition, row.updated_at)}
    of_kinds[model] = kept
    unread = [row.key for row in saves if row.key not in kept]
    for start in range(0, len(unread), _AT_ONCE):
        kept.update(_read_some(model, unread[start : start + _AT_ONCE], until))
    return {row.key: cast(D, kept[row.key].document) for row in saves if row.key in kept}


def _read_some(model: type[Document], keys: Sequence[str], until: float) -> Iterator[tuple[str, _Kept]]:
    """Yield documents by their keys; one that was removed a moment ago is none."""
    record = RECORDS[model]
    columns = select(record.key, record.edition, record.updated_at, record.document)
    for row in db.session.execute(columns.where(record.key.in_(keys))):
        if monotonic() > until:
            raise StillReading
        yield row.key, _Kept(row.edition, row.updated_at, read(model, row.document))
