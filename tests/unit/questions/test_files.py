"""Bank files: every error of every file at once, each with its line; and the bank works alone."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from questions.__main__ import main
from questions.fileerrors import BrokenBank
from questions.files import read_bank
from questions.folders import SHIPPED
from questions.lint import lint_bank
from questions.loading import load, load_fast, plain
from questions.reading import minutes_of_text
from questions.release import compile_release
from training.config import ROOT

CONTROL = """\
key: {key}
title: {{en: A, ja: あ}}
rule: {{en: B, ja: い}}
requirements:
  - {{en: C?, ja: う}}
"""

WITHOUT_FRAMEWORK = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"flask", "sqlalchemy", "werkzeug", "jinja2", "training"}:
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
from questions.__main__ import main
sys.exit(main(["check"]))
"""


def write(folder: Path, name: str, text: str) -> None:
    """Write a bank file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def errors(folder: Path) -> list[str]:
    """Return the errors of a bank, with file names for paths."""
    with pytest.raises(BrokenBank) as broken:
        read_bank(folder)
    return [f"{error.path.name}:{error.line}: {error.message}" for error in broken.value.errors]


def test_every_error_is_told_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "controls/one.yaml", CONTROL.format(key="one") + "colour: red\n")
    write(tmp_path, "controls/two.yaml", CONTROL.format(key="two").replace("ja: い", 'ja: ""'))
    found = errors(tmp_path)
    assert any(line.startswith("one.yaml:6: colour: ") for line in found), found
    assert any(line.startswith("two.yaml:3: rule: ") and "empty" in line for line in found), found


def test_a_missing_field_points_at_its_parent(tmp_path: Path) -> None:
    write(tmp_path, "controls/one.yaml", "key: one\n")
    assert {line.split(": ")[1] for line in errors(tmp_path)} == {"title", "rule", "requirements"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("key: [one\n", "This is not valid YAML"),
        ("key: one\nkey: two\n", "This is not valid YAML"),
        ("- one\n", "The file holds no fields. Write lines"),
        ("", "The file holds nothing yet"),
        ("key: !!python/object:os.system x\n", ""),
    ],
)
def test_what_is_no_document_is_refused(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, "controls/one.yaml", text)
    assert message in "\n".join(errors(tmp_path))


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "controls/one.yaml", "")
    (tmp_path / "controls" / "one.yaml").write_bytes("key: 教訓".encode("shift_jis"))
    assert "not UTF-8" in errors(tmp_path)[0]


def test_a_file_is_named_after_its_key(tmp_path: Path) -> None:
    write(tmp_path, "controls/one.yaml", CONTROL.format(key="other"))
    assert "other.yaml" in errors(tmp_path)[0]


def test_a_folder_that_is_no_bank_is_refused(tmp_path: Path) -> None:
    assert "There is no folder named" in errors(tmp_path)[0]


def test_the_command_prints_errors_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "controls/one.yaml", "key: one\n")
    assert main(["check", str(tmp_path)]) == 1
    assert "one.yaml:1: title" in capsys.readouterr().err


def test_the_bank_is_checked_without_flask_or_a_database() -> None:
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", WITHOUT_FRAMEWORK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_shipped_file_is_read_the_fast_way() -> None:
    """libyaml wants quotes around some words with a colon or a question mark that YAML 1.2 lets stand without."""
    assert [path for path in SHIPPED.rglob("*.yaml") if load_fast(path) is None] == []


@pytest.mark.parametrize("text", ["a: 1\nb: [x, 'y']", "a: yes\nb: 012\nc: 10:30\nd: 2019-01-08\ne: 1.50\nf: ~"])
def test_the_fast_way_reads_the_same(tmp_path: Path, text: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(text)
    assert load_fast(path) == plain(path, load(path)) is not None


def test_the_shipped_quizzes_compile_in_both_languages_and_leave_no_doubt() -> None:
    bank = read_bank()
    today = datetime.datetime.now(datetime.UTC).date()
    assert [str(finding) for finding in lint_bank(bank, today) if not finding.kept] == []
    for quiz in bank.quizzes.values():
        assert set(quiz.languages) == {"ja", "en"}
        compile_release(quiz, bank)


def test_reading_is_counted_in_characters_and_words() -> None:
    assert minutes_of_text("あ" * 500) == 1
    assert minutes_of_text("word " * 200) == 1
    assert minutes_of_text("。、（）") == 0
