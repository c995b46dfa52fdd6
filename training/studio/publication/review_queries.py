"""What is read of reviews: those under way, one of them, what was said in it, and whether an approval holds."""

import uuid
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from training.access import Permission, roles_with
from training.errors import NotFound
from training.extensions import db
from training.models import (
    PersonIdentity,
    QuizDraft,
    Release,
    Review,
    ReviewComment,
    ReviewState,
    RoleGrant,
    User,
    UserStatus,
)

_UNDER_WAY = (ReviewState.OPEN, ReviewState.CHANGES_ASKED, ReviewState.APPROVED)

_asker, _asked = aliased(PersonIdentity), aliased(PersonIdentity)
_writer, _resolver = aliased(PersonIdentity), aliased(PersonIdentity)


class Comment(NamedTuple):
    """A comment with the names of those who wrote and resolved it, and the quiz that it was made in."""

    id: uuid.UUID
    review_id: uuid.UUID
    quiz_key: str
    scenario_key: str | None
    step_key: str | None
    text: str
    writer: str | None
    written_at: datetime
    resolver: str | None
    resolved_at: datetime | None

    @property
    def place(self) -> tuple[str, str] | None:
        """Return the keys of scenario and step; None for the whole quiz."""
        return (self.scenario_key, self.step_key) if self.scenario_key and self.step_key else None


def get_review(review_id: uuid.UUID) -> Review:
    """Return a review; raise NotFound when there is none."""
    review = db.session.get(Review, review_id)
    if review is None:
        raise NotFound
    return review


def hold(quiz_key: str) -> None:
    """Let nobody else publish or review a quiz in this transaction; raise NotFound when there is none."""
    if db.session.scalar(select(QuizDraft.id).where(QuizDraft.key == quiz_key).with_for_update()) is None:
        raise NotFound


def get_locked(review_id: uuid.UUID) -> Review:
    """Return a review while nobody else publishes its quiz or decides; raise NotFound when there is none."""
    quiz_key = db.session.scalar(select(Review.quiz_key).where(Review.id == review_id))
    if quiz_key is None:
        raise NotFound
    hold(quiz_key)
    return db.session.get_one(Review, review_id, populate_existing=True)


def is_under_way(quiz_key: str) -> bool:
    """Tell whether a review of a quiz is open."""
    return bool(
        db.session.scalar(select(exists().where(Review.quiz_key == quiz_key, Review.state == ReviewState.OPEN)))
    )


def find_latest(quiz_key: str) -> Review | None:
    """Return the review of a quiz that was asked for last."""
    return db.session.scalar(_of_quiz(quiz_key).limit(1))


def find_before(review: Review) -> Review | None:
    """Return the review that was asked for before this one, of the same release to be."""
    earlier = (Review.number == review.number, Review.asked_at < review.asked_at)
    return db.session.scalar(_of_quiz(review.quiz_key).where(*earlier).limit(1))


def _of_quiz(quiz_key: str) -> Select[Review]:
    return select(Review).where(Review.quiz_key == quiz_key).order_by(Review.asked_at.desc(), Review.id.desc())


def find_approval(quiz_key: str, sha256: str, number: int) -> Review | None:
    """Return the approval of these bytes as this release, unless they were judged otherwise later."""
    decided = _decided(quiz_key, sha256).where(Review.number == number)
    review = db.session.scalar(decided.limit(1))
    return review if review is not None and review.state is ReviewState.APPROVED else None


def is_turned_down(quiz_key: str, sha256: str, person_id: uuid.UUID) -> bool:
    """Tell whether the latest verdict on these bytes, as whichever release, is somebody else's wish for changes."""
    review = find_refusal(quiz_key, sha256)
    return review is not None and review.decided_by != person_id


def find_refusal(quiz_key: str, sha256: str) -> Review | None:
    """Return the latest verdict on these bytes when it is a wish for changes, whoever's it is."""
    review = db.session.scalar(_decided(quiz_key, sha256).limit(1))
    return review if review is not None and review.state is ReviewState.CHANGES_ASKED else None


def list_refusals_before(review: Review) -> list[Review]:
    """List the wishes for changes to the very bytes of a review that were uttered before it was asked for."""
    same = _decided(review.quiz_key, review.sha256).where(Review.state == ReviewState.CHANGES_ASKED)
    return list(db.session.scalars(same.where(Review.asked_at < review.asked_at, Review.id != review.id)))


def _decided(quiz_key: str, sha256: str) -> Select[Review]:
    decided = Review.state.in_((ReviewState.APPROVED, ReviewState.CHANGES_ASKED))
    of_these = _of_quiz(quiz_key).where(Review.sha256 == sha256, decided)
    return of_these.order_by(None).order_by(Review.decided_at.desc())


def find_release(review_id: uuid.UUID) -> Release | None:
    """Return the release that was published on a review."""
    return db.session.scalar(select(Release).where(Release.review_id == review_id))


class Waiting(NamedTuple):
    """How many reviews nobody has decided, and how many of them somebody is asked for in particular."""

    number: int
    own: int


def count_waiting(person_id: uuid.UUID) -> Waiting:
    """Count the reviews that nobody has decided, and those of them that this person is asked for."""
    own = func.count().filter(Review.asked_of == person_id)
    return Waiting(*db.session.execute(select(func.count(), own).where(Review.state == ReviewState.OPEN)).one())


