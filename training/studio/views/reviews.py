"""Reviews: what waits for somebody else, and each of them with its comments and its decision."""

import uuid
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from questions.quiz import Quiz
from training import releases, transaction
from training.access import Permission, actor, requires
from training.i18n import localised
from training.models import ReviewState
from training.paging import paginate
from training.studio import queries
from training.studio.forms.review import CommentForm, DecisionForm, WordsForm
from training.studio.publication import alone, comments, full_text, review_queries, reviews
from training.studio.publication.review_pages import Place, comment_forms, shown
from training.studio.views.answering import Sent, answer
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page

_RESOLVES = {"resolve": True, "reopen": False}
_VERDICTS = {"approve": ReviewState.APPROVED, "changes": ReviewState.CHANGES_ASKED}


@bp.get("/reviews")
@requires(Permission.REVIEW_CONTENT)
def list_reviews() -> Page:
    """List the reviews that wait for somebody, those without a decision first."""
    page = paginate(review_queries.select_under_way(actor().id))
    titles = {row.id: localised(queries.read(Quiz, row.document).title) for row in page.items}
    told = {"waiting": review_queries.count_waiting(actor().id), "declaration": alone.find_in_effect(actor().id)}
    return render_template("studio/list_reviews.html", page=page, titles=titles, **told)


@bp.get("/reviews/<uuid:review_id>")
@requires(Permission.REVIEW_CONTENT)
def show_review(review_id: uuid.UUID) -> Page:
    """Show what is reviewed: what is new in it, its steps with their comments, and the decision."""
    return _page(review_id, DecisionForm(formdata=None))


@bp.get("/reviews/<uuid:review_id>/text")
@requires(Permission.REVIEW_CONTENT)
def read_review(review_id: uuid.UUID) -> Page:
    """Show every word of what is reviewed, the languages side by side."""
    review = review_queries.get_review(review_id)
    document = releases.read(review.document)
    return render_template("studio/read_review.html", review=review, **full_text.shown(document))


@bp.post("/reviews/<uuid:review_id>/decision")
@requires(Permission.REVIEW_CONTENT)
def decide_review(review_id: uuid.UUID) -> Page:
    """Approve, or ask for changes."""
    person, form = actor(), DecisionForm()
    review_queries.get_review(review_id)
    words, verdict = form.words.data or "", _VERDICTS.get(request.form.get("do", "")) or abort(400)
    approved, asked = _("You have approved this. It can be published now."), _("You have asked for changes.")
    said = approved if verdict is ReviewState.APPROVED else asked
    return answer(
        _sent(review_id, form),
        lambda: reviews.decide(review_id, verdict, words, person.id),
        lambda _done: (said, _address(review_id)),
    )


@bp.post("/reviews/<uuid:review_id>/withdrawal")
@requires(Permission.REVIEW_CONTENT)
def withdraw_review(review_id: uuid.UUID) -> Page:
    """Take back a review that nobody has decided."""
    person, said = actor(), _("The review is withdrawn.")
    return answer(
        _sent(review_id, DecisionForm(formdata=None)),
        lambda: reviews.withdraw(review_id, person.id),
        lambda _done: (said, _address(review_id)),
    )


@bp.post("/reviews/<uuid:review_id>/comments")
@requires(Permission.REVIEW_CONTENT)
def add_comment(review_id: uuid.UUID) -> Page:
    """Comment on the step that `?scenario=` and `?step=` name, or on the whole quiz."""
    person, form = actor(), CommentForm()
    review_queries.get_review(review_id)
    scenario_key, step_key = request.args.get("scenario", ""), request.args.get("step", "")
    place = (scenario_key, step_key) if scenario_key or step_key else None
    words, said = form.words.data or "", _("Your comment is kept.")
    anchor = "-".join(("place", *place)) if place else "comments"
    return answer(
        _sent(review_id, form, place),
        lambda: comments.add(review_id, place, words, person.id),
        lambda _done: (said, _address(review_id, anchor)),
    )


@bp.post("/reviews/<uuid:review_id>/comments/<uuid:comment_id>")
@requires(Permission.REVIEW_CONTENT)
def resolve_comment(review_id: uuid.UUID, comment_id: uuid.UUID) -> Page:
    """Mark a comment as dealt with, or as open again."""
    person, done = actor(), request.form.get("do", "")
    is_resolved = _RESOLVES[done] if done in _RESOLVES else abort(400)
    transaction.run(lambda: comments.resolve(review_id, comment_id, is_resolved, person.id))
    said = _("The comment is marked as dealt with.")
    flash(said if is_resolved else _("The comment is open again."), "success")
    return redirect(_address(review_id, f"comment-{comment_id}"), 303)


def _sent(review_id: uuid.UUID, form: WordsForm, place: Place = None) -> Sent:
    return Sent(form, lambda: _page(review_id, form, place), _address(review_id))


def _address(review_id: uuid.UUID, anchor: str | None = None) -> str:
    return url_for("studio.show_review", review_id=review_id, _anchor=anchor)


def _page(review_id: uuid.UUID, form: WordsForm, place: Place = None) -> Response:
    review = review_queries.get_review(review_id)
    context: dict[str, Any] = shown(review, actor().id)
    forms = comment_forms(review)
    decision = form if isinstance(form, DecisionForm) else DecisionForm(formdata=None)
    if isinstance(form, CommentForm):
        forms[place] = form.with_id(forms[place].words.id if place in forms else "comment")
    form.show_visible()
    body = render_template("studio/show_review.html", form=form, decision=decision, forms=forms, **context)
    return make_response(body, 422 if form.errors else 200)
