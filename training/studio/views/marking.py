"""Correcting the marking of a question to which nobody has objected, such as when its figures doubt the key."""

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from questions.kinds import Question
from questions.ruling import Ruling
from training import releases, transaction
from training.access import Permission, actor, requires
from training.errors import NotFound, OutOfDate, Refused
from training.exposures import list_exposed
from training.forms.errors import apply
from training.learning import service as learning
from training.rulings.queries import find_latest
from training.studio.contests import authority, dry_run, queries, service
from training.studio.forms.ruling import RulingForm, for_question, offer
from training.studio.statistics.queries import Wording, list_wordings
from training.studio.views.blueprint import bp
from training.studio.views.contests import mark_again, view_of
from training.studio.views.editing import Page

_READERS = _l("From 10 to 2,000 characters. Whoever answered this question reads it.")


@bp.get("/questions/<string:uid>/<string:revision>/marking")
@requires(Permission.EDIT_CONTENT)
def show_marking(uid: str, revision: str) -> Page:
    """Show how a question is marked, and the form of a ruling."""
    asked = _asked(uid, revision)
    return _page(asked, revision, _form(_question(asked)))


@bp.post("/questions/<string:uid>/<string:revision>/marking")
@requires(Permission.EDIT_CONTENT)
def check_marking(uid: str, revision: str) -> Page:
    """Show what a ruling would change; nothing is stored."""
    asked = _asked(uid, revision)
    form = _form(_question(asked))
    return _page(asked, revision, form, _ruling(asked, revision, form))


@bp.post("/questions/<string:uid>/<string:revision>/marking/ruling")
@requires(Permission.PUBLISH_RELEASE)
def correct_marking(uid: str, revision: str) -> Page:
    """Keep the ruling, and mark all answers to the question again."""
    asked, actor_id = _asked(uid, revision), actor().id
    form = _form(_question(asked))
    ruling = _ruling(asked, revision, form)
    if ruling is None:
        return _page(asked, revision, form)
    try:
        mark_again(transaction.run(lambda: service.correct(ruling, actor_id, kept=form.kept)))
    except OutOfDate as refusal:
        apply(form, refusal)
        return _page(asked, revision, form)
    except Refused as refusal:
        flash(str(refusal.message), "error")
    return redirect(url_for("studio.show_marking", uid=uid, revision=revision), 303)


def _asked(uid: str, revision: str) -> Wording:
    """Return where the question is asked so last; raise NotFound when nowhere, or when it has no mark."""
    wordings = list_wordings(uid, revision)
    if not wordings or not _question(wordings[0]).marked:
        raise NotFound
    return wordings[0]


def _question(asked: Wording) -> Question:
    question = releases.get(asked.release_id).document.step(*asked.ref).question
    if question is None:
        raise ValueError("a scene has no marking")
    return question


def _form(question: Question) -> RulingForm:
    form = offer(for_question(question)(), question, stands=False)
    form.reason.description = _READERS
    return form


def _ruling(asked: Wording, revision: str, form: RulingForm) -> Ruling | None:
    if not form.decided():
        return None
    if not form.settle(list_exposed(form.reason.data or "", asked.release_id), form.reason):
        return None
    return form.ruling(_question(asked), revision)


def _page(asked: Wording, revision: str, form: RulingForm, ruling: Ruling | None = None) -> Response:
    form.show_visible()
    me, document = actor().id, releases.get(asked.release_id).document
    uid = _question(asked).uid
    found = find_latest(uid, revision)
    body = render_template(
        "studio/correct_marking.html",
        asked=asked,
        question_revision=revision,
        form=form,
        view=view_of(asked.release_id, asked.ref),
        quiz=document.quiz,
        checked=ruling is not None,
        outcome=dry_run.dry_run(ruling) if ruling else None,
        refusal=service.obstacle(ruling, me) if ruling else None,
        is_writer=not authority.may_correct(uid, revision, me),
        own=queries.has_objected(uid, revision, me),
        in_force=found,
        objections=queries.count_open_of(uid, revision),
        others=0,
        unreached=learning.count_unreached(found.id) if found else 0,
    )
    return make_response(body, 422 if form.errors else 200)
