"""The due date as a calendar file: on the own page, with the invitation, and again when it moves."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.mailbox import Mailbox
from training import clock
from training.extensions import db
from training.mail import delivery, messages
from training.models import Assignment, AssignmentStatus, OutgoingMail
from training.reminders import service

NOT_FOUND = 404


def lines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def download(client: PageClient, assignment: Assignment, status: int = 200) -> list[str]:
    response = client.flask_client.get(f"/training/assignments/{assignment.id}/calendar.ics")
    assert response.status_code == status
    return lines(response.data)


def test_ones_own_due_date_can_be_put_into_a_calendar(client: PageClient, make: Maker) -> None:
    person, other = make.person(), make.person()
    assignment = make.assignment(person)
    client.sign_in(person, "en")
    link = f"/training/assignments/{assignment.id}/calendar.ics"
    assert client.get("/training/").one(f"a[href='{link}']")
    response = client.flask_client.get(link)
    assert response.content_type == "text/calendar; charset=utf-8"
    found = lines(response.data)
    assert {"METHOD:PUBLISH", "SEQUENCE:0", f"UID:{assignment.id.hex}@127.0.0.1"} <= {*found}
    change(make, assignment, status=AssignmentStatus.EXEMPT)
    assert {"METHOD:CANCEL", "SEQUENCE:1"} <= {*download(client, assignment)}
    client.sign_in(other)
    download(client, assignment, NOT_FOUND)


def change(make: Maker, assignment: Assignment, **values: object) -> None:
    def work() -> None:
        kept = db.session.get_one(Assignment, (assignment.person_id, assignment.id))
        for name, value in values.items():
            setattr(kept, name, value)

    make.run(work)


def test_a_calendar_follows_a_due_date_that_moves(app: Flask, make: Maker, server: Mailbox) -> None:
    person = make.person(email="ryo@minato.example")
    assignment = make.assignment(person)
    make.run(lambda: messages.assigned(assignment.id, person.id, "ja"))
    tell(app)
    with app.app_context(), clock.moved_to(clock.now() + timedelta(days=4)):
        assert delivery.deliver() == {"sent": 1}
    change(make, assignment, due_at=assignment.due_at + timedelta(days=7))
    tell(app)
    tell(app)
    change(make, assignment, due_at=assignment.due_at + timedelta(days=3))
    tell(app)
    with app.app_context(), clock.moved_to(clock.now() + timedelta(days=8)):
        assert delivery.deliver() == {"sent": 1, "failed": 1}
    invited, moved = server.mails
    parts = [part for mail in (invited, moved) for part in mail.iter_attachments()]
    files = [part.get_content().replace("\r\n ", "").splitlines() for part in parts]
    assert {(part.get_content_type(), part.get_param("method")) for part in parts} == {("text/calendar", "PUBLISH")}
    assert "本日が受講期限" in next(line for line in files[0] if line.startswith("SUMMARY"))
    assert [line for each in files for line in each if line.startswith("SEQUENCE")] == ["SEQUENCE:0", "SEQUENCE:2"]
    assert len({next(line for line in each if line.startswith("UID")) for each in files}) == 1


def tell(app: Flask) -> None:
    with app.app_context():
        service.tell_moved()
        db.session.rollback()


def test_people_without_a_mailbox_are_not_written_to(app: Flask, make: Maker) -> None:
    person = make.person(email=None)
    assignment = make.assignment(person)
    tell(app)
    change(make, assignment, due_at=assignment.due_at + timedelta(days=7))
    tell(app)
    assert make.run(lambda: db.session.scalars(select(OutgoingMail)).all()) == []
