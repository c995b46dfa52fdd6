"""Pages of slips: who has one coming, printing them, and printing them again."""

import uuid
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.errors import NotFound
from training.forms.fields import ConfirmForm
from training.i18n import language
from training.reminders.slips import queries, service
from training.reminders.slips.forms import TeamForm
from training.team.queries import get_tree
from training.team.scope import EVERYBODY, Scope, scope_of

bp = Blueprint("slips", __name__)


class Place(NamedTuple):
    """A scope and where its pages lie."""

    scope: Scope
    campaign: str
    slips: str
    run: str


def _mine() -> Place:
    return Place(scope_of(actor()), "team.show_campaign", ".list_slips", ".show_run")


def _everybody() -> Place:
    return Place(EVERYBODY, "team.show_organisation_campaign", ".list_organisation_slips", ".show_organisation_run")


@bp.get("/team/campaigns/<uuid:campaign_id>/slips")
@requires(Permission.SEE_TEAM)
def list_slips(campaign_id: uuid.UUID) -> str:
    """Show who of a manager's people has a slip coming."""
    return _list(_mine(), campaign_id)


@bp.post("/team/campaigns/<uuid:campaign_id>/slips")
@requires(Permission.SEE_TEAM)
def print_slips(campaign_id: uuid.UUID) -> Response:
    """Note the slips of a manager's people as printed, and show them."""
    return _print(_mine(), campaign_id)


@bp.get("/team/campaigns/<uuid:campaign_id>/slips/<uuid:run_id>")
@requires(Permission.SEE_TEAM)
def show_run(campaign_id: uuid.UUID, run_id: uuid.UUID) -> str:
    """Show slips of a manager's people for the printer."""
    return _show(_mine(), campaign_id, run_id)


@bp.get("/team/organisation/campaigns/<uuid:campaign_id>/slips")
@requires(Permission.MANAGE_CAMPAIGNS)
def list_organisation_slips(campaign_id: uuid.UUID) -> str:
    """Show who has a slip coming."""
    return _list(_everybody(), campaign_id)


@bp.post("/team/organisation/campaigns/<uuid:campaign_id>/slips")
@requires(Permission.MANAGE_CAMPAIGNS)
def print_organisation_slips(campaign_id: uuid.UUID) -> Response:
    """Note slips as printed, and show them."""
    return _print(_everybody(), campaign_id)


@bp.get("/team/organisation/campaigns/<uuid:campaign_id>/slips/<uuid:run_id>")
@requires(Permission.MANAGE_CAMPAIGNS)
def show_organisation_run(campaign_id: uuid.UUID, run_id: uuid.UUID) -> str:
    """Show slips for the printer."""
    return _show(_everybody(), campaign_id, run_id)


def _list(place: Place, campaign_id: uuid.UUID) -> str:
    filters = TeamForm(request.args, get_tree(place.scope, language()))
    return render_template(
        "slips/list_slips.html",
        form=ConfirmForm(),
        place=place,
        own={"campaign_id": campaign_id},
        filters=filters,
        look=service.look(place.scope, campaign_id, language(), filters.team_id()),
        most=service.MOST_AT_ONCE,
    )


def _print(place: Place, campaign_id: uuid.UUID) -> Response:
    chosen, actor_id = request.form.getlist("slip", type=uuid.UUID)[: service.MOST_AT_ONCE], actor().id
    run_id = transaction.run(lambda: service.print_slips(place.scope, campaign_id, chosen, actor_id))
    if run_id:
        return redirect(url_for(place.run, campaign_id=campaign_id, run_id=run_id), 303)
    flash(
        _("Nothing new was printed. What was printed before can be printed again from the list below.")
        if chosen
        else _("Choose at least one slip."),
        "warning",
    )
    return redirect(url_for(place.slips, campaign_id=campaign_id, team=request.args.get("team")), 303)


def _show(place: Place, campaign_id: uuid.UUID, run_id: uuid.UUID) -> str:
    from training.reminders.slips import drawing  # what draws codes takes memory  # noqa: PLC0415

    rows = queries.list_printed(place.scope, campaign_id, run_id, language())
    if not rows:
        raise NotFound
    return render_template(
        "slips/show_run.html", place=place, own={"campaign_id": campaign_id}, rows=rows, slips=drawing.draw(rows)
    )
