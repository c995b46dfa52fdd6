"""What authors read: documents as they are now, and the releases made from them."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Generic, TypeVar, cast

from sqlalchemy import select

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from questions.text import Document
from training.errors import NotFound
from training.extensions import db
from training.models import Release
from training.studio.records import RECORDS

D = TypeVar("D", bound=Document)

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Edited(Generic[D]):
    """A document as it is now, and which edition of it this is."""

    document: D
    edition: int
    updated_at: datetime


@lru_cache(maxsize=512)
def _read(model: type[Document], text: str) -> Document:
    return model.model_validate_json(text)


def read(model: type[D], text: str) -> D:
    """Return the document that `text` holds; the same text is read once, for documents never change in memory."""
    return cast(D, _read(model, text))


def find_document(model: type[D], key: str) -> Edited[D] | None:
    """Return the document of that kind and key as it is now."""
    if not _KEY.fullmatch(key):
        return None
    record = RECORDS[model]
    columns = select(record.document, record.edition, record.updated_at)
    row = db.session.execute(columns.where(record.key == key)).one_or_none()
    return Edited(read(model, row.document), row.edition, row.updated_at) if row else None


def get_document(model: type[D], key: str) -> Edited[D]:
    """Return the document of that kind and key; raise NotFound when there is none."""
    found = find_document(model, key)
    if found is None:
        raise NotFound
    return found


def load_bank() -> Bank:
    """Return all documents as they are now."""
    return Bank(
        controls=_all(Control),
        incidents=_all(Incident),
        scenarios=_all(Scenario),
        quizzes=_all(Quiz),
    )


def _all(model: type[D]) -> dict[str, D]:
    record = RECORDS[model]
    rows = db.session.execute(select(record.key, record.document).order_by(record.key))
    return {row.key: read(model, row.document) for row in rows}


def find_newest_release(quiz_key: str) -> Release | None:
    """Return the release of a quiz with the highest number."""
    newest = select(Release).where(Release.quiz_key == quiz_key).order_by(Release.number.desc()).limit(1)
    return db.session.scalar(newest)
