"""Controls: the rules that give a chance to stop or limit an incident."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from questions.control import Control
from training.access import Permission, requires
from training.paging import paginate_list
from training.studio import queries, vocabulary
from training.studio.editing import documents, doubts
from training.studio.forms.incident import ControlForm, NewControlForm
from training.studio.uses import list_control_uses
from training.studio.views.blueprint import bp
from training.studio.views.editing import New, Page, created, page, rearranged, saved, show_older

SCENARIOS_SHOWN = 5
"""Of a control that more practise, the list of cases shows them all."""


@bp.get("/controls/")
@requires(Permission.EDIT_CONTENT)
def list_controls() -> Page:
    """List the controls and where they are practised."""
    page = paginate_list(list_control_uses(queries.load_bank()))
    return render_template("studio/list_controls.html", page=page, most=SCENARIOS_SHOWN, older=queries.count_older())


@bp.get("/controls/new")
@requires(Permission.EDIT_CONTENT)
def new_control() -> Page:
    """Show an empty control."""
    return _page(NewControlForm(), None)


@bp.post("/controls/new")
@requires(Permission.EDIT_CONTENT)
def create_control() -> Page:
    """Store a new control."""
    form = NewControlForm()
    if rearranged(form):
        return _page(form, None)
    proposals = form.proposed_keys()
    if created(form, New(Control, lambda key: documents.read(form, Control, {"key": key}), proposals)) is None:
        return _page(form, None)
    flash(_("The control is saved."), "success")
    return redirect(url_for("studio.list_controls"), 303)


@bp.get("/controls/<string:key>")
@requires(Permission.EDIT_CONTENT)
def edit_control(key: str) -> Page:
    """Show a control as it is now."""
    now = queries.get_document(Control, key)
    return _page(documents.form_for(ControlForm, now.document, now.edition, request.args), now)


@bp.post("/controls/<string:key>")
@requires(Permission.EDIT_CONTENT)
def save_control(key: str) -> Page:
    """Store a control's next edition."""
    now, form = queries.get_document(Control, key), ControlForm()
    if rearranged(form):
        return _page(form, now)
    control = documents.read(form, Control, {"key": key})
    if control is None or not saved(form, control):
        return _page(form, now)
    flash(_("The control is saved."), "success")
    return redirect(url_for("studio.list_controls"), 303)


def _page(form: ControlForm, now: queries.Edited[Control] | None) -> Page:
    template = "studio/edit_control.html" if now else "studio/new_control.html"
    show_older(form, now)
    bank, control = queries.load_bank(), now.document if now else None
    told = doubts.of_control(control, bank) if control else []
    return page(template, form, vocabulary.of_documents(bank), control=control, doubts=told)
