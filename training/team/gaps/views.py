"""Pages of gaps: what a team would get wrong, where it could have been stopped, and the sheet to talk it over with."""

import uuid

from flask import Blueprint, Response, render_template, request
from flask_babel import to_user_timezone

from training import clock
from training.access import Permission, actor, requires
from training.errors import NotFound
from training.paging import paginate
from training.team.gaps import debrief, queries, wording
from training.team.gaps.export import csv_lines
from training.team.gaps.figures import worst
from training.team.gaps.pages import Desk, Picture
from training.team.scope import EVERYBODY, Scope

bp = Blueprint("gaps", __name__, url_prefix="/team")


def _mine() -> Desk:
    return Desk(
        Scope(manager_id=actor().id),
        "team.show_people",
        "gaps.list_rounds",
        "gaps.show_gaps",
        "gaps.export_csv",
        "gaps.show_stops",
        "gaps.show_debrief",
        "gaps.download_debrief",
    )


def _everybody() -> Desk:
    return Desk(
        EVERYBODY,
        "team.show_organisation",
        "gaps.list_organisation_rounds",
        "gaps.show_organisation_gaps",
        "gaps.export_organisation_csv",
        "gaps.show_organisation_stops",
        "gaps.show_organisation_debrief",
        "gaps.download_organisation_debrief",
    )


@bp.get("/gaps")
@requires(Permission.SEE_TEAM)
def list_rounds() -> str:
    """List the finished trainings of a manager's people."""
    return _rounds(_mine())


@bp.get("/gaps/<uuid:round_id>")
@requires(Permission.SEE_TEAM)
def show_gaps(round_id: uuid.UUID) -> str:
    """Show which rules a manager's people would get wrong."""
    return _gaps(_mine(), round_id)


@bp.get("/gaps/<uuid:round_id>.csv")
@requires(Permission.SEE_TEAM)
def export_csv(round_id: uuid.UUID) -> Response:
    """Send what the page of gaps shows."""
    return _export(_mine(), round_id)


@bp.get("/gaps/<uuid:round_id>/stops")
@requires(Permission.SEE_TEAM)
def show_stops(round_id: uuid.UUID) -> str:
    """Show where a manager's people could have stopped it."""
    return _stops(_mine(), round_id)


@bp.get("/gaps/<uuid:round_id>/debrief/<uuid:team_id>")
@requires(Permission.SEE_TEAM)
def show_debrief(round_id: uuid.UUID, team_id: uuid.UUID) -> str:
    """Show the sheet for a talk with one of a manager's teams."""
    return _debrief(_mine(), round_id, team_id)


@bp.get("/gaps/<uuid:round_id>/debrief/<uuid:team_id>.pdf")
@requires(Permission.SEE_TEAM)
def download_debrief(round_id: uuid.UUID, team_id: uuid.UUID) -> Response:
    """Send the sheet for a talk with one of a manager's teams."""
    return _pdf(_mine(), round_id, team_id)


@bp.get("/organisation/gaps")
@requires(Permission.SEE_EVERYBODY)
def list_organisation_rounds() -> str:
    """List the finished trainings of everybody."""
    return _rounds(_everybody())


@bp.get("/organisation/gaps/<uuid:round_id>")
@requires(Permission.SEE_EVERYBODY)
def show_organisation_gaps(round_id: uuid.UUID) -> str:
    """Show which rules people would get wrong."""
    return _gaps(_everybody(), round_id)


@bp.get("/organisation/gaps/<uuid:round_id>.csv")
@requires(Permission.SEE_EVERYBODY)
def export_organisation_csv(round_id: uuid.UUID) -> Response:
    """Send what the page of everybody's gaps shows."""
    return _export(_everybody(), round_id)


@bp.get("/organisation/gaps/<uuid:round_id>/stops")
@requires(Permission.SEE_EVERYBODY)
def show_organisation_stops(round_id: uuid.UUID) -> str:
    """Show where people could have stopped it."""
    return _stops(_everybody(), round_id)


@bp.get("/organisation/gaps/<uuid:round_id>/debrief/<uuid:team_id>")
@requires(Permission.SEE_EVERYBODY)
def show_organisation_debrief(round_id: uuid.UUID, team_id: uuid.UUID) -> str:
    """Show the sheet for a talk with any team."""
    return _debrief(_everybody(), round_id, team_id)


@bp.get("/organisation/gaps/<uuid:round_id>/debrief/<uuid:team_id>.pdf")
@requires(Permission.SEE_EVERYBODY)
def download_organisation_debrief(round_id: uuid.UUID, team_id: uuid.UUID) -> Response:
    """Send the sheet for a talk with any team."""
    return _pdf(_everybody(), round_id, team_id)


def _rounds(desk: Desk) -> str:
    campaign_id = _asked("campaign")
    page = paginate(queries.select_rounds(desk.scope, campaign_id))
    return render_template("gaps/list_rounds.html", desk=desk, page=page, campaign_id=campaign_id)


def _gaps(desk: Desk, round_id: uuid.UUID) -> str:
    picture = _picture(desk, round_id)
    found = {"picture": picture, "worst": worst(picture.rules), "wording": wording}
    # Where nothing is told here, a larger group around the team may still be: no link leads to a sheet that is none.
    top = None if found["worst"] else picture.top_team_id
    sheet = debrief.get_sheet(desk.scope, round_id, top)[1] if top else None
    return render_template("gaps/show_gaps.html", desk=desk, has_sheet=sheet is not None, **found)


def _stops(desk: Desk, round_id: uuid.UUID) -> str:
    return render_template("gaps/show_stops.html", desk=desk, picture=_picture(desk, round_id), wording=wording)


def _export(desk: Desk, round_id: uuid.UUID) -> Response:
    name = f"gaps-{to_user_timezone(clock.now()):%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    lines = "".join(csv_lines(_picture(desk, round_id)))
    return Response(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _picture(desk: Desk, round_id: uuid.UUID) -> Picture:
    return Picture(desk.scope, queries.get_round(desk.scope, round_id), _asked("team"))


def _asked(name: str) -> uuid.UUID | None:
    """Return the id that the address asks for; no more than whole campaigns and teams of the tree can be chosen."""
    asked = request.args.get(name, "")
    try:
        return uuid.UUID(asked) if asked else None
    except ValueError:
        raise NotFound from None


def _debrief(desk: Desk, round_id: uuid.UUID, team_id: uuid.UUID) -> str:
    found, sheet = debrief.get_sheet(desk.scope, round_id, team_id)
    return render_template("gaps/show_debrief.html", desk=desk, round=found, sheet=sheet, team_id=team_id)


def _pdf(desk: Desk, round_id: uuid.UUID, team_id: uuid.UUID) -> Response:
    from training.team.gaps import pdf  # a sheet is asked for rarely, and takes memory  # noqa: PLC0415

    found, sheet = debrief.get_sheet(desk.scope, round_id, team_id)
    if sheet is None:
        raise NotFound
    response = Response(pdf.render(pdf.content([sheet], found.campaign_name)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{pdf.file_name(round_id)}"'
    return response
