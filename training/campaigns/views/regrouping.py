"""Changing whom a campaign is for, in two steps: the form, then what it means for whom."""

import uuid
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.administration.queries import list_tags, tree
from training.campaigns import forms, outlooks, queries, regrouping
from training.campaigns.regrouping_forms import RegroupingForm
from training.campaigns.views.blueprint import bp
from training.errors import FieldError
from training.forms.errors import apply
from training.i18n import language


@bp.get("/<uuid:campaign_id>/audience")
@requires(Permission.MANAGE_CAMPAIGNS)
def edit_audience(campaign_id: uuid.UUID) -> str:
    """Ask for whom the campaign is to be from now on."""
    campaign = queries.get_open_campaign(campaign_id)
    return _page(RegroupingForm.of(campaign, tree(language()), list_tags(language())), campaign)


@bp.post("/<uuid:campaign_id>/audience")
@requires(Permission.MANAGE_CAMPAIGNS)
def preview_audience(campaign_id: uuid.UUID) -> Response:
    """Say who comes in and who goes out. Nothing is stored yet, so this answer is the page itself."""
    campaign, form = queries.get_open_campaign(campaign_id), _form()
    if not form.validate_on_submit():
        return make_response(_page(form, campaign), 422)
    wanted = form.audience()
    try:
        regrouping.check(campaign, wanted)
    except FieldError as error:
        apply(form, error)
        return make_response(_page(form, campaign), 422)
    return make_response(
        render_template(
            "campaigns/preview_audience.html",
            form=form,
            campaign=campaign,
            before=queries.put_into_words(regrouping.present(campaign), language()),
            after=queries.put_into_words(wanted, language()),
            labels=forms,
            told=outlooks.regrouping(campaign, regrouping.look(campaign, wanted), form.exempts()),
        )
    )


@bp.post("/<uuid:campaign_id>/audience/change")
@requires(Permission.MANAGE_CAMPAIGNS)
def change_audience(campaign_id: uuid.UUID) -> Response:
    """Let the campaign be for others, as it was looked at; sent twice, it changes once."""
    campaign, form, actor_id = queries.get_open_campaign(campaign_id), _form(), actor().id
    if form.validate_on_submit():
        what = (form.audience(), form.seen.data or "", form.reason.data or "", form.exempts())
        try:
            transaction.run(lambda: regrouping.change(campaign_id, *what, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The campaign is for these people from now on."), "success")
            return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)
    return make_response(_page(form, campaign), 422)


def _form() -> RegroupingForm:
    return RegroupingForm(tree(language()), list_tags(language()))


def _page(form: RegroupingForm, campaign: Any) -> str:
    return render_template("campaigns/edit_audience.html", form=form, campaign=campaign)
