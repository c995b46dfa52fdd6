"""Options, times and certainty, counted; nothing of fewer than five people follows from them."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from questions.statistics import (
    FLOOR,
    Figure,
    Reason,
    analyse_responses,
    certainty_table,
    guarded,
    in_fives,
    median_seconds,
    nameable,
)


def test_options_are_counted_with_how_their_people_did_elsewhere() -> None:
    found = analyse_responses(["a", "b", "c"], [(["a"], 1.0), (["a"], 0.5), (["b"], 0.25), (None, 0.0)]).by_key
    assert found["a"].share == Figure(0.5)  # 2 of 4
    assert found["a"].mean_rest == Figure(0.75)  # (1 + 1/2) / 2
    assert found["b"].share == Figure(0.25)
    assert found["c"].share == Figure(0.0)
    assert found["c"].mean_rest.reason is Reason.NO_ANSWERS


def test_what_is_left_unanswered_is_counted_apart() -> None:
    analysis = analyse_responses(["a"], [(["a"], None), (None, None), (None, None)])
    assert (analysis.n, analysis.unanswered) == (3, 2)


def test_several_parts_of_one_answer_count_once_each_and_unknown_ones_not_at_all() -> None:
    analysis = analyse_responses(["a", "b"], [(["a", "b", "a", "gone"], 1.0)])
    assert [part.number for part in analysis.parts] == [1, 1]


def test_nobody_asked() -> None:
    assert analyse_responses(["a"], []).parts[0].share.reason is Reason.NO_ANSWERS


def test_median_of_times_leaves_out_what_is_unknown_or_impossible() -> None:
    known = [30.0, 10.0, 50.0, 40.0, 35.0, 90.0]
    assert median_seconds([*known, None, -5.0]) == Figure(37.5)  # between 35 and 40
    assert median_seconds([*known[:4], None, -5.0]).reason is Reason.HIDDEN
    assert median_seconds([None]).reason is Reason.NO_ANSWERS


def test_certainty_is_set_against_being_right() -> None:
    rows = certainty_table([(3, 1.0), (3, 0.0), (3, 0.5), (1, 1.0), (None, 1.0)])
    assert [(row.level, row.right, row.wrong) for row in rows] == [(1, 1, 0), (2, 0, 0), (3, 1, 2)]
    assert rows[2].share_right == Figure(1 / 3)
    assert rows[1].share_right.reason is Reason.NO_ANSWERS
    assert certainty_table([(None, 1.0)]) == []


def test_rows_come_in_fives() -> None:
    assert [len(in_fives(range(number))) for number in (0, 4, 5, 9, 10, 14)] == [0, 0, 5, 5, 10, 10]


def test_a_group_of_four_hides_itself_and_the_smallest_beside_it() -> None:
    assert nameable({"a": 30, "b": 7, "c": 4}) == {"a"}
    assert nameable({"a": 30, "b": 7, "c": 3, "d": 2}) == {"a", "b"}  # three and two are five
    assert nameable({"a": 30, "b": 7, "c": 0}) == {"a", "b"}
    assert nameable({"a": 4}) == set()


def test_pairs_are_guarded_for_each_left_side_of_its_own() -> None:
    answers = [(["l:a", "m:c"], 0.5)] * 10 + [(["l:b", "m:c"], 0.5)] * 6 + [(["l:x", "m:d"], 0.5)] * 6
    groups = {"l:a": "l", "l:b": "l", "l:x": "l", "m:c": "m", "m:d": "m"}
    free = guarded(analyse_responses(list(groups), answers), groups)
    assert all(part.mean_rest.value == 0.5 for part in free.parts)
    answers = [*answers[:-2], (["l:y", "m:d"], 0.5), (["l:y", "m:d"], 0.5)]
    groups["l:y"] = "l"
    found = guarded(analyse_responses(list(groups), answers), groups).by_key
    assert {key for key, part in found.items() if part.mean_rest.value is None} == {"l:b", "l:x", "l:y"} - {"l:b"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)))
def test_no_sum_of_groups_leaves_fewer_than_five(sizes: dict[str, int]) -> None:
    shown = nameable(sizes)
    assert all(sizes[key] >= FLOOR for key in shown)
    hidden = sum(size for key, size in sizes.items() if key not in shown)
    assert not shown or hidden == 0 or hidden >= FLOOR


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c", None]), st.floats(0, 1)), max_size=40))
def test_shown_means_betray_no_group_below_five(people: list[tuple[str | None, float]]) -> None:
    """Whoever knows the overall mean and every mean shown can work out those of the remainder only."""
    analysis = guarded(analyse_responses(["a", "b", "c"], [([key] if key else None, rest) for key, rest in people]))
    shown = [part for part in analysis.parts if part.mean_rest.value is not None]
    for chosen in product([False, True], repeat=len(shown)):
        group = sum(part.number for part, taken in zip(shown, chosen, strict=True) if taken)
        if group:
            assert group >= FLOOR
            assert analysis.n - group == 0 or analysis.n - group >= FLOOR
