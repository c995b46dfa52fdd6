"""Signing in and out."""

import time
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select, update

from tests.factories.maker import Maker
from tests.factories.passwords import PASSWORD, give_password
from tests.support.client import PageClient
from training import clock, throttle
from training.extensions import db
from training.models import Credential, SignInThrottle, User, UserStatus

MAIL, NUMBER = "hanako@kyokun.example", "E0042"
REFUSAL = {"ja": "サインインの名前かパスワードが正しくありません", "en": "The name or the password is not right"}
PAUSE = {"ja": "分待ってから", "en": "minutes, then try again"}


@pytest.fixture
def person(make: Maker, locale: str) -> User:
    """Return a person with e-mail address, number and password."""
    user = make.person(email=MAIL, employee_number=NUMBER, locale=locale)
    give_password(make, user)
    return user


def try_once(client: PageClient, name: str, password: str, status: int = 303, address: str = "/sign-in") -> None:
    client.get(address)
    client.submit({"sign_in_name": name, "password": password}, status=status, follow=False)


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("name", [MAIL, " Hanako@Kyokun.Example ", NUMBER, "e0042", "Ｅ００４２"])
def test_opens_a_session_by_mail_address_or_number(client: PageClient, name: str) -> None:
    try_once(client, name, PASSWORD)
    assert client.get("/profile").text("dl").endswith(NUMBER)


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    ("following", "arrival"),
    [("/profile/password", "/profile/password"), ("//evil.example", "/"), ("https://evil.example", "/")],
)
def test_goes_on_to_a_page_of_this_site_only(client: PageClient, following: str, arrival: str) -> None:
    client.get("/sign-in?next=" + following)
    page = client.submit({"sign_in_name": NUMBER, "password": PASSWORD}, status=303, follow=False)
    assert page.headers["Location"] == arrival


@pytest.mark.usefixtures("person")
def test_a_page_that_needs_a_session_comes_back_after_signing_in(client: PageClient) -> None:
    page = client.get("/profile/password?from=mail")
    assert page.address.startswith("/sign-in?next=")
    page = client.submit({"sign_in_name": NUMBER, "password": PASSWORD})
    assert page.address == "/profile/password?from=mail"


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    ("name", "password"), [(MAIL, "wrong password"), ("nobody@kyokun.example", PASSWORD), ("E9999", "x" * 5000)]
)
def test_refuses_in_the_same_words_whether_the_account_exists(
    client: PageClient, locale: str, name: str, password: str
) -> None:
    client.use_language(locale)
    try_once(client, name, password, 422)
    assert REFUSAL[locale] in client.page.text(".error-summary")
    assert not any(field.get("value") for field in client.page.all("input[type=password]"))


@pytest.mark.usefixtures("costly_hashes")
def test_takes_the_same_time_whether_the_account_exists(make: Maker, app: Flask) -> None:
    give_password(make, make.person(email=MAIL))
    client = PageClient(app)
    try_once(client, "nobody@kyokun.example", "wrong password", 422)

    def seconds(name: str) -> float:
        client.get("/sign-in")
        started = time.process_time()
        client.submit({"sign_in_name": name, "password": "wrong password"}, status=422)
        return time.process_time() - started

    known = min(seconds(MAIL) for _ in range(3))
    unknown = min(seconds("nobody@kyokun.example") for _ in range(3))
    assert 0.5 < known / unknown < 2


@pytest.mark.parametrize("status", [UserStatus.INVITED, UserStatus.DEACTIVATED])
def test_refuses_who_is_not_active(client: PageClient, make: Maker, locale: str, status: UserStatus) -> None:
    give_password(make, make.person(email=MAIL, status=status))
    client.use_language(locale)
    try_once(client, MAIL, PASSWORD, 422)
    assert REFUSAL[locale] in client.page.text(".error-summary")


@pytest.mark.usefixtures("person")
def test_the_account_pauses_after_too_many_failures_even_for_the_right_password(
    client: PageClient, locale: str
) -> None:
    client.use_language(locale)
    for _ in range(throttle.PER_ACCOUNT):
        try_once(client, MAIL, "wrong password", 422)
    try_once(client, MAIL, PASSWORD, 429)
    assert PAUSE[locale] in client.page.text(".error-summary")
    with clock.moved_to(clock.now() + throttle.WINDOW):
        try_once(client, MAIL, PASSWORD, 303)


