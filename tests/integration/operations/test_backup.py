"""A backup taken while people answer holds every answer that was acknowledged before it, and is restored elsewhere."""

import json
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from tests.factories.maker import Maker
from tests.integration.promises.test_survives_kill import check_stored, check_whole
from tests.support.crowd import Pair, take
from tests.support.databases import make_app
from tests.support.postgres import database
from tests.support.speakers import Speaker, speakers
from training.extensions import db
from training.models import Answer, Attempt, AuditEvent, User

PROCESSES = 2
PEOPLE = 50
TRAININGS = 4
BEGUN = 60
SECONDS = 90.0


@pytest.fixture
def elsewhere(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on another, wholly empty database of the same kind."""
    url = str(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.startswith("sqlite"):
        yield from _opened(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    else:
        with database(url.rpartition("/")[0] + "/") as other:
            yield from _opened(other)


def _opened(url: str) -> Iterator[Flask]:
    other = make_app(url)
    yield other
    with other.app_context():
        db.engine.dispose()


def flask(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run a command and return its exit status and what it said."""
    result = app.test_cli_runner().invoke(args=list(arguments))
    return result.exit_code, result.output


@contextmanager
def crowd(app: Flask, pairs: list[Pair], said: list[str]) -> Iterator[None]:
    """Let processes play, each for a part of the people; what they say is added to `said`."""
    works = [partial(take, app, pairs[number::PROCESSES]) for number in range(PROCESSES)]
    with speakers(app, works) as running:
        readers = [threading.Thread(target=_listen, args=(process, said)) for process in running]
        for reader in readers:
            reader.start()
        try:
            yield
        finally:
            for process in running:
                process.end()
            for reader in readers:
                reader.join()


def _listen(process: Speaker, said: list[str]) -> None:
    for line in process:
        said.append(line)  # others read the list meanwhile


def _wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def _acknowledged(said: list[str]) -> set[tuple[str, ...]]:
    return {tuple(line.split()[1:]) for line in list(said) if line.startswith("answered")}


def test_a_backup_holds_every_answer_acknowledged_before_it(
    app: Flask, make: Maker, elsewhere: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "kyokun.zip"
    release = make.release()
    campaigns = [make.campaign(release) for _number in range(TRAININGS)]
    people = [make.person() for _number in range(PEOPLE)]
    pairs = [(person.id, make.assignment(person, campaign=campaign).id) for campaign in campaigns for person in people]
    said: list[str] = []
    with crowd(app, pairs, said):
        _wait_for(lambda: said.count("all started") == PROCESSES and len(_acknowledged(said)) >= BEGUN)
        before = _acknowledged(said)
        status, output = flask(app, "backup", str(file))
        assert status == 0, output
        after = _acknowledged(said)
    assert flask(elsewhere, "restore", str(file))[0] == 0
    assert len(after) > len(before), "nobody answered during the backup"
    check_stored(elsewhere, before)
    check_whole(elsewhere)
    with elsewhere.app_context():
        open_attempts = select(func.count()).select_from(Attempt).where(Attempt.finished_at.is_(None))
        assert (db.session.scalar(open_attempts) or 0) >= PEOPLE


def test_a_restore_leaves_a_filled_database_alone_unless_told(
    app: Flask, make: Maker, elsewhere: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "kyokun.zip"
    kept = make.person("残る 人")
    assert flask(app, "backup", str(file))[0] == 0
    other = make.person("あとから来た 人")
    status, output = flask(app, "restore", str(file))
    assert (status, "--replace" in output) == (1, True)
    with app.app_context():
        assert db.session.get(User, other.id)
        db.session.remove()
    assert flask(app, "restore", "--replace", str(file))[0] == 0
    with app.app_context():
        assert list(db.session.scalars(select(User.id))) == [kept.id]
        assert list(db.session.scalars(select(AuditEvent.action))) == ["operations.restored"]


def test_a_single_row_keeps_a_restore_away(app: Flask, make: Maker, tmp_path: Path) -> None:
    file = tmp_path / "kyokun.zip"
    assert flask(app, "backup", str(file))[0] == 0
    make.team("ただ一つの課")
    assert flask(app, "restore", str(file))[0] == 1


def test_a_backup_of_an_older_version_is_brought_up_to_this_one(app: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    file = tmp_path / "kyokun.zip"
    with elsewhere.app_context():
        upgrade(revision="0003")
        db.engine.dispose()
    assert flask(elsewhere, "backup", str(file))[0] == 0
    assert flask(app, "restore", "--replace", str(file))[0] == 0
    assert flask(app, "mail", "deliver")[0] == 0


def test_a_damaged_backup_changes_nothing(app: Flask, make: Maker, tmp_path: Path) -> None:
    file, damaged = tmp_path / "kyokun.zip", tmp_path / "damaged.zip"
    make.person()
    assert flask(app, "backup", str(file))[0] == 0
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(damaged, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content if name == "manifest.json" else content[:-1] + b"?")
    status, output = flask(app, "restore", "--replace", str(damaged))
    assert (status, "digest" in output) == (1, True)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 1
        assert db.session.scalar(select(func.count()).select_from(Answer)) == 0


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"revision": "9999"}, "newer version"),
        ({"format": 99}, "newer version"),
        ({"database": "oracle"}, "no backup of Kyokun"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(
    app: Flask, tmp_path: Path, told: dict[str, object], answer: str
) -> None:
    file, changed = tmp_path / "kyokun.zip", tmp_path / "changed.zip"
    assert flask(app, "backup", str(file))[0] == 0
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(changed, "w") as other:
        manifest = json.loads(good.read("manifest.json")) | told
        other.writestr("manifest.json", json.dumps(manifest))
    status, output = flask(app, "restore", "--replace", str(changed))
    assert (status, answer in output) == (1, True), output


def test_a_backup_of_the_other_kind_is_refused_plainly(app: Flask, tmp_path: Path) -> None:
    file, changed = tmp_path / "kyokun.zip", tmp_path / "changed.zip"
    assert flask(app, "backup", str(file))[0] == 0
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(changed, "w") as other:
        manifest = json.loads(good.read("manifest.json"))
        manifest["database"] = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest["database"]]
        other.writestr("manifest.json", json.dumps(manifest))
    status, output = flask(app, "restore", "--replace", str(changed))
    assert (status, "DATABASE_URL" in output) == (1, True), output


def test_a_backup_overwrites_no_other(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "kyokun.zip"
    assert flask(app, "backup", str(file))[0] == 0
    assert flask(app, "backup", str(file))[0] == 1
    assert file.stat().st_mode & 0o077 == 0
