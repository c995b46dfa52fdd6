"""Pages of reminders: reminding by hand, how a campaign reminds, the organisation's own rules, the calendar file."""

import uuid
from typing import NamedTuple

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.forms.fields import ConfirmForm
from training.i18n import language
from training.reminders import nudging, planning, rules
from training.reminders.forms import PlanForm, RulesForm
from training.team.scope import EVERYBODY, Scope, scope_of

bp = Blueprint("reminders", __name__)

SHOWN_PEOPLE = 50


class Place(NamedTuple):
    """A scope and where its pages lie."""

    scope: Scope
    campaign: str
    person: str
    nudge: str
    slips: str


def _mine() -> Place:
    return Place(scope_of(actor()), "team.show_campaign", "team.show_person", ".nudge", "slips.list_slips")


def _everybody() -> Place:
    return Place(
        EVERYBODY,
        "team.show_organisation_campaign",
        "team.show_organisation_person",
        ".nudge_organisation",
        "slips.list_organisation_slips",
    )


@bp.get("/team/campaigns/<uuid:campaign_id>/remind")
@requires(Permission.SEE_TEAM)
def confirm_nudge(campaign_id: uuid.UUID) -> str:
    """Show whom of a manager's people a click would remind, and who can't be reminded."""
    return _confirm(_mine(), campaign_id)


@bp.post("/team/campaigns/<uuid:campaign_id>/remind")
@requires(Permission.SEE_TEAM)
def nudge(campaign_id: uuid.UUID) -> Response:
    """Remind whoever of a manager's people can be reminded."""
    return _nudge(_mine(), campaign_id)


@bp.get("/team/organisation/campaigns/<uuid:campaign_id>/remind")
@requires(Permission.MANAGE_CAMPAIGNS)
def confirm_organisation_nudge(campaign_id: uuid.UUID) -> str:
    """Show whom of the organisation a click would remind, and who can't be reminded."""
    return _confirm(_everybody(), campaign_id)


@bp.post("/team/organisation/campaigns/<uuid:campaign_id>/remind")
@requires(Permission.MANAGE_CAMPAIGNS)
def nudge_organisation(campaign_id: uuid.UUID) -> Response:
    """Remind whoever of the organisation can be reminded."""
    return _nudge(_everybody(), campaign_id)


@bp.get("/campaigns/<uuid:campaign_id>/reminders")
@requires(Permission.MANAGE_CAMPAIGNS)
def edit_plan(campaign_id: uuid.UUID) -> str:
    """Ask how a campaign reminds."""
    campaign, own = planning.get_campaign(campaign_id), rules.find_plan(campaign_id)
    form = PlanForm.of(own or rules.of_all().plan, is_own=own is not None)
    return render_template("reminders/edit_plan.html", form=form, campaign=campaign)


@bp.post("/campaigns/<uuid:campaign_id>/reminders")
@requires(Permission.MANAGE_CAMPAIGNS)
def change_plan(campaign_id: uuid.UUID) -> Response:
    """Keep how a campaign reminds."""
    campaign, form, actor_id = planning.get_campaign(campaign_id), PlanForm(), actor().id
    if not form.validate_on_submit():
        return make_response(render_template("reminders/edit_plan.html", form=form, campaign=campaign), 422)
    plan = form.plan() if form.is_own.data == "own" else None
    transaction.run(lambda: planning.change_plan(campaign_id, plan, actor_id))
    flash(_("The reminders of this campaign were saved."), "success")
    return redirect(url_for("campaigns.show_campaign", campaign_id=campaign_id), 303)


@bp.get("/administration/settings/reminders")
@requires(Permission.MANAGE_SETTINGS)
def edit_rules() -> str:
    """Ask how the organisation reminds."""
    return render_template("reminders/edit_rules.html", form=RulesForm.of(rules.of_all()))


@bp.post("/administration/settings/reminders")
@requires(Permission.MANAGE_SETTINGS)
def change_rules() -> Response:
    """Keep how the organisation reminds."""
    form, actor_id = RulesForm(), actor().id
    if not form.validate_on_submit():
        return make_response(render_template("reminders/edit_rules.html", form=form), 422)
    wanted = form.rules()
    transaction.run(lambda: planning.change_rules(wanted, actor_id))
    flash(_("The settings were saved."), "success")
    return redirect(url_for("administration.show_settings"), 303)


def _confirm(place: Place, campaign_id: uuid.UUID) -> str:
    person_id = _person()
    return render_template(
        "reminders/confirm_nudge.html",
        form=ConfirmForm(),
        place=place,
        look=nudging.look(place.scope, campaign_id, language(), person_id),
        own={"campaign_id": campaign_id, **({"person": person_id} if person_id else {})},
        back=_back(place, campaign_id, person_id),
        hours=rules.of_all().hours,
        shown=SHOWN_PEOPLE,
    )


def _nudge(place: Place, campaign_id: uuid.UUID) -> Response:
    person_id, actor_id = _person(), actor().id
    number = transaction.run(lambda: nudging.nudge(place.scope, campaign_id, actor_id, person_id))
    if number:
        flash(ngettext("%(num)d person is reminded.", "%(num)d people are reminded.", number), "success")
        _tell_of_others(nudging.look(place.scope, campaign_id, language(), person_id))
    else:
        flash(_("Nobody was reminded: whoever can be reminded has been already."), "info")
    return redirect(_back(place, campaign_id, person_id), 303)


def _tell_of_others(look: nudging.Look) -> None:
    """Say how many no mail reaches, since a button may have named more people than were reminded."""
    number = sum(each.hindrance in nudging.UNREACHABLE for each in look.others)
    if number:
        flash(
            ngettext(
                "%(num)d person can't be reminded by mail: “See who first” says why.",
                "%(num)d people can't be reminded by mail: “See who first” says why.",
                number,
            ),
            "info",
        )


def _person() -> uuid.UUID | None:
    asked = request.args.get("person")
    try:
        return uuid.UUID(asked) if asked else None
    except ValueError:
        abort(404)


def _back(place: Place, campaign_id: uuid.UUID, person_id: uuid.UUID | None) -> str:
    if person_id:
        return url_for(place.person, person_id=person_id)
    return url_for(place.campaign, campaign_id=campaign_id)
