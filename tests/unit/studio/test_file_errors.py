"""Whatever the bank finds wrong in a file is told in the author's language, with its place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from questions import filemessages, files, loading
from questions.drafts import pattern
from questions.fileerrors import FileError
from tests.unit.studio.test_messages import said
from training.studio.desk import file_errors

TELLING = {"FileError": 2, "_broken": 2, "ValueError": 0}
"""What takes a sentence about a file, and as which of its arguments."""


def sentences() -> Iterator[str]:
    """Yield every sentence about a file, with a word for each part that is filled in."""
    for module in (files, loading, pattern):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            place = TELLING.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and place is not None and len(node.args) > place:
                yield said(node.args[place])
    yield from filemessages._OF_TYPE.values()
    yield from (filemessages.EMPTY_FILE, filemessages.NO_FIELDS, loading._TOO_DEEP, loading._UNFOLDS)
    yield from (filemessages._none_of(given, "'email', 'chat' or 'phone'") for given in ("emial", "x"))
    yield from (files._unknown(name) for name in ("titel", "xxxxxx"))
    yield from (loading._yaml_message(f"{problem} here") for problem in (*loading._REMEDIES, "found nothing"))
    yield from (sentence.format(limit=2) for _name, sentence in filemessages._LIMITS.values())
    yield from (filemessages._KEY, *filemessages._SHAPES.values())


@pytest.mark.parametrize("sentence", sorted(filter(None, set(sentences()))))
def test_every_sentence_about_a_file_is_known(asked_in: str, sentence: str) -> None:
    for place in ("", "steps[0].day"):
        told = file_errors.tell(FileError(Path("own.yaml"), 3, f"{place}: {sentence}" if place else sentence))
        assert (told.file, told.line, told.place) == ("own.yaml", 3, place)
        assert not told.message.startswith(("Something is wrong", "問題があります")), told.message
        assert "%(" not in told.message
        assert any(character > "\u3000" for character in told.message) == (asked_in == "ja")


def test_the_reader_of_sentences_finds_them() -> None:
    assert len(set(sentences())) > 35
