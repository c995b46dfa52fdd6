"""What all pages that edit a document do alike: rows, errors, and two people saving at once."""

import uuid
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Generic, NamedTuple, TypeVar

from flask import abort, flash, make_response, render_template, request
from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.wrappers import Response

from questions.folders import FOLDERS
from questions.merging import Settlement
from questions.text import Document, visible
from training import transaction
from training.access import actor
from training.errors import OutOfDate
from training.forms.errors import apply
from training.forms.folding import chapters_of
from training.forms.parts import MOST_ROWS, DocumentForm, Rows, every_field, texts_by_place
from training.forms.pieces import number_in, show_visible
from training.studio import queries, service, translations
from training.studio.editing import documents, joining, keys, older, resent
from training.studio.forms.joining import MOST_CLASHES, JoiningForm
from training.studio.views.joining import show_clashes

D = TypeVar("D", bound=Document)

Page = str | Response


class New(NamedTuple, Generic[D]):
    """How a new document is read from its form under a key, and what that key may be made of beside its title."""

    model: type[D]
    read: Callable[[str], D | None]
    proposals: Sequence[str] = ()


def model_of(folder: str) -> type[Document]:
    """Return the kind of documents that an address names by its folder; of no such folder there is no page."""
    return FOLDERS.get(folder) or abort(404)


def rearranged(form: DocumentForm) -> bool:
    """Tell whether a button that adds, removes or moves a row was pressed, and do it; nothing is stored then."""
    return form.rearrange(request.form.get("do", ""))


def saved(form: DocumentForm, document: Document, *, joined: bool = True) -> bool:
    """Store the next edition, joined with what others saved since the form was opened, unless `joined` is false.

    Else tell false, with the reason in the form and what was typed still there.
    """
    person, settlement = actor(), JoiningForm().settlement() if joined else None
    try:
        form.is_joined = transaction.run(lambda: _store(document, edition_of(form), person.id, settlement))
    except service.EditedMeanwhile as refusal:
        _tell_edited(form, document, refusal)
        return False
    except ValidationError as error:
        documents.place_errors(form, error)
        return False
    except OutOfDate as refusal:
        apply(form, refusal)
        return False
    if form.is_joined:
        flash(_("This had been saved meanwhile, by somebody else or in another window. All changes are kept."), "info")
    return True


def _tell_edited(form: DocumentForm, document: Document, refusal: service.EditedMeanwhile) -> None:
    """Ask about what clashes; more than a page can ask about, and what can't be joined, is compared as a whole."""
    if isinstance(refusal, joining.Clashing) and len(refusal.clashes) <= MOST_CLASHES:
        form.clashing = refusal
        return
    apply(form, refusal)
    form.edition.data = str(queries.get_document(type(document), document.key).edition)
    form.edited_meanwhile = True


def opened(form: DocumentForm, now: queries.Edited[D]) -> queries.Edited[D]:
    """Return the document as it was when the form was opened, or as it is now where that is not kept."""
    edition = edition_of(form)
    if edition == now.edition:
        return now
    return queries.find_edition(type(now.document), now.document.key, edition) or now


def show_older(form: DocumentForm, now: queries.Edited[Any] | None, part: str = "") -> None:
    """Tell beside the texts of a form which language is older; `part` is the place that the form edits, if not all."""
    marks = older.list_marks(now) if now else []
    for place, field in texts_by_place(form, part) if marks else ():
        field.older = [mark for mark in marks if mark.place == place or mark.place.startswith(f"{place}[")]


def _still_right() -> list[translations.Still]:
    """Return what an author ticked as right although another language was changed."""
    sent = [value.partition("|") for value in request.form.getlist("still-right")[:MOST_ROWS]]
    return [translations.Still(visible(place), visible(language)) for language, _bar, place in sent]


def _store(document: Document, edition: int, actor_id: uuid.UUID, settlement: Settlement | None) -> bool:
    model, stills = type(document), _still_right()
    translations.accept(model, document.key, stills)
    joined = joining.save(document, edition, actor_id, settlement)
    translations.accept(model, document.key, stills)  # the other language may have been changed once more
    return joined


def added(form: DocumentForm, document: Document) -> bool:
    """Store a new document; else tell false, with the reason in the form."""
    person = actor()
    try:
        transaction.run(lambda: service.add_document(document, person.id))
    except (service.KeyTaken, OutOfDate) as refusal:
        apply(form, refusal)
        return False
    return True


def created(form: DocumentForm, new: New[D]) -> D | None:
    """Store the new document that a form says and return it; the one that is stored already when it was sent before.

    Else return None, with the reason in the form.
    """
    checked = new.read(keys.NOT_YET)
    stored = resent.find_stored(form, checked) if checked else None
    if stored:
        return stored
    key = keys.key_for(form, new.model, new.proposals)
    if checked is None or form.errors:
        return None
    document = checked.model_copy(update={"key": key})
    # Another one of the same key may be this form, which was on its way twice at the same moment.
    return document if added(form, document) else resent.find_stored(form, checked)


def edition_of(form: DocumentForm) -> int:
    """Return the edition that a form was shown with; 0 for what is none."""
    return number_in(form.edition.data)


def page(template: str, form: DocumentForm, offers: dict[str, list[tuple[str, Any]]], **context: Any) -> Page:
    """Show a form with what can be picked in it, and the status that tells what became of it."""
    if form.clashing:
        return show_clashes(form.clashing)
    for field in list(every_field(form)):
        if isinstance(field, Rows) and not (form.is_submitted() and field.entries):
            field.show_at_least(field.least)
        show_visible(field)
    form.offer(offers)
    body = render_template(template, form=form, chapters=chapters_of(form), **context)
    return make_response(body, status_of(form))


def status_of(form: DocumentForm) -> HTTPStatus:
    """Return the status that tells what became of a form."""
    if form.edited_meanwhile:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
