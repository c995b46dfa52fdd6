"""Gathers what a report tells about one cycle on one day; what is counted is counted by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from questions.control import Control
from training import clock, dates, releases
from training.campaigns.audiences import audience_on
from training.campaigns.queries import AudienceWords, put_into_words
from training.evidence.reports import queries
from training.evidence.reports.cycles import Cycle
from training.evidence.reports.figures import Figures
from training.evidence.reports.queries import Texts
from training.evidence.reports.standing import Asked
from training.i18n import language
from training.models import Approval
from training.releases import LoadedRelease
from training.team.gaps import figures as gap_figures
from training.team.gaps import queries as gaps
from training.team.gaps.figures import Cell, Group
from training.team.gaps.queries import Round
from training.team.scope import EVERYBODY


@dataclass(frozen=True)
class Material:
    """A release, and for how many people an attempt at it is the one that counts."""

    release: LoadedRelease
    published_at: datetime
    approval: Approval
    people: int


@dataclass(frozen=True)
class Effect:
    """What is told of the rules at first try, and which cycle it is compared with."""

    found: Round
    before: Round | None
    rules: Sequence[tuple[Control, Cell | None]]


@dataclass(frozen=True)
class Report:
    """What is known of one cycle on `day`; its parts agree, since people are counted once."""

    cycle: Cycle
    day: date
    asked: Asked
    figures: Figures
    material: Sequence[Material]
    decisions: Sequence[Any]
    effect: Effect | None
    audience: AudienceWords
    texts: Texts

    @property
    def campaign(self) -> Any:
        """Return the campaign."""
        return self.cycle.campaign

    @property
    def is_preliminary(self) -> bool:
        """Tell whether the cycle went on after the day."""
        return self.cycle.ends_on is None or self.day < self.cycle.ends_on

    @property
    def decided_later(self) -> int:
        """Return how many decisions about single people are later than the day, so that nothing tells of them."""
        return sum(row.number for row in self.decisions if row.is_later)

    @property
    def quiz_release(self) -> LoadedRelease:
        """Return the release that says what the training is about: one that was taken, else the one given now."""
        return releases.get(self.asked.release_id)

    @property
    def taken(self) -> list[LoadedRelease]:
        """List the releases by whose rules people were judged."""
        return [one.release for one in self.material if one.people] or [self.quiz_release]

    @cached_property
    def controls(self) -> list[Control]:
        """List the rules that were asked about, each once."""
        found = {control.key: control for one in self.material for control in one.release.document.controls}
        return list(found.values())


def asked_of(cycle: Cycle, day: date) -> Asked:
    """Return what the report of a cycle on a day looks at: up to the end of that day, or to this moment."""
    end_of_day = dates.start_of(day + timedelta(days=1)) - timedelta(microseconds=1)
    moment = min(end_of_day, clock.now())
    taken_id = queries.find_taken_release(cycle.campaign.id, cycle.number, moment) or cycle.campaign.release_id
    return Asked(
        campaign_id=cycle.campaign.id,
        cycle=cycle.number,
        begins_on=cycle.begins_on,
        begins_at=dates.start_of(cycle.first_day),
        start_over_at=dates.end_of(cycle.start_over_on),
        moment=moment,
        day=day,
        release_id=taken_id,
        counts=releases.get(taken_id).document.quiz.counts,
    )


def gather(cycle: Cycle, day: date) -> Report:
    """Return the report of a cycle on a day."""
    asked = asked_of(cycle, day)
    figures = queries.count(asked)
    return Report(
        cycle=cycle,
        day=day,
        asked=asked,
        figures=figures,
        material=_material(cycle, day, figures),
        decisions=queries.count_decisions(asked),
        effect=_effect(asked),
        audience=put_into_words(audience_on(cycle.campaign, min(day, cycle.ends_on or day)), language()),
        texts=queries.get_texts(asked.campaign_id, asked.cycle),
    )


def _material(cycle: Cycle, day: date, figures: Figures) -> list[Material]:
    """List what was taught, and as long as the cycle goes on also what is given now."""
    rows = queries.list_releases(cycle.campaign.release_id, figures.releases)
    loaded = releases.get_many([row.id for row in rows])
    found = [
        Material(release := loaded[row.id], row.published_at, row.approval, figures.took(release.number))
        for row in rows
    ]
    is_over = cycle.ends_on is not None and day >= cycle.ends_on
    return [one for one in found if one.people or not is_over] or found


def _effect(asked: Asked) -> Effect | None:
    """Work out what may be told of first tries from settled cohorts alone, as the pages of gaps do."""
    found = queries.find_round(asked)
    if found is None:
        return None
    before = gaps.find_before(EVERYBODY, found)
    ids = [one.id for one in (found, before) if one]
    cohorts = gaps.list_cohorts(EVERYBODY, ids)
    groups = gap_figures.groups_of(cohorts, gaps.list_decisions(EVERYBODY, ids))

    def whole(one: Round | None) -> Group:
        return gap_figures.united([groups[row.id] for row in cohorts if one and row.round_id == one.id])

    document = releases.get(found.release_id).document
    then = gap_figures.rules_of(releases.get(before.release_id).document) if before else {}
    now_told, then_told = whole(found), whole(before)
    rules = [
        (document.control_by_key[key], gap_figures.cell(now_told, refs, then_told, then.get(key, [])))
        for key, refs in gap_figures.rules_of(document).items()
    ]
    return Effect(found, before, rules)
