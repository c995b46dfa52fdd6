"""Pages that tell how people stand, all together, with one campaign and one by one."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from training import clock, dates
from training.access import Permission, requires
from training.charts.status import stacked, totals
from training.i18n import language
from training.team import queries
from training.team.completion.sources import Sources
from training.team.completion.teams import list_teams
from training.team.deputies import list_stood_in_for
from training.team.filters import Wanted
from training.team.forms import FilterForm
from training.team.gaps import wording
from training.team.gaps.pages import find_topic
from training.team.listing import Lists
from training.team.progress import get_progress
from training.team.standing import Standing
from training.team.tree import TeamTree
from training.team.views.blueprint import bp
from training.team.views.places import Place, everybody, mine

LATE_NAMES = 5


@bp.get("/")
@requires(Permission.SEE_TEAM)
def show_people() -> str:
    """Show how a manager's people stand."""
    return _overview(mine(), "team/show_people.html")


@bp.get("/campaigns/<uuid:campaign_id>")
@requires(Permission.SEE_TEAM)
def show_campaign(campaign_id: uuid.UUID) -> str:
    """Show how a manager's people stand with one campaign."""
    return _campaign(mine(), campaign_id, "team/show_campaign.html")


@bp.get("/people/<uuid:person_id>")
@requires(Permission.SEE_TEAM)
def show_person(person_id: uuid.UUID) -> str:
    """Show the training of one of a manager's people."""
    return _person(mine(), person_id, "team/show_person.html")


@bp.get("/organisation")
@requires(Permission.SEE_EVERYBODY)
def show_organisation() -> str:
    """Show how everybody stands."""
    return _overview(everybody(), "team/show_organisation.html")


@bp.get("/organisation/campaigns/<uuid:campaign_id>")
@requires(Permission.SEE_EVERYBODY)
def show_organisation_campaign(campaign_id: uuid.UUID) -> str:
    """Show how everybody stands with one campaign."""
    return _campaign(everybody(), campaign_id, "team/show_organisation_campaign.html")


@bp.get("/organisation/people/<uuid:person_id>")
@requires(Permission.SEE_EVERYBODY)
def show_organisation_person(person_id: uuid.UUID) -> str:
    """Show the training of anybody."""
    return _person(everybody(), person_id, "team/show_organisation_person.html")


def _overview(place: Place, template: str) -> str:
    now = clock.now()
    teams = list_teams(place.scope, language())
    sources, tree = Sources(teams, Wanted(), now), teams.tree
    form = FilterForm(request.args, tree, queries.list_campaigns(sources))
    wanted = form.wanted()
    standing = Standing(sources.below(wanted.team_id) if wanted.team_id else sources)
    sources, alike = standing.sources, standing.alike
    lines = queries.list_lines(sources, alike)
    campaigns = stacked((line, one.status, one.number) for line in lines for one in alike if one.campaign_id == line.id)
    return render_template(
        template,
        form=form,
        team=tree.nodes.get(wanted.team_id) if wanted.team_id else None,
        campaigns=campaigns,
        chart=[(campaign.name, counts) for campaign, counts in campaigns.items()],
        units=_units(tree, standing, wanted.team_id),
        progress=get_progress(sources, alike, min((campaign.opens_at for campaign in campaigns), default=now)),
        topic=find_topic(place.scope, wanted.team_id),
        wording=wording,
        totals=totals(campaigns.values()),
        stood_in_for=_stood_in_for(place),
        **_people(place, wanted, standing),
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
    standing = Standing(sources)
    units = _units(tree, standing, wanted.team_id)
    return render_template(
        template,
        form=form,
        campaign=campaign,
        team=tree.nodes.get(wanted.team_id) if wanted.team_id else None,
        progress=get_progress(sources, standing.alike, campaign.opens_at),
        units=[(name, counts) for _team, name, counts in units],
        totals=totals(counts for _team, _name, counts in units),
        **_people(place, wanted, standing),
    )


def _units(
    tree: TeamTree, standing: Standing, team_id: uuid.UUID | None
) -> list[tuple[uuid.UUID | None, str, dict[str, int]]]:
    """Return the teams worth comparing, with their names and counts."""
    rolled_up = tree.roll_up(standing.by_team(), team_id)
    return [(unit.id, tree.nodes[unit.id].name if unit.id else "", unit.counts) for unit in rolled_up]


def _people(place: Place, wanted: Wanted, standing: Standing) -> dict[str, Any]:
    """Return what both pages tell of people: figures of all that the page is about, and the list of the wanted."""
    sources = standing.sources
    people = queries.count_people(sources, standing.alike)
    lists = Lists(standing, people, language())
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
