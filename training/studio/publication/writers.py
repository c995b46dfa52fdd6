"""Who wrote what a quiz would publish: everybody who saved a document of it that its newest release does not say."""

import json
import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from questions.quiz import ReleaseDocument
from questions.text import Document
from training import releases
from training.extensions import db
from training.models import AuditEvent, Release
from training.studio.records import name_of
from training.studio.rows import DOCUMENT_SAVED

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
    return {(name_of(type(part)), part.key): part for part in parts}


def differing(old: ReleaseDocument | None, new: ReleaseDocument) -> set[Name]:
    """Return the documents that two releases do not have in common word for word; all, without an older one."""
    before, now = documents_of(old) if old else {}, documents_of(new)
    return {name for name in (*before, *now) if before.get(name) != now.get(name)}


def list_writings(release: Release | None, names: set[Name]) -> list[Writing]:
    """List who saved these documents since they went into `release`, the latest first; ever, what is not in it."""
    editions = _editions_in(release) if release else {}
    published = set(documents_of(releases.get(release.id).document)) if release else set()
    saved = select(AuditEvent).where(
        AuditEvent.action == DOCUMENT_SAVED.action,
        AuditEvent.subject_id.in_(sorted({key for _kind, key in names})),
        AuditEvent.actor_id.is_not(None),
    )
    events = db.session.scalars(saved.order_by(AuditEvent.at.desc(), AuditEvent.id))
    found = []
    for event in events:
        details = json.loads(event.details)
        name = (details["kind"], event.subject_id)
        if name not in names or event.actor_id is None:
            continue
        # The ledger says which edition went into a release; moments would be wrong where two were at work at once.
        went_in = editions.get(name)
        is_old = details["edition"] <= went_in if went_in else release is not None and event.at <= release.published_at
        if name not in published or not is_old:
            found.append(Writing(event.actor_id, event.at, *name, details.get("steps", [])))
    return found


def _editions_in(release: Release) -> dict[Name, int]:
    published = select(AuditEvent.details).where(
        AuditEvent.subject_id == release.id.hex, AuditEvent.action == "release.published"
    )
    details = db.session.scalar(published)
    told = json.loads(details).get("editions", []) if details else []
    parts = [entry.split(" ") for entry in told]
    return {(kind, key): int(edition) for kind, key, edition in parts}
