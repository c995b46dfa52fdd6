"""Public notices: pasted, read, corrected on the desk, and made into an incident."""

from __future__ import annotations  # parts of the desk are not loaded to be named

import uuid
from http import HTTPStatus
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from questions.comparing import compare_words
from training import transaction
from training.access import Permission, actor, requires
from training.errors import DomainError, NotFound, OutOfDate
from training.forms.errors import apply
from training.forms.fields import ConfirmForm
from training.forms.pieces import number_in
from training.paging import paginate
from training.readable import reads_nul_in
from training.sizes import takes
from training.studio import desk, offers, queries, vocabulary
from training.studio.forms.notice import NoticeForm
from training.studio.service import EditedMeanwhile
from training.studio.views import leftover
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page

LARGEST_REQUEST = 5_500_000
"""What the reader takes, and room for the other fields, so that it can say itself what is too long."""


@bp.get("/notices/")
@requires(Permission.EDIT_CONTENT)
def list_notices() -> Page:
    """List the notices that were pasted, newest first."""
    page = paginate(desk.queries.select_notices())
    gists = desk.queries.map_gists([row.id for row in page.items])
    return render_template("studio/list_notices.html", page=page, gists=gists)


@bp.get("/notices/new")
@requires(Permission.EDIT_CONTENT)
def new_notice() -> Page:
    """Show where a notice is pasted."""
    return render_template("studio/new_notice.html", form=NoticeForm())


@bp.post("/notices/new")
@requires(Permission.EDIT_CONTENT)
@takes(LARGEST_REQUEST)
@reads_nul_in("text")
def create_notice() -> Page:
    """Read a notice and lay what it says on the desk; ask first where it tells of no incident."""
    form, actor_id = NoticeForm(), actor().id
    text = desk.notices.text_of(form) if form.validate() else None
    if text is None:
        return make_response(render_template("studio/new_notice.html", form=form), 422)
    if present := desk.queries.find_pasted(text):
        flash(_("A notice with exactly this text is here already, so nothing was stored."), "info")
        return redirect(url_for("studio.show_notice", notice_id=present), 303)
    title, address = (form.title.data or "").strip(), (form.address.data or "").strip() or None
    fresh = desk.reading.read_text(text)
    if desk.notices.is_asked_about(fresh.desk, form):
        return make_response(render_template("studio/new_notice.html", form=form, is_asked=True), 422)
    notice_id = transaction.run(lambda: desk.reading.paste(fresh, title, address, actor_id))
    return redirect(url_for("studio.show_notice", notice_id=notice_id), 303)


@bp.get("/notices/<uuid:notice_id>")
@requires(Permission.EDIT_CONTENT)
def show_notice(notice_id: uuid.UUID) -> Page:
    """Show a notice with its facts marked, and the facts beside it."""
    found = desk.queries.get_reading(notice_id)
    return _desk(found, desk.forms.for_desk(found.desk, found.row.edition))


@bp.post("/notices/<uuid:notice_id>")
@requires(Permission.EDIT_CONTENT)
@takes(LARGEST_REQUEST)
def save_notice(notice_id: uuid.UUID) -> Page:
    """Store what is kept and corrected, and the entry that was added; of a removed notice, show it."""
    try:
        return _saved(notice_id)
    except NotFound:
        return leftover.answer()


def _saved(notice_id: uuid.UUID) -> Page:
    found, actor_id = desk.queries.get_reading(notice_id), actor().id
    edition = number_in(request.form.get("edition"))
    form = desk.forms.for_desk(desk.queries.find_edition(found, edition) or found.desk, found.row.edition)
    kept = form.with_added(found.row.source_text) if form.validate() and not _is_brought_back() else None
    if kept is None:
        return _desk(found, form)
    try:
        is_joined = transaction.run(lambda: desk.reading.keep(notice_id, kept, edition, actor_id))
    except (EditedMeanwhile, OutOfDate) as refusal:
        return _desk(*_refused(notice_id, form, refusal))
    if is_joined:
        flash(_("This had been saved meanwhile, by somebody else or in another window. All changes are kept."), "info")
    if form.goes_on.data:
        return redirect(url_for("studio.new_incident", notice=notice_id), 303)
    added = form.adds.data
    flash(
        _("The entry is added and everything is saved.") if added else _("What you keep of the notice is saved."),
        "success",
    )
    return redirect(url_for("studio.show_notice", notice_id=notice_id, _anchor="added-title" if added else None), 303)


