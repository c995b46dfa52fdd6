"""Nobody who reads every page, and the program, learns how a group of fewer than five people did."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from training.team.gaps.disclosure import FLOOR, MIXED_FLOOR, Cohort, Told, divide, tell, together

Counts = tuple[int, ...]
Tree = tuple[int | None, ...]
"""The parent of each team, by its place."""


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[Tree, Counts]:
    """Draw up to four teams in a tree and how many people answered in each of them."""
    number = draw(st.integers(2, 4))
    parents = tuple(draw(st.sampled_from([None, *range(team)])) for team in range(number))
    return parents, tuple(draw(st.integers(0, 7)) for _team in range(number))


def below(parents: Tree, team: int | None) -> set[int]:
    """Return a team with all teams under it; all teams for the top."""
    return {found for found in range(len(parents)) if team is None or team in path(parents, found)}


def path(parents: Tree, team: int | None) -> Iterator[int]:
    while team is not None:
        yield team
        team = parents[team]


def pages(parents: Tree, cohorts: Sequence[Cohort[int]], right: Counts) -> tuple[Told | None, ...]:
    """Return all that anybody is shown of one decision: every team's own row, and every total."""
    counts = [sum(right[part] for part in cohort.parts if part is not None) for cohort in cohorts]
    told = [tell(count, c.people, is_mixed=c.is_mixed) for count, c in zip(counts, cohorts, strict=True)]
    totals = [
        together(figure for c, figure in zip(cohorts, told, strict=True) if within(parents, c, team))
        for team in (None, *range(len(parents)))
    ]
    return (*told, *totals)


def within(parents: Tree, cohort: Cohort[int], team: int | None) -> bool:
    return team is None or (cohort.team is not None and cohort.team in below(parents, team))


def cohorts_of(parents: Tree, people: Counts) -> list[Cohort[int]]:
    return divide(dict(enumerate(parents)), dict(enumerate(people)))


def possible_worlds(parents: Tree, people: Counts) -> Mapping[tuple[Told | None, ...], list[Counts]]:
    """Group every way in which the answers may have fallen by what would be shown of it: the attacker's table."""
    cohorts = cohorts_of(parents, people)
    worlds: dict[tuple[Told | None, ...], list[Counts]] = {}
    for right in itertools.product(*(range(number + 1) for number in people)):
        worlds.setdefault(pages(parents, cohorts, right), []).append(right)
    return worlds


def small_groups(parents: Tree, people: Counts) -> list[tuple[int, ...]]:
    """List every set of teams, of whatever places, in which one to four people answered."""
    answered = [team for team in range(len(parents)) if people[team]]
    sets = (found for size in range(1, 5) for found in itertools.combinations(answered, size))
    return [found for found in sets if 0 < sum(people[team] for team in found) < FLOOR]


@settings(max_examples=30)
@given(small_tables())
@example(((None, 0, 0), (0, 4, 5)))
@example(((None, 0, 0, 0), (1, 4, 4, 5)))
@example(((None, 0, 1, 1), (3, 3, 3, 6)))
@example(((None, None), (4, 5)))
def test_a_small_group_may_have_done_in_any_way(table: tuple[Tree, Counts]) -> None:
    parents, people = table
    groups = small_groups(parents, people)
    for shown, worlds in possible_worlds(parents, people).items():
        for group in groups:
            seen = {sum(right[team] for team in group) for right in worlds}
            assert seen == set(range(sum(people[team] for team in group) + 1)), (group, shown)


@settings(max_examples=25)
@given(small_tables())
def test_that_all_or_nobody_did_is_never_told(table: tuple[Tree, Counts]) -> None:
    parents, people = table
    for worlds in possible_worlds(parents, people).values():
        for team in (None, *range(len(parents))):
            group = below(parents, team)
            numbers = {sum(right[found] for found in group) for right in worlds}
            answered = sum(people[found] for found in group)
            assert not answered or len(numbers) > 1 or numbers - {0, answered}


@settings(max_examples=25)
@given(small_tables())
def test_cohorts_share_nobody_and_are_large_enough(table: tuple[Tree, Counts]) -> None:
    parents, people = table
    cohorts = cohorts_of(parents, people)
    parts = [part for cohort in cohorts for part in cohort.parts]
    assert len(parts) == len(set(parts))
    for cohort in cohorts:
        assert cohort.people == sum(people[part] for part in cohort.parts if part is not None)
        assert cohort.people >= (MIXED_FLOOR if cohort.is_mixed else FLOOR)
        assert all(part in below(parents, cohort.team) for part in cohort.parts)


def test_a_team_of_five_is_told_of_by_itself() -> None:
    assert cohorts_of((None, 0), (0, 5)) == [Cohort(1, False, 5, (1,))]


def test_smaller_teams_are_told_of_below_what_they_have_in_common() -> None:
    assert cohorts_of((None, 0, 1, 1), (0, 2, 4, 3)) == [Cohort(1, True, 9, (2, 3, 1))]


def test_numbers_in_the_middle_are_told_as_they_are() -> None:
    assert [tell(count, 5, is_mixed=False) for count in (0, 1, 2, 5)] == [
        Told(0, 1, 5), Told(0, 1, 5), Told(2, 2, 5), Told(4, 5, 5),
    ]  # fmt: skip
    assert [tell(count, 10, is_mixed=True) for count in (4, 5, 6)] == [
        Told(0, 4, 10), Told(5, 5, 10), Told(6, 10, 10),
    ]  # fmt: skip


def of_a_case(people: int) -> Iterator[tuple[int, int, int]]:
    """Yield how many people may have taken the first of two chances, the second, and none."""
    for both, first, second in itertools.product(range(people + 1), repeat=3):
        if (neither := people - both - first - second) >= 0:
            yield both + first, both + second, neither


@pytest.mark.parametrize(("people", "is_mixed"), [(5, False), (6, False), (9, True), (10, True), (11, True)])
def test_several_numbers_of_one_cohort_do_not_tell_more_together(people: int, is_mixed: bool) -> None:
    shown: dict[tuple[Told, ...], list[tuple[int, int, int]]] = {}
    for counts in of_a_case(people):
        told = tuple(tell(count, people, is_mixed=is_mixed) for count in counts)
        shown.setdefault(told, []).append(counts)
    for worlds in shown.values():
        for place in range(3):
            numbers = {counts[place] for counts in worlds}
            assert len(numbers) > 1 or numbers - {0, people}
            if is_mixed:  # four of them may be a team, and any four people of the cohort may be these
                assert min(max(0, counts[place] - people + 4) for counts in worlds) == 0
                assert max(min(4, counts[place]) for counts in worlds) == 4
