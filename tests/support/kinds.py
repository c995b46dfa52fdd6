"""Questions of every kind with answers to them, as Hypothesis draws them; the right answer is told without grading."""

from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from questions.kinds import KINDS, Question, Response

WORDS = {"en": "Words", "ja": "言葉"}
Draw = Callable[[st.SearchStrategy[Any]], Any]


class Asked(NamedTuple):
    """A question, its right answer, and any answer to it."""

    question: Question
    right: Response
    given: Response


def _keys(draw: Draw, least: int, most: int) -> list[str]:
    return [f"key-{number}" for number in range(draw(st.integers(least, most)))]


def _some_but_not_all(draw: Draw, keys: list[str]) -> list[str]:
    chosen = draw(st.sets(st.sampled_from(keys), min_size=1, max_size=len(keys) - 1))
    return [key for key in keys if key in chosen]


def _subset(draw: Draw, keys: list[str]) -> Response:
    chosen = draw(st.sets(st.sampled_from(keys), min_size=1))
    return tuple(key for key in keys if key in chosen)


def _single_choice(draw: Draw) -> tuple[dict[str, Any], Response, Response]:
    keys = _keys(draw, 2, 8)
    best = draw(st.sampled_from(keys))
    points = {key: 1 if key == best else draw(st.sampled_from([0, 0.25, 0.5, 0.99])) for key in keys}
    stays = draw(st.sets(st.sampled_from(keys)))
    options = [
        {"key": key, "text": WORDS, "feedback": WORDS, "points": points[key], "stays": key in stays} for key in keys
    ]
    return {"options": options}, (best,), (draw(st.sampled_from(keys)),)


def _multiple_choice(draw: Draw) -> tuple[dict[str, Any], Response, Response]:
    keys = _keys(draw, 3, 8)
    right = _some_but_not_all(draw, keys)
    options = [{"key": key, "text": WORDS, "feedback": WORDS, "right": key in right} for key in keys]
    return {"options": options}, tuple(right), _subset(draw, keys)


def _ordering(draw: Draw) -> tuple[dict[str, Any], Response, Response]:
    keys = _keys(draw, 3, 7)
    options = [{"key": key, "text": WORDS, "feedback": WORDS} for key in keys]
    return {"options": options, "feedback": WORDS}, tuple(keys), tuple(draw(st.permutations(keys)))


def _matching(draw: Draw) -> tuple[dict[str, Any], Response, Response]:
    keys, extras = _keys(draw, 2, 7), _keys(draw, 0, 5)
    pairs = [{"key": key, "left": WORDS, "right": f"Right of {key}", "feedback": WORDS} for key in keys]
    data = {"pairs": pairs, "extras": [{"key": key, "text": f"Extra {key}"} for key in extras]}
    choices = [*keys, *(f"extra.{key}" for key in extras)]
    right, given = (f"{key}:{key}" for key in keys), (f"{key}:{draw(st.sampled_from(choices))}" for key in keys)
    return data, tuple(right), tuple(given)


def _red_flags(draw: Draw) -> tuple[dict[str, Any], Response, Response]:
    keys = _keys(draw, 3, 20)
    wrong = _some_but_not_all(draw, keys)
    segments = [{"key": key, "text": WORDS, "feedback": WORDS, "wrong": key in wrong} for key in keys]
    paper = draw(st.sampled_from(["email", "invoice", "webpage", "document", "chat"]))
    return {"paper": paper, "segments": segments}, tuple(wrong), _subset(draw, keys)


def _deadline(draw: Draw) -> tuple[dict[str, Any], Response, Response]:
    units = draw(st.permutations(["minutes", "hours", "days", "business_days", "weeks", "months", "years"]))
    ends = st.tuples(st.integers(0, 100_000), st.integers(0, 100_000)).map(sorted)
    accepted = [
        dict(zip(("least", "most"), draw(ends), strict=True), unit=unit) for unit in units[: draw(st.integers(2, 7))]
    ]
    data = {"accepted": accepted, "feedback": dict.fromkeys(("inside", "too_short", "too_long"), WORDS)}
    number = draw(st.decimals(0, 100_000, places=2))
    given = (f"{number.normalize():f}", draw(st.sampled_from(accepted))["unit"])
    return data, (str(accepted[0]["most"]), accepted[0]["unit"]), given


def _reflection(draw: Draw) -> tuple[dict[str, Any], Response, Response]:
    text = f"We {draw(st.text(st.characters(exclude_categories=['Cc', 'Cs']), max_size=60))}."
    data = {"feedback": {"model": WORDS, "check": [WORDS]}}
    return data, ("We call.",), KINDS["reflection"].model_validate(_whole("reflection", data)).parse({"text": [text]})


_MAKERS: dict[str, Callable[[Draw], tuple[dict[str, Any], Response, Response]]] = {
    "single_choice": _single_choice,
    "multiple_choice": _multiple_choice,
    "ordering": _ordering,
    "matching": _matching,
    "red_flags": _red_flags,
    "deadline": _deadline,
    "reflection": _reflection,
}


def _whole(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"uid": "q-drawn001", "kind": kind, "prompt": WORDS, **data}


@st.composite
def asked(draw: Draw, kind: str) -> Asked:
    """Draw a question of a kind, with its right answer and any answer."""
    data, right, given = _MAKERS[kind](draw)
    return Asked(KINDS[kind].model_validate(_whole(kind, data)), right, given)
