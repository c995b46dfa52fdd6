"""How far a quiz is on its way to the next release: reviewed, approved, changed since, or published by one alone."""

import uuid
from typing import NamedTuple

from questions.canonical import canonical_bytes, digest
from questions.quiz import ReleaseDocument
from questions.release import Bank
from training import releases
from training.models import Review, ReviewState
from training.studio import queries
from training.studio.publication import alone, changes, release_queries, review_queries, reviewers
from training.studio.publication.alone import Declaration


class Progress(NamedTuple):
    """The latest review that matters for what would be published as `number`, and what has changed since it.

    `approval` is the review that approves exactly this, `reviewers` are those who could decide when this person asks,
    `waiting` the comments that nobody has dealt with; `names` are those of the people in both reviews and the
    declaration, which is there while this person may use it.
    """

    number: int
    sha256: str
    is_new: bool
    review: Review | None
    approval: Review | None
    since: list[changes.Chapter]
    declaration: Declaration | None
    reviewers: dict[uuid.UUID, str]
    waiting: list[review_queries.Comment]
    names: dict[uuid.UUID | None, str]

    @property
    def is_waiting(self) -> bool:
        """Tell whether this very state waits for a decision."""
        is_open = self.review is not None and self.review.state is ReviewState.OPEN
        return is_open and self.review is not None and self.review.sha256 == self.sha256

    @property
    def may_be_published(self) -> bool:
        """Tell whether it is approved, or needs nobody else."""
        return self.is_new and (self.approval is not None or self.declaration is not None)


def progress_of(document: ReleaseDocument, bank: Bank, person_id: uuid.UUID) -> Progress:
    """Return for this person how far a quiz is whose next release would be `document`."""
    key, sha256 = document.quiz.key, digest(canonical_bytes(document))
    newest = queries.find_newest_release(key)
    number = release_queries.next_number(newest)
    review = _of_this_release(key, number)
    approval = review_queries.find_approval(key, sha256, number)
    declared = alone.find_in_effect(person_id)
    declaration = None if declared and review_queries.is_turned_down(key, sha256, person_id) else declared
    people = {who for one in (review, approval) if one for who in (one.asked_by, one.asked_of, one.decided_by)}
    people |= {declaration.declared_by} if declaration else set()
    return Progress(
        number=number,
        sha256=sha256,
        is_new=newest is None or newest.sha256 != sha256,
        review=review,
        approval=approval,
        since=_since(review, document, bank),
        declaration=declaration,
        waiting=review_queries.list_waiting(key),
        reviewers=reviewers.map_able(document, person_id),
        names=review_queries.names_of(people),
    )


def _of_this_release(quiz_key: str, number: int) -> Review | None:
    latest = review_queries.find_latest(quiz_key)
    if latest is None or latest.number != number or latest.state is ReviewState.WITHDRAWN:
        return None
    return latest


def _since(review: Review | None, document: ReleaseDocument, bank: Bank) -> list[changes.Chapter]:
    if review is None:
        return []
    return changes.in_words(releases.read(review.document), document, bank)
