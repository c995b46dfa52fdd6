"""Histories become counts: each person once with each subject, by the state that says most."""

import uuid
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from questions.control import TeachingTopic
from tests.factories import documents
from training.coverage.counting import Group, Subject, add_up, subjects_of
from training.coverage.queries import ASSIGNED, DECIDED, EARLIER, Asked
from training.models import PersonKind, SubjectKind

RELEASES = [uuid.UUID(int=number) for number in range(1, 5)]
GROUP = Group(None, PersonKind.OTHER)


def row(history: dict[uuid.UUID, int], people: int = 1) -> Any:
    text = ",".join(f"{release}:{state}" for release, state in history.items())
    return SimpleNamespace(team_id=None, kind="other", history=text or None, people=people)


def test_what_is_drawn_is_asked_of_some_only() -> None:
    control = documents.control().model_copy(update={"teaching_topics": [TeachingTopic.ROLES]})
    asked = [Asked(RELEASES[0], control.key, "a", drawn=False), Asked(RELEASES[1], control.key, "b", drawn=True)]
    assert subjects_of(asked, {control.key: control}) == {
        RELEASES[0]: {
            Subject(SubjectKind.CONTROL, control.key, "a"),
            Subject(SubjectKind.CONTROL, control.key),
            Subject(SubjectKind.TOPIC, "roles"),
        }
    }


@given(
    st.lists(st.dictionaries(st.sampled_from(RELEASES), st.sampled_from([EARLIER, ASSIGNED, DECIDED])), max_size=8),
    st.dictionaries(st.sampled_from(RELEASES), st.sets(st.sampled_from("abc"), min_size=1)),
)
def test_each_person_counts_once_with_what_says_most(
    histories: list[dict[uuid.UUID, int]], asked: dict[uuid.UUID, set[str]]
) -> None:
    subjects = {release: {Subject(SubjectKind.CONTROL, key) for key in keys} for release, keys in asked.items()}
    people, counts = add_up([row(history) for history in histories], subjects)
    assert people == ({GROUP: len(histories)} if histories else {})
    for key in "abc":
        best = [max((s for r, s in own.items() if key in asked.get(r, ())), default=0) for own in histories]
        found = counts.get(GROUP, {}).get(Subject(SubjectKind.CONTROL, key), {})
        assert [found.get(state, 0) for state in (EARLIER, ASSIGNED, DECIDED)] == [
            best.count(state) for state in (EARLIER, ASSIGNED, DECIDED)
        ]
