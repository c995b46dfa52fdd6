"""The brief of a training, and beginning an attempt from it."""

import uuid
from datetime import datetime
from typing import Any, NamedTuple

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Row
from werkzeug.wrappers import Response

from questions.quiz import Policy
from training import clock, fragments, pages, releases, transaction
from training.access import Permission, actor, requires
from training.errors import FieldError, NotFound
from training.formatting import day
from training.forms.errors import apply
from training.i18n import language
from training.learning import policies, queries, service, taken
from training.learning.forms import StartForm, read_acknowledged
from training.learning.rules import Beginning, beginning
from training.learning.views.blueprint import bp
from training.models import AssignmentStatus

_TEMPLATE = "learning/show_assignment.html"


@bp.get("/training/assignments/<uuid:assignment_id>")
@requires(Permission.TAKE_TRAINING)
def show_assignment(assignment_id: uuid.UUID) -> str | Response:
    """Show the brief: what the training is about, how long it takes, what passes, what may begin."""
    return _brief(assignment_id)


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
    return _back(assignment_id)


@bp.get("/training/assignments/<uuid:assignment_id>/calendar.ics")
@requires(Permission.TAKE_TRAINING)
def download_calendar(assignment_id: uuid.UUID) -> Response:
    """Send the due date of one's own training as a calendar file."""
    # Few people ask for it, and what mails say need not lie in every process.
    from training.mail.reminding import calendar_file  # noqa: PLC0415

    me = actor()
    found = calendar_file(me.id, assignment_id, language(), me.time_zone)
    if found is None:
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return Response(found.data, mimetype=found.kind, headers=headers)


def _back(assignment_id: uuid.UUID) -> Response:
    return redirect(url_for("learning.show_assignment", assignment_id=assignment_id), 303)


def _started(assignment_id: uuid.UUID, *, practice: bool) -> Response:
    person_id, acknowledged = actor().id, read_acknowledged(request.form)
    try:
        attempt_id = transaction.run(
            lambda: service.start(person_id, assignment_id, practice=practice, acknowledged=acknowledged)
        )
    except FieldError as error:
        form = StartForm()
        if not form.policy_sha256.data:  # the button of another page, which shows no text
            flash(_("Before you begin, please read the text below."), "info")
            return _back(assignment_id)
        form.policy.data = False  # a tick was given to another text
        apply(form, error)
        return make_response(_brief(assignment_id, form))
    return redirect(url_for("learning.resume_attempt", attempt_id=attempt_id), 303)


class Brief(NamedTuple):
    """What a brief says of an assignment, with nothing in it that is one person's alone."""

    name: str
    status: str
    due: str
    is_overdue: bool
    closes_after_this: bool
    extra_minutes: int
    minutes: int
    may_start: bool
    attempts_left: int | None


def _brief(assignment_id: uuid.UUID, form: StartForm | None = None) -> str | Response:
    """Return the brief, kept but for what may be begun; with `form`, with what was sent and why it was refused."""
    person_id, now = actor().id, clock.now()
    assignment = queries.get_assignment(person_id, assignment_id, now)
    release = releases.get(assignment.shown_release_id)
    quiz, found = release.document.quiz, beginning(assignment, release.document.quiz, now)
    policy = policies.find_due(person_id, quiz) if found.may_start or found.may_practise else None
    if form and policy is None:  # acknowledged in another window since: the field at fault is gone
        return _back(assignment_id)
    brief = _told(assignment, release, found, now)
    shown = {"brief": brief, "quiz": quiz, "decisions": release.document.decisions}
    own = {"actions": _actions(assignment, found, policy, form)}
    if form:
        return make_response(render_template(_TEMPLATE, form=form, **shown, **own), 422)
    return pages.keep(_TEMPLATE, release.document, brief, own, lambda: shown)


def _told(assignment: Row[Any], release: releases.LoadedRelease, found: Beginning, now: datetime) -> Brief:
    return Brief(
        name=assignment.name,
        status=assignment.status.value,
        due=day(assignment.due_at),
        is_overdue=_is_overdue(assignment, now),
        closes_after_this=bool(assignment.closed_at and assignment.open_attempt_id),
        extra_minutes=assignment.extra_minutes,
        minutes=sum(releases.sitting_minutes(release.id, language())),
        may_start=found.may_start,
        attempts_left=found.attempts_left,
    )


def _is_overdue(assignment: Row[Any], now: datetime) -> bool:
    if assignment.status in {AssignmentStatus.PASSED, AssignmentStatus.EXEMPT}:
        return False
    return assignment.due_at < now and (assignment.open_attempt_id is not None or assignment.closed_at is None)


def _actions(assignment: Row[Any], found: Beginning, policy: Policy | None, form: StartForm | None) -> Markup:
    form = form or (StartForm() if policy else None)
    has_taken = assignment.attempts_finished or found.over  # practice comes once nothing counts any more
    if policy and form:
        form.policy_sha256.data = policies.text_digest(policy)
    return fragments.draw(
        "learning/begin.html",
        assignment=assignment,
        beginning=found,
        policy=policy,
        form=form,
        taken=taken.list_taken(actor().id, assignment.id) if has_taken else (),
        most_taken=taken.MOST_SHOWN,
    )
