"""Changing when a campaign is due, in two steps: the form, then whose date moves."""

import uuid
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import clock, transaction
from training.access import Permission, actor, requires
from training.campaigns import outlooks, queries, redating, wording
from training.campaigns.redating_forms import RedatingForm
from training.campaigns.service import WHY_NO_DATE
from training.campaigns.views.blueprint import bp
from training.errors import FieldError, Refused
from training.forms.errors import apply


@bp.get("/<uuid:campaign_id>/due")
@requires(Permission.MANAGE_CAMPAIGNS)
def edit_due(campaign_id: uuid.UUID) -> str:
    """Ask for another due date, another number of days, or the one instead of the other."""
    campaign = queries.get_open_campaign(campaign_id)
    return _page(RedatingForm.of(campaign), campaign)


@bp.post("/<uuid:campaign_id>/due")
@requires(Permission.MANAGE_CAMPAIGNS)
def preview_due(campaign_id: uuid.UUID) -> Response:
    """Say whose date moves. Nothing is stored yet, so this answer is the page itself."""
    campaign = queries.get_open_campaign(campaign_id)
    form = RedatingForm().fitting(campaign)
    if not form.validate_on_submit():
        return make_response(_page(form, campaign), 422)
    wanted = form.wanted()
    try:
        redating.check(campaign, wanted)
    except FieldError as error:
        apply(form, error)
        return make_response(_page(form, campaign), 422)
    told = outlooks.redating(redating.of(campaign), wanted, redating.look(campaign, wanted, clock.now()))
    return make_response(
        render_template("campaigns/preview_due.html", form=form, campaign=campaign, told=told, wording=wording)
    )


@bp.post("/<uuid:campaign_id>/due/change")
@requires(Permission.MANAGE_CAMPAIGNS)
def change_due(campaign_id: uuid.UUID) -> Response:
    """Let the campaign be due otherwise, as it was looked at; sent twice, it changes once."""
    campaign, actor_id = queries.get_open_campaign(campaign_id), actor().id
    form = RedatingForm().fitting(campaign)
    if form.validate_on_submit():
        wanted, now = form.wanted(), redating.of(campaign)
        seen = form.was_seen(now)
        if seen is None and wanted != now:
            raise Refused(queries.CHANGED_MEANWHILE)
        try:
            transaction.run(lambda: redating.change(campaign_id, wanted, seen or now, form.reason.data or "", actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The due date was changed."), "success")
            return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)
    return make_response(_page(form, campaign), 422)


def _page(form: RedatingForm, campaign: Any) -> str:
    return render_template("campaigns/edit_due.html", form=form, campaign=campaign, why_no_date=WHY_NO_DATE)
