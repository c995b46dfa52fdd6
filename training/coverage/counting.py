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

    @cache
    def states(history: str) -> dict[Subject, int]:
        found: dict[Subject, int] = {}
        for piece in history.split(","):
            release, _colon, state = piece.partition(":")
            for subject in subjects.get(uuid.UUID(release), ()):
                found[subject] = max(found.get(subject, EARLIER), int(state))
        return found

    people: dict[Group, int] = defaultdict(int)
    counts: dict[Group, Counts] = defaultdict(lambda: defaultdict(lambda: {DECIDED: 0, ASSIGNED: 0, EARLIER: 0}))
    for row in histories:
        group = Group(row.team_id, PersonKind(row.kind))
        people[group] += row.people
        for subject, state in states(row.history or "").items() if row.history else ():
            counts[group][subject][state] += row.people
    return dict(people), dict(counts)
