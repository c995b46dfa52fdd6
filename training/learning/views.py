"""What employees do: see their training, take it, learn why, see the result."""

import uuid

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from questions.kinds import ResponseError
from questions.play import StepRef
from training import clock, releases, transaction
from training.access import Permission, actor, requires, signed_in
from training.errors import NotFound
from training.i18n import language
from training.learning import queries, service, way
from training.learning.forms import OWN_FIELDS, DecisionForm, read_shown, sign_shown
from training.learning.result import result_of

bp = Blueprint("learning", __name__)

Page = str | Response


@bp.get("/")
@signed_in
def show_start() -> Page:
    """Lead to the training."""
    return redirect(url_for("learning.list_training"), 303)


@bp.get("/training/")
@requires(Permission.TAKE_TRAINING)
def list_training() -> Page:
    """Show what is due, what is under way and what is done."""
    rows = queries.list_assignments(actor().id, clock.now())
    certificates = queries.list_certificates(actor().id)
    quizzes = {row.release_id: releases.get(row.release_id).document.quiz for row in rows}
    minutes = {release_id: sum(releases.sitting_minutes(release_id, language())) for release_id in quizzes}
    return render_template(
        "learning/list_training.html",
        rows=rows,
        quizzes=quizzes,
        minutes=minutes,
        certificates=certificates,
        now=clock.now(),
    )


@bp.get("/training/assignments/<uuid:assignment_id>")
@requires(Permission.TAKE_TRAINING)
def show_assignment(assignment_id: uuid.UUID) -> Page:
    """Show the brief: what the training is about, how long it takes, what passes."""
    assignment = queries.get_assignment(actor().id, assignment_id, clock.now())
    release = releases.get(assignment.release_id)
    return render_template(
        "learning/show_assignment.html",
        assignment=assignment,
        release=release,
        minutes=sum(releases.sitting_minutes(assignment.release_id, language())),
        takeable=queries.is_takeable(assignment),
        certificates=queries.list_certificates(actor().id),
        now=clock.now(),
    )


@bp.post("/training/assignments/<uuid:assignment_id>/start")
@requires(Permission.TAKE_TRAINING)
def start_attempt(assignment_id: uuid.UUID) -> Page:
    """Begin an attempt, or go on with the open one."""
    attempt_id = transaction.run(lambda: service.start(actor().id, assignment_id))
    return redirect(url_for("learning.resume_attempt", attempt_id=attempt_id), 303)


@bp.get("/training/attempts/<uuid:attempt_id>")
@requires(Permission.TAKE_TRAINING)
def resume_attempt(attempt_id: uuid.UUID) -> Page:
    """Lead to where the person left off."""
    state = queries.get_state(actor().id, attempt_id)
    return redirect(way.resume_address(state), 303)


@bp.get("/training/attempts/<uuid:attempt_id>/<string:scenario_key>")
@requires(Permission.TAKE_TRAINING)
def show_sitting(attempt_id: uuid.UUID, scenario_key: str) -> Page:
    """Show who you are in this case and how it begins; between sittings, that one may stop here."""
    state = queries.get_state(actor().id, attempt_id)
    return render_template("learning/show_sitting.html", **way.sitting(state, scenario_key))


@bp.get("/training/attempts/<uuid:attempt_id>/<string:scenario_key>/<string:step_key>")
@requires(Permission.TAKE_TRAINING)
def show_step(attempt_id: uuid.UUID, scenario_key: str, step_key: str) -> Page:
    """Show the decision, or its feedback once it is answered."""
    state = queries.get_state(actor().id, attempt_id)
    return _step_page(state, (scenario_key, step_key), DecisionForm())


@bp.post("/training/attempts/<uuid:attempt_id>/<string:scenario_key>/<string:step_key>")
@requires(Permission.TAKE_TRAINING, keeps_fields=True)
def answer_step(attempt_id: uuid.UUID, scenario_key: str, step_key: str) -> Page:
    """Store the answer once and lead to its feedback."""
    ref, person_id, form = (scenario_key, step_key), actor().id, DecisionForm()
    shown_at = read_shown(form.shown.data or "", attempt_id, ref)
    fields = request.form.to_dict(flat=False)
    try:
        transaction.run(lambda: service.answer(person_id, attempt_id, ref, fields, shown_at))
    except ResponseError as refusal:
        form.refuse(refusal)
        return make_response(_step_page(queries.get_state(person_id, attempt_id), ref, form), 422)
    address = url_for("learning.show_step", attempt_id=attempt_id, scenario_key=scenario_key, step_key=step_key)
    return redirect(address, 303)


@bp.get("/training/attempts/<uuid:attempt_id>/result")
@requires(Permission.TAKE_TRAINING)
def show_result(attempt_id: uuid.UUID) -> Page:
    """Show the score, by rule, and what to look at again."""
    state = queries.get_state(actor().id, attempt_id)
    if state.finished_at is None:
        raise NotFound
    assignment = queries.get_assignment(actor().id, state.assignment_id, clock.now())
    result = result_of(state, queries.list_marks(actor().id, attempt_id))
    certificates = queries.list_certificates(actor().id)
    return render_template(
        "learning/show_result.html", result=result, state=state, assignment=assignment, certificates=certificates
    )


def _step_page(state: queries.AttemptState, ref: StepRef, form: DecisionForm) -> Page:
    place = way.find_place(state, ref)
    if place is None:
        raise NotFound
    view = way.step_view(state, place)
    if place.step.question and not place.answered:
        form.shown.data = form.shown.data or sign_shown(state.id, ref)
        typed = (request.form if request.method == "POST" else request.args).to_dict(flat=False)
        values = {name: value for name, value in typed.items() if name not in OWN_FIELDS}
        return render_template("learning/show_step.html", view=view, form=form, values=values, **way.frame(state, ref))
    return render_template("learning/show_feedback.html", view=view, **way.frame(state, ref))
