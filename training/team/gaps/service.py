"""Settling finished cycles: their first attempts are counted once, by cohorts, and never again.

What was told stays as it was, so that nothing follows from comparing two days: not from who came late, who was moved,
which teams were put elsewhere, or what a later ruling made of an answer.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import insert

from training import releases, transaction
from training.extensions import db
from training.models import Base, Cohort, CohortDecision, CohortPart, CohortRound, CohortScenario, new_id
from training.statements import insert_once
from training.team.gaps import disclosure, endings, first_attempts
from training.team.gaps.endings import Finished
from training.team.gaps.places import Places

Ref = tuple[str, str]
Row = dict[str, Any]
Announce = Callable[[Sequence[uuid.UUID]], object]
"""Told within the transaction what was settled of a cycle: what most people took comes first."""


@dataclass(frozen=True)
class _Round:
    """One release in one cycle, and the people whose first attempt at it was finished in time."""

    id: uuid.UUID
    release_id: uuid.UUID
    cohorts: dict[uuid.UUID, disclosure.Cohort[uuid.UUID]]

    @property
    def cohort_of(self) -> dict[uuid.UUID | None, uuid.UUID]:
        """Map teams to the cohort that holds their own people."""
        return {part: cohort_id for cohort_id, cohort in self.cohorts.items() for part in cohort.parts}


def settle(announce: Announce) -> int:
    """Settle every cycle that is over, each in a transaction of its own; return how many were."""
    return sum(transaction.run(partial(settle_cycle, found, announce)) for found in endings.list_finished())


def settle_due() -> int:
    """Settle every cycle that is over in the present transaction, as long past; return how many were."""
    return sum(settle_cycle(found, _tell_nobody) for found in endings.list_finished())


def settle_cycle(found: Finished, announce: Announce) -> int:
    """Count the first attempts of a cycle, once; return 0 when another worker has done so."""
    places = Places()
    counts = first_attempts.count_people(found)
    settled: Counter[uuid.UUID] = Counter()
    for release_id in {count.release_id for count in counts} or {found.release_id}:
        people: Counter[uuid.UUID | None] = Counter()
        for count in counts:
            if count.release_id == release_id:
                people[places.of(count.team_id, count.manager_id)] += count.number
        made = _open(found, release_id, places, people)
        if made is None:
            continue
        settled[made.id] = people.total()
        if made.cohorts:
            _count(found, made, places)
    announce([round_id for round_id, _people in settled.most_common()])
    return int(bool(settled))


def _open(found: Finished, release_id: uuid.UUID, places: Places, people: Counter[uuid.UUID | None]) -> _Round | None:
    round_id = new_id()
    values = {
        "id": round_id,
        "campaign_id": found.campaign_id,
        "cycle": found.cycle,
        "release_id": release_id,
        "respondents": people.total(),
        "settled_at": found.ends_at,
    }
    if not insert_once(CohortRound, values):
        return None
    cohorts = {new_id(): cohort for cohort in disclosure.divide(places.parents, people)}
    made = _Round(round_id, release_id, cohorts)
    _insert(
        Cohort,
        (
            {"id": key, "round_id": made.id, "team_id": cohort.team, "mixed": cohort.is_mixed, "people": cohort.people}
            for key, cohort in cohorts.items()
        ),
    )
    of = made.cohort_of
    _insert(
        CohortPart,
        ({"round_id": made.id, "team_id": team, "cohort_id": of.get(team)} for team in people if team is not None),
    )
    return made


def _count(found: Finished, made: _Round, places: Places) -> None:
    document = releases.get(made.release_id).document
    right: Counter[tuple[uuid.UUID, Ref]] = Counter()
    sure_wrong: Counter[tuple[uuid.UUID, Ref]] = Counter()
    stopped: Counter[tuple[uuid.UUID, str]] = Counter()
    of = made.cohort_of
    for row in first_attempts.count_answers(found, made.release_id):
        if cohort_id := of.get(places.of(row.team_id, row.manager_id)):
            right[cohort_id, (row.scenario_key, row.step_key)] += row.chosen_right
            sure_wrong[cohort_id, (row.scenario_key, row.step_key)] += row.sure_wrong
    for row in first_attempts.count_stopped(found, made.release_id):
        if cohort_id := of.get(places.of(row.team_id, row.manager_id)):
            stopped[cohort_id, row.scenario_key] += row.stopped
    # Drawn questions are asked of some people only, so a cohort of five may hold four who were asked one.
    asked = [(s.key, step.key) for s in document.scenarios for step in s.steps if step.marked]
    with_barriers = [s.key for s in document.scenarios if any(step.barrier and step.marked for step in s.steps)]
    certainty = document.quiz.certainty
    _insert(
        CohortDecision,
        (
            {
                "cohort_id": key,
                "scenario_key": ref[0],
                "step_key": ref[1],
                "chosen_right": right[key, ref],
                "sure_wrong": sure_wrong[key, ref] if certainty else None,
            }
            for key in made.cohorts
            for ref in asked
        ),
    )
    _insert(
        CohortScenario,
        (
            {"cohort_id": key, "scenario_key": scenario, "never_stopped": cohort.people - stopped[key, scenario]}
            for key, cohort in made.cohorts.items()
            for scenario in with_barriers
        ),
    )


def _tell_nobody(_rounds: Sequence[uuid.UUID]) -> None:
    """Take what was settled as old news."""


def _insert(model: type[Base], rows: Iterable[Row]) -> None:
    if listed := list(rows):
        db.session.execute(insert(model), listed)