@bp.post("/notices/<uuid:notice_id>/reading")
@requires(Permission.EDIT_CONTENT)
@takes(LARGEST_REQUEST)
def reread_notice(notice_id: uuid.UUID) -> Page:
    """Store what the desk says, and read its notice anew; what was kept and corrected stays."""
    actor_id = actor().id
    saved = make_response(save_notice(notice_id))
    if saved.status_code != HTTPStatus.SEE_OTHER:
        return saved
    fresh = desk.reading.read_text(desk.queries.get_reading(notice_id).row.source_text)
    transaction.run(lambda: desk.reading.read_again(notice_id, fresh, actor_id))
    flash(_("The notice is read again. What you kept, corrected and added is as it was."), "success")
    return redirect(url_for("studio.show_notice", notice_id=notice_id), 303)


@bp.get("/notices/<uuid:notice_id>/remove")
@requires(Permission.EDIT_CONTENT)
def confirm_notice_removal(notice_id: uuid.UUID) -> Page:
    """Ask whether a notice shall go."""
    found = desk.queries.get_reading(notice_id)
    return render_template("studio/remove_notice.html", notice=found.row, form=ConfirmForm())


@bp.post("/notices/<uuid:notice_id>/remove")
@requires(Permission.EDIT_CONTENT)
def remove_notice(notice_id: uuid.UUID) -> Page:
    """Delete a notice; the incident made from it stays."""
    actor_id = actor().id
    transaction.run(lambda: desk.reading.remove(notice_id, actor_id))
    flash(_("The notice is removed."), "success")
    return redirect(url_for("studio.list_notices"), 303)


def _is_brought_back() -> bool:
    """Tell whether what was typed and never saved is only shown again (static/js/unsaved.js)."""
    return request.form.get("do", "") == "show:kept"


def _refused(
    notice_id: uuid.UUID, form: desk.forms.DeskForm, refusal: DomainError
) -> tuple[desk.queries.Reading, desk.forms.DeskForm]:
    """Return the notice as it is now, and the form with what was typed; beside it what the other author wrote."""
    found = desk.queries.get_reading(notice_id)
    if isinstance(refusal, desk.reading.Clashing):
        form = desk.forms.for_joined(*refusal.joined, refusal.edition)
    form.edition.data = str(found.row.edition)
    apply(form, refusal)
    return found, form


def _desk(found: desk.queries.Reading, form: desk.forms.DeskForm) -> Page:
    bank, found = queries.load_bank(), found._replace(desk=form.desk)
    lacking = desk.shipped.to_offer(bank)
    names = {"control": dict(offers.of_controls(bank, lacking)), "topic": vocabulary.MEANINGS}
    context: dict[str, Any] = {
        "notice": found.row,
        "form": form,
        "kinds": desk.entries.KINDS,
        "hints": desk.entries.HINTS,
        "fixed": desk.entries.FIXED,
        "details": desk.entries.DETAILS,
        "compare": compare_words,
        "names": names,
        "lacking": lacking,
        "pieces": desk.shown.list_pieces(found),
        "alike": desk.shown.list_alike(found, bank.incidents),
        "days": desk.shown.map_days(found),
        "is_noticed_too_early": desk.shown.is_noticed_too_early(found),
    }
    return make_response(render_template("studio/show_notice.html", **context), 422 if form.errors else 200)