def get_locale(person_id: uuid.UUID) -> str:
    """Return the language of somebody's mails."""
    return db.session.scalars(select(User.locale).where(User.id == person_id)).one()


def select_under_way(person_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Return the statement for the reviews that wait: for this person, for any reviewer, then for the author."""
    later = aliased(Review)
    is_latest = ~exists().where(later.quiz_key == Review.quiz_key, later.asked_at > Review.asked_at)
    is_published = exists().where(Release.review_id == Review.id)
    earlier = aliased(Review)
    unresolved = select(func.count()).select_from(ReviewComment).join(earlier, earlier.id == ReviewComment.review_id)
    unresolved = unresolved.where(earlier.quiz_key == Review.quiz_key, ReviewComment.resolved_at.is_(None))
    order = case({state: place for place, state in enumerate(_UNDER_WAY)}, value=Review.state)
    is_own = case((Review.asked_of == person_id, 0), else_=1)
    return (
        select(
            Review.id,
            Review.quiz_key,
            Review.number,
            Review.state,
            Review.asked_at,
            Review.asked_by,
            QuizDraft.document,
            Review.asked_of,
            _asker.display_name.label("asker"),
            _asked.display_name.label("asked"),
            unresolved.correlate(Review).scalar_subquery().label("unresolved"),
        )
        .join(QuizDraft, QuizDraft.key == Review.quiz_key)
        .outerjoin(_asker, _asker.person_id == Review.asked_by)
        .outerjoin(_asked, _asked.person_id == Review.asked_of)
        .where(Review.state.in_(_UNDER_WAY), is_latest, ~is_published)
        .order_by(order, is_own, Review.asked_at, Review.id)
    )


def names_of(person_ids: set[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """Map people to their names, as far as these are still kept."""
    columns = select(PersonIdentity.person_id, PersonIdentity.display_name)
    rows = db.session.execute(columns.where(PersonIdentity.person_id.in_(person_ids - {None})))
    return {row.person_id: row.display_name for row in rows if row.display_name}


def map_reviewers() -> dict[uuid.UUID, str]:
    """Map those who may review and can sign in to their names: one of them decides, unless they wrote."""
    people = (
        select(PersonIdentity.person_id, PersonIdentity.display_name)
        .join(User, User.id == PersonIdentity.person_id)
        .where(User.status == UserStatus.ACTIVE, exists().where(_may_review(User.id)))
    )
    return {row.person_id: row.display_name for row in db.session.execute(people.order_by(PersonIdentity.display_name))}


def count_others(person_id: uuid.UUID) -> int:
    """Count those besides this person who could review."""
    return len(map_reviewers().keys() - {person_id})


def _may_review(person_id: Any) -> Any:
    return and_(RoleGrant.person_id == person_id, RoleGrant.role.in_(roles_with(Permission.REVIEW_CONTENT)))


def _comments() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ReviewComment.id,
            ReviewComment.review_id,
            Review.quiz_key,
            ReviewComment.scenario_key,
            ReviewComment.step_key,
            ReviewComment.text,
            _writer.display_name,
            ReviewComment.written_at,
            _resolver.display_name,
            ReviewComment.resolved_at,
        )
        .join(Review, Review.id == ReviewComment.review_id)
        .outerjoin(_writer, _writer.person_id == ReviewComment.written_by)
        .outerjoin(_resolver, _resolver.person_id == ReviewComment.resolved_by)
        .order_by(ReviewComment.written_at, ReviewComment.id)
    )


def list_comments(review: Review) -> list[Comment]:
    """List what was said in a review, in earlier ones of the same release to be, and what still waits from before."""
    before = and_(
        ReviewComment.written_at < review.asked_at,
        or_(Review.number == review.number, ReviewComment.resolved_at.is_(None)),
    )
    shown = or_(ReviewComment.review_id == review.id, before)
    return [Comment(*row) for row in db.session.execute(_comments().where(Review.quiz_key == review.quiz_key, shown))]


def list_unresolved(scenario_key: str, step_key: str = "") -> list[Comment]:
    """List the comments on a step, or on any step of a scenario, that wait to be dealt with, of all quizzes."""
    waiting = _comments().where(ReviewComment.scenario_key == scenario_key, ReviewComment.resolved_at.is_(None))
    if step_key:
        waiting = waiting.where(ReviewComment.step_key == step_key)
    return [Comment(*row) for row in db.session.execute(waiting)]


def list_waiting(quiz_key: str) -> list[Comment]:
    """List the comments on a quiz and its steps that wait to be dealt with."""
    waiting = _comments().where(Review.quiz_key == quiz_key, ReviewComment.resolved_at.is_(None))
    return [Comment(*row) for row in db.session.execute(waiting)]


def find_unresolved(
    review_id: uuid.UUID, place: tuple[str, str] | None, text: str, writer_id: uuid.UUID
) -> ReviewComment | None:
    """Return the same comment of the same person, if it still waits to be dealt with."""
    scenario_key, step_key = place or (None, None)
    same = {"review_id": review_id, "scenario_key": scenario_key, "step_key": step_key, "text": text}
    return db.session.scalar(select(ReviewComment).filter_by(**same, written_by=writer_id, resolved_at=None).limit(1))


def get_comment(review_id: uuid.UUID, comment_id: uuid.UUID) -> ReviewComment:
    """Return a comment of a review; raise NotFound when there is none."""
    row = db.session.scalar(select(ReviewComment).filter_by(review_id=review_id, id=comment_id))
    if row is None:
        raise NotFound
    return row
