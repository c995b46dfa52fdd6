"""A class that was held: the list of who took part, looked at line by line before it is recorded."""

import uuid

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.administration.importing.decoding import decode
from training.administration.importing.problems import UnreadableFile
from training.campaigns.overrides import attendance, service
from training.campaigns.overrides.attendance import Finding
from training.campaigns.overrides.forms import AttendanceForm
from training.campaigns.overrides.service import Giver
from training.campaigns.overrides.views.blueprint import bp
from training.campaigns.queries import get_campaign
from training.errors import FieldError
from training.forms.errors import apply

SHOWN_LINES = 100


@bp.get("/campaigns/<uuid:campaign_id>/class")
@requires(Permission.MANAGE_CAMPAIGNS)
def new_class(campaign_id: uuid.UUID) -> str:
    """Ask who took part in a class, when and where."""
    return _form_page(campaign_id, AttendanceForm())


@bp.post("/campaigns/<uuid:campaign_id>/class")
@requires(Permission.MANAGE_CAMPAIGNS)
def check_class(campaign_id: uuid.UUID) -> Response:
    """Show what each line means. Nothing is stored yet, so this answer is the page itself."""
    form = AttendanceForm()
    if "change" in request.form:
        return make_response(_form_page(campaign_id, form))
    if form.validate_on_submit():
        try:
            _take_file(form)
            lines = attendance.check(campaign_id, form.people.data or "", form.decision().held_on)
        except FieldError as error:
            apply(form, error)
        else:
            return make_response(_preview(campaign_id, form, lines))
    return make_response(_form_page(campaign_id, form), 422)


@bp.post("/campaigns/<uuid:campaign_id>/class/record")
@requires(Permission.MANAGE_CAMPAIGNS)
def record_class(campaign_id: uuid.UUID) -> Response:
    """Record who took part; sent twice, it holds once."""
    form, giver = AttendanceForm(), Giver(actor().id)
    if form.validate_on_submit():
        decision, text = form.decision(), form.people.data or ""

        def work() -> service.Given:
            people = attendance.ready(attendance.check(campaign_id, text, decision.held_on))
            return service.give_many(campaign_id, decision, giver, people=people)

        try:
            given = transaction.run(work)
        except FieldError as error:
            apply(form, error)
        else:
            recorded = ngettext("%(num)d person was recorded.", "%(num)d people were recorded.", given.decided)
            flash(recorded, "success")
            return redirect(url_for("campaigns.show_campaign", campaign_id=campaign_id), 303)
    return make_response(_form_page(campaign_id, form), 422)


def _take_file(form: AttendanceForm) -> None:
    if not (data := form.uploaded()):
        return
    try:
        text = decode(data)
    except UnreadableFile as error:
        raise FieldError("file", _("This file can’t be read. Save it as CSV and choose it again.")) from error
    form.people.data = "\n".join(filter(None, [form.people.data, text.strip()]))


def _form_page(campaign_id: uuid.UUID, form: AttendanceForm) -> str:
    return render_template("overrides/new_class.html", form=form, campaign=get_campaign(campaign_id))


def _preview(campaign_id: uuid.UUID, form: AttendanceForm, lines: list[attendance.Line]) -> str:
    odd = [line for line in lines if line.finding is not Finding.READY]
    return render_template(
        "overrides/check_class.html",
        form=form,
        campaign=get_campaign(campaign_id),
        counts=attendance.count(lines),
        odd=odd[:SHOWN_LINES],
        odd_number=len(odd),
        found=[line for line in lines if line.finding is Finding.READY][:SHOWN_LINES],
        words=attendance.WORDS,
    )
