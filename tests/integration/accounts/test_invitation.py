"""Invitations by mail and on paper."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.factories.passwords import PASSWORD, give_password
from tests.support.client import PageClient
from training import clock, throttle
from training.accounts import service
from training.errors import Refused
from training.extensions import db
from training.invitation_links import invitation_token
from training.models import (
    AuditEvent,
    Credential,
    Invitation,
    InvitationChannel,
    OutgoingMail,
    User,
    UserStatus,
)

MAIL, NUMBER = "jiro@kyokun.example", "E0077"
CHOICE = {"password": PASSWORD, "repeated": PASSWORD}
TITLES = {
    "used": {"ja": "この招待は使用済みです", "en": "This invitation has been used"},
    "revoked": {
        "ja": "この招待は差し替えられたか、取り消されました",
        "en": "This invitation was replaced or withdrawn",
    },
    "expired": {"ja": "この招待は期限が切れています", "en": "This invitation has expired"},
    "forged": {"ja": "招待のアドレスが正しくありません", "en": "This invitation address is not complete"},
}


@pytest.fixture
def person(make: Maker, locale: str) -> User:
    """Return an invited person with e-mail address and number."""
    status = UserStatus.INVITED
    return make.person(email=MAIL, employee_number=NUMBER, locale=locale, status=status, agreed=False)


@pytest.fixture
def address(app: Flask, make: Maker, person: User) -> str:
    """Return the address in the mail of an invitation."""
    invitation = make.run(lambda: service.invite(person.id, InvitationChannel.MAIL, None))
    with app.app_context():
        return "/invitation/" + invitation_token(invitation.id)


@pytest.fixture
def code(make: Maker, person: User) -> str:
    """Return the code of a sheet."""
    return make.run(lambda: service.issue_sheet(person.id, None))


def row(make: Maker) -> Invitation:
    newest = select(Invitation).order_by(Invitation.created_at.desc()).limit(1)
    return make.run(lambda: db.session.scalars(newest).one())


def test_a_mailed_link_lets_the_person_choose_a_password_in_their_language(
    client: PageClient, make: Maker, person: User, address: str, locale: str
) -> None:
    page = client.get(address)
    assert page.root["lang"] == locale
    assert page.one("#sign_in_name[readonly]")["value"] == MAIL
    page = client.submit(CHOICE)
    assert page.address == "/agreement"
    assert make.run(lambda: db.session.get_one(User, person.id).status) is UserStatus.ACTIVE
    actions = make.run(lambda: list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at))))
    assert actions == ["accounts.invited", "accounts.invitation_accepted"]
    other = PageClient(client.app)
    other.get("/sign-in")
    assert other.submit({"sign_in_name": MAIL, "password": PASSWORD}).address.startswith("/agreement")


def test_looking_at_an_invitation_changes_nothing(client: PageClient, make: Maker, address: str) -> None:
    client.get(address)
    client.get(address)
    assert row(make).used_at is None


def test_the_queued_mail_holds_no_secret(make: Maker, address: str) -> None:
    mail = make.run(lambda: db.session.scalars(select(OutgoingMail)).one())
    assert re.fullmatch(r'\{"id":"[0-9a-f]{32}"\}', mail.parameters)
    assert address.rpartition("/")[2] not in mail.parameters
    assert row(make).code_digest is None


@pytest.mark.parametrize(
    ("fields", "culprits"),
    [
        ({"password": "short", "repeated": "short"}, {"#password"}),
        ({"password": PASSWORD, "repeated": PASSWORD + "x"}, {"#repeated"}),
        ({"password": "password1234", "repeated": "password1234"}, {"#password"}),
        ({"password": MAIL + "1", "repeated": MAIL + "1"}, {"#password"}),
        ({"password": "", "repeated": ""}, {"#password", "#repeated"}),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(
    client: PageClient, make: Maker, address: str, fields: dict[str, str], culprits: set[str]
) -> None:
    client.get(address)
    page = client.submit(fields, status=422)
    assert {link["href"] for link in page.all(".error-summary a")} == culprits
    assert row(make).used_at is None


def used(client: PageClient, _make: Maker, address: str) -> str:
    browser = PageClient(client.app)
    browser.get(address)
    browser.submit(CHOICE)
    return address


def revoked(_client: PageClient, make: Maker, address: str) -> str:
    person_id = row(make).person_id
    make.run(lambda: service.withdraw_invitations(person_id))
    return address


def expired(_client: PageClient, make: Maker, address: str) -> str:
    def work() -> None:
        invitation = db.session.scalars(select(Invitation)).one()
        invitation.created_at -= service.INVITATION_LASTS * 2
        invitation.expires_at -= service.INVITATION_LASTS * 2

    make.run(work)
    return address


def forged(_client: PageClient, _make: Maker, address: str) -> str:
    return address[:-3] + "abc"


@pytest.mark.parametrize("spoil", [used, revoked, expired, forged])
def test_what_can_not_be_used_says_why_and_what_to_do(
    client: PageClient,
    make: Maker,
    address: str,
    locale: str,
    spoil: Callable[[PageClient, Maker, str], str],
) -> None:
    client.use_language(locale)
    spoilt = spoil(client, make, address)
    status = 404 if spoil is forged else 410
    page = client.get(spoilt, status)
    assert page.text("h1") == TITLES[spoil.__name__][locale]
    assert page.has("main h2")
    assert page.has("main a.btn-primary")
    assert client.post(spoilt, CHOICE, status).text("h1") == TITLES[spoil.__name__][locale]


def test_of_two_tabs_the_second_finds_the_invitation_used(client: PageClient, address: str, locale: str) -> None:
    second = PageClient(client.app).use_language(locale)
    second.get(address)
    client.get(address)
    client.submit(CHOICE)
    assert second.submit(CHOICE, status=410).text("h1") == TITLES["used"][locale]


def test_a_second_click_leads_where_the_first_did(client: PageClient, address: str) -> None:
    client.get(address)
    client.submit(CHOICE)
    assert client.post(address, CHOICE).address == "/agreement"


def test_the_language_chosen_on_the_way_is_kept(client: PageClient, make: Maker, person: User, address: str) -> None:
    client.get(address)
    wanted = "en" if person.locale == "ja" else "ja"
    page = client.submit({"language": wanted}, form="form[action='/language']")
    assert page.address == address
    client.submit(CHOICE)
    assert make.run(lambda: db.session.get_one(User, person.id).locale) == wanted


@pytest.mark.parametrize("name", [NUMBER, NUMBER.lower(), MAIL])
def test_a_code_is_accepted_with_the_number_or_the_address(client: PageClient, code: str, name: str) -> None:
    client.get("/invitation")
    page = client.submit({"sign_in_name": name, "code": f" {code.lower().replace('-', ' ')} "})
    assert page.address.startswith("/invitation/")
    assert client.submit(CHOICE).address == "/agreement"


def test_only_a_digest_of_the_code_is_kept(make: Maker, code: str) -> None:
    kept = row(make).code_digest
    assert kept
    assert code.replace("-", "") not in kept


@pytest.mark.parametrize(
    ("name", "code_of"),
    [
        (NUMBER, lambda code: code[:-1] + ("0" if code[-1] != "0" else "1")),
        ("E9999", str),
        (NUMBER, lambda _code: "12"),
    ],
)
def test_a_wrong_number_or_code_is_refused_in_the_same_words(
    client: PageClient, code: str, locale: str, name: str, code_of: Callable[[str], str]
) -> None:
    client.use_language(locale).get("/invitation")
    page = client.submit({"sign_in_name": name, "code": code_of(code)}, status=422)
    words = {"ja": "番号とコードの組み合わせが正しくありません", "en": "This number and code do not belong together"}
    assert words[locale] in page.text(".error-summary")


def test_codes_can_not_be_tried_at_will(client: PageClient, code: str, locale: str) -> None:
    client.use_language(locale).get("/invitation")
    for _ in range(throttle.PER_ACCOUNT):
        client.submit({"sign_in_name": NUMBER, "code": "0000-0000-0000-0000"}, status=422)
    page = client.submit({"sign_in_name": NUMBER, "code": code}, status=429)
    assert int(page.headers["Retry-After"]) > 0


def test_a_used_code_says_so(client: PageClient, code: str, locale: str) -> None:
    first = PageClient(client.app)
    first.get("/invitation")
    first.submit({"sign_in_name": NUMBER, "code": code})
    first.submit(CHOICE)
    client.use_language(locale).get("/invitation")
    page = client.submit({"sign_in_name": NUMBER, "code": code}, status=410)
    assert page.text("h1") == TITLES["used"][locale]


def test_a_used_code_gives_no_tries_back(client: PageClient, code: str) -> None:
    client.get("/invitation")
    client.submit({"sign_in_name": NUMBER, "code": code})
    client.submit(CHOICE)
    stranger = PageClient(client.app)
    for _ in range(throttle.PER_ACCOUNT):
        stranger.get("/invitation")
        stranger.submit({"sign_in_name": NUMBER, "code": code}, status=410)
    stranger.get("/sign-in")
    stranger.submit({"sign_in_name": NUMBER, "password": PASSWORD}, status=429)


def test_a_new_invitation_withdraws_the_one_before(make: Maker, person: User, address: str) -> None:
    first = row(make)
    make.run(lambda: service.issue_sheet(person.id, None))
    assert make.run(lambda: db.session.get_one(Invitation, first.id).revoked_at)


def test_inviting_is_refused_without_a_mailbox_and_for_who_can_sign_in(make: Maker) -> None:
    without = make.person(email=None, status=UserStatus.INVITED)
    active = make.person()
    gone = make.person(status=UserStatus.DEACTIVATED)
    for person_id in (without.id, active.id, gone.id):
        with pytest.raises(Refused):
            make.run(partial(service.invite, person_id, InvitationChannel.MAIL, None))
    assert make.run(lambda: service.issue_sheet(without.id, None))


@pytest.mark.parametrize("channel", list(InvitationChannel))
def test_a_reset_takes_password_and_sessions_and_invites_anew(
    client: PageClient, make: Maker, locale: str, channel: InvitationChannel
) -> None:
    person = make.person(email=MAIL, locale=locale)
    give_password(make, person)
    client.sign_in(person).get("/profile")
    code = make.run(lambda: service.reset_sign_in(person.id, channel, None))
    assert (code is None) == (channel is InvitationChannel.MAIL)
    assert client.get("/profile").address.startswith("/sign-in")
    assert make.run(lambda: db.session.scalar(select(Credential.id))) is None
    assert row(make).channel is channel
    assert row(make).expires_at - clock.now() > timedelta(days=13)
