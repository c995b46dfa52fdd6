"""Earlier editions of documents, and bringing back what one of them says."""

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from pydantic import ValidationError

from questions.folders import FOLDER_OF, kind_of
from questions.scenario import Scenario
from questions.text import Document
from training import transaction
from training.access import Permission, actor, requires
from training.errors import NotFound
from training.paging import paginate
from training.studio import messages, queries, service
from training.studio.editing import scenarios
from training.studio.editing.pages import page_of
from training.studio.forms.scenario import OrderForm
from training.studio.publication import earlier, edition_queries
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page, edition_of, model_of, saved, status_of
from training.studio.views.joining import show_clashes
from training.studio.vocabulary import LANGUAGE_CHOICES

_EDITIONS = "/<string:folder>/<string:key>/editions"


@bp.get(f"{_EDITIONS}/")
@requires(Permission.EDIT_CONTENT)
def list_editions(folder: str, key: str) -> Page:
    """List who saved a document and when, the latest first."""
    model = model_of(folder)
    now = queries.get_document(model, key)
    page, address = paginate(edition_queries.select_editions(kind_of(model), key)), page_of(kind_of(model), key)
    return render_template("studio/list_editions.html", now=now, page=page, folder=folder, address=address)


@bp.get(f"{_EDITIONS}/<int:number>")
@requires(Permission.EDIT_CONTENT)
def show_edition(folder: str, key: str, number: int) -> Page:
    """Show what an edition of a document says, what its save changed, and what could be brought back."""
    model = model_of(folder)
    form = OrderForm(formdata=None, data={"edition": queries.get_document(model, key).edition})
    return _page(form, model, key, number)


@bp.post(f"{_EDITIONS}/<int:number>")
@requires(Permission.EDIT_CONTENT)
def take_back_edition(folder: str, key: str, number: int) -> Page:
    """Store what an earlier edition says as the next one, joined with what was saved since the page was opened."""
    model, form = model_of(folder), OrderForm()
    queries.get_document(model, key)
    then = queries.find_edition(model, key, number)
    if then is None:
        raise NotFound
    if not saved(form, then.document):
        return show_clashes(form.clashing) if form.clashing else _page(form, model, key, number)
    said = _("What edition %(number)d says is the present edition now. The one before is kept, too.", number=number)
    flash(said, "success")
    return redirect(page_of(kind_of(model), key), 303)


@bp.post("/scenarios/<string:key>/editions/<int:number>/steps/<string:step_key>")
@requires(Permission.EDIT_CONTENT)
def bring_back_step(key: str, number: int, step_key: str) -> Page:
    """Store a step as an earlier edition says it, as the next edition."""
    person, form = actor(), OrderForm()
    now, then = queries.get_document(Scenario, key), queries.find_edition(Scenario, key, number)
    if then is None:
        raise NotFound
    try:
        written = scenarios.with_earlier_step(now.document, then.document, step_key)
        transaction.run(lambda: service.save_document(written, edition_of(form), person.id))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            flash(messages.of_error(detail), "error")
    except service.EditedMeanwhile:
        flash(_("The scenario was changed after you opened this page. Please look at it again."), "error")
    else:
        flash(_("The step is brought back. The wording that it replaces is kept as an earlier edition."), "success")
        return redirect(url_for("studio.show_scenario", key=key, _anchor=f"step-{step_key}"), 303)
    return redirect(url_for("studio.show_edition", folder="scenarios", key=key, number=number), 303)


def _page(form: OrderForm, model: type[Document], key: str, number: int) -> Page:
    now: queries.Edited[Any] = queries.get_document(model, key)
    then = earlier.get_earlier(model, key, number, queries.load_bank())
    kind = kind_of(model)
    told = {"folder": FOLDER_OF[kind], "address": page_of(kind, key), "languages": dict(LANGUAGE_CHOICES)}
    body = render_template("studio/show_edition.html", form=form, now=now, then=then, **told)
    return make_response(body, status_of(form))
