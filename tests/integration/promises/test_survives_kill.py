"""An acknowledged answer survives `kill -9`, and a finished attempt is whole or not finished at all."""

import shutil
import signal
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import String, and_, cast, exists, func, literal, select

from tests.factories.maker import Maker
from tests.support.databases import available, make_app, migrate
from tests.support.player import play
from tests.support.postgres import Server, database, server
from tests.support.speakers import speakers
from training.extensions import db
from training.learning.service.finishing import ATTEMPT_FINISHED
from training.models import (
    Answer,
    Assignment,
    AssignmentStatus,
    Attempt,
    AuditEvent,
    Certificate,
    Mark,
    OutgoingMail,
)

ASSIGNMENTS = 40
LINES_BEFORE_KILL = 12
PLAYERS = 2


@pytest.fixture(params=available())
def durable(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path
) -> Iterator[tuple[str, Server | None]]:
    """Return a durable database of its own and, where there is one, its server."""
    if request.param == "sqlite":
        shutil.copyfile(sqlite_template, tmp_path / "kyokun.db")
        yield f"sqlite:///{tmp_path / 'kyokun.db'}", None
        return
    with server(durable=True) as running, database(running.url_prefix) as url:
        migrate(url)
        yield url, running


def test_what_was_acknowledged_is_there_after_a_kill(durable: tuple[str, Server | None]) -> None:
    url, postgres = durable
    app = make_app(url)
    make = Maker(app)
    person, release = make.person(), make.release()
    assignments = [make.assignment(person, release).id for _number in range(ASSIGNMENTS)]
    with speakers(app, [partial(play, app, person.id, assignments)] * PLAYERS) as running:
        said = [line for player in running for line in islice(player, LINES_BEFORE_KILL)]
        for player in running:
            player.end(signal.SIGKILL)
        if postgres:
            postgres.stop(signal.SIGKILL)
        said += [line for player in running for line in player]
    if postgres:
        postgres.start()
    acknowledged = {tuple(line.split()[1:]) for line in said if line.startswith("answered")}
    assert acknowledged, "nothing was answered before the kill"
    check_stored(app, acknowledged)
    check_whole(app)
    with app.app_context():
        finished = db.session.scalar(select(Certificate.id).limit(1))
    assert finished, "nothing was finished before the kill"
    with app.app_context():
        db.engine.dispose()


def check_stored(app: Flask, acknowledged: set[tuple[str, ...]]) -> None:
    """Fail unless every acknowledged answer is stored."""
    with app.app_context():
        rows = db.session.execute(select(Answer.attempt_id, Answer.scenario_key, Answer.step_key)).all()
    stored = {(str(row.attempt_id), row.scenario_key, row.step_key) for row in rows}
    assert acknowledged <= stored


def check_whole(app: Flask) -> None:
    """Fail unless finished attempts have all that belongs to them, and unfinished ones nothing of it."""
    with app.app_context():
        subject = func.replace(cast(Attempt.id, String), "-", "")
        mail = OutgoingMail.dedupe_key == literal("passed:").concat(subject)
        event = (AuditEvent.action == ATTEMPT_FINISHED.action) & (AuditEvent.subject_id == subject)
        rows = db.session.execute(
            select(
                Attempt.finished_at.is_not(None).label("finished"),
                exists().where(Mark.attempt_id == Attempt.id).label("marked"),
                exists().where(Certificate.attempt_id == Attempt.id).label("certified"),
                (Assignment.status == AssignmentStatus.PASSED).label("settled"),
                exists().where(mail).label("mailed"),
                exists().where(event).label("recorded"),
            ).join(Assignment, and_(Assignment.person_id == Attempt.person_id, Assignment.id == Attempt.assignment_id))
        ).all()
    assert {tuple(row) for row in rows} <= {(True,) * 6, (False,) * 6}
