"""Approves what a quiz would publish, as a second person does."""

import uuid

from tests.factories.maker import Maker
from training.models import Release, ReviewState, Role, User
from training.studio.publication import publishing, reviews


def approve(make: Maker, author: User, reviewer: User | None = None, quiz_key: str = "quiz-a") -> uuid.UUID:
    """Let `author` ask for a review and somebody else approve it; return the review's id."""
    other = reviewer or make.person("校閲 正", roles=[Role.AUTHOR])
    review_id = make.run(lambda: reviews.ask(quiz_key, "", author.id))
    make.run(lambda: reviews.decide(review_id, ReviewState.APPROVED, "", other.id))
    return review_id


def publish_reviewed(make: Maker, author: User, reviewer: User | None = None, quiz_key: str = "quiz-a") -> Release:
    """Let `author` publish what somebody else has approved."""
    approve(make, author, reviewer, quiz_key)
    return make.run(lambda: publishing.publish(quiz_key, author.id))
