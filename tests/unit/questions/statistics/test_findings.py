"""Figures become remarks only where they mean something."""

from questions.statistics import (
    Finding,
    FindingKind,
    Meeting,
    across_releases,
    analyse_responses,
    findings,
    guarded_question,
    guarded_responses,
)
from questions.statistics.certainty import CertaintyRow

OPTIONS = {"right", "wrong", "rare"}
Person = tuple[str, float]
"""The option chosen and the share earned in the rest."""


def found_in(
    people: list[Person], guess: float = 0.25, certainty: tuple[CertaintyRow, ...] = ()
) -> dict[FindingKind, Finding]:
    met = [Meeting(float(option == "right"), rest, 0.1) for option, rest in people]
    given = [([option], rest) for option, rest in people]
    responses = guarded_responses(analyse_responses(["right", "wrong", "rare"], given))
    points = {"right": 1.0, "wrong": 0.0, "rare": 0.0}
    figures = guarded_question(across_releases(met, guess), [meeting.mark for meeting in met], responses, points)
    return {found.kind: found for found in findings(figures, responses, {"right"}, OPTIONS, certainty)}


def test_a_wrong_option_that_draws_the_best_is_named() -> None:
    found = found_in([("right", 0.5)] * 12 + [("wrong", 0.9)] * 7 + [("rare", 0.2)] * 2)
    assert found[FindingKind.WRONG_DRAWS_THE_BEST].part == "wrong"


def test_a_wrong_option_of_four_people_proves_nothing() -> None:
    found = found_in([("right", 0.5)] * 12 + [("wrong", 0.9)] * 4 + [("rare", 0.2)] * 4)
    assert FindingKind.WRONG_DRAWS_THE_BEST not in found


def test_a_question_that_works_calls_for_no_remark() -> None:
    people = [("right", 0.9)] * 12 + [("wrong", 0.4)] * 6 + [("rare", 0.3)] * 6
    assert found_in(people) == {}


def test_what_nearly_everybody_knows() -> None:
    assert set(found_in([("right", 0.5 + number / 100) for number in range(40)])) == {
        FindingKind.NEARLY_EVERYBODY,
        FindingKind.HARDLY_CHOSEN,
    }


def test_guessing_gives_as_much() -> None:
    people = [("right", 0.9)] * 6 + [("wrong", 0.4)] * 18
    assert FindingKind.GUESSING_GIVES_AS_MUCH in found_in(people, guess=0.25)
    assert FindingKind.GUESSING_GIVES_AS_MUCH not in found_in(people, guess=0.1)


def test_who_does_well_elsewhere_does_worse_here() -> None:
    people = [("right", 0.3)] * 12 + [("wrong", 0.8)] * 12
    assert FindingKind.WORSE_WHEN_BETTER in found_in(people)


def test_telling_apart_is_no_matter_for_a_few_people() -> None:
    assert FindingKind.WORSE_WHEN_BETTER not in found_in([("right", 0.3)] * 4 + [("wrong", 0.8)] * 4)


def test_a_question_without_bearing_on_the_rest() -> None:
    people = [("right", 0.4), ("right", 0.8), ("wrong", 0.4), ("wrong", 0.8)] * 6
    assert FindingKind.TELLS_LITTLE_APART in found_in(people)


def test_an_option_that_tempts_nobody() -> None:
    found = found_in([("right", 0.9)] * 20 + [("wrong", 0.4)] * 17 + [("rare", 0.4)] * 3)
    assert found[FindingKind.HARDLY_CHOSEN].part == "rare"


def test_what_every_second_chose_is_not_called_rare() -> None:
    given = [(["right", "wrong"], 0.9)] * 22 + [(["right"], 0.4)] * 23
    responses = guarded_responses(analyse_responses(["right", "wrong"], given), dict.fromkeys(OPTIONS), pieces=3)
    figures = across_releases([Meeting(1.0, rest, 0.1) for _chosen, rest in given], 0.25)
    kinds = {found.kind for found in findings(figures, responses, {"right"}, OPTIONS)}
    assert FindingKind.HARDLY_CHOSEN not in kinds


def test_sure_and_wrong() -> None:
    people = [("right", 0.9)] * 12 + [("wrong", 0.4)] * 6 + [("rare", 0.3)] * 6
    assert FindingKind.CONFIDENTLY_WRONG in found_in(people, certainty=(CertaintyRow(3, 8, 10), CertaintyRow(1, 4, 2)))
    assert FindingKind.CONFIDENTLY_WRONG not in found_in(people, certainty=(CertaintyRow(3, 19, 5),))


def test_the_most_urgent_comes_first() -> None:
    people = [("right", 0.3)] * 12 + [("wrong", 0.8)] * 12
    met = [Meeting(float(option == "right"), rest, 0.1) for option, rest in people]
    responses = analyse_responses(["right", "wrong", "rare"], [([option], rest) for option, rest in people])
    kinds = [found.kind for found in findings(across_releases(met, 0.2), responses, {"right"})]
    assert kinds == sorted(kinds, key=list(FindingKind).index)
    assert kinds[0] is FindingKind.WRONG_DRAWS_THE_BEST
    assert len(kinds) > 1


def test_four_people_are_never_spoken_of() -> None:
    assert found_in([("right", 0.5)] * 4) == {}
