"""A review: asked for, decided by somebody else, or withdrawn. Only what is unchanged can be approved."""

import uuid

from flask_babel import lazy_gettext as _l

from questions.canonical import canonical_bytes, digest
from training import audit, clock, releases
from training.errors import FieldError, Refused
from training.extensions import db
from training.mail import messages
from training.models import Review, ReviewState, new_id
from training.studio import queries
from training.studio.publication import publishing, release_queries, review_queries, reviewers
from training.studio.publication.wording import checked_words, optional_words
from training.studio.publication.writers import Writing, list_unpublished
from training.studio.service import compile_quiz

ASKED = audit.declare("review.asked", "review", "quiz", "number", "sha256")
APPROVED = audit.declare("review.approved", "review", "quiz", "number", "sha256")
CHANGES_ASKED = audit.declare("review.changes-asked", "review", "quiz", "number", "sha256")
WITHDRAWN = audit.declare("review.withdrawn", "review", "quiz", "number", "sha256")
REPLACED = audit.declare("review.replaced", "review", "quiz", "number", "sha256")

_EVENTS = {
    ReviewState.OPEN: ASKED,
    ReviewState.APPROVED: APPROVED,
    ReviewState.CHANGES_ASKED: CHANGES_ASKED,
    ReviewState.WITHDRAWN: WITHDRAWN,
    ReviewState.REPLACED: REPLACED,
}
UNANSWERED = _l(
    "Somebody asked for changes to exactly this. Change it, or write here why it should be published as it is."
)
_BETWEEN = "\n\n"
"""Stands between what was asked with and what was added to it."""
DECISIONS = (ReviewState.APPROVED, ReviewState.CHANGES_ASKED)


class NotYours(Refused):
    """The review is not this person's to decide."""


class AlreadyDecided(Refused):
    """Somebody else was first."""


class Outdated(Refused):
    """The quiz says something else by now."""


def ask(
    quiz_key: str, words: str, actor_id: uuid.UUID, *, reviewer: str = "", expected_sha256: str | None = None
) -> uuid.UUID:
    """Ask somebody else to review what would be published now, and return the review's id.

    `reviewer` is the id of who is asked in particular and gets a mail, empty for nobody. A review of an earlier state
    that is still open is replaced; asking for the same state again adds to what was asked. Raises HasProblems,
    NothingNew and EditedMeanwhile as `publishing.publish`, Refused when somebody else asked or it is approved already,
    FieldError at `words`, which a state needs that was refused before, or `reviewer`.
    """
    ready = publishing.prepare(quiz_key, expected_sha256)
    latest = review_queries.find_latest(quiz_key)
    if latest is not None and latest.state is ReviewState.OPEN:
        if latest.sha256 == ready.sha256:
            if latest.asked_by == actor_id:
                asked_of = reviewers.checked(reviewer, ready.document, actor_id)
                return _add_to(latest, optional_words("words", words), asked_of)
            raise Refused(_l("A review of this is under way already."))
        _close(latest, ReviewState.REPLACED, None, actor_id)
    if review_queries.find_approval(quiz_key, ready.sha256, ready.number):
        raise Refused(_l("This is approved already, so it can be published."))
    if not words.strip() and review_queries.find_refusal(quiz_key, ready.sha256):
        raise FieldError("words", UNANSWERED)
    return _open(ready, words, actor_id, reviewers.checked(reviewer, ready.document, actor_id))


def _open(ready: publishing.Ready, words: str, actor_id: uuid.UUID, asked_of: uuid.UUID | None) -> uuid.UUID:
    quiz_key = ready.document.quiz.key
    review = Review(id=new_id(), quiz_key=quiz_key, number=ready.number, sha256=ready.sha256)
    review.document, review.request = ready.data.decode(), optional_words("words", words)
    review.state, review.asked_by, review.asked_at = ReviewState.OPEN, actor_id, clock.now()
    review.asked_of = asked_of
    db.session.add(review)
    _record(review, actor_id)
    db.session.flush()
    _tell_asked(review)
    return review.id


def _add_to(review: Review, words: str | None, asked_of: uuid.UUID | None) -> uuid.UUID:
    """Keep what asking again for the same says anew: more words, or who is asked in particular."""
    told, is_other = review.request or "", asked_of is not None and asked_of != review.asked_of
    is_more = words is not None and words not in told.split(_BETWEEN)
    if is_more:
        review.request = _BETWEEN.join(filter(None, (told, words)))
    if is_other:
        review.asked_of = asked_of
    if is_more or is_other:
        _record(review, review.asked_by)
        db.session.flush()
    if is_other:
        _tell_asked(review)
    return review.id


