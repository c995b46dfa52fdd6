"""The outbox: what became of each mail, and what can still be done."""

import uuid

import pytest
from flask import Flask

from tests.factories.maker import Maker
from tests.integration.studio.test_rule import objected
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock, settings
from training.accounts import service as accounts
from training.extensions import db
from training.mail import messages
from training.models import (
    Contest,
    InvitationChannel,
    MailState,
    OutgoingMail,
    PersonIdentity,
    User,
    UserStatus,
    new_id,
)
from training.studio.contests import service as contests

OUTBOX = "/administration/outbox"


def add_mail(make: Maker, state: MailState = MailState.QUEUED, name: str = "青木 花子") -> OutgoingMail:
    person = make.person(name, locale="en")

    def work() -> OutgoingMail:
        messages.password_changed(person.id, "en")
        mail = db.session.query(OutgoingMail).filter_by(person_id=person.id).one()
        mail.state, mail.tries = state, 3
        mail.sent_at = clock.now() if state in {MailState.SENT, MailState.PRINTED} else None
        return mail

    return make.run(work)


def test_the_list_shows_every_state(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    assert client.sign_in(administrator, locale).get(OUTBOX).has(".empty-state")
    for state in MailState:
        add_mail(make, state)
    page = client.get(OUTBOX)
    assert len(page.all("tbody tr")) == len(MailState)
    assert {"ja": "送信結果が不明", "en": "Outcome unknown"}[locale] in page.text("tbody")
    page = client.get(f"{OUTBOX}?state=failed")
    assert len(page.all("tbody tr")) == 1
    client.get(f"{OUTBOX}?state=lost", 404)


def test_a_mail_is_shown_in_the_words_of_its_reader(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    mail = add_mail(make)
    page = client.sign_in(administrator, locale).get(f"{OUTBOX}/{mail.id}")
    assert "青木 花子" in page.text(".definitions")
    assert "password" in page.text(".exhibit[lang=en]")
    client.get(f"{OUTBOX}/{uuid.uuid4()}", 404)


def test_an_invitation_is_shown_without_its_link(admin: PageClient, make: Maker) -> None:
    person = make.person(status=UserStatus.INVITED)
    make.run(lambda: accounts.invite(person.id, InvitationChannel.MAIL, None))
    admin.get(OUTBOX)
    page = admin.get(admin.page.all("tbody a")[0]["href"])
    assert page.has(".exhibit")
    assert "/invitation/" not in page.body


def test_who_objected_is_told_nowhere(app: Flask, client: PageClient, administrator: User, make: Maker) -> None:
    person, assignment, contest_id = objected(app, make)

    def answer() -> uuid.UUID:
        contests.let_stand(contest_id, "この設問は、本文のとおりで問題ありません。", administrator.id)
        mail = db.session.query(OutgoingMail).filter_by(kind="contest_answered").one()
        mail.state, mail.error = MailState.UNCERTAIN, f"550 <{identity.email}> is not known here"
        return mail.id

    identity = make.run(lambda: db.session.get_one(PersonIdentity, person.id))
    mail_id = make.run(answer)
    with app.app_context():
        attempt_id = db.session.get_one(Contest, (person.id, contest_id)).attempt_id
    client.sign_in(administrator)
    listed = [row for row in client.get(OUTBOX).all("tbody tr") if str(mail_id) in str(row)]
    shown = [client.get(f"{OUTBOX}/{mail_id}").body, client.get(f"{OUTBOX}/{mail_id}/release").body]
    assert len(listed) == 1
    for page in (str(listed[0]), *shown):
        for told in (identity.display_name, str(identity.email), person.id, attempt_id, assignment.id):
            assert str(told) not in page
    client.submit({}, form=f"form[action$='{mail_id}/release']")
    assert make.run(lambda: db.session.get_one(OutgoingMail, mail_id).state) is MailState.QUEUED


def test_a_mail_without_a_reason_says_so(admin: PageClient, make: Maker) -> None:
    person = make.person()
    make.run(lambda: messages.assigned(new_id(), person.id, "ja"))
    admin.get(OUTBOX)
    page = admin.get(admin.page.all("tbody a")[0]["href"])
    assert not page.has(".exhibit")


def test_a_failed_mail_is_tried_again(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    mail = add_mail(make, MailState.FAILED)
    client.sign_in(administrator, locale).get(f"{OUTBOX}/{mail.id}")
    page = client.submit({}, form="form[action$='/retry']")
    assert page.has(".status-not_started")
    assert not page.has("form[action$='/retry']")


def test_an_uncertain_mail_is_sent_again_only_after_asking(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    mail = add_mail(make, MailState.UNCERTAIN)
    page = client.sign_in(administrator, locale).get(f"{OUTBOX}/{mail.id}")
    client.get(page.all("main .actions a")[0]["href"])
    assert client.submit().has(".status-not_started")


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENDING, MailState.SENT, MailState.UNCERTAIN])
def test_nothing_but_a_failed_mail_is_retried(admin: PageClient, make: Maker, state: MailState) -> None:
    mail = add_mail(make, state)
    admin.get(OUTBOX)
    admin.post(f"{OUTBOX}/{mail.id}/retry", status=409)
    with admin.app.app_context():
        assert db.session.get_one(OutgoingMail, mail.id).state is state


def test_statements_do_not_grow_with_mail(admin: PageClient, make: Maker, count_statements: StatementCounter) -> None:
    admin.get(OUTBOX)
    numbers = []
    for more in (2, 15):
        for _each in range(more):
            add_mail(make)
        with count_statements() as counted:
            admin.get(OUTBOX)
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]


def test_only_an_uncertain_mail_is_asked_about(admin: PageClient, make: Maker) -> None:
    mail = add_mail(make, MailState.FAILED)
    assert "changed its state" in admin.get(f"{OUTBOX}/{mail.id}/release", 409).text("main")


def test_the_mail_of_an_invented_person_can_be_read(admin: PageClient, make: Maker) -> None:
    make.run(lambda: settings.store("demonstration", True))
    mail = add_mail(make)
    identity = make.run(lambda: db.session.get_one(PersonIdentity, mail.person_id))
    make.run(lambda: setattr(db.session.get_one(PersonIdentity, identity.person_id), "email", "a.aoki@minato.example"))
    assert admin.get(f"{OUTBOX}/{mail.id}").has(".mail-text")
