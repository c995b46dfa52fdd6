"""Reviews: what waits for somebody else, and each of them with its comments and its decision."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from questions.quiz import Quiz
from training import releases, transaction
from training.access import Permission, actor, requires
from training.errors import FieldError, Refused
from training.i18n import localised
from training.models import ReviewState
from training.paging import paginate
from training.studio import queries
from training.studio.forms.review import ReviewForm
from training.studio.publication import alone, comments, full_text, review_queries, reviews
from training.studio.publication.review_pages import shown
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
    return _page(review_id, ReviewForm(formdata=None))


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
    """Approve, or ask for changes; comments that were typed beside it are kept."""
    person, form = actor(), ReviewForm()
    review_queries.get_review(review_id)
    words, verdict = form.words.data or "", _VERDICTS.get(request.form.get("do", "")) or abort(400)
    approved, asked = _("You have approved this. It can be published now."), _("You have asked for changes.")
    said = approved if verdict is ReviewState.APPROVED else asked
    return _keep_comments(review_id, form) or answer(
        _sent(review_id, form),
        lambda: reviews.decide(review_id, verdict, words, person.id),
        lambda _done: (said, _address(review_id)),
    )


@bp.post("/reviews/<uuid:review_id>/withdrawal")
@requires(Permission.REVIEW_CONTENT)
def withdraw_review(review_id: uuid.UUID) -> Page:
    """Take back a review that nobody has decided."""
    person, form, said = actor(), ReviewForm(), _("The review is withdrawn.")
    review_queries.get_review(review_id)
    return _keep_comments(review_id, form) or answer(
        _sent(review_id, form),
        lambda: reviews.withdraw(review_id, person.id),
        lambda _done: (said, _address(review_id)),
    )


@bp.post("/reviews/<uuid:review_id>/comments")
@requires(Permission.REVIEW_CONTENT)
def add_comments(review_id: uuid.UUID) -> Page:
    """Keep all comments that say something; `?at=` is the number of the one whose button was pressed."""
    form, number = ReviewForm(), request.args.get("at", 0, int)
    places = reviews.list_commented(review_queries.get_review(review_id))
    place = places[number] if 0 <= number < len(places) else abort(404)
    anchor = "-".join(("place", *place)) if place else "comments"
    return _keep_comments(review_id, form, form.written() or {number: ""}) or _back(review_id, form, anchor)


@bp.post("/reviews/<uuid:review_id>/comments/<uuid:comment_id>")
@requires(Permission.REVIEW_CONTENT)
def resolve_comment(review_id: uuid.UUID, comment_id: uuid.UUID) -> Page:
    """Mark a comment as dealt with, or as open again; what is typed on the page is kept."""
    person, done, form = actor(), request.form.get("do", ""), ReviewForm()
    is_resolved = _RESOLVES[done] if done in _RESOLVES else abort(400)
    transaction.run(lambda: comments.resolve(review_id, comment_id, is_resolved, person.id))
    said = _("The comment is marked as dealt with.")
    flash(said if is_resolved else _("The comment is open again."), "success")
    return _keep_comments(review_id, form) or _back(review_id, form, f"comment-{comment_id}")


def _keep_comments(review_id: uuid.UUID, form: ReviewForm, written: Mapping[int, str] | None = None) -> Response | None:
    """Keep the comments that were typed; return the page that says why where that can't be."""
    person, written = actor(), written or form.written()
    if not written:
        return None
    try:
        number = transaction.run(lambda: comments.add_numbered(review_id, written, person.id))
    except FieldError as refusal:
        form.with_boxes(max(written) + 1).refuse_comment(refusal)
        return _page(review_id, form)
    except Refused as refusal:
        form.form_errors.append(str(refusal.message))
        return _page(review_id, form)
    form.clear_comments()
    flash(ngettext("Your comment is kept.", "Your %(num)d comments are kept.", number), "success")
    return None


def _back(review_id: uuid.UUID, form: ReviewForm, anchor: str) -> Response:
    """Lead back to the page; show it at once where words of a decision stand on it that nobody has taken yet."""
    if (form.words.data or "").strip():
        return _page(review_id, form)
    return redirect(_address(review_id, anchor), 303)


def _sent(review_id: uuid.UUID, form: ReviewForm) -> Sent:
    return Sent(form, lambda: _page(review_id, form), _address(review_id))


def _address(review_id: uuid.UUID, anchor: str | None = None) -> str:
    return url_for("studio.show_review", review_id=review_id, _anchor=anchor)


def _page(review_id: uuid.UUID, form: ReviewForm) -> Response:
    review = review_queries.get_review(review_id)
    context: dict[str, Any] = shown(review, actor().id)
    places = reviews.list_commented(review)
    form.with_boxes(len(places)).show_visible()
    numbers = {place: number for number, place in enumerate(places)}
    body = render_template("studio/show_review.html", form=form, numbers=numbers, **context)
    return make_response(body, 422 if form.errors else 200)
