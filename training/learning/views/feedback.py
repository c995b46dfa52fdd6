"""The feedback on an answer, and the person's word that something in it seems wrong."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from questions.play import Place, StepRef
from questions.text import visible
from training import clock, pages, presentation, transaction
from training.access import Permission, actor, requires
from training.errors import FieldError, NotFound
from training.forms.errors import apply
from training.learning import contests, queries, way
from training.learning.forms import ContestForm
from training.learning.views.blueprint import bp

_TEMPLATE = "learning/show_feedback.html"
_NEAR = ("current", "total", "finished", "is_timed", "to_result", "shows_feedback", "sure")


@bp.post("/training/attempts/<uuid:attempt_id>/<string:scenario_key>/<string:step_key>/contest")
@requires(Permission.TAKE_TRAINING)
def contest_answer(attempt_id: uuid.UUID, scenario_key: str, step_key: str) -> Response:
    """Keep why the person thinks that the question or its marking is wrong."""
    ref, person_id, form = (scenario_key, step_key), actor().id, ContestForm()
    reason = form.reason.data or ""
    try:
        is_new = transaction.run(lambda: contests.contest(person_id, attempt_id, ref, reason))
    except FieldError as error:
        apply(form, error)
        form.reason.data = visible(reason)
        return make_response(feedback_page(queries.get_state(person_id, attempt_id), ref, form), 422)
    if is_new:
        flash(_("Thank you. An author will look at it."), "success")
    else:
        flash(_("You have already said something about this question. It is shown below."), "info")
    return redirect(way.step_address(attempt_id, ref) + "#contest", 303)


@bp.get("/training/attempts/<uuid:attempt_id>/<string:scenario_key>/<string:step_key>/contest")
@requires(Permission.TAKE_TRAINING)
def return_to_feedback(attempt_id: uuid.UUID, scenario_key: str, step_key: str) -> Response:
    """Lead back to the feedback: after a refused word, reloading and the language switch ask for its address."""
    return redirect(way.step_address(attempt_id, (scenario_key, step_key)) + "#contest", 303)


def feedback_page(state: queries.AttemptState, ref: StepRef, form: ContestForm | None = None) -> str:
    """Return the page of a step that was met: its feedback where that is open.

    But for the answer and addresses, the usual feedback follows from the step, so that its page is kept.
    """
    place = way.find_place(state, ref)
    if place is None:
        raise NotFound
    is_shown, view, frame = _is_shown(state, place), way.step_view(state, place), way.frame(state, ref)
    contest = contests.find_contest(state.person_id, state.id, ref) if is_shown and state.has_contests else None
    own = _own(state, ref, frame) | presentation.said_to_answer(view)
    if form or contest or view.ruling or not is_shown:
        shown = {**frame, **own, "form": form or ContestForm(formdata=None), "contest": contest, "view": view}
        return render_template(_TEMPLATE, **shown)
    near = {name: frame[name] for name in _NEAR}
    variant = (*near.values(), view.verdict, view.background)
    return pages.keep(_TEMPLATE, place.step, variant, own, lambda: {"view": view, "form": _blank(), **near})


def _own(state: queries.AttemptState, ref: StepRef, frame: Mapping[str, Any]) -> dict[str, object]:
    return {
        **way.result_address(state),
        "state_notes": way.notes(state, frame["seconds_left"] if frame["is_timed"] else None),
        "onward": frame["onward"],
        "contest_address": url_for(
            "learning.contest_answer", attempt_id=state.id, scenario_key=ref[0], step_key=ref[1]
        ),
    }


def _blank() -> ContestForm:
    return ContestForm(formdata=None, meta={"csrf": False})  # nothing of the person for whom it is drawn


def _is_shown(state: queries.AttemptState, place: Place) -> bool:
    return place.answered and state.shows_feedback(clock.now())
