"""`flask bank`: files in, files out, everything that is wrong at once."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from questions.files import read_bank
from questions.quiz import Quiz
from questions.writing import write_bank
from tests.factories import documents as small
from tests.factories.maker import Maker
from training.extensions import db
from training.models import Release, User
from training.studio import queries, service


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write_bank(small.bank(), tmp_path)
    return tmp_path


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
    assert "scenario second-a: after: there is no control no-such-control" in result.output


def test_export_writes_what_import_read(app: Flask, files: Path, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["bank", "import", str(files)])
    result = runner.invoke(args=["bank", "export", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert read_bank(tmp_path / "out") == read_bank(files)


def test_the_shipped_bank_is_sound(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["bank", "check"]).exit_code == 0
