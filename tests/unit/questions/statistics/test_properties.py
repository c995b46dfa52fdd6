"""What holds for every matrix: no figure is ever infinite or no number, and nobody's place in the list matters."""

from dataclasses import fields
from math import isclose, isfinite
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from questions.statistics import Figure, Matrix, QuestionStatistics, QuizStatistics, Reason, of_questions, of_quiz

Rows = list[tuple[float | None, ...]]

MARKS = st.one_of(st.sampled_from([0.0, 0.5, 1.0, 0.333333]), st.floats(0, 1, allow_subnormal=False))


@st.composite
def matrices(draw: st.DrawFn, *, holes: bool = True, least: int = 0) -> Matrix:
    columns = draw(st.integers(1, 5))
    mark = st.one_of(st.none(), MARKS) if holes else MARKS
    return Matrix(columns, draw(st.lists(st.tuples(*[mark] * columns), min_size=least, max_size=12)))


def figures(found: QuizStatistics | QuestionStatistics) -> dict[str, Figure]:
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return {name: value for name, value in values.items() if isinstance(value, Figure)}


def everything(matrix: Matrix) -> list[dict[str, Figure]]:
    guesses = [0.25] * matrix.columns
    scores = [[score] for score in matrix.scores]
    return [figures(of_quiz(matrix, scores)), *map(figures, of_questions(matrix, guesses))]


def same(first: Figure, second: Figure) -> bool:
    if first.value is None or second.value is None:
        return first == second
    return isclose(first.value, second.value, rel_tol=1e-6, abs_tol=1e-6)


@given(matrices())
def test_every_figure_is_finite_or_says_why_not(matrix: Matrix) -> None:
    for found in everything(matrix):
        for figure in found.values():
            assert isinstance(figure.reason, Reason) if figure.value is None else isfinite(figure.value)


@given(matrices())
def test_every_figure_keeps_its_range(matrix: Matrix) -> None:
    for question in of_questions(matrix, [0.25] * matrix.columns):
        for name in ("facility_index", "intended_weight", "effective_weight"):
            figure = figures(question)[name]
            assert figure.value is None or -1e-9 <= figure.value <= 1 + 1e-9, name
        for figure in (question.discrimination_index, question.discriminative_efficiency):
            assert figure.value is None or figure.value <= 1
        assert (question.discrimination_index.value or 0) >= -1
    consistency = of_quiz(matrix, []).internal_consistency
    assert consistency.value is None or consistency.value <= 1 + 1e-9


@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(matrix: Matrix, random: Random) -> None:
    rows = list(matrix.rows)
    random.shuffle(rows)
    for before, after in zip(everything(matrix), everything(Matrix(matrix.columns, rows)), strict=True):
        for name, figure in before.items():
            assert same(figure, after[name]), name


@given(matrices(holes=False, least=2))
def test_effective_weights_add_up(matrix: Matrix) -> None:
    weights = [found.effective_weight.value for found in of_questions(matrix, [0.25] * matrix.columns)]
    known = [weight for weight in weights if weight is not None]
    assert not known or isclose(sum(known), 1, rel_tol=1e-9)


@given(st.integers(1, 20), st.integers(1, 20), st.integers(2, 6))
def test_a_question_that_parts_the_best_from_the_rest_discriminates_perfectly(best: int, rest: int, size: int) -> None:
    matrix = Matrix(size, [(1.0,) * size] * best + [(0.0,) * size] * rest)
    for question in of_questions(matrix, [0.5] * size):
        assert same(question.discrimination_index, Figure(1.0))
        assert same(question.discriminative_efficiency, Figure(1.0))
        assert same(question.effective_weight, Figure(1 / size))
    assert same(of_quiz(matrix, []).internal_consistency, Figure(1.0))


@given(st.floats(0, 1), st.integers(2, 12), st.integers(2, 5))
def test_without_variance_nothing_is_told_apart(mark: float, people: int, size: int) -> None:
    matrix = Matrix(size, [(mark,) * size] * people)
    quiz, question = of_quiz(matrix, []), of_questions(matrix, [0.5] * size)[0]
    undefined = [quiz.internal_consistency, quiz.error_ratio, quiz.standard_error, question.effective_weight]
    undefined += [question.discrimination_index, question.discriminative_efficiency]
    assert {figure.reason for figure in undefined} == {Reason.NO_VARIANCE}
    assert question.standard_deviation.value is not None
    assert question.negative_covariance is False


@given(st.lists(MARKS, min_size=2, max_size=12))
def test_a_single_question_has_nothing_to_be_set_against(marks: list[float]) -> None:
    matrix = Matrix(1, [(mark,) for mark in marks])
    question = of_questions(matrix, [0.5])[0]
    assert question.discrimination_index.reason is Reason.SINGLE_ITEM
    assert of_quiz(matrix, []).internal_consistency.reason is Reason.SINGLE_ITEM


@given(matrices(least=1))
def test_a_hole_is_nobodys_mark(matrix: Matrix) -> None:
    for number, question in enumerate(of_questions(matrix, [0.25] * matrix.columns)):
        assert question.n == sum(row[number] is not None for row in matrix.rows)
    if not matrix.whole and matrix.columns > 1:
        assert of_quiz(matrix, []).internal_consistency.reason is Reason.DIFFERENT_ITEMS
