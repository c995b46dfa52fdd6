"""Where two documents differ: at the innermost place, whatever order their parts stand in."""

import pytest

from questions.canonical import Json
from questions.differences import Difference, differences, is_inside


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": {"en": "x", "ja": "y"}}, {"a": {"en": "x", "ja": "z"}}, [("a.ja", "y", "z")]),
        ({"steps": [{"key": "p", "n": 1}, {"key": "q"}]}, {"steps": [{"key": "p", "n": 2}]}, [
            ("steps[p].n", 1, 2), ("steps[q]", {"key": "q"}, None),
        ]),
        ({"steps": [{"key": "p"}, {"key": "q"}]}, {"steps": [{"key": "q"}, {"key": "p"}]}, [
            ("steps (order)", ["p", "q"], ["q", "p"]),
        ]),
        ({"r": [[1], [2]]}, {"r": [[1], [3], [4]]}, [("r[1][0]", 2, 3), ("r[2]", None, [4])]),
        ({"r": [{"n": 1}, {"n": 2}]}, {"r": [{"n": 0}, {"n": 1}, {"n": 2}]}, [("r[0]", None, {"n": 0})]),
        ({"r": [{"n": 1}, {"n": 2}]}, {"r": [{"n": 2}, {"n": 1}]}, [
            ("r (order)", [{"n": 1}, {"n": 2}], [{"n": 2}, {"n": 1}]),
        ]),
        ({"r": ["p", "q"]}, {"r": ["q", "s"]}, [("r[s]", None, "s"), ("r[p]", "p", None)]),
        ({"a": ["x"]}, {"a": "x"}, [("a", ["x"], "x")]),
        ({"a": 1}, {"a": 1}, []),
    ],
)  # fmt: skip
def test_differences(one: Json, other: Json, expected: list[Difference]) -> None:
    assert [tuple(difference) for difference in differences(one, other)] == expected


@pytest.mark.parametrize(
    ("place", "outer", "expected"),
    [
        ("facts[a].source", "facts[a].source", True),
        ("facts[a].source.en", "facts[a].source", True),
        ("facts[a].sources[0]", "facts[a].source", False),
        ("steps[a].story", "steps", True),
        ("steps (order)", "steps", True),
        ("steps (order)", "steps (order)", True),
        ("steps[a].story", "steps (order)", False),
    ],
)
def test_what_lies_within_a_place(place: str, outer: str, expected: bool) -> None:
    assert is_inside(place, outer) == expected
