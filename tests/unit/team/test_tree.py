"""Figures are compared on the first level of the tree that has something to compare."""

import uuid

from training.team.tree import TeamNode, TeamTree


def node(name: str, parent: TeamNode | None = None) -> TeamNode:
    return TeamNode(uuid.uuid4(), name, parent.id if parent else None)


COMPANY = node("Company")
SALES, FACTORY = node("Sales", COMPANY), node("Factory", COMPANY)
EAST = node("East", SALES)
TREE = TeamTree([EAST, SALES, COMPANY, FACTORY])


def test_teams_come_in_the_order_of_the_tree() -> None:
    assert [(team.name, depth) for team, depth in TREE.in_order()] == [
        ("Company", 0),
        ("Sales", 1),
        ("East", 2),
        ("Factory", 1),
    ]


def test_a_team_whose_parent_is_out_of_sight_is_a_root() -> None:
    assert [team.name for team in TeamTree([EAST, FACTORY]).children(None)] == ["East", "Factory"]


def test_a_single_root_is_not_compared_with_itself() -> None:
    assert [team.name for team in TREE.level_under(None)] == ["Sales", "Factory"]


def test_lower_teams_count_in_the_team_above_them() -> None:
    units = TREE.roll_up([(EAST.id, "passed", 2), (SALES.id, "passed", 1), (FACTORY.id, "overdue", 4)])
    assert [(unit.id, unit.counts) for unit in units] == [(SALES.id, {"passed": 3}), (FACTORY.id, {"overdue": 4})]


def test_those_above_the_level_or_in_no_team_are_not_lost() -> None:
    units = TREE.roll_up([(COMPANY.id, "passed", 1), (None, "passed", 1), (uuid.uuid4(), "failed", 1)])
    assert [(unit.id, unit.counts) for unit in units] == [(None, {"passed": 2, "failed": 1})]


def test_choosing_a_team_compares_what_is_under_it() -> None:
    units = TREE.roll_up([(EAST.id, "passed", 2), (SALES.id, "failed", 1)], SALES.id)
    assert [(unit.id, unit.counts) for unit in units] == [(EAST.id, {"passed": 2}), (None, {"failed": 1})]


def test_the_lowest_team_has_one_bar() -> None:
    assert [(unit.id, unit.counts) for unit in TREE.roll_up([(EAST.id, "passed", 2)], EAST.id)] == [
        (None, {"passed": 2})
    ]
