"""Adding up histories: how many people of each group were asked about each rule, and about each teaching topic."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from questions.control import Control
from training.coverage.queries import ASSIGNED, DECIDED, EARLIER, Asked
from training.models import PersonKind, SubjectKind


class Subject(NamedTuple):
    """What people can be asked about, through one incident or (empty key) through any."""

    kind: SubjectKind
    key: str
    incident_key: str = ""


class Group(NamedTuple):
    """People of one kind in one division."""

    team_id: uuid.UUID | None
    kind: PersonKind


Bundle = frozenset[uuid.UUID]
"""Releases that ask about the same."""
Counts = dict[Subject, dict[int, int]]
"""How many people stand in each state with each subject."""


def subjects_of(asked: Iterable[Asked], controls: Mapping[str, Control]) -> dict[uuid.UUID, set[Subject]]:
    """Map releases to what everybody who takes them is asked about; what is drawn is asked of some only."""
    found: dict[uuid.UUID, set[Subject]] = defaultdict(set)
    for one in asked:
        if one.drawn:
            continue
        own = found[one.release_id]
        own |= {Subject(SubjectKind.CONTROL, one.control_key, key) for key in (one.incident_key, "")}
        if control := controls.get(one.control_key):
            own |= {Subject(SubjectKind.TOPIC, topic.value) for topic in control.teaching_topics}
    return dict(found)


def add_up(
    histories: Iterable[Any], subjects: Mapping[uuid.UUID, set[Subject]]
) -> tuple[dict[Group, int], dict[Group, Counts]]:
    """Return how many people each group has, and how they stand; each person counts once with each subject."""
    bundles = _bundles(subjects)

    @cache
    def states(history: str) -> dict[Bundle, int]:
        pieces = (piece.partition(":") for piece in history.split(","))
        own = {uuid.UUID(release): int(state) for release, _colon, state in pieces}
        found = {bundle: max((own[key] for key in bundle & own.keys()), default=0) for bundle in bundles}
        return {bundle: state for bundle, state in found.items() if state}

    people: dict[Group, int] = defaultdict(int)
    bundled: dict[tuple[Group, Bundle], dict[int, int]] = defaultdict(lambda: {DECIDED: 0, ASSIGNED: 0, EARLIER: 0})
    for row in histories:
        group = Group(row.team_id, PersonKind(row.kind))
        people[group] += row.people
        for bundle, state in states(row.history).items() if row.history else ():
            bundled[group, bundle][state] += row.people
    counts: dict[Group, Counts] = defaultdict(dict)
    for (group, bundle), own in bundled.items():
        counts[group] |= dict.fromkeys(bundles[bundle], own)
    return dict(people), dict(counts)


def _bundles(subjects: Mapping[uuid.UUID, set[Subject]]) -> dict[Bundle, list[Subject]]:
    """Map sets of releases to the subjects that exactly these ask about: whoever stands so with one, does with all."""
    releases: dict[Subject, set[uuid.UUID]] = defaultdict(set)
    for release, asked in subjects.items():
        for subject in asked:
            releases[subject].add(release)
    found: dict[Bundle, list[Subject]] = defaultdict(list)
    for subject, asking in releases.items():
        found[frozenset(asking)].append(subject)
    return dict(found)
