"""The signed head goes to the chosen people, once a month, with the file."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.factories.maker import Maker
from tests.integration.ledger.conftest import Ledger
from tests.support.client import PageClient
from tests.support.mailbox import Mailbox
from training import clock, settings, transaction
from training.extensions import db
from training.ledger import heads
from training.ledger.verifying import verify
from training.mail import delivery
from training.models import MailState, OutgoingMail, Role, RoleGrant, User
from training.seals import read_head

SETTINGS = "/administration/settings/ledger"


@pytest.fixture
def auditor(make: Maker) -> User:
    """Return somebody who may read the ledger and has a mailbox."""
    return make.person("監査 人", email="audit@minato.example", roles=[Role.AUDITOR])


def choose(ledger: Ledger, *people: User) -> None:
    ledger.make.run(lambda: settings.store(heads.SETTING, [person.id.hex for person in people]))


def send(ledger: Ledger, day: datetime) -> None:
    with ledger.app.app_context(), clock.moved_to(day):
        transaction.run(heads.send_due)


def mails(ledger: Ledger) -> list[OutgoingMail]:
    return ledger.make.run(lambda: db.session.query(OutgoingMail).order_by(OutgoingMail.created_at).all())


def test_one_mail_belongs_to_each_month_of_the_organisation(ledger: Ledger, auditor: User) -> None:
    choose(ledger, auditor)
    for moment in ("2026-11-03T00:00", "2026-11-29T00:00", "2026-11-30T14:59", "2026-11-30T15:00", "2027-01-01T00:00"):
        send(ledger, datetime.fromisoformat(f"{moment}Z"))
    keys = [mail.dedupe_key.split(":")[1] for mail in mails(ledger)]
    assert keys == ["2026-11", "2026-12", "2027-01"], "it is December in Tokyo by 15:00 UTC"
    leaving = [f"{mail.next_at:%m-%dT%H}" for mail in mails(ledger)]
    assert leaving == ["11-03T00", "11-30T23", "01-01T00"], "on a working day, from eight o'clock in Tokyo on"


def test_nobody_gets_it_who_was_not_chosen_or_may_not_read_the_ledger(
    ledger: Ledger, auditor: User, make: Maker
) -> None:
    send(ledger, datetime(2026, 11, 3, tzinfo=UTC))
    choose(ledger, auditor, make.person("社員"), make.person("紙", email=None, roles=[Role.AUDITOR]))
    make.person("別の監査人", roles=[Role.AUDITOR])
    send(ledger, datetime(2026, 11, 3, tzinfo=UTC))
    assert [mail.person_id for mail in mails(ledger)] == [auditor.id]


def test_the_file_in_the_mail_proves_the_chain(app: Flask, ledger: Ledger, auditor: User, server: Mailbox) -> None:
    choose(ledger, auditor)
    send(ledger, datetime(2026, 11, 3, tzinfo=UTC))
    with app.app_context():
        assert dict(delivery.deliver()) == {"sent": 1}
        (received,) = server.mails
        (file,) = received.iter_attachments()
        assert file.get_filename() == "kyokun-ledger-head-000002.json"
        head = read_head(file.get_content())
        assert head.number == 2
        assert verify([head]).is_intact
    assert received["Subject"] == "操作履歴の署名ファイル（封印2）"
    assert head.sha256 in received.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_whoever_lost_the_right_before_it_left_gets_nothing(
    app: Flask, ledger: Ledger, auditor: User, server: Mailbox
) -> None:
    choose(ledger, auditor)
    send(ledger, datetime(2026, 11, 3, tzinfo=UTC))
    ledger.make.run(lambda: db.session.query(RoleGrant).delete())
    with app.app_context():
        delivery.deliver()
    assert (mails(ledger)[0].state, server.mails) == (MailState.FAILED, [])


def test_administrators_choose_the_readers(
    ledger: Ledger, client: PageClient, auditor: User, make: Maker, locale: str
) -> None:
    client.sign_in(make.person("管理 守", roles=[Role.ADMINISTRATOR]), locale)
    page = client.get("/administration/settings")
    assert page.has(f"a[href='{SETTINGS}']")
    client.get(SETTINGS)
    assert client.submit({"readers": [auditor.id.hex]}).has(".notice-success")
    page = client.get(SETTINGS)
    assert [box["value"] for box in page.all("input[name=readers][checked]")] == [auditor.id.hex]
    assert len(client.get("/administration/ledger?action=settings.changed").all("tbody tr")) == 1
    client.get(SETTINGS)
    client.submit({"readers": ["0" * 32]}, status=422)
    with ledger.app.app_context():
        assert heads.chosen() == {auditor.id}
        db.session.rollback()


def test_without_a_seal_nothing_goes_out(app: Flask, make: Maker, auditor: User) -> None:
    make.run(lambda: settings.store(heads.SETTING, [auditor.id.hex]))
    assert make.run(heads.send_due) == 0
