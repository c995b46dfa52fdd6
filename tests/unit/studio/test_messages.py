"""Whatever the bank finds wrong is told in the author's language, with what fills its sentence."""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from flask import Flask
from pydantic import TypeAdapter, ValidationError

from questions.fault import Fault, Language, Quoted, Route, Steps, fault
from questions.text import LocalisedText, PartialDate
from training.config import ROOT
from training.studio import messages

NOT_OF_DOCUMENTS = {"notices", "statistics", "lint"}
"""Parts of the bank that tell something else, or refuse what only a program can get wrong."""

MAKING = {"fault", "Invalid", "SameKey"}
PLACE = re.compile(r"%\((\w+)\)s")


@cache
def calls() -> list[tuple[Any, ast.Call]]:
    """List the module and the call wherever the bank's code calls something by its bare name."""
    found = []
    for path in sorted((ROOT / "questions").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if not NOT_OF_DOCUMENTS & {*parts} and parts[-1] not in {"__main__", "fault"}:
            module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found += [(module, node) for node in nodes if isinstance(node, ast.Call)]
    return found


def named(call: ast.Call) -> str:
    return getattr(call.func, "id", "")


def sentences_of(module: Any, given: ast.expr) -> list[str]:
    """List what the first argument of a call may be: a marked text, or one of a table of them."""
    match given:
        case ast.Call(func=ast.Name("N_"), args=[ast.Constant(str(text))]):
            return [text]
        case ast.Name(name):
            return [getattr(module, name)]
        case ast.Subscript(value=ast.Name(name)):
            return [*getattr(module, name).values()]
        case ast.Call(func=ast.Attribute(value=ast.Name(name), attr="get"), args=[_key, other]):
            return [*getattr(module, name).values(), *sentences_of(module, other)]
        case ast.IfExp(body=one, orelse=other):
            return sentences_of(module, one) + sentences_of(module, other)
    raise AssertionError(f"{module.__name__}:{given.lineno}: nobody can tell which sentence this is")


def faults() -> Iterator[Fault]:
    """Yield every fault that the bank's code makes, with a word in each place that the code fills in."""
    for module, call in calls():
        if named(call) in MAKING and all(keyword.arg for keyword in call.keywords):  # else one that is carried on
            values: Mapping[str, Any] = {str(keyword.arg): "fill-in" for keyword in call.keywords}
            for sentence in sentences_of(module, call.args[0]):
                yield fault(sentence, **values)  # type: ignore[arg-type]  # read out of the code


def test_every_fault_is_told_in_the_language_of_the_page(asked_in: str) -> None:
    for each in faults():
        told = messages.of_fault(each)
        assert any(character > "\u3000" for character in told) == (asked_in == "ja"), told


def test_what_fills_a_sentence_is_what_it_names() -> None:
    wrong = [each for each in faults() if {*PLACE.findall(each.sentence)} != {name for name, _value in each.values}]
    assert wrong == []


def test_the_bank_raises_nothing_that_can_not_be_translated() -> None:
    bare = [f"{module.__name__}:{call.lineno}" for module, call in calls() if named(call) == "ValueError"]
    unmarked = [
        f"{module.__name__}:{call.lineno}"
        for module, call in calls()
        if named(call) == "N_" and not isinstance(call.args[0], ast.Constant)
    ]
    assert (bare, unmarked) == ([], [])
    assert len({each.sentence for each in faults()}) > 100


def test_steps_are_called_by_their_names(asked: Flask) -> None:
    message = "This way misses the step %(steps)s, which is marked: %(way)s"
    missed = fault(message, steps=Steps(("b", "c")), way=Route(("a", "d")))  # type: ignore[arg-type]
    told = messages.of_fault(missed, {"a": "Monday", "b": "Tuesday", "c": "ja"})
    assert told == "This way misses the step Tuesday, ja, which is marked: Monday → d"


def test_values_are_told_as_the_language_writes_them(asked_in: str) -> None:
    message = "The text “%(beginning)s” is missing in the language %(language)s."
    told = messages.of_fault(fault(message, beginning=Quoted("He\x07llo"), language=Language("ja")))  # type: ignore[arg-type]
    assert "“Hello”" in told or "「Hello」" in told
    assert {"en": "Japanese", "ja": "日本語"}[asked_in] in told
    listed = fault("There is no folder named %(names)s in here.", names=("quizzes", "controls"))  # type: ignore[arg-type]
    assert {"en": "quizzes, controls", "ja": "quizzes、controls"}[asked_in] in messages.of_fault(listed)


@pytest.mark.parametrize(
    ("read", "value", "told"),
    [
        (LocalisedText, {"ja": " "}, "The text for the language Japanese is empty."),
        (
            LocalisedText,
            {"ja": "a\x07"},
            "The invisible character U+0007 can't be used in a text. It is taken",
        ),
        (PartialDate, "2019-02-30", "There is no 2019-02-30 in the calendar."),
        (bool, "perhaps", "Something is either ticked or not."),
        (int, "many", "Please write a whole number."),
        (set[int], "many", "This could not be read. Please check it."),
    ],
)
def test_a_form_says_what_is_wrong_with_a_value(asked: Flask, read: Any, value: object, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(read).validate_python(value)
    (error,) = refused.value.errors()
    assert messages.of_error(error).startswith(told)
