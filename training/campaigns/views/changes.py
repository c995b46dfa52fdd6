"""Changing a campaign that was launched: more people, the end."""

import uuid

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.administration.queries import list_tags, tree
from training.campaigns import queries, service
from training.campaigns.audience import Audience
from training.campaigns.forms import AudienceForm
from training.campaigns.views.blueprint import bp
from training.forms.fields import ConfirmForm
from training.i18n import language


@bp.get("/<uuid:campaign_id>/people")
@requires(Permission.MANAGE_CAMPAIGNS)
def choose_people(campaign_id: uuid.UUID) -> str:
    """Ask who is to take the training as well."""
    campaign = queries.get_running_campaign(campaign_id)
    return render_template("campaigns/choose_people.html", form=_audience_form(), campaign=campaign)


@bp.post("/<uuid:campaign_id>/people")
@requires(Permission.MANAGE_CAMPAIGNS)
def add_people(campaign_id: uuid.UUID) -> Response:
    """Assign the campaign to more people; those who have it already keep what they have."""
    campaign, form = queries.get_campaign(campaign_id), _audience_form()
    if form.validate_on_submit():
        audience = form.audience()
        if audience != Audience():
            return _extended(campaign_id, audience)
        form.form_errors.append(_("Nobody is in this audience. Choose at least one person or team."))
    return make_response(render_template("campaigns/choose_people.html", form=form, campaign=campaign), 422)


@bp.post("/<uuid:campaign_id>/newcomers")
@requires(Permission.MANAGE_CAMPAIGNS)
def add_newcomers(campaign_id: uuid.UUID) -> Response:
    """Assign the campaign to those who joined its audience after the launch."""
    return _extended(campaign_id, Audience.model_validate_json(queries.get_campaign(campaign_id).audience))


@bp.get("/<uuid:campaign_id>/close")
@requires(Permission.MANAGE_CAMPAIGNS)
def confirm_close(campaign_id: uuid.UUID) -> str:
    """Ask whether the campaign is to end."""
    campaign = queries.get_open_campaign(campaign_id)
    return render_template("campaigns/confirm_close.html", form=ConfirmForm(), campaign=campaign)


@bp.post("/<uuid:campaign_id>/close")
@requires(Permission.MANAGE_CAMPAIGNS)
def close_campaign(campaign_id: uuid.UUID) -> Response:
    """End the campaign."""
    actor_id = actor().id
    transaction.run(lambda: service.close(campaign_id, actor_id))
    flash(_("The campaign was closed."), "success")
    return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)


def _audience_form() -> AudienceForm:
    return AudienceForm(tree(language()), list_tags(language()))


def _extended(campaign_id: uuid.UUID, audience: Audience) -> Response:
    actor_id = actor().id
    number = transaction.run(lambda: service.extend(campaign_id, audience, actor_id))
    if number:
        flash(ngettext("%(num)d person was added.", "%(num)d people were added.", number), "success")
    else:
        flash(_("All of them have this training already."), "info")
    return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)
