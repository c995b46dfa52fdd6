"""Whatever lies in a bank's folder: each mistake is told with its file, its line and what to do."""

import os
from pathlib import Path

import pytest

from questions.__main__ import main
from questions.fileerrors import BrokenBank
from questions.files import exported_as, read_bank
from questions.writing import write_bank
from tests.factories import documents as small

BOMB = "key: quiz-a\ntitle: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"l{number}: &{chr(98 + number)} [{', '.join(['*' + chr(97 + number)] * 10)}]\n" for number in range(9)
)


def told(folder: Path) -> list[str]:
    with pytest.raises(BrokenBank) as caught:
        read_bank(folder)
    return [f"{error.path.name}:{error.line}: {error.message}" for error in caught.value.errors]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BOMB.encode(), ":2: The file unfolds to more than"),
        (b"&a {key: *a}\n", ":1: The file unfolds to more than"),
        (b"key: " + b"[" * 500_000, ":1: The parts are nested too deeply"),
        (b"key:\n" + b"".join(b" " * n + b"a:\n" for n in range(400)), "nested too deeply"),
        (b"key: " + b"[" * 50 + b"]" * 50, "or more than 40 inside each other"),
        ("key: a\ntitle: 確認".encode("shift_jis"), ":2: The file is not UTF-8. "),
        ("key: a\n".encode("utf-16"), ":1: The file is not UTF-8. "),
        (b"key: a\ntitle: one: two\n", ":2: This is not valid YAML (mapping values are not allowed here). Put a text"),
        (b"key: a\n\ttitle: b\n", "not with tabs"),
        (b"key: a\nkey: b\n", ":2: This is not valid YAML (found duplicate key"),
        (b"key: *nobody\n", "There is no &anchor of this name above"),
        (b"key: a\nversion: 2026-02-30\n", "Put the value into quotes"),
        (b"key: a\x00b\n", ":1: This is not valid YAML"),
        (b"a: &a {<<: *a}\n", ":1: An *alias stands inside of what it repeats"),
        (b"a: &a " + b"x" * 900_000 + b"\nb: [" + b"*a, " * 9_000 + b"]\n", ":1: The file unfolds to more than"),
    ],
    ids=[
        "bomb",
        "endless",
        "deep",
        "indented",
        "nested",
        "sjis",
        "utf-16",
        "colon",
        "tab",
        "twice",
        "alias",
        "date",
        "nul",
        "merged",
        "long",
    ],
)
def test_what_can_not_be_read(files: Path, content: bytes, message: str) -> None:
    (files / "quizzes" / "quiz-a.yaml").write_bytes(content)
    (found,) = told(files)
    assert found.startswith("quiz-a.yaml:")
    assert message in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("pass_mark: 70", "pass_mrak: 70", "pass_mrak: There is no field of this name here. Did you mean pass_mark?"),
        ("pass_mark: 70", "pass_mark: 70\nzzz: 1", "zzz: There is no field of this name here. Take it out."),
        ("pass_mark: 70", "pass_mark: most", "pass_mark: Please write a whole number."),
        ("pass_mark: 70", "pass_mark: [70]", "pass_mark: Please write a whole number."),
        ("pass_mark: 70\n", "", "pass_mark: This field is required. Add it."),
    ],
)
def test_fields(files: Path, old: str, new: str, message: str) -> None:
    quiz = files / "quizzes" / "quiz-a.yaml"
    quiz.write_text(quiz.read_text().replace(old, new))
    assert any(message in line for line in told(files))


def test_a_file_with_another_ending_is_not_passed_over(files: Path) -> None:
    (files / "quizzes" / "quiz-a.yaml").rename(files / "quizzes" / "quiz-a.yml")
    assert told(files) == ["quiz-a.yml:1: Files end in .yaml. Rename it to quiz-a.yaml."]


def test_windows_line_ends_change_nothing(files: Path) -> None:
    for path in files.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_bank(files) == small.bank()
    assert len(exported_as(files)) == 5


