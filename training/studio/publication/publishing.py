"""Publishing: a quiz becomes its next release, on the approval of somebody else, a declaration, or by the program."""

import uuid
from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from questions.canonical import canonical_bytes, digest
from questions.quiz import ReleaseDocument
from questions.release import Bank
from training import audit, clock
from training.errors import Refused
from training.extensions import db
from training.models import (
    Approval,
    Release,
    ReleaseEdition,
    ReleaseScenario,
    ReleaseStep,
    ReleaseStepControl,
    ReviewState,
    new_id,
)
from training.studio import queries
from training.studio.publication import alone, release_queries, review_queries
from training.studio.publication.unreviewed import list_unreviewed
from training.studio.publication.writers import documents_of
from training.studio.service import EditedMeanwhile, NothingNew, compile_quiz

RELEASE_PUBLISHED = audit.declare(
    "release.published", "release", "quiz", "number", "sha256", "approval", "review", "editions"
)


class NotReviewed(Refused):
    """Nobody else has approved what would be published."""


class Unreviewed(Refused):
    """The quiz holds more than the files it came with; `names` lists the documents that differ."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(_l("Nobody else has approved this yet. Ask for a review first."))
        self.names = names


class Ready(NamedTuple):
    """What a quiz would publish now: the document, its bytes and their digest, as which number, and from what."""

    document: ReleaseDocument
    data: bytes
    sha256: str
    number: int
    editions: dict[tuple[str, str], int]
    bank: Bank


class _Basis(NamedTuple):
    """What a release is published on."""

    approval: Approval
    review_id: uuid.UUID | None = None
    declaration: str | None = None


def publish(quiz_key: str, actor_id: uuid.UUID, *, expected_sha256: str | None = None) -> Release:
    """Freeze what somebody else has approved as the quiz's next release.

    Raise HasProblems with all problems, NothingNew when the newest release is the same, EditedMeanwhile when the
    result is not the one that `expected_sha256` was shown for, NotReviewed when nobody else has approved it, unless the
    organisation has declared that nobody else can, nobody else could, and nobody else wanted it changed.
    """
    ready = prepare(quiz_key, expected_sha256)
    review = review_queries.find_approval(quiz_key, ready.sha256, ready.number)
    if review is not None:
        return _freeze(ready, actor_id, _Basis(Approval.REVIEWED, review.id))
    declared = alone.find_in_effect(actor_id)
    if declared is None:
        raise NotReviewed(_l("Nobody else has approved this yet. Ask for a review first."))
    if review_queries.is_turned_down(quiz_key, ready.sha256, actor_id):
        raise NotReviewed(_l("Somebody else has asked for changes to exactly this. Change it before you publish it."))
    return _freeze(ready, actor_id, _Basis(Approval.ALONE, declaration=declared.reason))


def publish_by_program(quiz_key: str, files: Bank | None = None) -> Release:
    """Freeze a quiz that came with the program or from files, which no person answers for; no page leads here.

    Raise HasProblems and NothingNew as `publish` does, and Unreviewed when the quiz holds what `files` do not say.
    """
    ready = prepare(quiz_key)
    names = list_unreviewed(ready.document, ready.bank, files) if files else []
    if names:
        raise Unreviewed(names)
    return _freeze(ready, None, _Basis(Approval.PROGRAM))


def prepare(quiz_key: str, expected_sha256: str | None = None) -> Ready:
    """Return what would be published, and let nobody else publish or review the quiz meanwhile; raise as `publish`."""
    # Holding the quiz's row makes publications of one quiz follow each other: numbers have neither gap nor twin.
    review_queries.hold(quiz_key)
    # Read before the documents: whoever saves in between counts as having written later, never as not at all.
    editions = queries.map_editions()
    bank = queries.load_bank()
    document = compile_quiz(quiz_key, bank)
    data = canonical_bytes(document)
    newest = queries.find_newest_release(quiz_key)
    if newest is not None and newest.sha256 == digest(data):
        raise NothingNew(_l("Nothing has changed since the newest release, so there is nothing to publish."))
    if expected_sha256 is not None and expected_sha256 != digest(data):
        raise EditedMeanwhile(_l("The quiz was changed after you opened this page. Please look at it again."))
    return Ready(document, data, digest(data), release_queries.next_number(newest), editions, bank)


def _freeze(ready: Ready, actor_id: uuid.UUID | None, basis: _Basis) -> Release:
    quiz_key = ready.document.quiz.key
    release = Release(id=new_id(), quiz_key=quiz_key, number=ready.number, sha256=ready.sha256)
    release.document, release.published_at, release.published_by = ready.data.decode(), clock.now(), actor_id
    release.approval, release.review_id, release.declaration = basis
    release.review_state = ReviewState.APPROVED if basis.review_id else None
    db.session.add(release)
    db.session.flush()
    steps = list(_steps(ready.document, release.id))
    db.session.add_all(row for row in steps if isinstance(row, ReleaseStep))
    db.session.flush()
    db.session.add_all(row for row in steps if isinstance(row, ReleaseStepControl))
    db.session.add_all(scenarios_of(ready.document, release.id))
    db.session.add_all(_editions(release, ready))
    db.session.flush()
    _record(release, ready, actor_id)
    return release


def scenarios_of(document: ReleaseDocument, release_id: uuid.UUID) -> Iterator[ReleaseScenario]:
    """Yield the rows that say which incident each scenario of a release is about."""
    for drawn, scenarios in ((False, document.scenarios), (True, document.pooled)):
        for scenario in scenarios:
            row = ReleaseScenario(release_id=release_id, scenario_key=scenario.key, drawn=drawn)
            row.incident_key = scenario.incident
            yield row


def _editions(release: Release, ready: Ready) -> Iterator[ReleaseEdition]:
    for kind, key in documents_of(ready.document):
        edition = ready.editions[kind, key]
        yield ReleaseEdition(release_id=release.id, kind=kind, document_key=key, edition=edition)


def _record(release: Release, ready: Ready, actor_id: uuid.UUID | None) -> None:
    audit.record(
        RELEASE_PUBLISHED,
        release.id,
        actor_id,
        quiz=release.quiz_key,
        number=release.number,
        sha256=release.sha256,
        approval=release.approval.value,
        review=release.review_id.hex if release.review_id else None,
        editions=[f"{kind} {key} {ready.editions[kind, key]}" for kind, key in documents_of(ready.document)],
    )


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
