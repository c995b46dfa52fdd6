"""Importing people from a file: upload, look at what would change, apply or discard, undo."""

import uuid

from flask import Response as FileResponse
from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.administration.forms.imports import ApplyForm, ImportForm
from training.administration.importing import deciding, decoding, inviting, keeping, pages, queries, undoing
from training.administration.importing.example import example
from training.administration.views.blueprint import bp
from training.config import LANGUAGES
from training.errors import DomainError, NotFound, Refused
from training.forms.errors import apply
from training.forms.fields import ConfirmForm
from training.models import Undoing, new_id
from training.paging import paginate
from training.sizes import takes

LARGEST_REQUEST = decoding.LARGEST + 500_000
"""Room for the other fields, so that the reader can say itself what is too large."""


@bp.get("/people/imports/")
@requires(Permission.MANAGE_PEOPLE)
def list_imports() -> str:
    """Ask for a file, and show earlier imports."""
    return _upload(ImportForm())


@bp.post("/people/imports/")
@requires(Permission.MANAGE_PEOPLE)
@takes(LARGEST_REQUEST)
def plan_import() -> Response:
    """Read a file and keep what it would change, without changing it."""
    form = ImportForm()
    if form.validate_on_submit() and (source := form.source) is not None:
        options, made_id = form.options(keeping.today(), actor().id), new_id()
        # Planned before the transaction: it takes long, and applying plans anew.
        plan = keeping.make_plan(source.lines, queries.load_world(), options)
        transaction.run(lambda: keeping.keep(plan, source, options, made_id))
        return redirect(url_for(".show_import", import_id=made_id), 303)
    return make_response(_upload(form), 422)


@bp.get("/people/imports/example.csv")
@requires(Permission.MANAGE_PEOPLE)
def download_import_example() -> Response:
    """Download a file that shows the columns."""
    tag = request.args.get("language", "ja")
    if tag not in LANGUAGES:
        raise NotFound
    return FileResponse(
        example(tag), mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename=people-{tag}.csv"}
    )


@bp.get("/people/imports/<uuid:import_id>")
@requires(Permission.MANAGE_PEOPLE)
def show_import(import_id: uuid.UUID) -> str:
    """Show what an import would change, or what became of it."""
    return _show(import_id, ApplyForm())


@bp.post("/people/imports/<uuid:import_id>/apply")
@requires(Permission.MANAGE_PEOPLE)
def apply_import(import_id: uuid.UUID) -> Response:
    """Do what the plan says, unless people have changed since."""
    form, actor_id = ApplyForm(), actor().id
    if not form.validate_on_submit():
        return make_response(_show(import_id, form), 422)
    confirmation, seen = form.confirmation(), str(form.plan.data or "")
    outdated = _("People or teams have changed since this was planned. Nothing was applied; look at the new plan.")
    try:
        is_applied = deciding.apply_or_plan_anew(import_id, actor_id, confirmation, seen)
    except Refused as error:
        flash(str(error.message), "warning")
    except DomainError as error:
        apply(form, error)
        return make_response(_show(import_id, form), 422)
    else:
        flash(_("The import was applied.") if is_applied else outdated, "success" if is_applied else "warning")
    return redirect(url_for(".show_import", import_id=import_id), 303)


@bp.post("/people/imports/<uuid:import_id>/discard")
@requires(Permission.MANAGE_PEOPLE)
def discard_import(import_id: uuid.UUID) -> Response:
    """Erase a plan without applying it."""
    actor_id = actor().id
    transaction.run(lambda: keeping.discard(import_id, actor_id))
    flash(_("The import was discarded. Nothing has changed."), "success")
    return redirect(url_for(".list_imports"), 303)


@bp.post("/people/imports/<uuid:import_id>/invite")
@requires(Permission.MANAGE_PEOPLE)
def invite_imported(import_id: uuid.UUID) -> Response:
    """Mail invitations to those whom an import brought, so many at a time."""
    actor_id = actor().id
    number = transaction.run(lambda: inviting.invite(import_id, actor_id))
    flash(ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", number), "success")
    return redirect(url_for(".show_import", import_id=import_id), 303)


@bp.get("/people/imports/<uuid:import_id>/undo")
@requires(Permission.MANAGE_PEOPLE)
def confirm_import_undo(import_id: uuid.UUID) -> str:
    """Ask whether an import is to be undone."""
    row = queries.get_import(import_id)
    return render_template("administration/confirm_import_undo.html", form=ConfirmForm(), row=row)


@bp.post("/people/imports/<uuid:import_id>/undo")
@requires(Permission.MANAGE_PEOPLE)
def undo_import(import_id: uuid.UUID) -> Response:
    """Restore what an import changed, where nobody has changed it since."""
    actor_id = actor().id
    try:
        counts = transaction.run(lambda: undoing.undo(import_id, actor_id))
    except Refused as error:
        flash(str(error.message), "warning")
    else:
        flash(_("The import was undone."), "success")
        if counts[Undoing.LEFT] or counts[Undoing.PARTLY]:
            flash(_("Some things were changed since and stay as they are. They are listed below."), "warning")
    return redirect(url_for(".show_import", import_id=import_id), 303)


def _upload(form: ImportForm) -> str:
    page = paginate(queries.select_imports())
    earlier = [pages.earlier(row, name) for row, name in page.items]
    return render_template("administration/list_imports.html", form=form, page=page, earlier=earlier)


def _show(import_id: uuid.UUID, form: ApplyForm) -> str:
    shown = pages.show(import_id, request.args)
    form.plan.data = shown.row.plan_sha256
    return render_template("administration/show_import.html", form=form, shown=shown)
