"""An organisation with nobody else who could review declares that here, and revokes it."""

import uuid
from collections.abc import Callable

from flask import make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.access import Permission, actor, requires
from training.studio.forms.review import DeclarationForm
from training.studio.publication import alone, review_queries
from training.studio.views.answering import Sent, answer
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page


@bp.get("/reviews/declaration")
@requires(Permission.MANAGE_SETTINGS)
def show_declaration() -> Page:
    """Show whether a second person is needed for publishing, and change that."""
    return _page(DeclarationForm(formdata=None))


@bp.post("/reviews/declaration")
@requires(Permission.MANAGE_SETTINGS)
def declare_alone() -> Page:
    """Let whoever writes publish without a second person."""
    return _changed(alone.declare, _("Declared. Releases can be published without a second person, and say so."))


@bp.post("/reviews/declaration/revocation")
@requires(Permission.MANAGE_SETTINGS)
def revoke_alone() -> Page:
    """Ask for a second person again."""
    return _changed(alone.revoke, _("Revoked. From now on somebody else has to approve what is published."))


def _changed(change: Callable[[str, uuid.UUID], object], said: str) -> Page:
    person, form, here = actor(), DeclarationForm(), url_for("studio.show_declaration")
    reason = form.reason.data or ""
    return answer(Sent(form, lambda: _page(form), here), lambda: change(reason, person.id), lambda _done: (said, here))


def _page(form: DeclarationForm) -> Response:
    declaration = alone.find_declaration()
    form.show_visible()
    body = render_template(
        "studio/show_declaration.html",
        form=form,
        declaration=declaration,
        names=review_queries.names_of({declaration.declared_by} if declaration else set()),
        others=review_queries.count_others(actor().id),
    )
    return make_response(body, 422 if form.errors else 200)
