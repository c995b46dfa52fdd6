"""Draws: closed pools at publication, and what an attempt takes from them."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from questions import drawing, play
from questions.quiz import Quiz, ReleaseDocument
from questions.release import Bank, NotPublishable, compile_release
from tests.factories import documents as small

FITTING = 6


def _alone(key: str, uid: str, family: str | None = None, **more: Any) -> dict[str, Any]:
    question = small.single(uid) | ({"family": family} if family else {})
    return small.step(key, question, None, alone=True, **more)


def _bank() -> Bank:
    """Return a bank whose scenario `loose` has six questions that stand alone, two of them twins."""
    bank = small.bank("a")
    steps = [_alone(f"s{number}", f"q-loose0{number}", "twins" if number < 2 else None) for number in range(FITTING)]
    for step, following in zip(steps, [*(step["key"] for step in steps[1:]), None], strict=True):
        step["next"] = following
    bank.scenarios["loose"] = small.scenario("loose", steps)
    return bank


def _quiz(bank: Bank, *draws: dict[str, Any]) -> Quiz:
    sections = [{"draw": {"title": small.both("Some more", "追加の設問"), "count": 2, **draw}} for draw in draws]
    quiz = bank.quizzes["quiz-a"].model_dump()
    return Quiz.model_validate({**quiz, "sections": [{"scenario": "second-a"}, *sections]})


def _release(*draws: dict[str, Any]) -> ReleaseDocument:
    bank = _bank()
    return compile_release(_quiz(bank, *draws), bank)


RELEASE = _release({"count": 5})


def _problems(bank: Bank, quiz: Quiz) -> list[str]:
    with pytest.raises(NotPublishable) as refused:
        compile_release(quiz, bank)
    return [str(problem.fault) for problem in refused.value.problems]


def test_a_release_holds_the_pool_and_only_its_steps() -> None:
    assert len(RELEASE.pools[0].refs) == FITTING
    assert [scenario.key for scenario in RELEASE.pooled] == ["loose"]
    assert {step.next for step in RELEASE.pooled[0].steps} == {None}
    assert RELEASE.decisions == 1 + 5


def test_what_everybody_plays_is_in_no_pool() -> None:
    bank = _bank()
    played = bank.quizzes["quiz-a"].model_dump() | {
        "sections": [{"scenario": "loose"}, {"draw": {"title": small.both("More", "追加"), "count": 1}}]
    }
    assert "1 questions are to be drawn, but only 0 fit that nothing else in this quiz asks." in _problems(
        bank, Quiz.model_validate(played)
    )


def test_pools_share_neither_questions_nor_twins() -> None:
    bank = _bank()
    problems = _problems(bank, _quiz(bank, {"families": ["twins"], "count": 1}, {"count": 5}))
    assert problems == ["5 questions are to be drawn, but only 4 fit that nothing else in this quiz asks."]


def test_a_twin_of_what_everybody_plays_is_in_no_pool() -> None:
    bank = _bank()
    second = bank.scenarios["second-a"]
    question = second.steps[0].question
    assert question
    twin = second.steps[0].model_copy(update={"question": question.model_copy(update={"family": "twins"})})
    bank.scenarios["second-a"] = second.model_copy(update={"steps": [twin]})
    assert len(compile_release(_quiz(bank, {}), bank).pools[0].refs) == FITTING - 2


def test_a_draw_takes_only_what_fits_every_list() -> None:
    bank = _bank()
    bank.scenarios["loose"] = bank.scenarios["loose"].model_copy(update={"topics": ["mis-send"]})
    quiz = _quiz(bank, {"topics": ["mis-send"], "controls": ["check-the-address"], "audience": ["everybody"]})
    assert len(compile_release(quiz, bank).pools[0].refs) == FITTING
    for odd, idle in (
        ({"topics": ["phishing"]}, "the topic phishing"),
        ({"audience": ["manager"]}, "questions for manager"),
        ({"controls": ["other"]}, "the control other"),
        ({"families": ["x"]}, "the set of twins x"),
    ):
        (found,) = _problems(bank, _quiz(bank, odd))
        assert found.startswith(f"The draw asks for {idle}, but n")


def test_a_retired_question_is_left_out_of_draws_and_refused_in_scenarios() -> None:
    bank = _bank()
    loose = bank.scenarios["loose"]
    question = loose.steps[5].question
    assert question
    retired = loose.steps[5].model_copy(update={"question": question.model_copy(update={"retired": True})})
    bank.scenarios["loose"] = loose.model_copy(update={"steps": [*loose.steps[:5], retired]})
    assert len(compile_release(_quiz(bank, {}), bank).pools[0].refs) == FITTING - 1
    played = Quiz.model_validate(bank.quizzes["quiz-a"].model_dump() | {"sections": [{"scenario": "loose"}]})
    message = "The question is retired. Take the step out, or put another question in its place."
    assert message in _problems(bank, played)


def test_a_step_that_branches_can_not_stand_alone() -> None:
    branching = small.step("one", small.single("q-alone01", branch="two"), "two", alone=True)
    with pytest.raises(ValidationError, match="can't lead to different steps"):
        small.scenario("branching", [branching, small.step("two", None, None)])
    with pytest.raises(ValidationError, match="needs a question that is marked"):
        small.scenario("scenic", [small.step("one", None, None, alone=True)])


@given(
    st.text(alphabet="0123456789abcdef", min_size=1, max_size=32),
    st.dictionaries(st.sampled_from(range(6)), st.integers(0, 3)),
)
def test_a_draw_is_stable_closed_and_without_twins(seed: str, seen: dict[int, int]) -> None:
    counts = {f"q-loose0{number}": count for number, count in seen.items()}
    drawn = drawing.draw(RELEASE, seed, counts)
    assert drawn == drawing.draw(RELEASE, seed, counts)
    assert drawing.from_json(drawing.to_json(drawn)) == drawn
    refs = drawn[1]
    assert len(refs) == len(set(refs)) == 5
    assert set(refs) <= set(RELEASE.pools[0].refs)
    assert max(Counter(RELEASE.step(*ref).twins for ref in refs).values()) == 1


def test_what_was_not_seen_comes_first() -> None:
    release = _release({"count": 3})
    seen = {f"q-loose0{number}": 1 for number in (2, 3)}
    for seed in ("a", "b", "c", "d", "e"):
        uids = {release.step(*ref).uid for ref in drawing.draw(release, seed, seen)[1]}
        assert not uids & seen.keys()


def test_seeds_draw_differently_in_the_long_run() -> None:
    release = _release({"count": 2})
    asked = Counter(ref for seed in range(200) for ref in drawing.draw(release, str(seed), {})[1])
    assert set(asked) == set(release.pools[0].refs)


def test_an_attempt_asks_its_scenarios_and_what_it_drew() -> None:
    release = _release({"count": 2})
    drawn = drawing.draw(release, "seed", {})
    responses = {("second-a", "after"): small.RIGHT["after"]}
    assert not play.is_complete(release, responses, drawn)
    assert play.walk(release, responses, drawn)[-1].ref == drawn[1][0]
    responses |= dict.fromkeys(drawn[1], ("call",))
    assert play.is_complete(release, responses, drawn)
    score = play.grade(release, responses, drawn)
    assert len(score.marks) == release.decisions
    assert score.share == 1
    assert [place.section for place in play.walk(release, responses, drawn)] == [0, 1, 1]
