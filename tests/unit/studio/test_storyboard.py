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


def lanes(made: Storyboard) -> list[tuple[int, str]]:
    """Return how far to the right each way with letters runs, the nearest first."""
    return sorted((line.x, line.letters) for line in made.lines if line.letters)


def test_ways_that_pass_the_same_rows_run_in_lanes_of_their_own() -> None:
    made = board(("a", "b", "c"), ("b", "c", "d"), ("c", "d", None), ("d", None, None))
    (one, first), (_same, second), (nearer, third), (further, fourth) = lanes(made)
    assert (first, second, third, fourth) == ("AC", "AC", "B", "B")
    assert one < nearer < further < made.width
    assert all(0 < line.y < made.height for line in made.lines)


def test_ways_one_below_the_other_share_a_lane() -> None:
    made = board(("a", "b", "c"), ("b", "c", None), ("c", "d", "e"), ("d", "e", None), ("e", None, None))
    assert len({x for x, letters in lanes(made) if letters == "B"}) == 1


@pytest.mark.parametrize("count", [1, 2, 12])
def test_steps_that_follow_each_other_are_one_straight_line(count: int) -> None:
    keys = [f"s{number}" for number in range(count)]
    made = board(*((key, following, None) for key, following in zip(keys, [*keys[1:], None], strict=True)))
    assert [(line.kind, line.path.count("V"), "Q" in line.path) for line in made.lines] == [
        ("longest", 1, False)
    ] * count
    assert made.longest == list(range(1, count + 1))
    assert made.cards[-1].y < made.height


def test_a_card_counts_its_minutes_in_each_language() -> None:
    bank: Bank = small.bank()
    scenario = bank.scenarios["first-a"]
    rules = {key: control.rule for key, control in bank.controls.items()}
    card = drawn(scenario).cards[0]
    assert card.minutes == {tag: step_minutes(scenario.steps[0], rules, tag) for tag in ("ja", "en")}
