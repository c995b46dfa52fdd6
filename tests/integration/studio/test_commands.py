"""`flask bank`: files in, files out, everything that is wrong at once."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from questions.files import read_bank
from questions.quiz import Quiz
from questions.scenario import Scenario
from questions.text import KeptOnPurpose
from questions.writing import write_bank
from tests.factories import documents as small
from tests.factories.maker import Maker
from training.extensions import db
from training.models import AuditEvent, Release, User
from training.studio import queries, service

one_database = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # what decides is no database's


def test_import_and_publish(app: Flask, make: Maker, files: Path) -> None:
    runner = app.test_cli_runner()
    result = runner.invoke(args=["bank", "import", str(files), "--publish"])
    assert result.exit_code == 0, result.output
    assert "5 added, 0 changed, 0 unchanged" in result.output
    assert "quiz-a: release 1, SHA-256 " in result.output
    again = runner.invoke(args=["bank", "import", str(files), "--publish"])
    assert again.exit_code == 0
    assert again.output == "0 added, 0 changed, 5 unchanged\n"
    assert make.run(lambda: list(db.session.scalars(select(Release.number)))) == [1]


def test_a_document_edited_here_is_kept_and_named(app: Flask, make: Maker, files: Path, author: User) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["bank", "import", str(files)])
    edited = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(edited, 1, author.id))
    result = runner.invoke(args=["bank", "import", str(files)])
    assert result.exit_code == 0
    assert "quiz quiz-a: kept as edited in the studio" in result.output
    runner.invoke(args=["bank", "import", str(files), "--overwrite"])
    assert make.run(lambda: queries.get_document(Quiz, "quiz-a")).document.pass_mark == 70


def mark(files: Path, number: int) -> None:
    """Write another pass mark into the file."""
    quiz = files / "quizzes" / "quiz-a.yaml"
    quiz.write_text(re.sub(r"pass_mark: \d+", f"pass_mark: {number}", quiz.read_text()))


def save(make: Maker, author: User, number: int) -> None:
    """Save another pass mark in the studio."""
    now = make.run(lambda: queries.get_document(Quiz, "quiz-a"))
    edited = now.document.model_copy(update={"pass_mark": number})
    make.run(lambda: service.save_document(edited, now.edition, author.id))


def stored(make: Maker) -> int:
    return make.run(lambda: queries.get_document(Quiz, "quiz-a")).document.pass_mark


def test_what_changed_on_both_sides_is_told_and_not_won(app: Flask, make: Maker, files: Path, author: User) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["bank", "import", str(files)])
    save(make, author, 90)
    mark(files, 80)
    (files / "incidents" / "mail-to-many.yaml").write_text(
        (files / "incidents" / "mail-to-many.yaml").read_text().replace("Retail", "Trade")
    )
    result = runner.invoke(args=["bank", "import", str(files), "--publish"])
    assert result.exit_code == 1
    assert f"file: {files / 'quizzes' / 'quiz-a.yaml'}" in result.output
    assert "database: edition 2, saved " in result.output
    assert "pass_mark: file 80, database 90" in result.output
    assert "0 added, 1 changed, 3 unchanged" in result.output
    assert stored(make) == 90
    assert make.run(lambda: list(db.session.scalars(select(Release.number)))) == []
    assert runner.invoke(args=["bank", "import", str(files), "--overwrite"]).exit_code == 0
    assert stored(make) == 80


@one_database
def test_files_may_be_edited_and_imported_again_and_again(app: Flask, make: Maker, files: Path, author: User) -> None:
    runner = app.test_cli_runner()
    for number in (70, 71, 72):
        mark(files, number)
        assert runner.invoke(args=["bank", "import", str(files)]).exit_code == 0
        assert stored(make) == number
    save(make, author, 90)
    again = runner.invoke(args=["bank", "import", str(files)])
    assert (again.exit_code, stored(make)) == (0, 90)
    assert "quiz quiz-a: kept as edited in the studio" in again.output
    runner.invoke(args=["bank", "export", str(files)])
    mark(files, 73)
    assert runner.invoke(args=["bank", "import", str(files)]).exit_code == 0
    assert stored(make) == 73


@one_database
def test_the_shipped_bank_does_not_undo_what_came_from_exported_files(app: Flask, make: Maker, files: Path) -> None:
    make.run(lambda: service.import_bank(small.bank(), None))
    mark(files, 80)
    app.test_cli_runner().invoke(args=["bank", "import", str(files)])
    assert make.run(lambda: service.import_bank(small.bank(), None)).kept == ["quiz quiz-a"]
    assert stored(make) == 80


@one_database
def test_files_of_another_installation(app: Flask, make: Maker, files: Path, author: User) -> None:
    make.run(lambda: service.import_bank(small.bank(), None))
    elsewhere = small.bank()
    elsewhere.quizzes["quiz-a"] = elsewhere.quizzes["quiz-a"].model_copy(update={"pass_mark": 60})
    write_bank(elsewhere, files, overwrite=True)
    runner = app.test_cli_runner()
    assert "0 added, 1 changed, 4 unchanged" in runner.invoke(args=["bank", "import", str(files)]).output
    save(make, author, 90)
    elsewhere.quizzes["quiz-a"] = elsewhere.quizzes["quiz-a"].model_copy(update={"pass_mark": 50})
    write_bank(elsewhere, files, overwrite=True)
    refused = runner.invoke(args=["bank", "import", str(files)])
    assert (refused.exit_code, stored(make)) == (1, 90)
    assert "nothing tells which is newer" in refused.output


@one_database
def test_a_dry_run_tells_and_stores_nothing(app: Flask, make: Maker, files: Path) -> None:
    runner = app.test_cli_runner()
    result = runner.invoke(args=["bank", "import", str(files), "--dry-run"])
    assert "quiz quiz-a: would be added" in result.output
    assert make.run(queries.load_bank).quizzes == {}
    runner.invoke(args=["bank", "import", str(files)])
    mark(files, 80)
    assert "quiz quiz-a: would be changed" in runner.invoke(args=["bank", "import", str(files), "--dry-run"]).output
    assert stored(make) == 70


@one_database
def test_unreviewed_work_of_the_studio_is_not_published(app: Flask, make: Maker, files: Path, author: User) -> None:
    runner, command = app.test_cli_runner(), ["bank", "import", str(files), "--publish"]
    runner.invoke(args=command)
    now = make.run(lambda: queries.get_document(Scenario, "second-a"))
    kept = [KeptOnPurpose(rule="sitting-length", reason="It is short.")]
    answered = now.document.model_copy(update={"kept_on_purpose": kept})
    make.run(lambda: service.save_document(answered, 1, author.id))
    mark(files, 80)
    assert "quiz-a: release 2, SHA-256 " in runner.invoke(args=command).output
    edited = answered.model_copy(update={"audience": ["everybody", "shop"]})
    make.run(lambda: service.save_document(edited, 2, author.id))
    mark(files, 90)
    result = runner.invoke(args=command)
    assert result.exit_code == 0, result.output
    said = "quiz quiz-a: not published; it holds work of the studio that nobody has reviewed (scenario second-a)"
    assert said in result.output.splitlines()
    assert make.run(lambda: sorted(db.session.scalars(select(Release.number)))) == [1, 2]


def test_an_import_is_recorded_document_by_document(app: Flask, make: Maker, files: Path) -> None:
    app.test_cli_runner().invoke(args=["bank", "import", str(files)])
    saved = select(AuditEvent.subject_id).where(AuditEvent.action == "document.saved")
    assert len(make.run(lambda: db.session.scalars(saved).all())) == 5


@one_database
def test_broken_files_are_all_told_and_nothing_is_stored(app: Flask, make: Maker, files: Path) -> None:
    quiz, control = files / "quizzes" / "quiz-a.yaml", files / "controls" / "check-the-address.yaml"
    quiz.write_text(quiz.read_text().replace("pass_mark: 70", "pass_mark: 700"))
    control.write_text("key: [")
    for command in (["bank", "import", str(files)], ["bank", "check", str(files)]):
        result = app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 1
        assert f"{quiz}:" in result.output
        assert "pass_mark" in result.output
        assert f"{control}:" in result.output
    assert make.run(queries.load_bank).quizzes == {}


def test_a_quiz_that_can_not_be_published_fails_the_command(app: Flask, files: Path) -> None:
    scenario = files / "scenarios" / "second-a.yaml"
    scenario.write_text(scenario.read_text().replace("- check-the-address", "- no-such-control"))
    result = app.test_cli_runner().invoke(args=["bank", "import", str(files), "--publish"])
    assert result.exit_code == 1
    assert "scenario second-a: after: There is no control no-such-control" in result.output


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@one_database
def test_exported_files_come_back_byte_for_byte(app: Flask, make: Maker, files: Path, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["bank", "import", str(files)])
    result = runner.invoke(args=["bank", "export", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert read_bank(tmp_path / "out") == small.bank() == make.run(queries.load_bank)
    first = contents(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    assert first == contents(files)
    assert set(first) >= {"quizzes/quiz-a.yaml", "schema/quiz.schema.json"}


@one_database
def test_an_export_leaves_unimported_work_alone(app: Flask, make: Maker, files: Path, author: User) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["bank", "import", str(files)])
    mark(files, 80)
    (files / "controls" / "check-the-address.yaml").write_text("key: [")
    (files / "controls" / "stranger.yaml").write_text("key: stranger")
    save(make, author, 90)
    result = runner.invoke(args=["bank", "export", str(files)])
    assert result.exit_code == 1
    assert f"{files / 'quizzes' / 'quiz-a.yaml'}: kept" in result.output
    assert f"{files / 'controls' / 'check-the-address.yaml'}: kept" in result.output
    assert f"{files / 'controls' / 'stranger.yaml'}: there is no such document" in result.output
    assert "pass_mark: 80" in (files / "quizzes" / "quiz-a.yaml").read_text()
    assert runner.invoke(args=["bank", "export", str(files), "--overwrite"]).exit_code == 0
    assert "pass_mark: 90" in (files / "quizzes" / "quiz-a.yaml").read_text()


@one_database
def test_a_check_warns_of_doubts_and_passes(app: Flask, files: Path) -> None:
    result = app.test_cli_runner().invoke(args=["bank", "check", str(files)])
    assert result.exit_code == 0
    assert "option-count" not in result.output
    scenario = files / "scenarios" / "second-a.yaml"
    scenario.write_text(scenario.read_text().replace("What now?", "What is most important?"))
    warned = app.test_cli_runner().invoke(args=["bank", "check", str(files)])
    assert warned.exit_code == 0
    assert "scenario second-a: after, en: “What is most important” is a slogan" in warned.output


@one_database
def test_broken_patterns_are_told_with_all_other_errors(
    app: Flask, files: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (files / "patterns").mkdir()
    (files / "patterns" / "empty.yaml").write_text("")
    own = tmp_path_factory.mktemp("own")
    (own / "list.yaml").write_text("- one\n")
    app.config["PATTERNS_FOLDER"] = str(own)
    runner = app.test_cli_runner()
    sound = runner.invoke(args=["bank", "import", str(files)])
    assert sound.exit_code == 1
    assert "empty.yaml:1: The file holds nothing yet" in sound.output
    (files / "quizzes" / "quiz-a.yaml").write_text("key: quiz-a\n")
    for command in ("check", "import"):
        both = runner.invoke(args=["bank", command, str(files)])
        assert both.exit_code == 1
        assert "quiz-a.yaml:1: title: This field is required" in both.output
        assert "empty.yaml:1: The file holds nothing yet" in both.output
    assert "list.yaml:1: The file holds no fields" in runner.invoke(args=["bank", "check", str(files)]).output


@one_database
def test_own_patterns_that_are_broken_keep_no_bank_from_being_imported(
    app: Flask, files: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = tmp_path_factory.mktemp("own")
    (own / "list.yaml").write_text("- one\n")
    app.config["PATTERNS_FOLDER"] = str(own)
    result = app.test_cli_runner().invoke(args=["bank", "import", str(files)])
    assert result.exit_code == 0
    assert "list.yaml:1: The file holds no fields" in result.output
    assert "5 added" in result.output
