"""The sheet for a ten-minute talk (振り返りシート): made from a team's own misses, as far as these may be told."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step
from questions.text import LocalisedText
from training import releases
from training.errors import NotFound
from training.i18n import language, localised
from training.team.gaps import figures, queries, wording
from training.team.gaps.disclosure import Told
from training.team.gaps.figures import Group
from training.team.gaps.queries import Round
from training.team.queries import get_tree
from training.team.scope import Scope
from training.team.tree import TeamNode, TeamTree

SENTENCES = 4
DECISIONS = 2
MOST_SHEETS = 10
_SENTENCE_ENDS = re.compile(r"(?<=[。！？])|(?<=[.!?][\"”])\s+|(?<=[.!?])\s+")


@dataclass(frozen=True)
class Divided:
    """A decision that divided a team: what was asked, what would have been best, and how many chose it."""

    moment: str
    prompt: str
    best: list[str]
    told: str
    sure_wrong: str


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet, in the language of the page."""

    title: str
    team: str
    whose: str
    """Whose answers these are, where the team was too small."""
    case: str
    decisions: list[Divided]
    happened: str
    source: str
    questions: list[str]


@dataclass(frozen=True)
class _Found:
    scenario: Scenario
    step: Step
    told: Told
    sure_wrong: Told | None

    @property
    def evenness(self) -> tuple[float, float]:
        """Return how far the team is from being divided in halves, and which half is right."""
        return round(abs(self.told.share - 0.5), 6), self.told.share


def get_sheet(scope: Scope, round_id: uuid.UUID, team_id: uuid.UUID) -> tuple[Round, Sheet | None]:
    """Return a settled cycle and the sheet of one of the viewer's teams; None where nothing may be told."""
    found = queries.get_round(scope, round_id)
    tree = get_tree(scope, language())
    if team_id not in tree.nodes:
        raise NotFound
    return found, _sheet_of(scope, found, tree, team_id)


def list_sheets(scope: Scope, round_id: uuid.UUID) -> tuple[Round, list[Sheet]]:
    """Return a settled cycle and a sheet for each of the viewer's teams that lies below no other of them."""
    found, tree = queries.get_round(scope, round_id), get_tree(scope, language())
    sheets = (_sheet_of(scope, found, tree, team.id) for team in tree.children(None)[:MOST_SHEETS])
    return found, [sheet for sheet in sheets if sheet]


def _sheet_of(scope: Scope, found: Round, tree: TeamTree, team_id: uuid.UUID) -> Sheet | None:
    group, whose = _group(scope, found, tree, team_id)
    document = releases.get(found.release_id).document
    decisions = _decisions(document, group)
    return _sheet(document, tree.nodes[team_id].name, whose, decisions) if decisions else None


def _group(scope: Scope, found: Round, tree: TeamTree, team_id: uuid.UUID) -> tuple[Group, str]:
    cohorts = queries.list_cohorts_around(scope, found.id, team_id)
    told = figures.groups_of(cohorts, queries.list_decisions_of([row.id for row in cohorts]))
    own = [row for row in cohorts if row.team_id == team_id or _is_below(tree.nodes, row.team_id, team_id)]
    if own or not cohorts:
        return figures.united([told[row.id] for row in own]), ""
    name = queries.find_team_name(cohorts[0].team_id, language())
    if name is None:
        whose = _("Too few people of this team answered. These are the answers of several small teams together.")
    else:
        whose = _(
            "Too few people of this team answered. These are the answers of small teams of “%(team)s” together.",
            team=name,
        )
    return told[cohorts[0].id], whose


def _is_below(nodes: dict[uuid.UUID, TeamNode], place: uuid.UUID | None, team_id: uuid.UUID) -> bool:
    while place is not None and place in nodes:
        place = nodes[place].parent_id
        if place == team_id:
            return True
    return False


def _decisions(document: ReleaseDocument, group: Group) -> list[_Found]:
    """Choose what to talk about: of the case with the decision that divided the team most, the first two."""
    found = [
        _Found(scenario, step, group.right[ref], group.sure_wrong.get(ref))
        for scenario, step in figures.decisions_of(document)
        if (ref := (scenario.key, step.key)) in group.right
    ]
    found.sort(key=lambda one: one.evenness)
    chosen = [one for one in found if one.scenario.key == found[0].scenario.key][:DECISIONS] if found else []
    order = [step.key for step in chosen[0].scenario.steps] if chosen else []
    return sorted(chosen, key=lambda one: order.index(one.step.key))


def _sheet(document: ReleaseDocument, team: str, whose: str, decisions: Sequence[_Found]) -> Sheet:
    scenario = decisions[0].scenario
    incident = document.incident_by_key[scenario.incident]
    story = [*_sentences(scenario.intro), *_sentences(scenario.steps[0].story)]
    return Sheet(
        title=localised(scenario.title),
        team=team,
        whose=whose,
        case=("" if language() == "ja" else " ").join(story[:SENTENCES]),
        decisions=[_divided(one) for one in decisions],
        happened=localised(incident.summary),
        source=_(
            "%(title)s. Source: %(publisher)s",
            title=localised(incident.title),
            publisher=localised(incident.sources[0].publisher),
        ),
        questions=_questions(decisions),
    )


def _divided(found: _Found) -> Divided:
    question = found.step.question
    if question is None:
        raise ValueError("a decision has a question")
    parts = question.answer_parts()
    best = [" → ".join(localised(text) for text in part.texts) for part in parts if part.right]
    if len(best) == len(parts):  # nothing is wrong in itself: the order is
        best = [f"{number}. {text}" for number, text in enumerate(best, 1)]
    return Divided(
        moment=localised(found.step.moment.label),
        prompt=localised(question.prompt),
        best=best,
        told=_("Right at first try: %(share)s", share=wording.in_a_sentence(found.told)),
        sure_wrong=_("Sure and wrong: %(share)s", share=wording.in_a_sentence(found.sure_wrong))
        if found.sure_wrong
        else "",
    )


def _questions(decisions: Sequence[_Found]) -> list[str]:
    first, last = decisions[0].step, decisions[-1].step
    prompt = localised(first.question.prompt) if first.question else ""
    asked = [_("“%(prompt)s” Where in our own work is this decided, and what tempts us there?", prompt=prompt)]
    if last.tomorrow:
        tomorrow = localised(last.tomorrow)
        asked.append(_("“%(tomorrow)s” Who of us does this, by when, and what stands in the way?", tomorrow=tomorrow))
    else:
        asked.append(_("What do we agree on, so that next time the right choice is also the easy one?"))
    return asked


def _sentences(text: LocalisedText) -> list[str]:
    return [
        sentence.strip() for sentence in _SENTENCE_ENDS.split(localised(text).replace("\n", " ")) if sentence.strip()
    ]
