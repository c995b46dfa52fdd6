"""What is recorded, and the agreement to it."""

import pytest
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.accounts import agreement
from training.extensions import db
from training.models import Acknowledgement, AuditEvent, Role, User

ONLY_SCORES = {"ja": "一つひとつの回答は見られません", "en": "Never your single answers"}
NOT_FOR_PAY = {"ja": "給与や人事評価には使いません", "en": "not used for pay or appraisal"}


@pytest.fixture
def person(make: Maker, locale: str) -> User:
    """Return a person who signs in for the first time."""
    return make.person(locale=locale, agreed=False)


def test_the_first_page_says_who_sees_what_and_what_it_is_not_used_for(
    client: PageClient, make: Maker, person: User, locale: str
) -> None:
    make.person("管理 太郎", roles=[Role.ADMINISTRATOR])
    page = client.sign_in(person).get("/profile")
    assert page.address == "/agreement?next=/profile"
    assert ONLY_SCORES[locale] in page.text()
    assert NOT_FOR_PAY[locale] in page.text()
    assert "管理 太郎" in page.text()
    assert not page.has("nav a")


def test_agreeing_keeps_the_text_as_shown_and_goes_on(
    client: PageClient, make: Maker, person: User, locale: str
) -> None:
    client.sign_in(person).get("/profile")
    shown = client.page.one("#shown")
    assert client.submit().address == "/profile"
    row = make.run(lambda: db.session.scalars(select(Acknowledgement)).one())
    assert (row.person_id, row.locale, row.text_sha256) == (person.id, locale, shown["value"])
    assert make.run(lambda: db.session.scalars(select(AuditEvent.action)).all()) == ["accounts.recording_agreed"]


def test_agreeing_twice_is_agreeing_once(client: PageClient, make: Maker, person: User) -> None:
    client.sign_in(person).get("/agreement?next=/profile")
    fields = {"shown": client.page.one("#shown")["value"]}
    client.post("/agreement?next=/profile", fields, 303, follow=False)
    client.post("/agreement?next=/profile", fields, 303, follow=False)
    assert len(make.run(lambda: db.session.scalars(select(Acknowledgement)).all())) == 1


def test_a_text_that_changed_meanwhile_is_shown_again(
    client: PageClient, make: Maker, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(person).get("/agreement")
    monkeypatch.setattr(agreement, "text_digest", lambda: "f" * 64)
    assert client.submit(status=409).has(".notice-warning")
    assert make.run(lambda: db.session.scalar(select(Acknowledgement.version))) is None
    assert client.submit(follow=False, status=303).headers["Location"] == "/"


def test_the_two_languages_are_two_texts(client: PageClient, make: Maker) -> None:
    digests = set()
    for locale in ("ja", "en"):
        page = client.sign_in(make.person(locale=locale, agreed=False)).get("/agreement")
        digests.add(page.one("#shown")["value"])
    assert len(digests) == 2


def test_declining_signs_out_and_says_whom_to_ask(client: PageClient, make: Maker, person: User, locale: str) -> None:
    client.sign_in(person).get("/agreement")
    page = client.submit(form="form[action='/agreement/decline']")
    assert page.address == "/agreement/declined"
    assert page.root["lang"] == locale
    assert client.get("/profile").address.startswith("/sign-in")
    assert make.run(lambda: db.session.scalars(select(AuditEvent.action)).all()) == ["accounts.recording_declined"]
    assert make.run(lambda: db.session.scalar(select(Acknowledgement.version))) is None


def test_who_has_agreed_can_read_it_again(client: PageClient, make: Maker, locale: str) -> None:
    page = client.sign_in(make.person(locale=locale)).get("/agreement")
    assert page.has(".notice-success")
    assert not page.has("main form")
