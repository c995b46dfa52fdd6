"""Letting a campaign go on with the newest release of its quiz."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.campaigns import queries, service
from training.campaigns.forms import NewestReleaseForm
from training.campaigns.views.blueprint import bp
from training.errors import Refused


@bp.get("/<uuid:campaign_id>/newest-release")
@requires(Permission.MANAGE_CAMPAIGNS)
def confirm_newest_release(campaign_id: uuid.UUID) -> str:
    """Ask whether whoever begins from now on takes the newest release."""
    campaign = queries.get_open_campaign(campaign_id)
    newest = queries.find_newest_release(campaign.release_id)
    form = NewestReleaseForm(data={"release": str(newest.id)})
    return render_template("campaigns/confirm_newest_release.html", form=form, campaign=campaign, newest=newest)


@bp.post("/<uuid:campaign_id>/newest-release")
@requires(Permission.MANAGE_CAMPAIGNS)
def use_newest_release(campaign_id: uuid.UUID) -> Response:
    """Let attempts that have not begun take the newest release."""
    actor_id, release_id = actor().id, NewestReleaseForm().release_id()
    try:
        transaction.run(lambda: service.use_newest_release(campaign_id, release_id, actor_id))
    except Refused as refusal:
        flash(str(refusal.message), "error")
    else:
        flash(_("Whoever begins from now on takes the newest release."), "success")
    return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)
