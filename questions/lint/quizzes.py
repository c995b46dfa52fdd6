"""Rules on a quiz as a whole: nothing but the cases tells where the right options are."""

from collections import Counter
from collections.abc import Iterator

from questions.fault import N_
from questions.lint import words
from questions.lint.choices import Choices, alternatives, choices
from questions.lint.finding import Flaw, QuizCase, rule
from questions.lint.literature import GUIDELINES, POSITION

ENOUGH = 4
"""Questions below which every pattern is chance."""

MOSTLY = 0.6

VISIBLY = 1.05
"""A smaller difference in length is not seen."""


def _questions(case: QuizCase) -> list[list[Choices]]:
    """Return the single choices of the scenarios that everybody plays, each in all its languages."""
    played = [case.bank.scenarios[key] for key in case.quiz.scenario_keys if key in case.bank.scenarios]
    questions = [step.question for scenario in played for step in scenario.steps]
    return [list(choices(question)) for question in questions if alternatives(question)]


@rule(
    "key-position",
    QuizCase,
    N_("Right options at one place"),
    N_(
        "Right options at one place are found without reading. The screen shuffles those that do not keep their place; "
        "reviewers, print-outs and exported files show them as written."
    ),
    POSITION,
    GUIDELINES,
)
def key_position(case: QuizCase) -> Iterator[Flaw]:
    """Find a quiz in which most right options stand at the same place."""
    shown = [each[0] for each in _questions(case) if each]
    places = Counter(next(n for n, choice in enumerate(each.all, 1) if choice.right) for each in shown)
    for place, count in places.most_common(1):
        if len(shown) >= ENOUGH and count > len(shown) * MOSTLY:
            message = N_("In %(count)d of %(all)d questions the right option is written at place %(place)d.")
            yield Flaw(message, {"count": count, "all": len(shown), "place": place})


@rule(
    "key-length-pattern",
    QuizCase,
    N_("Right options of one length"),
    N_("When the right option is the longest, or the shortest, again and again, its length gives it away."),
    GUIDELINES,
)
def key_length_pattern(case: QuizCase) -> Iterator[Flaw]:
    """Find a quiz in which most right options are the longest of theirs, or the shortest."""
    for tag in case.quiz.languages:
        shown = [each for question in _questions(case) for each in question if each.language == tag]
        if len(shown) < ENOUGH:
            continue
        longest = sum(_length(each) > max(_rivals(each)) * VISIBLY for each in shown)
        shortest = sum(_length(each) * VISIBLY < min(_rivals(each)) for each in shown)
        values: dict[str, str | int] = {"all": len(shown)}
        if longest > len(shown) * MOSTLY:
            message = N_("In %(count)d of %(all)d questions the right option is the longest.")
            yield Flaw(message, {**values, "count": longest}, "", tag)
        if shortest > len(shown) * MOSTLY:
            message = N_("In %(count)d of %(all)d questions the right option is the shortest.")
            yield Flaw(message, {**values, "count": shortest}, "", tag)


def _length(shown: Choices) -> int:
    return words.length(shown.right[0].text)


def _rivals(shown: Choices) -> list[int]:
    return [words.length(rival.text) for rival in shown.rivals]
