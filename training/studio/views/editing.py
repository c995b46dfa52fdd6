"""What all pages that edit a document do alike: rows, errors, and two people saving at once."""

from http import HTTPStatus
from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from questions.text import Document
from training import transaction
from training.access import actor
from training.errors import OutOfDate
from training.forms.errors import apply
from training.forms.folding import chapters_of
from training.forms.parts import DocumentForm, Rows, every_field
from training.forms.pieces import show_visible
from training.studio import queries, service

Page = str | Response


def rearranged(form: DocumentForm) -> bool:
    """Tell whether a button that adds, removes or moves a row was pressed, and do it; nothing is stored then."""
    return form.rearrange(request.form.get("do", ""))


def saved(form: DocumentForm, document: Document) -> bool:
    """Store the next edition; else tell false, with the reason in the form and what was typed still there."""
    person, edition = actor(), _edition(form)
    try:
        transaction.run(lambda: service.save_document(document, edition, person.id))
    except service.EditedMeanwhile as refusal:
        apply(form, refusal)
        form.edition.data = str(queries.get_document(type(document), document.key).edition)
        form.edited_meanwhile = True
        return False
    except OutOfDate as refusal:
        apply(form, refusal)
        return False
    return True


def added(form: DocumentForm, document: Document) -> bool:
    """Store a new document; else tell false, with the reason in the form."""
    person = actor()
    try:
        transaction.run(lambda: service.add_document(document, person.id))
    except (service.KeyTaken, OutOfDate) as refusal:
        apply(form, refusal)
        return False
    return True


def _edition(form: DocumentForm) -> int:
    sent = form.edition.data or ""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0


def page(template: str, form: DocumentForm, offers: dict[str, list[tuple[str, Any]]], **context: Any) -> Page:
    """Show a form with what can be picked in it, and the status that tells what became of it."""
    for field in list(every_field(form)):
        if isinstance(field, Rows) and not (form.is_submitted() and field.entries):
            field.show_at_least(field.least)
        show_visible(field)
    form.offer(offers)
    body = render_template(template, form=form, chapters=chapters_of(form), **context)
    return make_response(body, _status(form))


def _status(form: DocumentForm) -> HTTPStatus:
    if form.edited_meanwhile:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
