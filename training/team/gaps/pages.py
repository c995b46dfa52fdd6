"""What the pages of gaps show, put together from a few reads, and in which of two scopes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flask_babel import gettext as _

from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step
from training import releases
from training.errors import NotFound
from training.i18n import language
from training.team.gaps import figures, queries
from training.team.gaps.disclosure import Told
from training.team.gaps.figures import ByTeam, Group, Line, Rule, TeamId
from training.team.gaps.queries import Round
from training.team.queries import get_tree
from training.team.scope import Scope
from training.team.tree import TeamTree


class Desk(NamedTuple):
    """A scope and the endpoints of its pages."""

    scope: Scope
    overview: str
    rounds: str
    gaps: str
    export: str
    stops: str
    debrief: str
    pdf: str


class Stop(NamedTuple):
    """A moment with a chance to stop it, and how many took that chance."""

    step: Step
    told: Told


class Case(NamedTuple):
    """A case as a group played it; `never` is told of those who took no chance."""

    scenario: Scenario
    stops: list[Stop]
    never: Told | None


@dataclass(frozen=True)
class Picture:
    """A settled cycle as a viewer may see it: all teams of theirs, or one of these with what lies below it."""

    scope: Scope
    round: Round
    team_id: TeamId = None
    compares: bool = True
    """Whether the cycle before is read as well."""

    @cached_property
    def document(self) -> ReleaseDocument:
        """Return what was asked."""
        return releases.get(self.round.release_id).document

    @cached_property
    def tree(self) -> TeamTree:
        """Return the viewer's teams."""
        tree = get_tree(self.scope, language())
        if self.team_id is not None and self.team_id not in tree.nodes:
            raise NotFound
        return tree

    @cached_property
    def before(self) -> Round | None:
        """Return the cycle to compare with."""
        return queries.find_before(self.scope, self.round) if self.compares else None

    @property
    def team_name(self) -> str:
        """Name the team that the page is about; nothing where it is all of them."""
        return self.tree.nodes[self.team_id].name if self.team_id else ""

    @cached_property
    def _told(self) -> dict[uuid.UUID, ByTeam]:
        """Map this cycle and the one before to what is told of each team."""
        ids = [found.id for found in (self.round, self.before) if found]
        cohorts = queries.list_cohorts(self.scope, ids)
        decisions = queries.list_decisions(self.scope, ids)
        never = queries.list_never_stopped(self.scope, self.round.id)
        groups = figures.groups_of(cohorts, decisions, never)
        return {key: ByTeam(self.tree, [row for row in cohorts if row.round_id == key], groups) for key in ids}

    @cached_property
    def places(self) -> list[tuple[TeamId, str]]:
        """List the groups that are compared: the whole first, then the teams right below."""
        level = self.tree.level_under(self.team_id)
        whole = [] if len(level) == 1 else [(self.team_id, self.team_name or _("All teams together"))]
        return whole + [(team.id, team.name) for team in level]

    @property
    def top_team_id(self) -> TeamId:
        """Return the team that holds everybody on the page, if there is one."""
        roots = self.tree.children(None)
        return self.team_id or (roots[0].id if len(roots) == 1 else None)

    @cached_property
    def whole(self) -> Group:
        """Return what is told of everybody on the page."""
        return self._told[self.round.id].of(self.team_id)

    @cached_property
    def rules(self) -> list[Rule]:
        """List the rules that were asked about, the one to talk about first on top."""
        before = self.before
        refs_before = figures.rules_of(releases.get(before.release_id).document) if before else {}
        now, then = self._told[self.round.id], self._told[before.id] if before else ByTeam(self.tree, [], {})
        rules = []
        for key, refs in figures.rules_of(self.document).items():
            lines = [
                Line(
                    team_id,
                    name,
                    now.of(team_id).people,
                    team_id == self.team_id,
                    figures.cell(now.of(team_id), refs, then.of(team_id), refs_before.get(key, [])),
                )
                for team_id, name in self.places
            ]
            rules.append(Rule(self.document.control_by_key[key], lines))
        return sorted(rules, key=_urgency)

    @property
    def asks_certainty(self) -> bool:
        """Tell whether the quiz asks how sure people are."""
        return self.document.quiz.certainty

    @property
    def cases(self) -> list[Case]:
        """List the cases with chances to stop them, as everybody on the page played them."""
        return [case for scenario in self.document.scenarios if (case := _case(scenario, self.whole)).stops]

    @property
    def branches(self) -> Sequence[tuple[TeamId, str]]:
        """List the teams on the page that have teams below them."""
        return [place for place in self.places if place[0] != self.team_id and self.tree.children(place[0])]


class Topic(NamedTuple):
    """What to talk about first; `sheet_of` is the team whose sheet to take along, where one team holds everybody."""

    round: Round
    rule: Rule
    line: Line
    sheet_of: TeamId


def find_topic(scope: Scope, team_id: TeamId) -> Topic | None:
    """Return what the newest figures say that the viewer's people would get wrong; None where nothing is told."""
    found = queries.find_latest(scope)
    if found is None:
        return None
    picture = Picture(scope, found, team_id, compares=False)
    place = figures.worst(picture.rules)
    return Topic(found, *place, place[1].team_id or picture.top_team_id) if place else None


def _case(scenario: Scenario, group: Group) -> Case:
    barriers = [step for step in scenario.steps if step.barrier and step.marked]
    stops = [Stop(step, told) for step in barriers if (told := group.right.get((scenario.key, step.key)))]
    return Case(scenario, stops, group.never.get(scenario.key))


def _urgency(rule: Rule) -> tuple[bool, float, float]:
    cells = [line.cell for line in rule.lines if line.cell]
    return min((cell.urgency for cell in cells), default=(True, 2.0, 0.0))
