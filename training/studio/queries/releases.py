"""The newest releases of quizzes."""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import and_, func, select

from training.extensions import db
from training.models import Release


def find_newest_release(quiz_key: str) -> Release | None:
    """Return the release of a quiz with the highest number."""
    newest = select(Release).where(Release.quiz_key == quiz_key).order_by(Release.number.desc()).limit(1)
    return db.session.scalar(newest)


class NewestRelease(NamedTuple):
    """The newest release of a quiz, and which one that is."""

    id: uuid.UUID
    number: int


def map_newest_releases(quiz_keys: Collection[str]) -> dict[str, NewestRelease]:
    """Map quizzes to their newest release, those without one left out."""
    numbers = select(Release.quiz_key, func.max(Release.number).label("number")).group_by(Release.quiz_key)
    newest = numbers.where(Release.quiz_key.in_(quiz_keys)).subquery()
    same = and_(Release.quiz_key == newest.c.quiz_key, Release.number == newest.c.number)
    rows = db.session.execute(select(Release.quiz_key, Release.id, Release.number).join(newest, same))
    return {row.quiz_key: NewestRelease(row.id, row.number) for row in rows}
