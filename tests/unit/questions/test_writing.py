"""What is written is read back; what somebody then breaks is told with its line."""

from pathlib import Path

import pytest

from questions.fileerrors import BrokenBank
from questions.files import read_bank
from questions.loading import LARGEST_FILE
from tests.factories import documents as small


def broken(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(BrokenBank) as caught:
        read_bank(folder)
    return [(error.path.name, error.line, error.message) for error in caught.value.errors]


def test_what_was_written_is_read_back(files: Path) -> None:
    assert read_bank(files) == small.bank()


def test_texts_stay_readable(files: Path) -> None:
    text = (files / "quizzes" / "quiz-a.yaml").read_text()
    assert "ja: 確認テスト a" in text
    assert "attempts_allowed" not in text


def test_an_error_deep_inside_points_to_its_own_line(files: Path) -> None:
    scenario = files / "scenarios" / "first-a.yaml"
    scenario.write_text(scenario.read_text().replace("points: 1", "points: 2", 1))
    line = next(n for n, text in enumerate(scenario.read_text().splitlines(), 1) if "points: 2" in text)
    ((name, found, message),) = broken(files)
    assert (name, found) == ("first-a.yaml", line)
    assert message.startswith("steps[0].question.options[0].points: ")


@pytest.mark.parametrize(
    "content",
    [
        b"key: [",
        b"key: \xff\xfe",
        b"- just\n- a list\n",
        b"",
        b"key: &a [*a]\n",
        b"key: !!python/object/apply:os.system ['true']\n",
        b"schema_version: 2\nkey: quiz-a\n",
        b"x" * (LARGEST_FILE + 1),
    ],
    ids=["yaml", "utf-8", "list", "empty", "loop", "object", "future", "large"],
)
def test_what_is_no_document_is_an_error_and_no_crash(files: Path, content: bytes) -> None:
    (files / "quizzes" / "quiz-a.yaml").write_bytes(content)
    errors = broken(files)
    assert {name for name, _line, _message in errors} == {"quiz-a.yaml"}
