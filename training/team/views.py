"""Pages of team: one set of pages in two scopes, a manager's own people and the whole organisation."""

import uuid
from collections.abc import Iterator, Sequence
from typing import IO, Any, NamedTuple

from flask import Blueprint, render_template, request, stream_with_context
from flask_babel import to_user_timezone
from werkzeug.wrappers import Response

from training import clock, dates
from training.access import Permission, actor, requires
from training.charts.status import stacked, totals
from training.i18n import language
from training.team import queries
from training.team.completion.sources import Sources
from training.team.completion.teams import list_teams
from training.team.deputies import list_stood_in_for
from training.team.export import cells, csv_lines, header
from training.team.filters import Wanted
from training.team.forms import FilterForm
from training.team.gaps import wording
from training.team.gaps.pages import find_topic
from training.team.listing import Lists
from training.team.progress import get_progress
from training.team.queries import Alike
from training.team.scope import EVERYBODY, Scope, scope_of
from training.team.spreadsheet import MIMETYPE, spreadsheet
from training.team.tree import TeamTree
from training.transaction import begin_snapshot, fetched

bp = Blueprint("team", __name__, url_prefix="/team")

LATE_NAMES = 5
PIECE_BYTES = 65_536
MOST_PRINTED = 1_000


class Place(NamedTuple):
    """A scope and the endpoints of its pages."""

    scope: Scope
    overview: str
    campaign: str
    person: str
    csv: str
    xlsx: str
    printed: str
    rounds: str
    gaps: str
    sheet: str
    nudge: str
    confirm: str


def _mine() -> Place:
    scope = scope_of(actor())
    return Place(
        scope,
        "team.show_people",
        "team.show_campaign",
        "team.show_person",
        "team.export_csv",
        "team.export_xlsx",
        "team.print_people",
        "gaps.list_rounds",
        "gaps.show_gaps",
        "gaps.download_debrief",
        "reminders.nudge",
        "reminders.confirm_nudge",
    )


def _everybody() -> Place:
    return Place(
        EVERYBODY,
        "team.show_organisation",
        "team.show_organisation_campaign",
        "team.show_organisation_person",
        "team.export_organisation_csv",
        "team.export_organisation_xlsx",
        "team.print_organisation",
        "gaps.list_organisation_rounds",
        "gaps.show_organisation_gaps",
        "gaps.download_organisation_debrief",
        "reminders.nudge_organisation",
        "reminders.confirm_organisation_nudge",
    )


@bp.get("/")
@requires(Permission.SEE_TEAM)
def show_people() -> str:
    """Show how a manager's people stand."""
    return _overview(_mine(), "team/show_people.html")


@bp.get("/campaigns/<uuid:campaign_id>")
@requires(Permission.SEE_TEAM)
def show_campaign(campaign_id: uuid.UUID) -> str:
    """Show how a manager's people stand with one campaign."""
    return _campaign(_mine(), campaign_id, "team/show_campaign.html")


@bp.get("/people/<uuid:person_id>")
@requires(Permission.SEE_TEAM)
def show_person(person_id: uuid.UUID) -> str:
    """Show the training of one of a manager's people."""
    return _person(_mine(), person_id, "team/show_person.html")


@bp.get("/export.csv")
@requires(Permission.SEE_TEAM)
def export_csv() -> Response:
    """Send the filtered list of a manager's people."""
    return _csv(_mine())


@bp.get("/export.xlsx")
@requires(Permission.SEE_TEAM)
def export_xlsx() -> Response:
    """Send the filtered list of a manager's people as a spreadsheet."""
    return _xlsx(_mine())


@bp.get("/print")
@requires(Permission.SEE_TEAM)
def print_people() -> str:
    """Show the filtered list of a manager's people as it is put on paper."""
    return _printed(_mine(), "team/print_people.html")


@bp.get("/organisation")
@requires(Permission.SEE_EVERYBODY)
def show_organisation() -> str:
    """Show how everybody stands."""
    return _overview(_everybody(), "team/show_organisation.html")


@bp.get("/organisation/campaigns/<uuid:campaign_id>")
@requires(Permission.SEE_EVERYBODY)
def show_organisation_campaign(campaign_id: uuid.UUID) -> str:
    """Show how everybody stands with one campaign."""
    return _campaign(_everybody(), campaign_id, "team/show_organisation_campaign.html")


@bp.get("/organisation/people/<uuid:person_id>")
@requires(Permission.SEE_EVERYBODY)
def show_organisation_person(person_id: uuid.UUID) -> str:
    """Show the training of anybody."""
    return _person(_everybody(), person_id, "team/show_organisation_person.html")


