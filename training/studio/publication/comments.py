"""What is said in a review about a step, or about the whole quiz, and whether it is dealt with."""

import uuid
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from training import audit, clock
from training.errors import NotFound, Refused
from training.extensions import db
from training.models import ReviewComment, new_id
from training.studio.publication import review_queries, reviews
from training.studio.publication.wording import checked_words

COMMENTED = audit.declare("review.commented", "review", "quiz", "scenario", "step")
RESOLVED = audit.declare("review.comment-resolved", "review", "quiz", "scenario", "step")
REOPENED = audit.declare("review.comment-reopened", "review", "quiz", "scenario", "step")


def add_numbered(review_id: uuid.UUID, written: Mapping[int, str], actor_id: uuid.UUID) -> int:
    """Say something about several places, by their numbers in `reviews.list_commented`; return about how many.

    All of it is kept or nothing. Raises as `add`, FieldError at the box of the comment.
    """
    if not written:
        return 0
    places = reviews.list_commented(review_queries.get_locked(review_id))
    for number, words in written.items():
        if number >= len(places):
            raise NotFound
        add(review_id, places[number], words, actor_id, box=f"comments-{number}")
    return len(written)


def add(
    review_id: uuid.UUID, place: tuple[str, str] | None, words: str, actor_id: uuid.UUID, *, box: str = "words"
) -> None:
    """Say something about a step that is reviewed, or about the quiz; the same words twice are one comment.

    Raises NotFound for a step that is not in the review, Refused when the review is closed, FieldError at `box`.
    """
    review = review_queries.get_locked(review_id)
    if place is not None and place not in reviews.list_places(review):
        raise NotFound
    if not reviews.is_under_way(review):
        raise Refused(_l("This review is closed, so nobody can comment on it any more."))
    text = checked_words(box, words)
    if review_queries.find_unresolved(review_id, place, text, actor_id):
        return
    scenario_key, step_key = place or (None, None)
    comment = ReviewComment(id=new_id(), review_id=review_id, scenario_key=scenario_key, step_key=step_key, text=text)
    comment.written_by, comment.written_at = actor_id, clock.now()
    db.session.add(comment)
    audit.record(COMMENTED, review_id, actor_id, quiz=review.quiz_key, scenario=scenario_key, step=step_key)
    db.session.flush()


def resolve(review_id: uuid.UUID, comment_id: uuid.UUID, is_resolved: bool, actor_id: uuid.UUID) -> None:
    """Say that a comment is dealt with, or that it is not after all; what is so already stays."""
    review = review_queries.get_locked(review_id)
    row = review_queries.get_comment(review_id, comment_id)
    if (row.resolved_at is not None) == is_resolved:
        return
    row.resolved_at, row.resolved_by = (clock.now(), actor_id) if is_resolved else (None, None)
    event = RESOLVED if is_resolved else REOPENED
    audit.record(event, review_id, actor_id, quiz=review.quiz_key, scenario=row.scenario_key, step=row.step_key)
    db.session.flush()
