"""Texts that are older than another language of them."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, tuple_

from questions.folders import kind_of
from questions.text import Document
from training.extensions import db
from training.models import OlderText


def list_older(model: type[Document], key: str) -> Sequence[OlderText]:
    """List what is older in a document, place by place."""
    same = (OlderText.kind == kind_of(model), OlderText.document_key == key)
    return db.session.scalars(select(OlderText).where(*same).order_by(OlderText.place, OlderText.language)).all()


def list_older_in(documents: Collection[tuple[str, str]]) -> Sequence[OlderText]:
    """List what is older in several documents, given by kind and key."""
    wanted = select(OlderText).where(tuple_(OlderText.kind, OlderText.document_key).in_(documents))
    return db.session.scalars(wanted.order_by(OlderText.kind, OlderText.document_key, OlderText.place)).all()


def count_older() -> dict[tuple[str, str], int]:
    """Map kind and key of documents to how many of their texts are older in a language, if any is."""
    counted = select(OlderText.kind, OlderText.document_key, func.count())
    rows = db.session.execute(counted.group_by(OlderText.kind, OlderText.document_key))
    return {(kind, key): number for kind, key, number in rows}
