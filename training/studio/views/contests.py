"""What people say against questions, and the rulings of authors."""

import json
import uuid
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from questions.kinds import Response as KindResponse
from questions.quiz import StepRef
from questions.ruling import Ruling
from questions.scenario import Step
from training import dates, releases, transaction
from training.access import Permission, actor, requires
from training.errors import OutOfDate, Refused
from training.exposures import list_exposed
from training.forms.errors import apply
from training.learning import service as learning
from training.paging import paginate
from training.presentation import StepView
from training.rulings.queries import find_in_force
from training.studio.contests import authority, dry_run, queries, service
from training.studio.editing import scenarios
from training.studio.forms.ruling import STANDS, RulingForm, for_question, offer
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page

TRANSACTIONS_AT_ONCE = 10
"""As many as a request waits for; the worker does the rest within the next minutes."""


@bp.get("/contests")
@requires(Permission.EDIT_CONTENT)
def list_contests() -> Page:
    """List what people say against questions, what is open first."""
    page = paginate(queries.select_contests())
    documents = releases.get_many({row.release_id for row in page.items})
    return render_template("studio/list_contests.html", page=page, documents=documents)


@bp.get("/contests/<uuid:contest_id>")
@requires(Permission.EDIT_CONTENT)
def show_contest(contest_id: uuid.UUID) -> Page:
    """Show a contest with the question as it was seen, the one answer, and the form of a ruling."""
    contest = queries.get_contest(contest_id)
    return _page(contest, _form(_step(contest)))


@bp.post("/contests/<uuid:contest_id>/check")
@requires(Permission.EDIT_CONTENT)
def check_ruling(contest_id: uuid.UUID) -> Page:
    """Show what a ruling would change; nothing is stored."""
    contest = queries.get_contest(contest_id)
    form = _form(_step(contest))
    decided = None if contest.answered_at or _is_own(contest) else _decided(contest, form)
    outcome = dry_run.dry_run(decided) if isinstance(decided, Ruling) else None
    refusal = service.obstacle(decided, actor().id) if isinstance(decided, Ruling) else None
    return _page(contest, form, checked=decided is not None, outcome=outcome, refusal=refusal)


@bp.post("/contests/<uuid:contest_id>/ruling")
@requires(Permission.PUBLISH_RELEASE)
def rule(contest_id: uuid.UUID) -> Page:
    """Answer a contest; with a correction, mark all answers to the question again."""
    contest, actor_id = queries.get_contest(contest_id), actor().id
    form = _form(_step(contest))
    decided = _decided(contest, form)
    if decided is None:
        return _page(contest, form)
    try:
        if isinstance(decided, Ruling):
            mark_again(transaction.run(lambda: service.rule(contest_id, decided, actor_id, kept=form.kept)))
        else:
            transaction.run(lambda: service.let_stand(contest_id, decided, actor_id, kept=form.kept))
            flash(_("The objection is answered. The question and its marking stand."), "success")
    except OutOfDate as refusal:
        apply(form, refusal)
        return _page(contest, form)
    except Refused as refusal:
        flash(str(refusal.message), "error")
    return redirect(url_for("studio.show_contest", contest_id=contest_id), 303)


def _decided(contest: Any, form: RulingForm) -> Ruling | str | None:
    """Return a ruling, or the reply where the question stands, or None when errors stand in the form."""
    if not form.decided():
        return None
    if not form.settle(list_exposed(form.reason.data or "", contest.release_id), form.reason):
        return None
    if form.decision.data == STANDS:
        return form.checked_reply()
    question = _step(contest).question
    return form.ruling(question, contest.question_revision) if question else None


def mark_again(ruling_id: uuid.UUID) -> None:
    """Mark the answers again by a ruling, as many as a request waits for, and say so."""
    learning.regrade_all(ruling_id, TRANSACTIONS_AT_ONCE)
    # No number: it would count practice, and tell of fewer than five people what the dry run hides.
    flash(_("The ruling holds, and the answers to this question are marked by it."), "success")


def _is_own(contest: Any) -> bool:
    return queries.has_objected(contest.question_uid, contest.question_revision, actor().id)


def _step(contest: Any) -> Step:
    return releases.get(contest.release_id).document.step(*_ref(contest))


def _ref(contest: Any) -> StepRef:
    return contest.scenario_key, contest.step_key


def _form(step: Step) -> RulingForm:
    if step.question is None:
        raise ValueError("only a question can be contested")
    return offer(for_question(step.question)(), step.question)


def _page(
    contest: Any,
    form: RulingForm,
    *,
    checked: bool = False,
    outcome: dry_run.DryRun | None = None,
    refusal: Any = None,
) -> Response:
    form.show_visible()
    body = render_template(
        "studio/show_contest.html",
        contest=contest,
        form=form,
        view=view_of(contest.release_id, _ref(contest), contest.seed, tuple(json.loads(contest.response))),
        place=scenarios.find_place(contest.scenario_key, contest.question_uid),
        own=_is_own(contest),
        checked=checked,
        outcome=outcome,
        refusal=refusal,
        is_writer=not authority.may_correct(contest.question_uid, contest.question_revision, actor().id),
        in_force=find_in_force(contest.release_id, _ref(contest)),
        others=queries.count_others(contest.question_uid, contest.question_revision, contest.id),
        unreached=learning.count_unreached(contest.ruling_id) if contest.ruling_id else 0,
    )
    return make_response(body, 422 if form.errors else 200)


def view_of(release_id: uuid.UUID, ref: StepRef, seed: str = "", response: KindResponse | None = None) -> StepView:
    """Return a step of a release as people meet it; `seed` gives the order in which somebody did."""
    document = releases.get(release_id).document
    return StepView(
        document=document,
        scenario=document.scenario_by_key[ref[0]],
        step=document.step(*ref),
        seed=seed,
        today=dates.today(),
        response=response,
        slots={},
    )
