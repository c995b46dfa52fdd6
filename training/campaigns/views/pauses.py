"""Letting a campaign stand still, and go on."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.campaigns import queries, service
from training.campaigns.views.blueprint import bp
from training.forms.fields import ConfirmForm


@bp.get("/<uuid:campaign_id>/pause")
@requires(Permission.MANAGE_CAMPAIGNS)
def confirm_pause(campaign_id: uuid.UUID) -> str:
    """Ask whether the campaign is to stand still."""
    campaign = queries.get_open_campaign(campaign_id)
    return render_template("campaigns/confirm_pause.html", form=ConfirmForm(), campaign=campaign)


@bp.post("/<uuid:campaign_id>/pause")
@requires(Permission.MANAGE_CAMPAIGNS)
def pause_campaign(campaign_id: uuid.UUID) -> Response:
    """Let the campaign stand still."""
    actor_id = actor().id
    transaction.run(lambda: service.pause(campaign_id, actor_id))
    flash(_("The campaign was paused."), "success")
    return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)


@bp.post("/<uuid:campaign_id>/resume")
@requires(Permission.MANAGE_CAMPAIGNS)
def resume_campaign(campaign_id: uuid.UUID) -> Response:
    """Let the campaign go on."""
    actor_id = actor().id
    transaction.run(lambda: service.resume(campaign_id, actor_id))
    flash(_("The campaign goes on. Due dates have moved by the days of the pause."), "success")
    return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)
