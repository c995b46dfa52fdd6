"""Who wrote what a quiz would publish: everybody who saved a document of it that its newest release does not say."""

import json
import uuid
from datetime import datetime
from typing import NamedTuple

from questions.folders import kind_of
from questions.quiz import ReleaseDocument
from questions.text import Document
from training import releases
from training.models import Release
from training.studio import queries
from training.studio.publication import edition_queries

Name = tuple[str, str]
"""The word for a kind of document, and its key."""


class Writing(NamedTuple):
    """Somebody saved a document: when, and which steps of it changed."""

    person_id: uuid.UUID
    at: datetime
    kind: str
    key: str
    steps: list[str]


def documents_of(release: ReleaseDocument) -> dict[Name, Document]:
    """Map kind and key of everything in a release to what it says there."""
    parts: list[Document] = [release.quiz, *release.scenarios, *release.pooled, *release.incidents, *release.controls]
    return {(kind_of(type(part)), part.key): part for part in parts}


def differing(old: ReleaseDocument | None, new: ReleaseDocument) -> set[Name]:
    """Return the documents that two releases do not have in common word for word; all, without an older one."""
    before, now = documents_of(old) if old else {}, documents_of(new)
    return {name for name in (*before, *now) if before.get(name) != now.get(name)}


def list_unpublished(document: ReleaseDocument) -> list[Writing]:
    """List who wrote what this document says and the newest release of its quiz does not, the latest first."""
    newest = queries.find_newest_release(document.quiz.key)
    old = releases.get(newest.id).document if newest else None
    return list_writings(newest, differing(old, document))


def list_writings(release: Release | None, names: set[Name]) -> list[Writing]:
    """List who saved these documents since they went into `release`, the latest first; ever, what is not in it."""
    return [
        Writing(row.saved_by, row.saved_at, row.kind, row.document_key, json.loads(row.changed_steps or "[]"))
        for row in edition_queries.list_saved(names, release)
    ]
