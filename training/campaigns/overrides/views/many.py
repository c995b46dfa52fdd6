"""Extending for many people of a campaign at once, and exempting several."""

import uuid

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from training import clock, transaction
from training.access import Permission, requires
from training.campaigns.overrides import queries, service
from training.campaigns.overrides.forms import ExemptManyForm, ExtendManyForm
from training.campaigns.overrides.service import Given
from training.campaigns.overrides.views.blueprint import Place, administrators, bp, managers
from training.campaigns.queries import get_campaign
from training.errors import FieldError, Refused
from training.forms.errors import apply


@bp.get("/campaigns/<uuid:campaign_id>/extend")
@requires(Permission.MANAGE_CAMPAIGNS)
def new_extensions(campaign_id: uuid.UUID) -> str:
    """Ask until when everybody who has not finished has time, and why."""
    return _asked(administrators(), campaign_id)


@bp.post("/campaigns/<uuid:campaign_id>/extend")
@requires(Permission.MANAGE_CAMPAIGNS)
def give_extensions(campaign_id: uuid.UUID) -> Response:
    """Extend for everybody who has not finished; sent twice, it holds once."""
    return _given(administrators(), campaign_id)


@bp.get("/team/campaigns/<uuid:campaign_id>/extend")
@requires(Permission.EXTEND_DUE)
def new_own_extensions(campaign_id: uuid.UUID) -> str:
    """Ask a manager until when the own people who have not finished have time, and why."""
    return _asked(managers(), campaign_id)


@bp.post("/team/campaigns/<uuid:campaign_id>/extend")
@requires(Permission.EXTEND_DUE)
def give_own_extensions(campaign_id: uuid.UUID) -> Response:
    """Extend for a manager's own people who have not finished."""
    return _given(managers(), campaign_id)


@bp.get("/campaigns/<uuid:campaign_id>/exempt")
@requires(Permission.MANAGE_CAMPAIGNS)
def new_exemptions(campaign_id: uuid.UUID) -> str:
    """Ask who need not take the training, and why."""
    return _exemption_page(campaign_id, ExemptManyForm())


@bp.post("/campaigns/<uuid:campaign_id>/exempt")
@requires(Permission.MANAGE_CAMPAIGNS)
def give_exemptions(campaign_id: uuid.UUID) -> Response:
    """Exempt several people; sent twice, it holds once."""
    form, giver = ExemptManyForm(), administrators().giver
    if form.validate_on_submit():
        decision, people = form.decision(), form.people.ids()
        try:
            given = transaction.run(lambda: service.give_many(campaign_id, decision, giver, people=people))
        except Refused as refusal:
            apply(form, refusal)
        else:
            flash(ngettext("%(num)d person is exempt.", "%(num)d people are exempt.", given.decided), "success")
            _flash_left_out(len(people) - given.decided)
            return redirect(url_for("campaigns.show_campaign", campaign_id=campaign_id), 303)
    return make_response(_exemption_page(campaign_id, form), 422)


def _exemption_page(campaign_id: uuid.UUID, form: ExemptManyForm) -> str:
    return render_template("overrides/new_exemptions.html", form=form, campaign=get_campaign(campaign_id))


def _flash_left_out(number: int) -> None:
    if number > 0:
        text = ngettext(
            "%(num)d person was left out: not in this campaign, or finished already.",
            "%(num)d people were left out: not in this campaign, or finished already.",
            number,
        )
        flash(text, "info")


def _asked(place: Place, campaign_id: uuid.UUID) -> str:
    campaign = queries.get_open_campaign(campaign_id, place.giver.scope, clock.now())
    return _page(place, campaign, _form(place, campaign))


def _form(place: Place, campaign: queries.OpenCampaign) -> ExtendManyForm:
    return ExtendManyForm(campaign.unfinished, campaign.late, names_people=not place.is_manager)


def _page(place: Place, campaign: queries.OpenCampaign, form: ExtendManyForm) -> str:
    return render_template("overrides/new_extensions.html", form=form, place=place, campaign=campaign)


def _given(place: Place, campaign_id: uuid.UUID) -> Response:
    campaign = queries.get_open_campaign(campaign_id, place.giver.scope, clock.now())
    form = _form(place, campaign)
    if form.validate_on_submit():
        decision, whom = form.decision(), {"people": form.named(), "late_only": form.who.data == "late"}
        try:
            given = transaction.run(lambda: service.give_many(campaign_id, decision, place.giver, **whom))
            _check(given, place)
        except FieldError as error:
            apply(form, error)
        else:
            _flash(given)
            return redirect(url_for(place.campaign, campaign_id=campaign_id), 303)
    return make_response(_page(place, campaign, form), 422)


def _check(given: Given, place: Place) -> None:
    if given.decided:
        return
    if place.is_manager:
        raise FieldError("until", _("This day can be given to nobody: it is not later than now, or more than 14 days."))
    raise FieldError("until", _("This day can be given to nobody: it is not later than their due dates."))


def _flash(given: Given) -> None:
    text = ngettext("%(num)d person has more time now.", "%(num)d people have more time now.", given.decided)
    flash(text, "success")
    if given.left_out:
        left_out = ngettext(
            "%(num)d person was left out: this day is not later than the due date, or too late to be given.",
            "%(num)d people were left out: this day is not later than their due dates, or too late to be given.",
            given.left_out,
        )
        flash(left_out, "info")
