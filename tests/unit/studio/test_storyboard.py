"""The map shows every step, every way, and what is wrong with them."""

from collections import Counter

import pytest

from questions.reading import step_minutes
from questions.release import Bank
from questions.scenario import Scenario
from tests.factories import documents as small
from training.studio.editing.storyboard import Storyboard, storyboard


def board(*steps: tuple[str, str | None, str | None]) -> Storyboard:
    """Draw a case of steps: (key, next, where the option send leads)."""
    made = [
        small.step(key, small.single(f"q-00000{number}", branch=branch) if branch else None, following)
        for number, (key, following, branch) in enumerate(steps)
    ]
    return drawn(small.scenario("case", made))


def drawn(scenario: Scenario) -> Storyboard:
    return storyboard(scenario, small.bank(), Counter(), Counter())


def kinds(made: Storyboard) -> list[tuple[str, str]]:
    return sorted((line.kind, line.letters) for line in made.lines)


def test_every_way_has_its_line_and_the_letters_of_its_options() -> None:
    made = drawn(small.bank().scenarios["first-a"])
    assert made.longest == [1, 2, 3, 4]
    assert kinds(made) == [("longest", ""), ("longest", ""), ("longest", ""), ("longest", "B"), ("possible", "AC")]
    assert [(lead.letters, lead.target) for lead in made.cards[0].leads] == [("AC", "fields"), ("B", "trouble")]
    assert len({line.path for line in made.lines}) == 5


def test_what_is_wrong_with_the_ways_is_marked() -> None:
    made = board(("a", "b", "d"), ("b", "c", "d"), ("c", "a", None), ("d", None, None), ("e", "d", None))
    assert [card.trouble for card in made.cards] == ["", "missed", "", "", "unreachable"]
    assert {lead.target for card in made.cards for lead in card.leads if lead.is_loop} == {"a"}


@pytest.mark.parametrize("count", [1, 2, 12])
def test_lines_that_run_beside_each_other_have_lanes_of_their_own(count: int) -> None:
    keys = [f"s{number}" for number in range(count)]
    steps = [(key, None, keys[number + 1] if number + 1 < count else None) for number, key in enumerate(keys)]
    made = board(*steps)
    assert len(made.cards) == count
    assert made.width >= 36
    assert len({line.path for line in made.lines}) == len(made.lines)


def test_a_card_counts_its_minutes_in_each_language() -> None:
    bank: Bank = small.bank()
    scenario = bank.scenarios["first-a"]
    rules = {key: control.rule for key, control in bank.controls.items()}
    card = drawn(scenario).cards[0]
    assert card.minutes == {tag: step_minutes(scenario.steps[0], rules, tag) for tag in ("ja", "en")}
