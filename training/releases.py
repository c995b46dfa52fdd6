"""Published releases as documents, read once and kept in memory: they never change."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from questions.canonical import digest
from questions.quiz import ReleaseDocument
from questions.reading import release_minutes
from training.errors import NotFound
from training.extensions import db
from training.models import Release


class AlteredRelease(Exception):
    """The stored bytes of a release do not have the digest that was published."""


@dataclass(frozen=True)
class LoadedRelease:
    """A release with its document."""

    id: uuid.UUID
    number: int
    sha256: str
    document: ReleaseDocument


_kept: dict[uuid.UUID, LoadedRelease] = {}
_minutes: dict[tuple[uuid.UUID, str], list[int]] = {}


def get(release_id: uuid.UUID) -> LoadedRelease:
    """Return a release; raise NotFound when there is none, AlteredRelease when its bytes were changed."""
    return _kept.get(release_id) or get_many([release_id])[release_id]


def get_many(release_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, LoadedRelease]:
    """Do what `get` does for several releases, in one statement at most."""
    missing = set(release_ids) - _kept.keys()
    if missing:
        columns = (Release.id, Release.number, Release.sha256, Release.document)
        rows = db.session.execute(select(*columns).where(Release.id.in_(missing))).all()
        _kept.update({row.id: _load(row.id, row.number, row.sha256, row.document.encode()) for row in rows})
    if not _kept.keys() >= set(release_ids):
        raise NotFound
    return {release_id: _kept[release_id] for release_id in release_ids}


def _load(release_id: uuid.UUID, number: int, sha256: str, data: bytes) -> LoadedRelease:
    if digest(data) != sha256:
        raise AlteredRelease(f"release {release_id} does not have the digest {sha256}")
    return LoadedRelease(release_id, number, sha256, ReleaseDocument.model_validate_json(data))


@lru_cache(maxsize=8)
def read(text: str) -> ReleaseDocument:
    """Return the document that would be released, as a review keeps it; the same text is read once."""
    return ReleaseDocument.model_validate_json(text)


def sitting_minutes(release_id: uuid.UUID, language: str) -> list[int]:
    """Return the counted minutes of each sitting in `language`, whole ones and at least 1; counted once."""
    key = (release_id, language)
    if key not in _minutes:
        _minutes[key] = [max(round(minutes), 1) for minutes in release_minutes(get(release_id).document, language)]
    return _minutes[key]


def forget() -> None:
    """Empty the memory; only needed where one process changes databases."""
    _kept.clear()
    _minutes.clear()
