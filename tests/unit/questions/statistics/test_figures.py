"""The figures agree with examples worked by hand."""

from math import isclose, sqrt

import pytest

from questions.statistics import Figure, Matrix, Meeting, Reason, across_releases, of_questions, of_quiz
from questions.statistics.quiz import kurtosis, median_of, skewness

# Four people, three questions: a ladder. Sums of marks: 3, 2, 1, 0, with mean 3/2.
LADDER = Matrix(3, [(1.0, 1.0, 1.0), (1.0, 1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)])
SCORES = [[1.0], [2 / 3, 1.0], [1 / 3, 2 / 3, 1 / 3], [0.0]]
GUESSES = [0.25, 0.5, 0.25]


def value(figure: Figure) -> float:
    assert figure.value is not None, figure.reason
    return figure.value


def is_about(figure: Figure, expected: float) -> bool:
    return isclose(value(figure), expected, rel_tol=1e-9, abs_tol=1e-12)


def test_counts_and_means_of_attempts() -> None:
    quiz = of_quiz(LADDER, SCORES)
    assert (quiz.first_attempts, quiz.all_attempts) == (4, 7)
    assert is_about(quiz.mean_of_first, (1 + 2 / 3 + 1 / 3 + 0) / 4)  # 1/2
    assert is_about(quiz.mean_of_all, (1 + 2 / 3 + 1 + 1 / 3 + 2 / 3 + 1 / 3 + 0) / 7)  # 4/7
    assert is_about(quiz.mean_of_last, (1 + 1 + 1 / 3 + 0) / 4)  # 7/12
    assert is_about(quiz.mean_of_highest, (1 + 1 + 2 / 3 + 0) / 4)  # 2/3


def test_middle_and_spread() -> None:
    quiz = of_quiz(LADDER, SCORES)
    assert is_about(quiz.median, (2 / 3 + 1 / 3) / 2)
    # Sums differ from their mean by 3/2, 1/2, -1/2, -3/2: squares 9/4 + 1/4 + 1/4 + 9/4 = 5, over n - 1: V(T) = 5/3.
    # A share is a third of a sum.
    assert is_about(quiz.standard_deviation, sqrt(5 / 3) / 3)


def test_shape() -> None:
    quiz = of_quiz(LADDER, SCORES)
    assert is_about(quiz.skewness, 0)
    # m2 = 5/4; m4 = (81/16 + 1/16 + 1/16 + 81/16) / 4 = 41/16; k2 = 5/3;
    # k4 = 16 * (5 * 41/16 - 9 * 25/16) / 6 = -10/3; k4 / k2^2 = -10/3 * 9/25 = -6/5.
    assert is_about(quiz.kurtosis, -1.2)
    # 0, 0, 3: mean 1, m2 = (1 + 1 + 4) / 3 = 2, m3 = (-1 - 1 + 8) / 3 = 2, k2 = 3 * 2 / 2 = 3, k3 = 9 * 2 / 2 = 9.
    assert is_about(skewness([0, 0, 3]), 9 / 3**1.5)


def test_reliability() -> None:
    quiz = of_quiz(LADDER, SCORES)
    # V(x1) = (3 * 1/16 + 9/16) / 3 = 1/4; V(x2) = (4 * 1/4) / 3 = 1/3; V(x3) = V(x1). Together 5/6.
    # 3/2 * (1 - (5/6) / (5/3)) = 3/4.
    assert is_about(quiz.internal_consistency, 0.75)
    assert is_about(quiz.error_ratio, 0.5)  # sqrt(1 - 3/4)
    assert is_about(quiz.standard_error, 0.5 * sqrt(5 / 3) / 3)


def test_a_question_of_middling_ease() -> None:
    first = of_questions(LADDER, GUESSES)[0]
    assert first.n == 4
    assert is_about(first.facility_index, 3 / 4)
    assert is_about(first.standard_deviation, 1 / 2)  # sqrt(1/4)
    assert first.random_guess_score == 0.25
    assert is_about(first.intended_weight, 1 / 3)
    # The rest, 2, 1, 0, 0, has the mean 3/4 and V(X) = (25 + 1 + 9 + 9) / 16 / 3 = 11/12.
    # C(x, X) = (5/16 + 1/16 - 3/16 + 9/16) / 3 = 1/4, so 1/4 / sqrt(1/4 * 11/12).
    assert is_about(first.discrimination_index, 0.25 / sqrt(11 / 48))
    # Best marks already stand with the best rest.
    assert is_about(first.discriminative_efficiency, 1)
    assert first.negative_covariance is False


def test_effective_weights() -> None:
    # C(x1, T) = (1/4 * 3/2 + 1/4 * 1/2 - 1/4 * 1/2 + 3/4 * 3/2) / 3 = 1/2 = C(x3, T);
    # C(x2, T) = 1/2 * (3/2 + 1/2 + 1/2 + 3/2) / 3 = 2/3.
    roots = [sqrt(1 / 2), sqrt(2 / 3), sqrt(1 / 2)]
    for question, root in zip(of_questions(LADDER, GUESSES), roots, strict=True):
        assert is_about(question.effective_weight, root / sum(roots))


