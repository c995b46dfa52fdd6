"""The person's own account."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.passwords import PASSWORD, give_password
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import AuditEvent, OutgoingMail, ReviewState, User
from training.studio import service as studio
from training.studio.publication import comments, reviews

NEW = "k7 tulip drawer lantern"


@pytest.fixture
def person(make: Maker, locale: str) -> User:
    """Return a person with a password."""
    user = make.person("青木 涼", email="ryo@minato.example", employee_number="E0042", locale=locale)
    give_password(make, user)
    return user


def sign_in(client: PageClient, password: str = PASSWORD) -> PageClient:
    client.get("/sign-in")
    client.submit({"sign_in_name": "E0042", "password": password})
    return client


@pytest.mark.usefixtures("person")
def test_shows_names_and_keeps_language_and_time_zone(client: PageClient, locale: str) -> None:
    page = sign_in(client).get("/profile")
    assert {"青木 涼", "ryo@minato.example", "E0042"} <= {found.get_text() for found in page.all("dd")}
    other = "en" if locale == "ja" else "ja"
    page = client.submit({"language": other, "time_zone": "Europe/Berlin"})
    assert page.has(".notice-success")
    assert page.root["lang"] == other
    assert page.one("#time_zone option[selected]")["value"] == "Europe/Berlin"


@pytest.mark.usefixtures("person")
def test_refuses_a_zone_or_language_that_is_not_offered(client: PageClient) -> None:
    sign_in(client).get("/profile")
    page = client.submit({"language": "xx", "time_zone": "Moon/Base"}, status=422)
    assert {link["href"] for link in page.all(".error-summary a")} == {"#language", "#time_zone"}


def test_a_new_password_ends_all_other_sessions_and_is_told_by_mail(
    client: PageClient, make: Maker, person: User
) -> None:
    elsewhere = sign_in(PageClient(client.app))
    sign_in(client).get("/profile/password")
    page = client.submit({"current": PASSWORD, "password": NEW, "repeated": NEW})
    assert page.address == "/profile"
    assert page.has(".notice-success")
    assert elsewhere.get("/profile").address.startswith("/sign-in")
    assert sign_in(PageClient(client.app), NEW).get("/profile").address == "/profile"
    mail = make.run(lambda: db.session.scalars(select(OutgoingMail)).one())
    assert (mail.kind, mail.person_id, mail.locale) == ("password_changed", person.id, person.locale)
    assert "accounts.password_changed" in make.run(lambda: db.session.scalars(select(AuditEvent.action)).all())


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    ("fields", "culprit"),
    [
        ({"current": "something else", "password": NEW, "repeated": NEW}, "#current"),
        ({"current": PASSWORD, "password": "short", "repeated": "short"}, "#password"),
        ({"current": PASSWORD, "password": "ryo@minato.example", "repeated": "ryo@minato.example"}, "#password"),
        ({"current": PASSWORD, "password": NEW, "repeated": NEW + "x"}, "#repeated"),
        ({"current": "", "password": NEW, "repeated": NEW}, "#current"),
    ],
)
def test_a_wrong_or_weak_password_is_refused(client: PageClient, fields: dict[str, str], culprit: str) -> None:
    sign_in(client).get("/profile/password")
    page = client.submit(fields, status=422)
    assert [link["href"] for link in page.all(".error-summary a")] == [culprit]
    assert sign_in(PageClient(client.app)).get("/profile").address == "/profile"


@pytest.mark.usefixtures("person")
def test_the_present_password_can_not_be_guessed_from_an_open_session(client: PageClient) -> None:
    sign_in(client).get("/profile/password")
    for _ in range(5):
        client.submit({"current": "a guess", "password": NEW, "repeated": NEW}, status=422)
    client.submit({"current": PASSWORD, "password": NEW, "repeated": NEW}, status=429)


@pytest.mark.usefixtures("person")
def test_signing_out_everywhere_ends_every_session(client: PageClient, locale: str) -> None:
    elsewhere = sign_in(PageClient(client.app))
    sign_in(client).get("/profile")
    page = client.submit(form="form[action='/profile/sign-out-everywhere']")
    assert page.address == "/sign-in"
    assert page.root["lang"] == locale
    for browser in (client, elsewhere):
        assert browser.get("/profile").address.startswith("/sign-in")


def test_everything_stored_about_the_person_can_be_downloaded(client: PageClient, make: Maker, person: User) -> None:
    release = make.release()
    make.assignment(person, release)
    stranger = make.person("別の人", email="stranger@minato.example")
    make.assignment(stranger, release)
    response = sign_in(client).flask_client.get("/profile/data.json")
    assert response.headers["Content-Disposition"].startswith("attachment")
    data = json.loads(response.text)
    assert data["person_identity"][0]["display_name"] == "青木 涼"
    assert len(data["assignment"]) == 1
    assert data["account"][0]["id"] == person.id.hex
    assert {"answer", "attempt", "mark", "certificate", "acknowledgement", "outgoing_mail"} <= data.keys()
    assert stranger.id.hex not in response.text
    assert "argon2" not in response.text
    assert "salt" not in response.text
    assert datetime.fromisoformat(data["account"][0]["created_at"]).tzinfo == UTC


def test_a_person_gets_the_own_words_of_reviews_and_nobody_else_s(
    client: PageClient, make: Maker, person: User
) -> None:
    make.run(lambda: studio.import_bank(small.bank(), None))
    reviewer = make.person("校閲 正")
    review_id = make.run(lambda: reviews.ask("quiz-a", "Please look at the exhibits.", person.id))
    make.run(lambda: comments.add(review_id, None, "I shortened them.", person.id))
    make.run(lambda: reviews.decide(review_id, ReviewState.APPROVED, "Well written.", reviewer.id))
    data = json.loads(sign_in(client).flask_client.get("/profile/data.json").text)
    assert [row["request"] for row in data["reviews_asked_for"]] == ["Please look at the exhibits."]
    assert [row["text"] for row in data["review_comments"]] == ["I shortened them."]
    assert "Well written." not in json.dumps(data)


def test_the_page_asks_the_database_a_fixed_number_of_questions(
    client: PageClient, make: Maker, person: User, count_statements: StatementCounter
) -> None:
    sign_in(client)
    with count_statements() as few:
        client.get("/profile")
    release = make.release()
    for _ in range(5):
        make.assignment(person, release)
    with count_statements() as many:
        client.get("/profile")
    assert many.number <= few.number
