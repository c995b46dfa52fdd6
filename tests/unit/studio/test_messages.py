"""Whatever the bank complains of is told in the author's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from questions.redaction.publication import MESSAGES
from training.studio import messages

BANK = Path(messages.__file__).parents[2] / "questions"
COMPLAINING = [
    "control",
    "incident",
    "paths",
    "release",
    "scenario",
    "text",
    *(f"kinds/{path.stem}" for path in (BANK / "kinds").glob("*.py")),
]


def sentences() -> Iterator[str]:
    """Yield every sentence that the bank raises or lists, with a word for each part that is filled in."""
    for name in COMPLAINING:
        tree = ast.parse((BANK / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                if getattr(node.exc.func, "id", "") == "ValueError":
                    yield said(node.exc.args[0])
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and len(node.args) > 2:
                yield said(node.args[2])
            elif name == "release" and isinstance(node, ast.Yield) and node.value is not None:
                yield said(node.value)
            elif name == "paths" and isinstance(node, ast.JoinedStr) and len(node.values) > 1:
                yield said(node)
    yield from (message.format(words="fill-in", language="ja") for message in MESSAGES.values())


def said(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "fill-in" for part in node.values)
    return ""


@pytest.mark.parametrize("sentence", sorted(filter(None, set(sentences()))))
def test_every_complaint_of_the_bank_is_known(asked_in: str, sentence: str) -> None:
    told = messages.of_sentence(sentence)
    assert told, sentence
    assert "%(" not in told
    assert any(character > "\u3000" for character in told) == (asked_in == "ja")


def test_the_reader_of_complaints_finds_them() -> None:
    assert len(set(sentences())) > 20


def test_steps_are_called_by_their_names(asked: Flask) -> None:
    told = messages.of_problem("this way comes back to a: a → b → a", {"a": "Monday", "b": "Tuesday"})
    assert told == "This way comes back to the step Monday: Monday → Tuesday → Monday"


def test_a_missing_language_is_named(asked: Flask) -> None:
    told = messages.of_problem("no ja text beside “Hello”")
    assert told == "The text “Hello” is missing in the language Japanese."