def test_efficiency_sets_discrimination_against_what_the_marks_allow() -> None:
    # x = 1, 0, 1, 0 with the rest 2, 1, 0, 0 (as one question): means 1/2 and 3/4.
    # C = (1/2 * 5/4 - 1/2 * 1/4 - 1/2 * 3/4 + 1/2 * 3/4) / 3 = 1/6.
    # Sorted, 0, 0, 1, 1 with 0, 0, 1, 2: (3/8 + 3/8 + 1/8 + 5/8) / 3 = 1/2. So 1/3.
    matrix = Matrix(2, [(1.0, 1.0), (0.0, 0.5), (1.0, 0.0), (0.0, 0.0)])
    assert is_about(of_questions(matrix, [0.5, 0.5])[0].discriminative_efficiency, 1 / 3)


def test_the_worse_the_better_is_flagged_and_has_no_weight() -> None:
    # The first question is earned by those alone who earn little else: totals 2, 2, 1, 1.
    matrix = Matrix(3, [(0.0, 1.0, 1.0), (0.0, 1.0, 1.0), (1.0, 0.0, 0.0), (1.0, 0.0, 0.0)])
    first, second, third = of_questions(matrix, [0.5] * 3)
    assert first.negative_covariance
    assert first.effective_weight.reason is Reason.NEGATIVE_COVARIANCE
    assert is_about(first.discrimination_index, -1)
    assert is_about(second.effective_weight, 1 / 2)
    assert is_about(third.effective_weight, 1 / 2)


def test_holes_leave_a_question_its_own_people() -> None:
    # A draw gave two of three questions. The first was met by three people with marks 1, 1, 0 and rests 1, 0, 0.
    matrix = Matrix(3, [(1.0, 1.0, None), (1.0, None, 0.0), (0.0, 0.0, None), (None, 1.0, 1.0)])
    first = of_questions(matrix, [0.5] * 3)[0]
    assert first.n == 3
    assert is_about(first.facility_index, 2 / 3)
    assert is_about(first.intended_weight, 1 / 2)
    # C = (1/3 * 2/3 - 1/3 * 1/3 + 2/3 * 1/3) / 2 = 1/6; V(x) = (1/9 + 1/9 + 4/9) / 2 = 1/3 = V(X): 1/6 / 1/3.
    assert is_about(first.discrimination_index, 1 / 2)
    assert first.effective_weight.reason is Reason.DIFFERENT_ITEMS
    quiz = of_quiz(matrix, [[1.0], [0.5], [0.0], [1.0]])
    assert quiz.internal_consistency.reason is Reason.DIFFERENT_ITEMS
    assert quiz.error_ratio.reason is Reason.DIFFERENT_ITEMS
    assert quiz.standard_error.reason is Reason.DIFFERENT_ITEMS
    assert is_about(quiz.median, 0.75)


def test_a_question_across_releases_takes_each_rest_as_it_was() -> None:
    met = [Meeting(1.0, 1.0, 0.5), Meeting(1.0, 0.0, 0.5), Meeting(0.0, 0.0, 0.25)]
    question = across_releases(met, 0.25)
    assert is_about(question.discrimination_index, 1 / 2)  # as above
    assert is_about(question.intended_weight, (1 / 2 + 1 / 2 + 1 / 4) / 3)
    assert question.effective_weight.reason is Reason.DIFFERENT_ITEMS


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        (Matrix(2, []), Reason.NO_ANSWERS),
        (Matrix(2, [(1.0, 0.0)]), Reason.TOO_FEW),
        (Matrix(1, [(1.0,), (0.0,)]), Reason.SINGLE_ITEM),
        (Matrix(2, [(1.0, 0.5), (1.0, 0.5)]), Reason.NO_VARIANCE),
        (Matrix(2, [(1.0, None), (0.0, 0.5)]), Reason.DIFFERENT_ITEMS),
    ],
)
def test_what_is_undefined_says_why(matrix: Matrix, reason: Reason) -> None:
    assert of_quiz(matrix, []).internal_consistency == Figure(reason=reason)


def test_a_single_attempt_has_a_mean_and_nothing_else() -> None:
    matrix = Matrix(2, [(1.0, 0.0)])
    quiz, question = of_quiz(matrix, [[0.5]]), of_questions(matrix, [0.5, 0.5])[0]
    assert (value(quiz.mean_of_first), value(quiz.median), value(question.facility_index)) == (0.5, 0.5, 1)
    undefined = [quiz.standard_deviation, quiz.skewness, quiz.kurtosis, question.standard_deviation]
    undefined += [question.effective_weight, question.discrimination_index, question.discriminative_efficiency]
    assert {figure.reason for figure in undefined} == {Reason.TOO_FEW}
    assert question.negative_covariance is None


def test_nobody_at_all() -> None:
    quiz, question = of_quiz(Matrix(1, []), []), of_questions(Matrix(1, []), [0.5])[0]
    assert quiz.mean_of_first == quiz.median == question.facility_index == Figure(reason=Reason.NO_ANSWERS)
    assert median_of([]) == kurtosis([]) == Figure(reason=Reason.NO_ANSWERS)
    assert question.n == 0


def test_a_figure_has_a_value_or_a_reason() -> None:
    with pytest.raises(ValueError, match="a value or a reason"):
        Figure()
    with pytest.raises(ValueError, match="a value or a reason"):
        Figure(1.0, Reason.TOO_FEW)


def test_a_row_has_a_place_for_each_question() -> None:
    with pytest.raises(ValueError, match="one place for each question"):
        Matrix(2, [(1.0,)])
