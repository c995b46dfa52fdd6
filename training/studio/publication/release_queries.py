"""What is read of releases: which there are, who answers for them, and their bytes."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from training.errors import NotFound
from training.extensions import db
from training.models import Approval, Campaign, PersonIdentity, Release, ReleaseStep, Review
from training.paging import RowPagination, paginate

MOST_NUMBERS = 100
"""As many releases as can be picked from; earlier ones have pages of their own."""


def list_releases_asking(question_uid: str) -> Sequence[Any]:
    """List (id, quiz_key, number, revision, open) of the releases that ask a question; `open` counts what runs now."""
    running = select(func.count()).where(Campaign.release_id == Release.id, Campaign.closed_at.is_(None))
    return db.session.execute(
        select(
            Release.id,
            Release.quiz_key,
            Release.number,
            ReleaseStep.question_revision.label("revision"),
            running.correlate(Release).scalar_subquery().label("open"),
        )
        .join(ReleaseStep, ReleaseStep.release_id == Release.id)
        .where(ReleaseStep.question_uid == question_uid)
        .order_by(Release.quiz_key, Release.number.desc())
    ).all()


class ReleaseRow(NamedTuple):
    """A release without its document."""

    id: uuid.UUID
    quiz_key: str
    number: int
    sha256: str
    published_at: datetime
    approval: Approval
    declaration: str | None
    review_id: uuid.UUID | None
    reviewed_at: datetime | None
    published_by: str | None
    reviewed_by: str | None
    asked_by: str | None


def _releases() -> Select[*tuple[Any, ...]]:
    columns = (Release.id, Release.quiz_key, Release.number, Release.sha256, Release.published_at)
    basis = (Release.approval, Release.declaration, Release.review_id, Review.decided_at)
    publisher, reviewer, asker = (aliased(PersonIdentity) for _name in range(3))
    names = [
        person.display_name.label(name)
        for person, name in ((publisher, "published_by"), (reviewer, "reviewed_by"), (asker, "asked_by"))
    ]
    return (
        select(*columns, *basis, *names)
        .select_from(Release)
        .outerjoin(Review, Review.id == Release.review_id)
        .outerjoin(publisher, publisher.person_id == Release.published_by)
        .outerjoin(reviewer, reviewer.person_id == Review.decided_by)
        .outerjoin(asker, asker.person_id == Review.asked_by)
    )


def page_of_releases(quiz_key: str) -> RowPagination:
    """Return the page of a quiz's releases that was asked for, newest first."""
    return paginate(_releases().where(Release.quiz_key == quiz_key).order_by(Release.number.desc()))


def next_number(newest: Release | None) -> int:
    """Return which number the release after the newest one gets."""
    return newest.number + 1 if newest else 1


def list_latest_numbers(quiz_key: str) -> list[int]:
    """List the numbers of a quiz's latest releases, the newest first."""
    numbers = select(Release.number).where(Release.quiz_key == quiz_key).order_by(Release.number.desc())
    return list(db.session.scalars(numbers.limit(MOST_NUMBERS)))


def find_number_before(quiz_key: str, number: int) -> int | None:
    """Return the number of the release before one."""
    earlier = (Release.quiz_key == quiz_key, Release.number < number)
    return db.session.scalar(select(func.max(Release.number)).where(*earlier))


def find_numbered(quiz_key: str, number: int) -> ReleaseRow | None:
    """Return a quiz's release of that number."""
    same = (Release.quiz_key == quiz_key, Release.number == number)
    row = db.session.execute(_releases().where(*same)).one_or_none()
    return ReleaseRow(*row) if row else None


def get_numbered(quiz_key: str, number: int) -> ReleaseRow:
    """Return a quiz's release of that number; raise NotFound when there is none."""
    row = find_numbered(quiz_key, number)
    if row is None:
        raise NotFound
    return row


def get_release(release_id: uuid.UUID) -> ReleaseRow:
    """Return what a release is called; raise NotFound when there is none."""
    row = db.session.execute(_releases().where(Release.id == release_id)).one_or_none()
    if row is None:
        raise NotFound
    return ReleaseRow(*row)


def get_release_bytes(release_id: uuid.UUID) -> bytes:
    """Return the canonical bytes of a release; raise NotFound when there is none."""
    document = db.session.scalar(select(Release.document).where(Release.id == release_id))
    if document is None:
        raise NotFound
    return document.encode()
