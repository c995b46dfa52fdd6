"""The filtered list of people as files and on paper."""

from collections.abc import Iterator
from typing import IO, Any

from flask import render_template, request, stream_with_context
from flask_babel import to_user_timezone
from werkzeug.wrappers import Response

from training import clock
from training.access import Permission, requires
from training.i18n import language
from training.team import queries
from training.team.completion.sources import Sources
from training.team.completion.teams import list_teams
from training.team.export import cells, csv_lines, header
from training.team.filters import Wanted
from training.team.forms import FilterForm
from training.team.spreadsheet import MIMETYPE, spreadsheet
from training.team.views.blueprint import bp
from training.team.views.places import Place, everybody, mine
from training.transaction import begin_snapshot, fetched

PIECE_BYTES = 65_536
MOST_PRINTED = 1_000


@bp.get("/export.csv")
@requires(Permission.SEE_TEAM)
def export_csv() -> Response:
    """Send the filtered list of a manager's people."""
    return _csv(mine())


@bp.get("/export.xlsx")
@requires(Permission.SEE_TEAM)
def export_xlsx() -> Response:
    """Send the filtered list of a manager's people as a spreadsheet."""
    return _xlsx(mine())


@bp.get("/print")
@requires(Permission.SEE_TEAM)
def print_people() -> str:
    """Show the filtered list of a manager's people as it is put on paper."""
    return _printed(mine(), "team/print_people.html")


@bp.get("/organisation/export.csv")
@requires(Permission.SEE_EVERYBODY)
def export_organisation_csv() -> Response:
    """Send the filtered list of everybody."""
    return _csv(everybody())


@bp.get("/organisation/export.xlsx")
@requires(Permission.SEE_EVERYBODY)
def export_organisation_xlsx() -> Response:
    """Send the filtered list of everybody as a spreadsheet."""
    return _xlsx(everybody())


@bp.get("/organisation/print")
@requires(Permission.SEE_EVERYBODY)
def print_organisation() -> str:
    """Show the filtered list of everybody as it is put on paper."""
    return _printed(everybody(), "team/print_organisation.html")


def _asked(place: Place) -> tuple[FilterForm, Any]:
    """Return how the list is narrowed down that the address asks for, and the statement for it."""
    now = clock.now()
    teams = list_teams(place.scope, language())
    form = FilterForm(request.args, teams.tree, queries.list_campaigns(Sources(teams, Wanted(), now)))
    return form, queries.select_records(place.scope, form.wanted(), language(), now)


def _printed(place: Place, template: str) -> str:
    form, statement = _asked(place)
    records = queries.list_first(statement, MOST_PRINTED + 1)
    shown = {"records": records[:MOST_PRINTED], "is_cut": len(records) > MOST_PRINTED, "most": MOST_PRINTED}
    return render_template(template, place=place, form=form, now=clock.now(), **shown)


def _csv(place: Place) -> Response:
    _form, statement = _asked(place)

    def lines() -> Iterator[str]:
        begin_snapshot()
        with fetched(statement) as records:
            yield from csv_lines(records)

    headers = {"Content-Disposition": f'attachment; filename="{_file_name()}.csv"'}
    return Response(stream_with_context(lines()), content_type="text/csv; charset=utf-8", headers=headers)


def _xlsx(place: Place) -> Response:
    _form, statement = _asked(place)
    begin_snapshot()
    with fetched(statement) as records:
        pieces = _pieces(spreadsheet(header(), map(cells, records)))
    next(pieces)  # from here on the file is closed, even if nobody reads it
    headers = {"Content-Disposition": f'attachment; filename="{_file_name()}.xlsx"'}
    return Response(pieces, mimetype=MIMETYPE, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield b""
        while piece := file.read(PIECE_BYTES):
            yield piece


def _file_name() -> str:
    return f"training-{to_user_timezone(clock.now()):%Y-%m-%d}"
