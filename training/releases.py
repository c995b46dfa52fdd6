"""Published releases as documents, read once and kept in memory: they never change."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from questions.canonical import digest
from questions.quiz import ReleaseDocument
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
