"""Mail reaches a real server once, or it is known why not."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.mailbox import Mailbox
from training import clock
from training.accounts import service
from training.campaigns import service as campaigns
from training.config import ROOT
from training.errors import Refused
from training.extensions import db
from training.mail import delivery, messages, smtp
from training.mail.service import send_again
from training.models import (
    Assignment,
    AssignmentStatus,
    AuditEvent,
    InvitationChannel,
    MailState,
    OutgoingMail,
    User,
    UserStatus,
)


@pytest.fixture
def person(make: Maker) -> User:
    """Return somebody with a mailbox."""
    return make.person("青木 涼", email="ryo@minato.example")


@pytest.fixture
def mail(make: Maker, person: User) -> OutgoingMail:
    """Return a mail that is due."""
    make.run(lambda: messages.password_changed(person.id, "ja"))
    return only(make)


def only(make: Maker) -> OutgoingMail:
    return make.run(lambda: db.session.scalars(select(OutgoingMail)).one())


def deliver(app: Flask, later: timedelta = timedelta()) -> dict[str, int]:
    with app.app_context(), clock.moved_to(clock.now() + later):
        return dict(delivery.deliver())


def test_a_due_mail_is_sent_once(app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail) -> None:
    assert deliver(app) == {"sent": 1}
    assert deliver(app, timedelta(days=3)) == {}
    (received,) = server.mails
    assert received["To"] == "ryo@minato.example"
    assert received["From"] == "Kyokun <kyokun@minato.example>"
    assert received["Message-ID"] == mail.message_id
    assert received["Subject"] == "パスワードが変更されました"
    assert {part.get_content_type() for part in received.walk()} >= {"text/plain", "text/html"}
    assert "青木 涼 様" in received.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    row = only(make)
    assert (row.state, row.tries, row.error, row.leased_until) == (MailState.SENT, 1, None, None)


def test_a_mail_that_is_not_due_waits(app: Flask, make: Maker, server: Mailbox, person: User) -> None:
    assignment = make.assignment(person)
    opening = clock.now() + timedelta(days=1)
    make.run(lambda: messages.assigned_to_many([(assignment.id, person.id, "en")], not_before=opening))
    assert deliver(app) == {}
    assert deliver(app, timedelta(days=5)) == {"sent": 1}
    assert server.mails[0]["Subject"].startswith("Training for you: ")


def test_a_training_is_announced_in_the_morning_of_a_working_day(make: Maker, person: User) -> None:
    assignment = make.assignment(person)
    midnight = datetime(2026, 11, 28, 0, 0, tzinfo=ZoneInfo("Asia/Tokyo"))  # a Saturday
    with clock.moved_to(midnight):
        make.run(lambda: messages.assigned_to_many([(assignment.id, person.id, "ja")], not_before=midnight))
    assert only(make).next_at == midnight + timedelta(days=2, hours=8)


def test_without_a_server_mail_is_kept(app: Flask, make: Maker, mail: OutgoingMail) -> None:
    assert deliver(app) == {}
    assert only(make).state is MailState.QUEUED
    assert only(make).tries == 0


def test_a_server_that_is_down_is_tried_again_later_and_later(app: Flask, make: Maker, mail: OutgoingMail) -> None:
    app.config.update(SMTP_URL="smtp://127.0.0.1:1", MAIL_FROM="kyokun@minato.example")
    try:
        assert deliver(app) == {"queued": 1}
        assert deliver(app) == {}
        assert deliver(app, delivery.pause_after(1)) == {"queued": 1}
        assert deliver(app, delivery.pause_after(1)) == {}
        row = only(make)
        assert (row.state, row.tries) == (MailState.QUEUED, 2)
        assert row.error
        make.run(lambda: setattr(db.session.get_one(OutgoingMail, mail.id), "tries", delivery.TRIES - 1))
        assert deliver(app, timedelta(days=1)) == {"failed": 1}
    finally:
        app.config.update(SMTP_URL="", MAIL_FROM="")


def test_after_an_hour_without_a_server_everything_is_sent_once(
    app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail
) -> None:
    for _two in range(2):
        make.run(lambda: messages.password_changed(mail.person_id, "en"))
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    for minutes in range(0, 60, 6):
        assert not {*deliver(app, timedelta(minutes=minutes))} - {MailState.QUEUED}
    app.config["SMTP_URL"] = server.url
    assert deliver(app, timedelta(hours=2)) == {"sent": 3}
    assert len({received["Message-ID"] for received in server.mails}) == len(server.mails) == 3


@pytest.mark.parametrize("phase", ["at_rcpt", "at_data"])
def test_a_passing_refusal_is_tried_again(
    app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail, phase: str
) -> None:
    getattr(server, phase).append("451 come back later")
    assert deliver(app) == {"queued": 1}
    assert "come back later" in str(only(make).error)
    assert deliver(app, timedelta(hours=1)) == {"sent": 1}
    assert [received["Message-ID"] for received in server.mails] == [mail.message_id]


@pytest.mark.parametrize("phase", ["at_rcpt", "at_data"])
@pytest.mark.usefixtures("mail")
def test_a_final_refusal_is_not_tried_again(app: Flask, make: Maker, server: Mailbox, phase: str) -> None:
    getattr(server, phase).append("550 no such mailbox")
    assert deliver(app) == {"failed": 1}
    assert deliver(app, timedelta(days=3)) == {}
    assert "no such mailbox" in str(only(make).error)


def test_one_refusal_does_not_hold_up_the_others(app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail) -> None:
    make.run(lambda: messages.password_changed(mail.person_id, "en"))
    server.at_rcpt.append("550 no such mailbox")
    assert deliver(app) == {"failed": 1, "sent": 1}


def test_a_break_after_the_content_is_uncertain_and_never_resent_by_itself(
    app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail
) -> None:
    server.drop = True
    assert deliver(app) == {"uncertain": 1}
    server.drop = False
    assert deliver(app, timedelta(days=3)) == {}
    assert only(make).state is MailState.UNCERTAIN
    assert len(server.mails) == 1
    make.run(lambda: send_again(mail.id, MailState.UNCERTAIN, mail.person_id))
    assert deliver(app) == {"sent": 1}
    assert len({received["Message-ID"] for received in server.mails}) == 1
    assert make.run(lambda: db.session.scalars(select(AuditEvent.action)).all()) == ["mail.resent"]


def test_a_server_that_says_nothing_after_the_content_leaves_it_uncertain(
    app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.run(lambda: messages.password_changed(mail.person_id, "en"))
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.3)
    server.hold = True
    # What the server says later must not be taken for an answer about the next mail: that waits for another connection.
    assert deliver(app) == {"uncertain": 1, "queued": 1}
    server.hold = False
    assert deliver(app, timedelta(days=3)) == {"sent": 1}
    assert states(make) == {MailState.UNCERTAIN: 1, MailState.SENT: 1}
    assert len({received["Message-ID"] for received in server.mails}) == len(server.mails) == 2


def test_a_mail_that_was_sent_can_not_be_sent_again(
    app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail
) -> None:
    deliver(app)
    with pytest.raises(Refused):
        make.run(lambda: send_again(mail.id, MailState.SENT, mail.person_id))


def test_a_worker_killed_in_the_middle_of_a_batch_loses_nothing_and_repeats_nothing(
    app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail, database_url: str
) -> None:
    for _two in range(2):  # those behind it
        make.run(lambda: messages.password_changed(mail.person_id, "en"))
    server.hold = True
    environment = {"DATABASE_URL": database_url, "SMTP_URL": server.url, "MAIL_FROM": "kyokun@minato.example"}
    worker = subprocess.Popen(  # our own command
        [sys.executable, "-m", "flask", "--app", "training", "mail", "deliver"],
        cwd=ROOT,
        env={**os.environ, **environment, "SECRET_KEY": "for-tests-only"},
    )
    try:
        assert server.content_came.wait(timeout=60)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert states(make) == {MailState.SENDING: 1, MailState.QUEUED: 2}
    server.hold = False
    assert deliver(app) == {"sent": 2}
    assert deliver(app, delivery.LEASE) == {}
    assert states(make) == {MailState.UNCERTAIN: 1, MailState.SENT: 2}
    arrived = [received["Message-ID"] for received in server.mails]
    assert arrived[0] == mail.message_id
    assert len({*arrived}) == len(arrived) == 3


def states(make: Maker) -> dict[MailState, int]:
    return dict(Counter(make.run(lambda: db.session.scalars(select(OutgoingMail.state)).all())))


def test_a_worker_killed_before_the_mail_left_costs_only_time(
    app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail
) -> None:
    leased = make.run(delivery._lease)
    assert leased
    assert leased.id == mail.id
    assert make.run(delivery._lease) is None
    assert deliver(app) == {}
    assert deliver(app, delivery.LEASE) == {"sent": 1}
    assert len(server.mails) == 1


@pytest.mark.parametrize("settled_by_other", [True, False])
def test_a_worker_that_is_too_slow_leaves_the_mail_to_whoever_holds_it(
    app: Flask, make: Maker, server: Mailbox, mail: OutgoingMail, settled_by_other: bool
) -> None:
    with app.app_context():
        slow = delivery._take()
        assert slow
    if settled_by_other:
        assert deliver(app, delivery.LEASE) == {"sent": 1}
    else:
        with app.app_context(), clock.moved_to(clock.now() + delivery.LEASE):
            assert delivery._take()
    before = (only(make).state, only(make).leased_until)
    with app.app_context(), smtp.connected(smtp.Server.from_url(server.url)) as connection:
        delivery._send_one(connection, slow)
    assert len(server.mails) == settled_by_other
    assert (only(make).state, only(make).leased_until) == before


def test_a_used_invitation_is_not_mailed_any_more(app: Flask, make: Maker, server: Mailbox) -> None:
    invited = make.person(email="new@minato.example", status=UserStatus.INVITED)
    make.run(lambda: service.invite(invited.id, InvitationChannel.MAIL, None))
    make.run(lambda: service.withdraw_invitations(invited.id))
    assert deliver(app) == {"failed": 1}
    assert server.mails == []


def test_what_has_lost_its_reason_or_its_reader_is_not_mailed(
    app: Flask, make: Maker, server: Mailbox, person: User
) -> None:
    done = make.assignment(person, status=AssignmentStatus.PASSED)
    closed = make.assignment(person, make.release(number=2))
    exempt = make.assignment(person, make.release(number=3), status=AssignmentStatus.EXEMPT)
    over = make.assignment(person, make.release(number=4))
    gone = make.person(email="gone@minato.example", status=UserStatus.DEACTIVATED)

    def mail_all() -> None:
        for assignment in (done, closed, exempt, over):
            messages.assigned(assignment.id, person.id, "ja")
        messages.password_changed(gone.id, "ja")
        campaigns.close(closed.campaign_id, None)
        db.session.get_one(Assignment, (person.id, over.id)).ended_at = clock.now()

    make.run(mail_all)
    assert deliver(app, timedelta(days=5)) == {"failed": 5}
    assert server.mails == []


def test_an_invitation_by_mail_opens_its_page(app: Flask, make: Maker, server: Mailbox) -> None:
    invited = make.person(email="new@minato.example", status=UserStatus.INVITED)
    make.run(lambda: service.invite(invited.id, InvitationChannel.MAIL, None))
    assert deliver(app) == {"sent": 1}
    text = server.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    (link,) = [line for line in text.splitlines() if "/invitation/" in line]
    path = link.removeprefix(app.config["SITE_URL"])
    assert app.test_client().get(path).status_code == 200
