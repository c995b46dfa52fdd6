"""Playing an attempt: the opening of a sitting, a decision, its feedback."""

import uuid

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from questions.kinds import ResponseError
from questions.play import StepRef
from training import clock, pages, transaction
from training.access import Permission, actor, requires
from training.errors import FieldError, NotFound
from training.forms.decision import DecisionForm
from training.learning import drafts, queries, service, way
from training.learning.forms import read_certainty, read_shown
from training.learning.rules import is_time_up
from training.learning.views.blueprint import bp
from training.learning.views.decision import decision_page
from training.learning.views.feedback import feedback_page

Page = str | Response


@bp.get("/training/attempts/<uuid:attempt_id>")
@requires(Permission.TAKE_TRAINING)
def resume_attempt(attempt_id: uuid.UUID) -> Page:
    """Lead to where the person left off."""
    state = queries.get_state(actor().id, attempt_id)
    return _time_up(state) or redirect(way.resume_address(state), 303)


@bp.post("/training/attempts/<uuid:attempt_id>/finish")
@requires(Permission.TAKE_TRAINING)
def finish_attempt(attempt_id: uuid.UUID) -> Response:
    """Finish an attempt whose time is up, with what was answered in time."""
    person_id = actor().id
    transaction.run(lambda: service.finish_time_up(person_id, attempt_id))
    return redirect(url_for("learning.resume_attempt", attempt_id=attempt_id), 303)


@bp.get("/training/attempts/<uuid:attempt_id>/<int:number>")
@requires(Permission.TAKE_TRAINING)
def show_sitting(attempt_id: uuid.UUID, number: int) -> Page:
    """Show who you are in this case and how it begins; between sittings, that one may stop here."""
    state = queries.get_state(actor().id, attempt_id)
    return _time_up(state) or _sitting_page(state, number)


@bp.get("/training/attempts/<uuid:attempt_id>/<string:scenario_key>/<string:step_key>")
@requires(Permission.TAKE_TRAINING)
def show_step(attempt_id: uuid.UUID, scenario_key: str, step_key: str) -> Page:
    """Show the decision, or once it is answered the answer, with its feedback when that is open."""
    state = queries.get_state(actor().id, attempt_id)
    return _time_up(state) or _step_page(state, (scenario_key, step_key))


def _ask_again(attempt_id: uuid.UUID, scenario_key: str, step_key: str) -> Response:
    """Show the decision again with what was sent from a page of an earlier sign-in."""
    state, ref = queries.get_state(actor().id, attempt_id), (scenario_key, step_key)
    if not drafts.is_open(state, ref):
        return redirect(url_for("learning.show_step", **(request.view_args or {})), 303)
    flash(_("The page was out of date. Please look at your answer and send it again."), "warning")
    return make_response(_step_page(state, ref, DecisionForm()), 400)


@bp.post("/training/attempts/<uuid:attempt_id>/<string:scenario_key>/<string:step_key>")
@requires(Permission.TAKE_TRAINING, out_of_date=_ask_again)
def answer_step(attempt_id: uuid.UUID, scenario_key: str, step_key: str) -> Page:
    """Store the answer once and lead to its feedback, or to the next decision while feedback is not open."""
    ref, person_id, sent = (scenario_key, step_key), actor().id, request.form
    shown_at, sure = read_shown(sent.get("shown", ""), attempt_id, ref), read_certainty(sent.get("certainty"))
    fields, known = sent.to_dict(flat=False), queries.get_state(person_id, attempt_id)
    try:
        state = transaction.run(lambda: service.answer(person_id, attempt_id, ref, fields, shown_at, sure, known))
    except service.TooLate as late:
        return _not_taken(attempt_id, late)
    except (ResponseError, FieldError) as refusal:
        form = DecisionForm()
        form.refuse(refusal)
        return make_response(_step_page(queries.get_state(person_id, attempt_id), ref, form), 422)
    return redirect(way.address_after(state, ref), 303)


def _not_taken(attempt_id: uuid.UUID, late: service.TooLate) -> Response:
    person_id = actor().id
    transaction.run(lambda: service.finish_if_expired(person_id, attempt_id))
    flash(str(late.message), "warning")
    return redirect(url_for("learning.resume_attempt", attempt_id=attempt_id), 303)


def _sitting_page(state: queries.AttemptState, number: int) -> str:
    found = way.sitting(state, number)
    own = {"state_notes": way.notes(state), "onward": found.pop("onward"), **way.result_address(state)}
    if state.ends_at and not state.finished_at:
        return render_template("learning/show_sitting.html", **found, **own, ends_at=state.ends_at)
    part, variant = found["draw"] or found["scenario"], (number, found["minutes"], found["finished"])
    return pages.keep("learning/show_sitting.html", part, variant, own, lambda: found)


def _time_up(state: queries.AttemptState) -> str | None:
    if state.finished_at or not is_time_up(state.ends_at, clock.now()):
        return None
    return render_template("learning/show_time_up.html", state=state, quiz=state.document.quiz)


def _step_page(state: queries.AttemptState, ref: StepRef, form: DecisionForm | None = None) -> Page:
    place = way.find_place(state, ref)
    if place is None:
        raise NotFound
    if place.is_open and state.finished_at is None:
        return decision_page(state, place, form)
    return feedback_page(state, ref)
