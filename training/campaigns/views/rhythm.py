"""Changing how often a campaign asks, in two steps: the form, then what it means for whom."""

import uuid
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import clock, transaction
from training.access import Permission, actor, requires
from training.campaigns import queries, rhythm, wording
from training.campaigns.rhythm_forms import RhythmForm
from training.campaigns.views.blueprint import bp
from training.errors import FieldError
from training.forms.errors import apply


@bp.get("/<uuid:campaign_id>/rhythm")
@requires(Permission.MANAGE_CAMPAIGNS)
def edit_rhythm(campaign_id: uuid.UUID) -> str:
    """Ask how often the campaign is to ask from now on."""
    campaign = queries.get_open_campaign(campaign_id)
    return _page(RhythmForm.of(campaign), campaign)


@bp.post("/<uuid:campaign_id>/rhythm")
@requires(Permission.MANAGE_CAMPAIGNS)
def preview_rhythm(campaign_id: uuid.UUID) -> Response:
    """Say what would change for whom. Nothing is stored yet, so this answer is the page itself."""
    campaign, form = queries.get_open_campaign(campaign_id), RhythmForm()
    form.offer(campaign)
    if not form.validate_on_submit():
        return make_response(_page(form, campaign), 422)
    try:
        rhythm.check(campaign, form.rhythm())
    except FieldError as error:
        apply(form, error)
        return make_response(_page(form, campaign), 422)
    outlook = rhythm.look(campaign, form.rhythm(), clock.now())
    told = wording.rhythm_change(campaign, form.rhythm(), outlook)
    return make_response(render_template("campaigns/preview_rhythm.html", form=form, campaign=campaign, told=told))


@bp.post("/<uuid:campaign_id>/rhythm/change")
@requires(Permission.MANAGE_CAMPAIGNS)
def change_rhythm(campaign_id: uuid.UUID) -> Response:
    """Let the campaign ask otherwise, as it was looked at; sent twice, it changes once."""
    campaign, form, actor_id = queries.get_open_campaign(campaign_id), RhythmForm(), actor().id
    form.offer(campaign)
    if form.validate_on_submit():
        wanted, seen, reason = form.rhythm(), form.seen_rhythm(), form.reason.data or ""
        try:
            transaction.run(lambda: rhythm.change(campaign_id, wanted, seen, reason, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The campaign asks otherwise from tomorrow on."), "success")
            return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)
    return make_response(_page(form, campaign), 422)


def _page(form: RhythmForm, campaign: Any) -> str:
    return render_template("campaigns/edit_rhythm.html", form=form, campaign=campaign, wording=wording)
