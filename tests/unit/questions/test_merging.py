"""Two editions of one document are joined: what is apart never clashes, and nothing appears that neither wrote."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.canonical import Json, canonical_bytes
from questions.merging import Choice, Clash, merge
from questions.scenario import Scenario
from tests.factories import documents as small

few = settings(max_examples=40)
_WORDS = st.text("abc", min_size=1, max_size=2)
_TEXTS = st.dictionaries(st.sampled_from(["ja", "en"]), _WORDS, min_size=1)
_NAMED = st.dictionaries(st.sampled_from("pqrs"), _TEXTS).map(lambda d: [{"key": k, "text": d[k]} for k in d])
_DOCUMENTS = st.fixed_dictionaries(
    {"title": _TEXTS, "steps": _NAMED, "exhibits": st.lists(_TEXTS, max_size=4)},
    optional={"next": _WORDS, "controls": st.lists(_WORDS, unique=True, max_size=3)},
)


def words_in(value: Json) -> set[str]:
    if isinstance(value, dict):
        return {word for item in value.values() for word in words_in(item)}
    if isinstance(value, list):
        return {word for item in value for word in words_in(item)}
    return {value} if isinstance(value, str) else set()


@few
@given(_DOCUMENTS, _DOCUMENTS)
def test_what_only_one_changed_is_as_that_one_has_it(base: Json, changed: Json) -> None:
    assert merge(base, changed, base) == (changed, [])
    assert merge(base, base, changed) == (changed, [])
    assert merge(base, changed, changed) == (changed, [])


@few
@given(_DOCUMENTS, _DOCUMENTS, _DOCUMENTS)
def test_nothing_is_invented_and_choices_settle_everything(base: Json, mine: Json, theirs: Json) -> None:
    joined = merge(base, mine, theirs)
    assert words_in(joined.value) <= words_in(mine) | words_in(theirs)
    for whose in ("mine", "theirs"):
        choices = {clash.place: Choice(whose) for clash in joined.clashes}
        assert not merge(base, mine, theirs, choices).clashes


@few
@given(_DOCUMENTS, _DOCUMENTS, _DOCUMENTS)
def test_who_joins_whose_work_decides_no_clash(base: Json, mine: Json, theirs: Json) -> None:
    one, other = merge(base, mine, theirs).clashes, merge(base, theirs, mine).clashes
    assert {clash.place.partition("[")[0] for clash in one} == {clash.place.partition("[")[0] for clash in other}


@few
@given(st.data())
def test_two_people_at_different_steps_never_clash(data: st.DataObject) -> None:
    base = plain(small.bank().scenarios["first-a"])
    places = data.draw(st.permutations(range(len(base["steps"]))))
    mine, theirs = written(base, places[0], data.draw(_TEXTS)), written(base, places[1], data.draw(_TEXTS))
    joined = merge(base, mine, theirs)
    assert not joined.clashes
    assert joined.value == written(mine, places[1], theirs["steps"][places[1]]["story"])
    assert Scenario.model_validate(joined.value)


def plain(document: Scenario) -> dict[str, Any]:
    return json.loads(canonical_bytes(document))  # type: ignore[no-any-return]


def written(base: dict[str, Any], place: int, story: dict[str, str]) -> dict[str, Any]:
    steps = [{**step, "story": story} if number == place else step for number, step in enumerate(base["steps"])]
    return {**base, "steps": steps}


def named(*keys: str, **texts: str) -> Json:
    return [{"key": key, "n": texts.get(key, "-")} for key in keys]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "joined"),
    [
        ({"ja": "い", "en": "a"}, {"ja": "い", "en": "b"}, {"ja": "ろ", "en": "a"}, {"ja": "ろ", "en": "b"}),
        (["x"], ["x", "mine"], ["theirs", "x"], ["theirs", "x", "mine"]),
        (["x", "y"], ["y"], ["x", "y", "z"], ["y", "z"]),
        (named("a", "b"), named("a", "b", "c"), named("b", "a"), named("b", "c", "a")),
        (named("a", "b"), named("b"), named("a", "b", b="!"), named("b", b="!")),
        ([{"n": 1}, {"n": 2}], [{"n": 1}, {"n": 9}], [{"n": 0}, {"n": 1}, {"n": 2}], [{"n": 0}, {"n": 1}, {"n": 9}]),
        ([{"n": 1}], [{"n": 1}, {"n": 2}], [{"n": 1}, {"n": 3}], [{"n": 1}, {"n": 3}, {"n": 2}]),
        ([{"n": 1}, {"n": 2}], [{"n": 2}, {"n": 1}], [{"n": 2}], [{"n": 2}]),
        ([{"n": 1}, {"n": 2}], [{"n": 2}, {"n": 1}], [{"n": 9}, {"n": 2}], [{"n": 2}, {"n": 9}]),
        ([{"n": 1}, {"n": 2}], [{"n": 2}, {"n": 1}], [{"n": 1}, {"n": 3}, {"n": 2}], [{"n": 2}, {"n": 1}, {"n": 3}]),
        ([{"n": 1, "m": 1}], [{"n": 2, "m": 1}], [{"n": 1, "m": 2}], [{"n": 2, "m": 2}]),
    ],
)  # fmt: skip
def test_both_changes_are_kept(base: Json, mine: Json, theirs: Json, joined: Json) -> None:
    assert merge(base, mine, theirs) == (joined, [])


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "place"),
    [
        ({"t": {"en": "a"}}, {"t": {"en": "b"}}, {"t": {"en": "c"}}, "t.en"),
        ({"t": {"und": "a"}}, {"t": {"und": "b"}}, {"t": {"ja": "い", "en": "c"}}, "t"),
        ({"s": named("a", "b")}, {"s": named("a")}, {"s": named("a", "b", b="!")}, "s[b]"),
        ({"s": named(*"abc")}, {"s": named(*"bac")}, {"s": named(*"acb")}, "s (order)"),
        ({"q": {"kind": "x", "n": 1}}, {"q": {"kind": "y", "n": 1}}, {"q": {"kind": "x", "n": 2}}, "q"),
        ({}, {"next": "p"}, {"next": "q"}, "next"),
        ({"e": [{"n": 1}, {"n": 2}, {"n": 3}]}, {"e": [{"n": 2}, {"n": 1}, {"n": 3}]},
         {"e": [{"n": 1}, {"n": 3}, {"n": 2}]}, "e"),
        ({"e": [{"n": 1}]}, {"e": [{"n": 2}]}, {"e": [{"n": 3}, {"n": 4}]}, "e"),
    ],
)  # fmt: skip
def test_where_both_changed_the_same_somebody_chooses(base: Json, mine: Json, theirs: Json, place: str) -> None:
    assert [clash.place for clash in merge(base, mine, theirs).clashes] == [place]
    assert merge(base, mine, theirs, {place: Choice("mine")}) == (mine, [])
    assert merge(base, mine, theirs, {place: Choice("theirs")}) == (theirs, [])


def test_a_text_is_written_anew() -> None:
    changed: list[Json] = [{"t": "b"}, {}]
    for mine in changed:
        assert merge({"t": "a"}, mine, {"t": "c"}, {"t": Choice("own", "d")}) == ({"t": "d"}, [])
    clash = Clash("t", None, ["b"], ["c"])
    assert merge({}, {"t": ["b"]}, {"t": ["c"]}, {"t": Choice("own", "d")}).clashes == [clash]
