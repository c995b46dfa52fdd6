"""Published releases as documents, read once and kept in memory: they never change."""

import uuid
from dataclasses import dataclass

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
    if release_id not in _kept:
        row = db.session.execute(
            select(Release.number, Release.sha256, Release.document).where(Release.id == release_id)
        ).one_or_none()
        if row is None:
            raise NotFound
        data = row.document.encode()
        if digest(data) != row.sha256:
            raise AlteredRelease(f"release {release_id} does not have the digest {row.sha256}")
        document = ReleaseDocument.model_validate_json(data)
        _kept[release_id] = LoadedRelease(release_id, row.number, row.sha256, document)
    return _kept[release_id]


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