def _tell_asked(review: Review) -> None:
    if review.asked_of:
        messages.review_asked(review.id, review.asked_of, review_queries.get_locale(review.asked_of))


def decide(review_id: uuid.UUID, verdict: ReviewState, words: str, actor_id: uuid.UUID) -> None:
    """Approve what is reviewed, or ask for changes; the same decision twice is one.

    Whoever approved may still ask for changes until it is published. Raises NotYours when the person asked or wrote,
    AlreadyDecided when somebody else was first, Outdated or HasProblems when what was reviewed is not what would be
    published, FieldError at `words`.
    """
    review = review_queries.get_locked(review_id)
    text = optional_words("words", words) if verdict is ReviewState.APPROVED else checked_words("words", words)
    if (review.state, review.decided_by) == (verdict, actor_id):
        return
    if review.state is not ReviewState.OPEN and not _may_take_back(review, verdict, actor_id):
        raise AlreadyDecided(_l("This review is decided or closed already, so nothing was changed."))
    if is_own(review, actor_id):
        raise NotYours(_l("You asked for this review or wrote what is reviewed, so somebody else has to decide."))
    if verdict is ReviewState.APPROVED and not is_current(review):
        raise Outdated(_l("The quiz was changed after this review was asked for. It needs a new review."))
    _close(review, verdict, text, actor_id)
    tell = messages.review_approved if verdict is ReviewState.APPROVED else messages.review_changes_asked
    tell(review.id, review.asked_by, review_queries.get_locale(review.asked_by))


def withdraw(review_id: uuid.UUID, actor_id: uuid.UUID) -> None:
    """Take back an open review that one has asked for; raise NotYours or AlreadyDecided."""
    review = review_queries.get_locked(review_id)
    if review.asked_by != actor_id:
        raise NotYours(_l("Only the person who asked for this review can withdraw it."))
    if review.state is ReviewState.WITHDRAWN:
        return
    if review.state is not ReviewState.OPEN:
        raise AlreadyDecided(_l("This review is decided or closed already, so nothing was changed."))
    _close(review, ReviewState.WITHDRAWN, None, actor_id)


def is_current(review: Review) -> bool:
    """Tell whether what is reviewed is what would be published now; raise HasProblems when nothing could be."""
    document = compile_quiz(review.quiz_key, queries.load_bank())
    number = release_queries.next_number(queries.find_newest_release(review.quiz_key))
    return (review.sha256, review.number) == (digest(canonical_bytes(document)), number)


def is_under_way(review: Review) -> bool:
    """Tell whether it is the latest review of its quiz, neither withdrawn nor published."""
    latest = review_queries.find_latest(review.quiz_key)
    is_latest = latest is not None and latest.id == review.id
    is_alive = review.state in {ReviewState.OPEN, *DECISIONS}
    return is_latest and is_alive and review_queries.find_release(review.id) is None


def list_places(review: Review) -> list[tuple[str, str]]:
    """List scenario and step of everything that is reviewed step by step."""
    document = releases.read(review.document)
    return [(scenario.key, step.key) for scenario in (*document.scenarios, *document.pooled) for step in scenario.steps]


def list_commented(review: Review) -> list[tuple[str, str] | None]:
    """List what can be commented on, in an order that stays: the quiz as a whole, then each step."""
    return [None, *list_places(review)]


def is_own(review: Review, person_id: uuid.UUID) -> bool:
    """Tell whether this person asked for a review or wrote what is reviewed, and so does not judge it."""
    return review.asked_by == person_id or any(writing.person_id == person_id for writing in list_writers(review))


def list_writers(review: Review) -> list[Writing]:
    """List who wrote what is reviewed and not yet published, the latest first."""
    return list_unpublished(releases.read(review.document))


def _may_take_back(review: Review, verdict: ReviewState, actor_id: uuid.UUID) -> bool:
    is_own = review.state is ReviewState.APPROVED and review.decided_by == actor_id
    return is_own and verdict is ReviewState.CHANGES_ASKED and is_under_way(review)


def _close(review: Review, state: ReviewState, words: str | None, actor_id: uuid.UUID) -> None:
    review.state, review.verdict, review.decided_by, review.decided_at = state, words, actor_id, clock.now()
    db.session.flush()
    _record(review, actor_id)


def _record(review: Review, actor_id: uuid.UUID) -> None:
    event = _EVENTS[review.state]
    audit.record(event, review.id, actor_id, quiz=review.quiz_key, number=review.number, sha256=review.sha256)
