"""What the page of a review shows."""

import uuid
from collections import defaultdict
from typing import Any, NamedTuple

from flask import url_for

from questions.changes import compare_releases
from questions.quiz import ReleaseDocument
from questions.release import Bank
from questions.scenario import Scenario, Step
from training import releases
from training.models import Review, ReviewState
from training.studio import queries, service
from training.studio.editing import doubts, older
from training.studio.publication import changes, objections, release_queries, review_queries, reviews
from training.studio.publication.review_queries import Comment

Place = tuple[str, str] | None
"""Scenario and step; None is the whole quiz."""
_Said = defaultdict[Place, list[Comment]]


class Reviewed(NamedTuple):
    """A step under review, its preview as it was handed in, what was said about it, and whether it is new."""

    step: Step
    place: tuple[str, str]
    address: str
    comments: list[Comment]
    is_changed: bool


class Sitting(NamedTuple):
    """A scenario under review; `drawn` when draws may take its steps."""

    scenario: Scenario
    drawn: bool
    steps: list[Reviewed]


def shown(review: Review, person_id: uuid.UUID) -> dict[str, Any]:
    """Return all that the page of a review shows to this person."""
    bank, document = queries.load_bank(), releases.read(review.document)
    said = _by_place(review_queries.list_comments(review))
    before, release = _before(review), review_queries.find_release(review.id)
    is_open, is_under_way = review.state is ReviewState.OPEN, reviews.is_under_way(review)
    now = _compiled(review.quiz_key, bank) if is_under_way else None
    is_publishable = now is not None or not is_under_way
    refused = review_queries.list_refusals_before(review)
    return {
        "review": review,
        "document": document,
        "names": review_queries.names_of(
            {review.asked_by, review.asked_of, review.decided_by, *(one.decided_by for one in refused)}
        ),
        "refused": refused,
        "waiting": review_queries.list_waiting(review.quiz_key) if is_under_way else [],
        "release": release,
        "changes": changes.in_words(before, document, bank) if before else None,
        "again": _again(review, document, bank),
        "is_publishable": is_publishable,
        "since": changes.in_words(document, now, bank) if now else [],
        "sittings": _sittings(review, document, said, _changed(before, document)),
        "comments": said[None],
        "earlier": _earlier(document, said),
        "objections": objections.list_objections(review, person_id) if is_open else [],
        "is_open": is_open,
        "is_under_way": is_under_way,
        "may_withdraw": is_open and review.asked_by == person_id,
        "may_take_back": review.state is ReviewState.APPROVED and review.decided_by == person_id and is_under_way,
        "doubts": doubts.of_quiz(bank.quizzes[review.quiz_key], bank) if is_open and is_publishable else [],
        "older": older.list_in_release(document, bank) if is_open and is_publishable else [],
    }


def _before(review: Review) -> ReleaseDocument | None:
    """Return the release that the reviewed one would follow."""
    row = release_queries.find_numbered(review.quiz_key, review.number - 1)
    return releases.get(row.id).document if row else None


def _again(review: Review, document: ReleaseDocument, bank: Bank) -> list[changes.Chapter]:
    """Return what is new since the review before this one, so that nobody has to read everything twice."""
    earlier = review_queries.find_before(review)
    return changes.in_words(releases.read(earlier.document), document, bank) if earlier else []


def _compiled(quiz_key: str, bank: Bank) -> ReleaseDocument | None:
    """Return what would be published now; None when something stands in its way."""
    try:
        return service.compile_quiz(quiz_key, bank)
    except service.HasProblems:
        return None


def _by_place(comments: list[Comment]) -> _Said:
    found: _Said = defaultdict(list)
    for comment in comments:
        found[comment.place].append(comment)
    return found


def _changed(before: ReleaseDocument | None, document: ReleaseDocument) -> set[Place]:
    parts = compare_releases(before, document) if before else []
    return {(part.document.key, part.step.key) for part in parts if part.step}


def _sittings(review: Review, document: ReleaseDocument, said: _Said, changed: set[Place]) -> list[Sitting]:
    parts = [(scenario, False) for scenario in document.scenarios] + [(scenario, True) for scenario in document.pooled]
    return [Sitting(scenario, drawn, _steps(review, scenario, said, changed)) for scenario, drawn in parts]


def _steps(review: Review, scenario: Scenario, said: _Said, changed: set[Place]) -> list[Reviewed]:
    found = []
    for step in scenario.steps:
        address = url_for("studio.preview_step", key=scenario.key, step_key=step.key, review=review.id)
        place = (scenario.key, step.key)
        found.append(Reviewed(step, place, address, said[place], place in changed))
    return found


def _earlier(document: ReleaseDocument, said: _Said) -> list[Comment]:
    """List what was said about steps that are not reviewed any more."""
    places = {
        (scenario.key, step.key) for scenario in (*document.scenarios, *document.pooled) for step in scenario.steps
    }
    return [comment for place, comments in said.items() if place and place not in places for comment in comments]
