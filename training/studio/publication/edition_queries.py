"""What is read of who saved, reviewed and published what: since a release, or ever."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Text,
    and_,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from training.extensions import db
from training.models import AuditEvent, DocumentEdition, PersonIdentity, Release, ReleaseEdition, Review
from training.statements import as_hex

SAVED, PUBLISHED = "saved", "published"

Names = Collection[tuple[str, str]]
"""Kinds and keys of documents."""


def _about(names: Names) -> ColumnElement[bool]:
    # Each kind by itself: SQLite reads the whole table for pairs.
    keys: dict[str, list[str]] = {}
    for kind, key in sorted(names):
        keys.setdefault(kind, []).append(key)
    parts = (and_(DocumentEdition.kind == kind, DocumentEdition.document_key.in_(some)) for kind, some in keys.items())
    return or_(false(), *parts)


def list_saved(names: Names, release: Release | None) -> Sequence[Any]:
    """List what people saved of these documents since they went into `release`, the latest first; ever, without one."""
    return db.session.execute(select_saved(names, release)).all()


def select_saved(names: Names, release: Release | None) -> Select[*tuple[Any, ...]]:
    """Return the statement of `list_saved`.

    Editions tell what came later; moments only where it is not recorded which went in, for they would be wrong where
    two were at work at once.
    """
    columns = (DocumentEdition.saved_by, DocumentEdition.saved_at, DocumentEdition.kind, DocumentEdition.document_key)
    order = (DocumentEdition.saved_at.desc(), DocumentEdition.kind, DocumentEdition.document_key)
    saved = select(*columns, DocumentEdition.changed_steps).order_by(*order)
    saved = saved.where(_about(names), DocumentEdition.saved_by.is_not(None))
    return _since(release, saved) if release else saved


def _since(release: Release, saved: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    went_in = ReleaseEdition
    same = (went_in.kind == DocumentEdition.kind, went_in.document_key == DocumentEdition.document_key)
    is_later = or_(
        went_in.release_id.is_(None),
        DocumentEdition.edition > went_in.edition,
        went_in.edition.is_(None) & (DocumentEdition.saved_at > release.published_at),
    )
    return saved.outerjoin(went_in, and_(went_in.release_id == release.id, *same)).where(is_later)


def map_texts(kind: str, editions: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Map keys and editions of documents of a kind to what they say, as far as that is kept."""
    numbers: dict[str, list[int]] = {}
    for key, edition in sorted(editions):
        numbers.setdefault(key, []).append(edition)
    kept = DocumentEdition
    wanted = (and_(kept.document_key == key, kept.edition.in_(some)) for key, some in numbers.items())
    rows = db.session.execute(
        select(kept.document_key, kept.edition, kept.document).where(
            kept.kind == kind, kept.document.is_not(None), or_(false(), *wanted)
        )
    )
    return {(row.document_key, row.edition): row.document for row in rows}


def select_editions(kind: str, key: str) -> Select[*tuple[Any, ...]]:
    """Return the statement for the editions of a document, the latest first, with who saved them."""
    kept = DocumentEdition
    columns = (kept.edition, kept.saved_at, kept.saved_by, kept.document.is_not(None).label("is_kept"))
    named = select(*columns, PersonIdentity.display_name)
    named = named.outerjoin(PersonIdentity, PersonIdentity.person_id == kept.saved_by)
    return named.where(kept.kind == kind, kept.document_key == key).order_by(kept.edition.desc())


def list_kept(names: Names) -> set[tuple[str, str, int]]:
    """List kind, key and number of the editions of these documents that can still be read."""
    kept = DocumentEdition
    found = select(kept.kind, kept.document_key, kept.edition).where(_about(names), kept.document.is_not(None))
    return {(row.kind, row.document_key, row.edition) for row in db.session.execute(found)}


def find_save(kind: str, key: str, edition: int) -> Any:
    """Return when an edition was saved and the name of who did; None when there is none."""
    kept = DocumentEdition
    same = (kept.kind == kind, kept.document_key == key, kept.edition == edition)
    named = select(kept.saved_at, PersonIdentity.display_name)
    named = named.outerjoin(PersonIdentity, PersonIdentity.person_id == kept.saved_by)
    return db.session.execute(named.where(*same)).one_or_none()


def list_released(quiz_key: str) -> list[tuple[str, str]]:
    """List kind and key of every document that ever went into a release of a quiz."""
    names = select(ReleaseEdition.kind, ReleaseEdition.document_key).distinct()
    released = names.join(Release, Release.id == ReleaseEdition.release_id).where(Release.quiz_key == quiz_key)
    return [(row.kind, row.document_key) for row in db.session.execute(released)]


def select_history(quiz_key: str, names: Names, reviewed: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Return the statement for all that happened to a quiz and to these documents, the latest first.

    Of the ledger only the events `reviewed` about reviews are read, which rows keep no more than the last of.
    """
    happened = union_all(_saves(names), _releases(quiz_key), _reviews(quiz_key, reviewed)).subquery()
    at, number = happened.c.at, happened.c.number
    return (
        select(happened, PersonIdentity.display_name)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == happened.c.actor_id)
        .order_by(at.desc(), number.desc(), happened.c.action, happened.c.kind, happened.c.subject)
    )


def _saves(names: Names) -> Select[*tuple[Any, ...]]:
    kept = DocumentEdition
    columns = _columns(kept.saved_at, kept.saved_by, literal(SAVED, String), kept.kind, kept.document_key, kept.edition)
    return select(*columns, kept.changed_steps.label("details")).where(_about(names))


def _releases(quiz_key: str) -> Select[*tuple[Any, ...]]:
    person, action = Release.published_by, literal(PUBLISHED, String)
    columns = _columns(
        Release.published_at, person, action, literal("release", String), as_hex(Release.id), Release.number
    )
    return select(*columns, cast(null(), Text).label("details")).where(Release.quiz_key == quiz_key)


def _reviews(quiz_key: str, actions: Collection[str]) -> Select[*tuple[Any, ...]]:
    told = AuditEvent
    kind, subject = told.subject_kind, told.subject_id
    columns = _columns(told.at, told.actor_id, told.action, kind, subject, Review.number)
    return (
        select(*columns, told.details.label("details"))
        .join(Review, as_hex(Review.id) == subject)
        .where(Review.quiz_key == quiz_key, told.action.in_(actions))
    )


def _columns(*values: Any) -> list[Any]:
    names = ("at", "actor_id", "action", "kind", "subject", "number")
    return [value.label(name) for name, value in zip(names, values, strict=True)]


def find_unrecorded(names: Names) -> datetime | None:
    """Return since when saves of these documents are all recorded; None when they were from the first on."""
    first = select(func.min(DocumentEdition.edition).label("edition"), func.min(DocumentEdition.saved_at).label("at"))
    first = first.where(_about(names)).group_by(DocumentEdition.kind, DocumentEdition.document_key)
    known = first.subquery()
    since: datetime | None = db.session.scalar(select(func.max(known.c.at)).where(known.c.edition > 1))
    return since