@pytest.mark.usefixtures("person")
def test_every_spelling_of_every_name_counts_for_the_one_person(client: PageClient) -> None:
    spellings = [MAIL.upper(), "ｈ" + MAIL[1:], MAIL.replace("k", "ｋ", 1), NUMBER, "Ｅ００４２"]
    assert len(spellings) == throttle.PER_ACCOUNT
    for name in spellings:
        try_once(client, name, "wrong password", 422)
    try_once(client, MAIL, PASSWORD, 429)


@pytest.mark.usefixtures("person")
def test_a_success_gives_all_tries_back(client: PageClient, app: Flask) -> None:
    for _ in range(throttle.PER_ACCOUNT - 1):
        try_once(client, MAIL, "wrong password", 422)
    try_once(client, MAIL, PASSWORD)
    with app.app_context():
        assert db.session.scalar(select(func.max(SignInThrottle.failures))) == throttle.PER_ACCOUNT - 1
        assert db.session.scalar(select(func.count()).select_from(SignInThrottle)) == 1


def test_an_address_pauses_after_failures_at_many_accounts(make: Maker) -> None:
    def attempt(number: int) -> throttle.Slot:
        return make.run(lambda: throttle.take(f"E{number}", "192.0.2.7"))

    assert [attempt(number).wait for number in range(throttle.PER_ADDRESS)] == [None] * throttle.PER_ADDRESS
    blocked = attempt(-1)
    assert blocked.wait
    assert blocked.wait <= throttle.WINDOW
    assert make.run(lambda: throttle.take("E-2", "192.0.2.8")).wait is None


def test_one_ipv6_site_is_one_address(make: Maker) -> None:
    def key(address: str) -> str:
        return make.run(lambda: throttle.take("E1", address)).address

    assert key("2001:db8::1") == key("2001:db8::2:3")
    assert key("2001:db8::1") != key("2001:db8:0:1::1")


def test_old_counts_are_forgotten(make: Maker) -> None:
    make.run(lambda: throttle.take("E1", "192.0.2.7"))
    assert make.run(throttle.forget_old) == 0
    with clock.moved_to(clock.now() + throttle.WINDOW + timedelta(seconds=1)):
        assert make.run(throttle.forget_old) == 2


def test_a_hash_with_old_parameters_is_renewed(client: PageClient, make: Maker, person: User) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    make.run(lambda: db.session.execute(update(Credential).values(secret_hash=weak)))
    try_once(client, MAIL, PASSWORD)

    def kept() -> str:
        return db.session.scalars(select(Credential.secret_hash).where(Credential.person_id == person.id)).one()

    assert make.run(kept) != weak
    try_once(PageClient(client.app), MAIL, PASSWORD)


@pytest.mark.usefixtures("person")
def test_nothing_of_an_earlier_session_survives_signing_in(client: PageClient) -> None:
    client.get("/sign-in")
    with client.flask_client.session_transaction() as session:
        session["planted"] = "by somebody else"
        token = session["csrf_token"]
    client.submit({"sign_in_name": MAIL, "password": PASSWORD}, status=303, follow=False)
    with client.flask_client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != token


def test_signing_out_ends_the_session_and_keeps_the_language(client: PageClient, person: User, locale: str) -> None:
    try_once(client, MAIL, PASSWORD)
    client.get("/profile")
    page = client.submit(form="form[action='/sign-out']")
    assert page.address == "/sign-in"
    assert page.root["lang"] == locale
    assert client.get("/profile").address.startswith("/sign-in")


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_signing_out_takes_along_what_the_window_kept(client: PageClient, person: User) -> None:
    try_once(client, MAIL, PASSWORD)
    client.get("/profile")
    token = client.page.one("form[action='/sign-out'] input[name=csrf_token]")["value"]
    answer = client.flask_client.post("/sign-out", data={"csrf_token": token})
    assert answer.headers["Clear-Site-Data"] == '"storage"'


@pytest.mark.usefixtures("person")
def test_empty_fields_are_named(client: PageClient) -> None:
    try_once(client, "", "", 422)
    assert {link["href"] for link in client.page.all(".error-summary a")} == {"#sign_in_name", "#password"}
