"""The result of a finished attempt."""

import uuid

from training import clock, fragments, pages, releases
from training.access import Permission, actor, requires
from training.errors import NotFound
from training.learning import contests, queries
from training.learning.result import result_of
from training.learning.rules import beginning
from training.learning.views.blueprint import bp


@bp.get("/training/attempts/<uuid:attempt_id>/result")
@requires(Permission.TAKE_TRAINING)
def show_result(attempt_id: uuid.UUID) -> str:
    """Show the score and, when feedback is open, rule by rule, the map of the case, what to look at again."""
    person_id, now = actor().id, clock.now()
    state = queries.get_state(person_id, attempt_id)
    if state.finished_at is None:
        raise NotFound
    assignment = queries.get_assignment(person_id, state.assignment_id, now)
    quiz = state.document.quiz
    content = fragments.draw(
        "learning/result_content.html",
        state=state,
        quiz=quiz,
        result=result_of(state, queries.list_marks(person_id, attempt_id)) if state.shows_feedback(now) else None,
        assignment=assignment,
        # what may begin now is the campaign's release, not the one this attempt was taken at
        beginning=beginning(assignment, releases.get(assignment.shown_release_id).document.quiz, now),
        contests=contests.list_contests(person_id, attempt_id),
    )
    return pages.keep("learning/show_result.html", quiz, None, {"content": content}, lambda: {"quiz": quiz})
