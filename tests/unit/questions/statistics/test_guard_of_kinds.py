"""Of no kind does a group of fewer than five people follow from what is told, not even over several releases."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, permutations, product
from typing import Any, NamedTuple

import pytest

from questions.kinds import KINDS, Question, Response
from questions.statistics import (
    FLOOR,
    Figure,
    Meeting,
    QuestionStatistics,
    ResponseAnalysis,
    across_releases,
    analyse_responses,
    guarded_question,
    guarded_responses,
    is_told,
)
from tests.unit.questions.statistics.test_guard import Sizes, divisions

WORDS = {"en": "Words", "ja": "言葉"}
NAMES = "abc"
CHOICES: list[Response] = [chosen for number in (1, 2, 3) for chosen in combinations(NAMES, number)]


def asked(kind: str, **parts: Any) -> Question:
    return KINDS[kind].model_validate({"uid": "q-search1", "kind": kind, "prompt": WORDS, **parts})


def named(*more: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": name, "text": WORDS, "feedback": WORDS, **own} for name, own in zip(NAMES, more, strict=True)]


def choice(right: str) -> Question:
    return asked("multiple_choice", options=named(*({"right": name in right} for name in NAMES)))


def red_flags(wrong: str) -> Question:
    return asked("red_flags", paper="email", segments=named(*({"wrong": name in wrong} for name in NAMES)))


def single() -> Question:
    return asked("single_choice", options=named(*({"points": points} for points in (1, 0.5, 0))))


def matching() -> Question:
    pairs = [{"key": name, "left": WORDS, "right": f"Right of {name}", "feedback": WORDS} for name in "ab"]
    return asked("matching", pairs=pairs)


def deadline() -> Question:
    said = dict.fromkeys(("inside", "too_short", "too_long"), WORDS)
    units = [{"unit": "days", "least": 2, "most": 3}, {"unit": "hours", "least": 48, "most": 72}]
    return asked("deadline", accepted=units, feedback=said)


def ordering() -> Question:
    return asked("ordering", options=named({}, {}, {}), feedback=WORDS)


KNOWN: dict[str, tuple[Question, Sequence[Response]]] = {
    "one right": (choice("a"), CHOICES),
    "two right": (choice("ab"), CHOICES),
    "two wrong": (red_flags("ab"), CHOICES),
    "ordering": (ordering(), list(permutations(NAMES))),
    "matching": (matching(), [(f"a:{first}", f"b:{second}") for first, second in product("ab", repeat=2)]),
    "deadline": (deadline(), [("2", "days"), ("1", "days"), ("9", "days")]),
    "single": (single(), [("a",), ("b",), ("c",)]),
}
"""Small questions, for which the least stays open, and every answer to them."""


class Told(NamedTuple):
    """What the page says of a question."""

    responses: ResponseAnalysis
    figures: QuestionStatistics

    @property
    def said(self) -> tuple[Figure, ...]:
        shares = [part.share for part in self.responses.parts]
        return (*shares, self.figures.facility_index, self.figures.standard_deviation)


class Search:
    """All ways in which people may have answered a question, and what the page says of each."""

    def __init__(self, question: Question, answers: Sequence[Response]) -> None:
        parts = sorted(question.answer_parts(), key=lambda part: not part.right)
        self.groups = {part.key: part.group for part in parts}
        self.points = {part.key: part.mark for part in parts if part.mark is not None}
        self.marks = [float(question.grade(answer)) for answer in answers]
        self.held = [question.parts(answer) for answer in answers]
        of_parts = {key: [key in held for held in self.held] for key in self.groups}
        self.watched = {**of_parts, "all": [mark == 1 for mark in self.marks], "none": [not m for m in self.marks]}

    def counts(self, sizes: Sizes) -> tuple[int, ...]:
        """Return how large each watched group is."""
        return tuple(
            sum(size for size, belongs in zip(sizes, members, strict=True) if belongs)
            for members in self.watched.values()
        )

    def told(self, sizes: Sizes, pieces: Sequence[Told] = ()) -> Told:
        """Return what is told when so many gave each answer."""
        who = [answer for answer, size in enumerate(sizes) for _person in range(size)]
        hide = {part.key for piece in pieces for part in piece.responses.parts if not is_told([part.share])}
        raw = analyse_responses(list(self.groups), [(self.held[answer], 0.5) for answer in who])
        responses = guarded_responses(raw, self.groups, hide, max(len(pieces), 1))
        met = [Meeting(self.marks[answer], number / len(who), 0.5) for number, answer in enumerate(who)]
        marks = [meeting.mark for meeting in met]
        figures = across_releases(met, 0.25)
        return Told(
            responses, guarded_question(figures, marks, responses, self.points, [piece.figures for piece in pieces])
        )


def assert_open(possible: dict[Any, set[tuple[int, ...]]], people: int) -> None:
    """Fail when what is said leaves less than four sizes of a small group, or of all but a small one."""
    for said, worlds in possible.items():
        for sizes in map(set, zip(*worlds, strict=True)):
            assert len(sizes) >= FLOOR - 1 or all(FLOOR <= size <= people - FLOOR for size in sizes), (said, sizes)


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "people"),
    [
        *product(["single", "deadline", "matching", "ordering"], [10, 15]),
        *[("one right", 10), ("two wrong", 10), ("two right", 15), ("matching", 20)],
    ],
)
def test_no_small_group_follows_from_all_that_is_told_of_a_kind(name: str, people: int) -> None:
    search = Search(*KNOWN[name])
    possible: dict[Any, set[tuple[int, ...]]] = defaultdict(set)
    said: dict[Any, Any] = {}
    for sizes in divisions(people, len(search.marks)):
        found = search.counts(sizes)
        by_mark = tuple(sorted((mark, size) for mark, size in _by_mark(search, sizes).items() if size))
        if (found, by_mark) not in said:  # nothing else is told
            said[found, by_mark] = search.told(sizes).said
        possible[said[found, by_mark]].add(found)
    assert_open(possible, people)


def _by_mark(search: Search, sizes: Sizes) -> dict[float, int]:
    found: dict[float, int] = defaultdict(int)
    for mark, size in zip(search.marks, sizes, strict=True):
        found[mark] += size
    return found


@pytest.mark.parametrize(("name", "people"), [("single", 10), ("deadline", 10), ("matching", 10)])
def test_no_small_group_of_a_release_follows_from_the_sum_of_two(name: str, people: int) -> None:
    search = Search(*KNOWN[name])
    alone = {sizes: search.told(sizes) for sizes in divisions(people, len(search.marks))}
    counts = {sizes: search.counts(sizes) for sizes in alone}
    possible: dict[Any, set[tuple[int, ...]]] = defaultdict(set)
    wholes: dict[Any, Any] = {}
    for first, second in product(alone, repeat=2):
        pieces, sizes = [alone[first], alone[second]], tuple(map(sum, zip(first, second, strict=True)))
        key = (sizes, pieces[0].said, pieces[1].said)
        if key not in wholes:
            wholes[key] = search.told(sizes, pieces).said
        possible[*key[1:], wholes[key]].add((*counts[first], *counts[second]))
    assert_open(possible, people)