@bp.get("/organisation/export.csv")
@requires(Permission.SEE_EVERYBODY)
def export_organisation_csv() -> Response:
    """Send the filtered list of everybody."""
    return _csv(_everybody())


@bp.get("/organisation/export.xlsx")
@requires(Permission.SEE_EVERYBODY)
def export_organisation_xlsx() -> Response:
    """Send the filtered list of everybody as a spreadsheet."""
    return _xlsx(_everybody())


@bp.get("/organisation/print")
@requires(Permission.SEE_EVERYBODY)
def print_organisation() -> str:
    """Show the filtered list of everybody as it is put on paper."""
    return _printed(_everybody(), "team/print_organisation.html")


def _overview(place: Place, template: str) -> str:
    now = clock.now()
    teams = list_teams(place.scope, language())
    sources, tree = Sources(teams, Wanted(), now), teams.tree
    form = FilterForm(request.args, tree, queries.list_campaigns(sources))
    wanted = form.wanted()
    if wanted.team_id:
        sources = sources.below(wanted.team_id)
    alike = queries.list_alike(sources)
    lines = queries.list_lines(sources, alike)
    campaigns = stacked((line, one.status, one.number) for line in lines for one in alike if one.campaign_id == line.id)
    return render_template(
        template,
        form=form,
        team=tree.nodes.get(wanted.team_id) if wanted.team_id else None,
        campaigns=campaigns,
        chart=[(campaign.name, counts) for campaign, counts in campaigns.items()],
        units=_units(tree, alike, wanted.team_id),
        progress=get_progress(sources, alike, min((campaign.opens_at for campaign in campaigns), default=now)),
        topic=find_topic(place.scope, wanted.team_id),
        wording=wording,
        totals=totals(campaigns.values()),
        stood_in_for=_stood_in_for(place),
        **_people(place, wanted, sources, alike),
    )


def _stood_in_for(place: Place) -> Sequence[Any]:
    if place.scope.manager_id is None or place.scope.stands_in_on is None:
        return ()
    return list_stood_in_for(place.scope.manager_id, place.scope.stands_in_on)


def _campaign(place: Place, campaign_id: uuid.UUID, template: str) -> str:
    now = clock.now()
    campaign = queries.get_campaign(place.scope, campaign_id, now)
    teams = list_teams(place.scope, language())
    tree = teams.tree
    form = FilterForm(request.args, tree)
    wanted = form.wanted(campaign_id)
    sources = Sources(teams, Wanted(campaign_id=campaign_id, team_id=wanted.team_id), now)
    alike = queries.list_alike(sources)
    units = _units(tree, alike, wanted.team_id)
    return render_template(
        template,
        form=form,
        campaign=campaign,
        team=tree.nodes.get(wanted.team_id) if wanted.team_id else None,
        progress=get_progress(sources, alike, campaign.opens_at),
        units=[(name, counts) for _team, name, counts in units],
        totals=totals(counts for _team, _name, counts in units),
        **_people(place, wanted, sources, alike),
    )


def _units(
    tree: TeamTree, alike: Sequence[Alike], team_id: uuid.UUID | None
) -> list[tuple[uuid.UUID | None, str, dict[str, int]]]:
    """Return the teams worth comparing, with their names and counts."""
    rolled_up = tree.roll_up(((one.team_id, one.status, one.number) for one in alike), team_id)
    return [(unit.id, tree.nodes[unit.id].name if unit.id else "", unit.counts) for unit in rolled_up]


def _people(place: Place, wanted: Wanted, sources: Sources, alike: Sequence[Alike]) -> dict[str, Any]:
    """Return what both pages tell of people: figures of all that the page is about, and the list of the wanted."""
    people = queries.count_people(sources, alike)
    lists = Lists(sources, alike, people, language())
    page = lists.page(wanted)
    begins = page.page == 1 and wanted == sources.wanted
    return {
        "place": place,
        "now": sources.now,
        "people": people,
        "late_people": lists.late_people(page.items if begins else (), LATE_NAMES),
        "page": page,
    }


def _person(place: Place, person_id: uuid.UUID, template: str) -> str:
    now = clock.now()
    person = queries.get_person(place.scope, person_id, language())
    assignments = queries.list_assignments(place.scope, person_id, now)
    today = dates.today()
    return render_template(template, place=place, person=person, assignments=assignments, now=now, today=today)


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
