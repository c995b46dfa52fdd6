"""Reads when somebody last stood by a document."""

from datetime import datetime

from sqlalchemy import func, select, union_all

from training.extensions import db
from training.models import DocumentCheck, Release, ReleaseEdition, Review


def map_approved() -> dict[tuple[str, str], datetime]:
    """Map kind and key of documents to when somebody last found them right: in a review, or by reading them again."""
    reviewed = (
        select(ReleaseEdition.kind, ReleaseEdition.document_key, Review.decided_at.label("at"))
        .join(Release, Release.id == ReleaseEdition.release_id)
        .join(Review, Review.id == Release.review_id)
    )
    checked = select(DocumentCheck.kind, DocumentCheck.document_key, DocumentCheck.checked_at.label("at"))
    either = union_all(reviewed, checked).subquery()
    latest = func.max(either.c.at, type_=DocumentCheck.checked_at.type)
    rows = db.session.execute(
        select(either.c.kind, either.c.document_key, latest).group_by(either.c.kind, either.c.document_key)
    )
    return {(kind, key): at for kind, key, at in rows}
