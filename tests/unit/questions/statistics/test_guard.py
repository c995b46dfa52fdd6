"""Nothing of fewer than five people follows from what is shown, however the figures are set against each other."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.statistics import (
    FLOOR,
    Figure,
    Matrix,
    Meeting,
    PartStatistics,
    QuestionStatistics,
    Reason,
    ResponseAnalysis,
    ToldCertainty,
    across_releases,
    analyse_responses,
    certainty_table,
    guarded_certainty,
    guarded_question,
    guarded_quiz,
    guarded_responses,
    of_quiz,
    shares,
)
from questions.statistics.floor import about

Sizes = tuple[int, ...]


def divisions(people: int, groups: int) -> Iterator[Sizes]:
    """Yield all ways in which people may be divided into so many groups."""
    for cuts in combinations(range(people + groups - 1), groups - 1):
        bounds = (-1, *cuts, people + groups - 1)
        yield tuple(after - before - 1 for before, after in pairwise(bounds))


def told(sizes: Sizes) -> list[Figure]:
    return list(shares(dict(enumerate(sizes))).values())


@pytest.mark.parametrize("people", [5, 10, 20])
@pytest.mark.parametrize("groups", [2, 3])
def test_no_small_group_follows_from_what_is_told(people: int, groups: int) -> None:
    """Whoever knows the rules and tries every division still has at least four sizes to choose from, or all five."""
    alike: dict[tuple[Figure, ...], list[Sizes]] = defaultdict(list)
    for sizes in divisions(people, groups):
        alike[tuple(told(sizes))].append(sizes)
    for shown, possible in alike.items():
        for group in range(groups):
            sizes_of_it = {sizes[group] for sizes in possible}
            few = {size for size in sizes_of_it if size < FLOOR}
            nearly_all = {size for size in sizes_of_it if size > people - FLOOR}
            assert not few or len(few) >= FLOOR - 1, (shown, group)
            assert not nearly_all or len(nearly_all) == FLOOR, (shown, group)


def test_what_is_said_of_groups() -> None:
    assert told((12, 8)) == [Figure(0.6), Figure(0.4)]
    few, hidden, nearly = (Figure(reason=name) for name in (Reason.FEW, Reason.HIDDEN, Reason.NEARLY_ALL))
    assert told((30, 12, 3)) == [Figure(30 / 45), hidden, few]
    assert told((30, 15, 0)) == [Figure(30 / 45), hidden, few]
    assert told((20, 0, 0)) == told((17, 3, 0)) == [nearly, few, few]
    assert told((12, 8, 0)) == told((12, 4, 4)) == [Figure(0.6), hidden, hidden]
    assert {figure.reason for figure in told((5, 4))} == {Reason.TOO_FEW}
    assert {figure.reason for figure in told((0, 0))} == {Reason.NO_ANSWERS}


def test_what_a_piece_hides_stays_hidden_in_the_whole() -> None:
    found = shares({"a": 30, "b": 20, "c": 10}, hide={"b", "c"})
    assert found["a"].value == 0.5
    assert {found["b"].reason, found["c"].reason} == {Reason.HIDDEN}
    assert shares({"a": 30, "b": 20, "c": 10}, hide={"b"})["c"].reason is Reason.HIDDEN  # b would follow


def test_parts_that_overlap_are_told_in_steps_of_five() -> None:
    answers = [(["a", "b"], 0.5)] * 20 + [(["a"], 0.5)] * 14 + [(["c"], 0.5)] * 4 + [(None, 0.5)] * 2
    found = guarded_responses(analyse_responses(["a", "b", "c", "d"], answers), dict.fromkeys("abcd"))
    shown = {key: part.share for key, part in found.by_key.items()}
    low, high = Figure(reason=Reason.LOW), Figure(reason=Reason.HIGH)
    assert shown == {"a": high, "b": Figure(0.5, is_rounded=True), "c": low, "d": low}
    assert {key for key, part in found.by_key.items() if part.mean_rest.value is not None} == {"b"}
    assert found.unanswered_share == low


@pytest.mark.parametrize("people", [40, 60])
def test_the_lowest_step_holds_eight_sizes_and_the_highest_too(people: int) -> None:
    found = [about(size, people) for size in range(people + 1)]
    assert found[:8] == [Figure(reason=Reason.LOW)] * 8
    assert found[-8:] == [Figure(reason=Reason.HIGH)] * 8
    assert len(set(found[8:-8])) == (people - 15) // FLOOR


@pytest.mark.parametrize("each", [5, 10, 15])
def test_few_are_less_than_a_fifth_and_most_are_more_than_four(each: int) -> None:
    for people in range(2 * FLOOR, 200, FLOOR):
        for size in range(people + 1):
            reason = about(size, people, each).reason
            assert reason is not Reason.LOW or size / people < 0.19, (size, people)
            assert reason is not Reason.HIGH or size / people > 0.81, (size, people)


SIDES = {"a": "left", "b": "left", "c": "left", "z": "other left"}


def matched(sizes: Sizes) -> list[Figure]:
    """Return what is said when so many chose a, b and c for one left side, and the last of them ran out of time."""
    counted, people = dict(zip("abcz", (*sizes[:3], sum(sizes[:3])), strict=True)), sum(sizes)
    raw = [PartStatistics(key, size, *[Figure(size / people)] * 3) for key, size in counted.items()]
    found = guarded_responses(ResponseAnalysis(people, sizes[3], Figure(sizes[3] / people), raw), SIDES)
    return [*(part.share for part in found.parts), found.unanswered_share]


@pytest.mark.parametrize("people", [25, 40, 45])
def test_no_small_part_follows_from_the_others_of_one_left_side(people: int) -> None:
    alike: dict[tuple[Figure, ...], list[Sizes]] = defaultdict(list)
    for sizes in divisions(people, 4):
        alike[tuple(matched(sizes))].append(sizes)
    for shown, possible in alike.items():
        for group in range(4):
            found = {sizes[group] for sizes in possible}
            assert len(found) >= FLOOR - 1 or min(found) >= FLOOR, (shown, group, found)


def test_where_one_left_side_adds_up_nothing_is_told_of_any() -> None:
    assert {figure.reason for figure in matched((13, 13, 13, 1))} == {Reason.HIDDEN}
    assert [figure.value for figure in matched((14, 15, 10, 1))[:3]] == [0.375, 0.375, 0.25]


def test_a_mean_mark_beside_parts_that_overlap_is_told_in_steps_of_ten() -> None:
    def mean_of(marks: list[float]) -> Figure:
        met = [Meeting(mark, number / len(marks), 0.5) for number, mark in enumerate(marks)]
        found = guarded_question(across_releases(met, 0.25), marks, analyse_responses([], []))
        assert found.standard_deviation.reason is Reason.HIDDEN
        return found.facility_index

    assert mean_of([1.0] * 30 + [0.5] * 10 + [0.0] * 10) == Figure(0.8, is_rounded=True)  # 0.7 is in the middle
    assert mean_of([1.0] * 13 + [0.0] * 7).reason is Reason.HIDDEN
    assert mean_of([1.0] * 17 + [0.0] * 3).reason is Reason.NEARLY_ALL


def test_those_who_ran_out_of_time_are_a_group_beside_the_options() -> None:
    answers = [(["a"], 0.5)] * 13 + [(["b"], 0.5)] * 10 + [(None, 0.5)] * 2
    found = guarded_responses(analyse_responses(["a", "b"], answers))
    assert found.by_key["b"].share.reason is Reason.HIDDEN
    assert found.unanswered_share.value is None


def of_options(sizes: Sizes, points: tuple[float, ...]) -> QuestionStatistics:
    """Return the figures of a question as they are shown, from how many chose which option."""
    chosen = [option for option, size in enumerate(sizes) for _person in range(size)]
    keys = [str(option) for option in range(len(sizes))]
    responses = guarded_responses(analyse_responses(keys, [([str(option)], None) for option in chosen]))
    met = [Meeting(points[option], number / len(chosen), 0.5) for number, option in enumerate(chosen)]
    marks = [meeting.mark for meeting in met]
    return guarded_question(across_releases(met, 0.25), marks, responses, dict(zip(keys, points, strict=True)))


def test_a_mean_mark_is_made_of_the_shares_that_are_told() -> None:
    assert of_options((13, 7, 0), (1.0, 0.0, 0.0)).facility_index == Figure(0.65)
    found = of_options((13, 4, 3), (1.0, 0.5, 0.0))
    assert found.facility_index == Figure(0.65 + 0.35 / 4, is_rounded=True)
    assert found.standard_deviation.reason is Reason.HIDDEN


@pytest.mark.parametrize("wrong", range(FLOOR))
def test_full_marks_of_nearly_all_are_not_told_from_those_of_all(wrong: int) -> None:
    found = of_options((20 - wrong, wrong, 0), (1.0, 0.0, 0.0))
    assert found.facility_index.reason is Reason.NEARLY_ALL
    assert {found.standard_deviation.reason, found.discrimination_index.reason} == {Reason.HIDDEN}


@pytest.mark.parametrize("second", [0.0, 0.5])
@pytest.mark.parametrize("people", [10, 15, 20])
def test_mean_and_shares_together_do_not_tell_a_small_group(people: int, second: float) -> None:
    """A best option, perhaps a second-best, a wrong one: all that the page says of each division."""
    alike: dict[tuple[Figure, ...], list[Sizes]] = defaultdict(list)
    for sizes in divisions(people, 3):
        found = of_options(sizes, (1.0, second, 0.0))
        alike[(*told(sizes), found.facility_index, found.standard_deviation)].append(sizes)
    for shown, possible in alike.items():
        for group in range(3):
            few = {sizes[group] for sizes in possible if sizes[group] < FLOOR}
            assert not few or len(few) >= FLOOR - 1, (shown, group, few)


def test_scores_of_a_quiz_are_said_in_steps_beside_a_question_that_is() -> None:
    matrix = Matrix(2, [(1.0, 1.0)] * 7 + [(0.0, 1.0)] * 8)
    quiz = of_quiz(matrix, [[score] for score in matrix.scores])
    exact, rounded = Figure(0.5), Figure(0.75, is_rounded=True)
    assert guarded_quiz(quiz, matrix.scores, [exact, exact]).mean_of_first == quiz.mean_of_first
    assert guarded_quiz(quiz, matrix.scores, [exact, rounded]).mean_of_first.is_rounded
    single = guarded_quiz(quiz, matrix.scores, [rounded])
    assert {single.mean_of_first.reason, single.median.reason, single.skewness.reason} == {Reason.HIDDEN}


def certainty(*rows: tuple[int, int, int]) -> list[ToldCertainty]:
    given = [(level, mark) for level, right, wrong in rows for mark in [1.0] * right + [0.0] * wrong]
    return guarded_certainty(certainty_table(given))


def test_certainty_is_told_where_five_were_right_and_five_were_not() -> None:
    rows = certainty((1, 8, 7), (2, 10, 5), (3, 12, 8))
    assert [row.share.value for row in rows] == [0.3, 0.3, 0.4]
    assert [row.right.value for row in rows] == [8 / 15, 10 / 15, 0.6]
    rows = certainty((1, 2, 13), (2, 10, 5), (3, 12, 8))
    assert [row.right.value for row in rows] == [None, None, 0.6]  # two would follow from all who were right


@given(st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.integers(0, 12), st.integers(0, 12)), max_size=3))
def test_a_row_of_certainty_that_is_told_leaves_five_beside_it(rows: list[tuple[int, int, int]]) -> None:
    table = {
        row.level: row
        for row in certainty_table(
            [(level, float(n < right)) for level, right, wrong in rows for n in range(right + wrong)]
        )
    }
    shown = guarded_certainty(list(table.values()))
    untold = [table[row.level] for row in shown if row.right.value is None]
    for row in shown:
        if row.right.value is not None:
            assert min(table[row.level].right, table[row.level].wrong) >= FLOOR
            assert not untold or min(sum(r.right for r in untold), sum(r.wrong for r in untold)) >= FLOOR
