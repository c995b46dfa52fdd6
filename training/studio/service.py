"""What authors change: documents, one edition after the other."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from questions.canonical import canonical_bytes
from questions.quiz import Quiz, ReleaseDocument
from questions.release import Bank, NotPublishable, Problem, compile_release
from questions.text import Document
from training.constraints import broken
from training.errors import NotFound, Refused
from training.extensions import db
from training.studio import queries
from training.studio.filing import ImportResult, import_bank
from training.studio.records import RECORDS
from training.studio.rows import add_row, change_row

__all__ = [
    "EditedMeanwhile",
    "HasProblems",
    "ImportResult",
    "KeyTaken",
    "NothingNew",
    "add_document",
    "compile_quiz",
    "import_bank",
    "save_document",
]

_EDITED = _l("Somebody saved this after you opened it, so nothing was stored.")


class EditedMeanwhile(Refused):
    """Somebody saved the document after this form was opened; nothing was stored."""

    def __init__(self, message: object = _EDITED) -> None:
        super().__init__(message)


class KeyTaken(Refused):
    """Another document of this kind already has the key."""


class HasProblems(Refused):
    """The quiz can't be published; `problems` lists every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(_l("This quiz can't be published yet. Open its publication page to see what is missing."))
        self.problems = problems


class NothingNew(Refused):
    """The quiz is the same as in its newest release."""


def add_document(document: Document, actor_id: uuid.UUID) -> None:
    """Store a new document; raise KeyTaken when its key is in use."""
    record: Any = RECORDS[type(document)]
    refusal = KeyTaken(_l("Another one already has this short name. Please choose a different one."))
    if queries.find_document(type(document), document.key) is not None:
        raise refusal
    try:
        add_row(document, canonical_bytes(document).decode(), actor_id)
        db.session.flush()
    except IntegrityError as error:  # somebody else took it at the same moment
        if broken(error) == f"uq_{record.__tablename__}_key":
            raise refusal from error
        raise


def save_document(document: Document, edition: int, actor_id: uuid.UUID) -> int:
    """Store the next edition and return its number; raise EditedMeanwhile unless `edition` is still the present one."""
    row = queries.hold_row(type(document), document.key)
    if row.edition != edition:
        raise EditedMeanwhile
    text = canonical_bytes(document).decode()
    if row.document != text:
        change_row(document, row, text, actor_id)
        db.session.flush()
    return row.edition


def compile_quiz(quiz_key: str, bank: Bank) -> ReleaseDocument:
    """Return what a release of the quiz would hold now; raise HasProblems with everything in its way."""
    quiz: Quiz | None = bank.quizzes.get(quiz_key)
    if quiz is None:
        raise NotFound
    try:
        return compile_release(quiz, bank)
    except NotPublishable as refused:
        raise HasProblems(refused.problems) from refused
