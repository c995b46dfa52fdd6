"""Options, times and certainty, counted."""

from questions.statistics import Figure, Reason, analyse_responses, certainty_table, in_fives, median_seconds


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
