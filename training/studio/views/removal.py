"""Removing a quiz, scenario, incident or control that was never published and that nothing needs."""

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from questions.folders import kind_of
from training import transaction
from training.access import Permission, actor, requires
from training.errors import Refused
from training.studio import queries
from training.studio.editing.pages import page_of
from training.studio.forms.scenario import OrderForm
from training.studio.publication import removal
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page, edition_of, model_of

_ROUTE = "/<string:folder>/<string:key>/removal"


@bp.get(_ROUTE)
@requires(Permission.EDIT_CONTENT)
def confirm_removal(folder: str, key: str) -> Page:
    """Ask whether a document is really to be removed, or say why it has to stay."""
    return _page(folder, key)


@bp.post(_ROUTE)
@requires(Permission.EDIT_CONTENT)
def remove_document(folder: str, key: str) -> Page:
    """Remove a document."""
    person, form = actor(), OrderForm()
    model = model_of(folder)
    try:
        transaction.run(lambda: removal.remove(model, key, edition_of(form), person.id))
    except Refused as refusal:
        flash(str(refusal.message), "error")
        return make_response(_page(folder, key), 409)
    flash(_("It is removed."), "success")
    return redirect(url_for("studio.list_controls" if folder == "controls" else "studio.list_cases"), 303)


def _page(folder: str, key: str) -> str:
    model = model_of(folder)
    now = queries.get_document(model, key)
    return render_template(
        "studio/confirm_removal.html",
        form=OrderForm(formdata=None, data={"edition": now.edition}),
        document=now.document,
        obstacles=removal.list_obstacles(now.document, queries.load_bank()),
        back=page_of(kind_of(model), key),
    )
