"""One answer per person, attempt and step, and one finish, however many processes try at once."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import func, select

from tests.factories.maker import Maker
from training.config import ROOT
from training.extensions import db
from training.models import Answer, Assignment, AssignmentStatus, Attempt, AuditEvent, Certificate, Mark, OutgoingMail

PLAYERS = 4
SECONDS = 60


@contextmanager
def players(url: str, *arguments: str, number: int = PLAYERS) -> Iterator[list[subprocess.Popen[str]]]:
    """Start processes that wait for the word to begin; whatever happens, they are gone afterwards."""
    command = [sys.executable, "-m", "tests.support.player", url, *arguments]
    running = [
        subprocess.Popen(  # noqa: S603  # our own module
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _player in range(number)
    ]
    try:
        for process in running:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        yield running
    finally:
        for process in running:
            process.kill()
            process.communicate()


def begin(running: list[subprocess.Popen[str]]) -> None:
    """Give all players the word."""
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()


def test_many_processes_at_one_attempt_leave_one_of_each(app: Flask, make: Maker, database_url: str) -> None:
    person = make.person(team=make.team())
    assignment = make.assignment(person)
    with players(database_url, str(person.id), str(assignment.id)) as running:
        begin(running)
        for process in running:
            output, _errors = process.communicate(timeout=SECONDS)
            assert output.endswith("done\n"), output
    with app.app_context():
        counted = {
            model.__name__: db.session.scalar(select(func.count()).select_from(model))
            for model in (Attempt, Answer, Mark, Certificate, OutgoingMail, AuditEvent)
        }
        row = db.session.scalars(select(Assignment)).one()
        assert counted == {
            "Attempt": 1, "Answer": 4, "Mark": 4, "Certificate": 1, "OutgoingMail": 1, "AuditEvent": 1,
        }  # fmt: skip
        assert (row.attempts_finished, row.status) == (1, AssignmentStatus.PASSED)
