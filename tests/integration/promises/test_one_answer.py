"""One answer per person, attempt and step, and one finish, however many processes try at once."""

from flask import Flask
from sqlalchemy import func, select

from tests.factories.maker import Maker
from tests.support.apart import apart
from tests.support.player import play
from training.extensions import db
from training.models import Answer, Assignment, AssignmentStatus, Attempt, AuditEvent, Certificate, Mark, OutgoingMail

PLAYERS = 4


def test_many_processes_at_one_attempt_leave_one_of_each(app: Flask, make: Maker) -> None:
    person = make.person(team=make.team())
    assignment = make.assignment(person)

    def player() -> list[str]:
        said: list[str] = []
        play(app, person.id, [assignment.id], said.append)
        return said

    said = apart(app, [player] * PLAYERS)
    assert all(isinstance(lines, list) for lines in said), said
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