def test_a_file_with_a_mark_of_byte_order_is_read(files: Path) -> None:
    quiz = files / "quizzes" / "quiz-a.yaml"
    quiz.write_bytes(b"\xef\xbb\xbf" + quiz.read_bytes())
    assert read_bank(files) == small.bank()


def test_aliases_that_repeat_a_little_are_read(files: Path) -> None:
    quiz = files / "quizzes" / "quiz-a.yaml"
    shared = "title: &title {en: Quiz a, ja: 確認テスト a}\nsummary: *title\n"
    kept = quiz.read_text().split("audience:")
    quiz.write_text(f"key: quiz-a\n{shared}audience:{kept[1]}")
    assert read_bank(files).quizzes["quiz-a"].summary.says("Quiz a")


def test_a_key_that_stands_twice_is_named_with_its_line(files: Path) -> None:
    scenario = files / "scenarios" / "first-a.yaml"
    scenario.write_text(scenario.read_text().replace("key: trouble", "key: fields"))
    lines = scenario.read_text().splitlines()
    second = [number for number, line in enumerate(lines, 1) if line == "  - key: fields"][1]
    assert told(files) == [f"first-a.yaml:{second}: The key fields stands twice. Rename one of the two."]


@pytest.mark.parametrize(
    ("scenario", "old", "new", "message"),
    [
        ("first-a", "next: trouble", "next: open", "comes back to the step open: open → open. Let one of these"),
        ("second-a", "- check-the-address", "- lost", "after: There is no control lost. Add its file, or take it out"),
        (
            "second-a",
            "uid: q-a00004",
            "uid: q-a00001",
            "after: Its question has the same identifier as that of first-a/open. Give",
        ),
    ],
    ids=["cycle", "control", "uid"],
)
def test_what_does_not_fit_together(  # noqa: PLR0917
    files: Path, capsys: pytest.CaptureFixture[str], scenario: str, old: str, new: str, message: str
) -> None:
    path = files / "scenarios" / f"{scenario}.yaml"
    path.write_text(path.read_text().replace(old, new))
    assert main(["check", str(files)]) == 1
    told = capsys.readouterr().err
    line = 1 if "comes back" in message else path.read_text().splitlines().index("  - key: after") + 1
    assert f"{path}:{line}: " in told
    assert message in told


def test_a_loop_is_told_although_no_quiz_asks_the_scenario(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = small.bank()
    loop = [small.step("one", None, "two"), small.step("two", None, "one")]
    made.scenarios["loop"] = small.scenario("loop", loop)
    write_bank(made, files)
    assert main(["check", str(files)]) == 1
    assert "This way comes back to the step one: one → two → one" in capsys.readouterr().err


def test_links_pipes_and_devices_are_no_bank_files(files: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    path = files / "controls" / "check-the-address.yaml"
    for target in (outside, Path("/dev/zero"), None):
        path.unlink()
        if target:
            path.symlink_to(target)
        else:
            os.mkfifo(path)
        assert "Put the file itself here" in told(files)[0]
        assert path in write_bank(small.bank(), files, overwrite=True).kept
    assert outside.read_text(encoding="utf-8") == "mine"


def test_a_folder_full_of_mistakes_is_not_read_to_its_end(files: Path) -> None:
    for number in range(70):
        (files / "controls" / f"c{number:03}.yaml").write_text("nothing: here\n", encoding="utf-8")
    assert "There may be more" in told(files)[-1]
    assert len(told(files)) < 250


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("incidents/mail-to-many.yaml", "country: JP", "country: Please write the two capital letters of the country"),
        ("quizzes/quiz-a.yaml", "pass_mark: 70", "pass_mark: The largest possible number is 100"),
        ("quizzes/quiz-a.yaml", "audience:", "audience: At least 1 must be filled in here"),
    ],
)
def test_limits_are_told_in_words_of_ours(files: Path, file: str, line: str, message: str) -> None:
    path = files / file
    wrong = {"country: JP": "country: Japan", "pass_mark: 70": "pass_mark: 170", "audience:": "audience: []\nnothing:"}
    assert line in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(line, wrong[line]), "utf-8")
    assert any(message in said for said in told(files)), told(files)
