"""What authors change: documents, one edition after the other, and the releases made from them."""

import uuid
from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from questions.canonical import canonical_bytes, digest
from questions.quiz import Quiz, ReleaseDocument
from questions.release import Bank, NotPublishable, Problem, compile_release
from questions.text import Document
from training import audit, clock
from training.errors import NotFound, Refused
from training.extensions import db
from training.models import Approval, QuizDraft, Release, ReleaseStep, ReleaseStepControl, new_id
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
    "publish",
    "save_document",
]

RELEASE_PUBLISHED = audit.declare("release.published", "release", "quiz", "number", "sha256")


class EditedMeanwhile(Refused):
    """Somebody saved the document after this form was opened; nothing was stored."""


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
    if queries.find_document(type(document), document.key) is not None:
        raise KeyTaken(_l("Another one already has this short name. Please choose a different one."))
    add_row(document, canonical_bytes(document).decode(), actor_id)
    db.session.flush()


def save_document(document: Document, edition: int, actor_id: uuid.UUID) -> int:
    """Store the next edition and return its number; raise EditedMeanwhile unless `edition` is still the present one."""
    record = RECORDS[type(document)]
    row = db.session.scalar(select(record).where(record.key == document.key).with_for_update())
    if row is None:
        raise NotFound
    if row.edition != edition:
        raise EditedMeanwhile(_l("Somebody saved this after you opened it, so nothing was stored."))
    text = canonical_bytes(document).decode()
    if row.document != text:
        change_row(document, row, text, actor_id)
        db.session.flush()
    return row.edition


def publish(quiz_key: str, actor_id: uuid.UUID | None, *, expected_sha256: str | None = None) -> Release:
    """Freeze a quiz as its next release.

    Raise HasProblems with all problems, NothingNew when the newest release is the same, EditedMeanwhile when the
    result is not the one that `expected_sha256` was shown for.
    """
    # Holding the quiz's row makes publications of one quiz follow each other: numbers have neither gap nor twin.
    if db.session.scalar(select(QuizDraft.id).where(QuizDraft.key == quiz_key).with_for_update()) is None:
        raise NotFound
    document = compile_quiz(quiz_key, queries.load_bank())
    data = canonical_bytes(document)
    newest = queries.find_newest_release(quiz_key)
    if newest is not None and newest.sha256 == digest(data):
        raise NothingNew(_l("Nothing has changed since the newest release, so there is nothing to publish."))
    if expected_sha256 is not None and expected_sha256 != digest(data):
        raise EditedMeanwhile(_l("The quiz was changed after you opened this page. Please look at it again."))
    release = _new_release(document, data, newest.number + 1 if newest else 1, actor_id)
    audit.record(RELEASE_PUBLISHED, release.id, actor_id, quiz=quiz_key, number=release.number, sha256=release.sha256)
    return release


def compile_quiz(quiz_key: str, bank: Bank) -> ReleaseDocument:
    """Return what a release of the quiz would hold now; raise HasProblems with everything in its way."""
    quiz: Quiz | None = bank.quizzes.get(quiz_key)
    if quiz is None:
        raise NotFound
    try:
        return compile_release(quiz, bank)
    except NotPublishable as refused:
        raise HasProblems(refused.problems) from refused


def _new_release(document: ReleaseDocument, data: bytes, number: int, actor_id: uuid.UUID | None) -> Release:
    release = Release(
        id=new_id(),
        quiz_key=document.quiz.key,
        number=number,
        sha256=digest(data),
        document=data.decode(),
        published_at=clock.now(),
        published_by=actor_id,
        approval=Approval.UNRECORDED if actor_id else Approval.PROGRAM,
    )
    db.session.add(release)
    db.session.flush()
    steps = list(_steps(document, release.id))
    db.session.add_all(row for row in steps if isinstance(row, ReleaseStep))
    db.session.flush()
    db.session.add_all(row for row in steps if isinstance(row, ReleaseStepControl))
    db.session.flush()
    return release


def _steps(document: ReleaseDocument, release_id: uuid.UUID) -> Iterator[ReleaseStep | ReleaseStepControl]:
    for position, (scenario, step) in enumerate(document.questions, 1):
        question = step.question
        if question is None:
            continue
        place = {"release_id": release_id, "scenario_key": scenario.key, "step_key": step.key}
        yield ReleaseStep(
            **place,
            position=position,
            question_uid=question.uid,
            question_revision=step.revision(),
            kind=question.kind,
            family=question.family,
            marked=step.marked,
            barrier=step.barrier,
        )
        for control in dict.fromkeys(step.controls):
            yield ReleaseStepControl(**place, control_key=control)
