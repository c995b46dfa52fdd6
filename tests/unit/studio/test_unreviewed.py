"""What a release holds beside the files: work of the studio, also where it only changes what is drawn."""

from collections.abc import Callable

import pytest

from questions.quiz import Draw, Section
from questions.release import Bank, compile_release
from questions.scenario import Scenario
from questions.text import LocalisedText
from tests.factories import documents as small
from training.studio.publication.unreviewed import list_unreviewed


def files() -> Bank:
    """Return a bank whose quiz plays one scenario and draws from whatever is for everybody."""
    bank = small.bank()
    steps = [small.step("loose", small.single("q-loose01"), None, alone=True)]
    bank.scenarios["loose"] = small.scenario("loose", steps)
    bank.scenarios["looser"] = small.scenario("looser", [{**steps[0], "question": small.single("q-loose02")}])
    draw = Draw(title=LocalisedText(small.both("More", "追加")), count=1, audience=["everybody"])
    sections = [Section(scenario="second-a"), Section(draw=draw)]
    bank.quizzes["quiz-a"] = bank.quizzes["quiz-a"].model_copy(update={"sections": sections})
    return bank


def unreviewed(studio: Bank) -> list[str]:
    return list_unreviewed(compile_release(studio.quizzes["quiz-a"], studio), studio, files())


def with_scenario(bank: Bank, scenario: Scenario) -> None:
    bank.scenarios[scenario.key] = scenario


def shop_only(bank: Bank) -> None:
    with_scenario(bank, bank.scenarios["loose"].model_copy(update={"audience": ["shop"]}))


def new(bank: Bank) -> None:
    steps = [small.step("newest", small.single("q-newest1"), None, alone=True)]
    with_scenario(bank, small.scenario("newest", steps))


def other_control(bank: Bank) -> None:
    control = bank.controls["check-the-address"]
    bank.controls[control.key] = control.model_copy(update={"title": LocalisedText(small.both("Another", "別のもの"))})


def of_another_quiz(bank: Bank) -> None:
    with_scenario(bank, bank.scenarios["first-a"].model_copy(update={"audience": ["shop"]}))


@pytest.mark.parametrize(
    ("work", "found"),
    [
        (lambda _bank: None, []),
        (shop_only, ["scenario loose"]),
        (new, ["scenario newest"]),
        (other_control, ["control check-the-address"]),
        (of_another_quiz, []),
    ],
)
def test_work_of_the_studio_is_named(work: Callable[[Bank], None], found: list[str]) -> None:
    studio = files()
    work(studio)
    assert unreviewed(studio) == found
