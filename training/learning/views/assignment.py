"""The brief of a training, and beginning an attempt from it."""

import uuid

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import clock, releases, transaction
from training.access import Permission, actor, requires
from training.errors import FieldError
from training.forms.errors import apply
from training.i18n import language
from training.learning import policies, queries, service
from training.learning.forms import StartForm
from training.learning.rules import beginning
from training.learning.views.blueprint import bp


@bp.get("/training/assignments/<uuid:assignment_id>")
@requires(Permission.TAKE_TRAINING)
def show_assignment(assignment_id: uuid.UUID) -> str:
    """Show the brief: what the training is about, how long it takes, what passes, what may begin."""
    return _brief(assignment_id, StartForm())


@bp.post("/training/assignments/<uuid:assignment_id>/start")
@requires(Permission.TAKE_TRAINING)
def start_attempt(assignment_id: uuid.UUID) -> Response:
    """Begin an attempt that counts, or go on with the open one."""
    return _started(assignment_id, practice=False)


@bp.post("/training/assignments/<uuid:assignment_id>/practise")
@requires(Permission.TAKE_TRAINING)
def start_practice(assignment_id: uuid.UUID) -> Response:
    """Begin an attempt that never counts, or go on with the open one."""
    return _started(assignment_id, practice=True)


@bp.get("/training/assignments/<uuid:assignment_id>/start")
@bp.get("/training/assignments/<uuid:assignment_id>/practise")
@requires(Permission.TAKE_TRAINING)
def return_to_assignment(assignment_id: uuid.UUID) -> Response:
    """Lead back to the brief: after a refused start, reloading and the language switch ask for its address."""
    return redirect(url_for("learning.show_assignment", assignment_id=assignment_id), 303)


def _started(assignment_id: uuid.UUID, *, practice: bool) -> Response:
    form, person_id = StartForm(), actor().id
    acknowledged = form.acknowledged()
    try:
        attempt_id = transaction.run(
            lambda: service.start(person_id, assignment_id, practice=practice, acknowledged=acknowledged)
        )
    except FieldError as error:
        if not form.policy_sha256.data:  # the button of another page, which shows no text
            flash(_("Before you begin, please read the text below."), "info")
            return redirect(url_for("learning.show_assignment", assignment_id=assignment_id), 303)
        form.policy.data = False  # a tick was given to another text
        apply(form, error)
        return make_response(_brief(assignment_id, form), 422)
    return redirect(url_for("learning.resume_attempt", attempt_id=attempt_id), 303)


def _brief(assignment_id: uuid.UUID, form: StartForm) -> str:
    person_id, now = actor().id, clock.now()
    assignment = queries.get_assignment(person_id, assignment_id, now)
    release = releases.get(assignment.shown_release_id)
    quiz = release.document.quiz
    found = beginning(assignment, quiz, now)
    policy = policies.find_due(person_id, quiz) if found.may_start or found.may_practise else None
    if policy:
        form.policy_sha256.data = policies.text_digest(policy)
    return render_template(
        "learning/show_assignment.html",
        assignment=assignment,
        release=release,
        quiz=quiz,
        form=form,
        minutes=sum(releases.sitting_minutes(release.id, language())),
        beginning=found,
        policy=policy,
        certificates=queries.list_certificates(person_id),
        now=now,
    )
