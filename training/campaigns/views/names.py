"""Giving a campaign another name."""

import uuid

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.campaigns import queries, service
from training.campaigns.name_forms import NamesForm
from training.campaigns.views.blueprint import bp


@bp.get("/<uuid:campaign_id>/name")
@requires(Permission.MANAGE_CAMPAIGNS)
def edit_name(campaign_id: uuid.UUID) -> str:
    """Ask what the campaign is to be called."""
    names = queries.get_names(campaign_id)
    form = NamesForm(data={"name": names.name, "name_en": names.name_en})
    return render_template("campaigns/edit_name.html", form=form, campaign=names)


@bp.post("/<uuid:campaign_id>/name")
@requires(Permission.MANAGE_CAMPAIGNS)
def change_name(campaign_id: uuid.UUID) -> Response:
    """Call the campaign otherwise, wherever it is told from now on."""
    names, form, actor_id = queries.get_names(campaign_id), NamesForm(), actor().id
    if form.validate_on_submit() and form.settle_names(names.release_id):
        name, name_en = form.name.data or "", form.name_en.data
        transaction.run(lambda: service.rename(campaign_id, name, name_en, actor_id))
        flash(_("The name was changed."), "success")
        return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)
    return make_response(render_template("campaigns/edit_name.html", form=form, campaign=names), 422)
