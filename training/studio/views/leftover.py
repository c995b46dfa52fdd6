"""What is answered to work on a notice that was removed meanwhile: it is shown, and there are two ways on."""

from __future__ import annotations  # parts of the desk are not loaded to be named

from http import HTTPStatus

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from training import transaction
from training.access import actor
from training.errors import NotFound
from training.i18n import listed
from training.studio import desk, offers, queries, vocabulary
from training.studio.forms.notice import as_address, as_title
from training.studio.views.editing import Page


def answer() -> Page:
    """Show what was sent for a notice that is not there, or do with it what its author chose; else raise NotFound."""
    form = desk.left_form.for_left(request.form)
    if not form.desk.entries:
        raise NotFound
    if not request.form.get("is_left"):
        return _page(form, HTTPStatus.CONFLICT)
    done = form.validate() and (_pasted(form) if form.again.data else _alone(form))
    return done or _page(form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _pasted(form: desk.left_form.LeftForm) -> Page | None:
    text, actor_id = desk.notices.read_pasted(form.text), actor().id
    entries = text and form.with_added(text)
    if not text or not entries:
        return None
    fresh = desk.reading.read_text(text)
    notice_id, left_out = transaction.run(lambda: desk.leftover.paste_again(fresh, _head(form), entries, actor_id))
    flash(_("The notice is here again, with what you kept, corrected and added."), "success")
    if left_out:
        values = listed(entry.value for entry in left_out)
        flash(_("The text does not say these entries, so they were left out: %(values)s", values=values), "warning")
    return redirect(url_for("studio.show_notice", notice_id=notice_id), 303)


def _alone(form: desk.left_form.LeftForm) -> Page | None:
    entries, actor_id = form.corrected(), actor().id
    if not entries:
        return None
    notice_id = transaction.run(lambda: desk.leftover.lay_alone(entries, _head(form), actor_id))
    return redirect(url_for("studio.new_incident", notice=notice_id), 303)


def _head(form: desk.left_form.LeftForm) -> desk.reading.Head:
    title, address = as_title(form.title.data), as_address(form.address.data)
    return desk.reading.Head(title or _("Entries of a removed notice"), address, str(get_locale()))


def _page(form: desk.left_form.LeftForm, status: HTTPStatus) -> Page:
    bank = queries.load_bank()
    lacking = desk.shipped.to_offer(bank)
    names = {"control": dict(offers.of_controls(bank, lacking)), "topic": vocabulary.MEANINGS}
    context = {
        "form": form,
        "kinds": desk.entries.KINDS,
        "hints": desk.entries.HINTS,
        "fixed": desk.entries.FIXED,
        "details": desk.entries.DETAILS,
        "names": names,
        "lacking": lacking,
    }
    return make_response(render_template("studio/left_notice.html", **context), status)
