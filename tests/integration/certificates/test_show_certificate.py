"""The certificate of a pass: for its owner, as a page and as PDF, and for nobody else."""

import uuid
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, play
from tests.support.client import PageClient
from training.models import Role, User

TITLE = {"ja": "修了証", "en": "Certificate"}


@pytest.fixture
def person(make: Maker) -> User:
    """Return the one who passes."""
    return make.person(team=make.team())


@pytest.fixture
def earned(client: PageClient, make: Maker, person: User) -> uuid.UUID:
    """Return the attempt of a person who has passed."""
    client.sign_in(person)
    attempt_id = begin(client, make.assignment(person))
    play(client)
    return attempt_id


def test_it_names_person_quiz_release_and_day(client: PageClient, person: User, earned: uuid.UUID, locale: str) -> None:
    page = client.sign_in(person, locale).get(f"/certificates/{earned}")
    assert page.text("h1") == TITLE[locale]
    assert page.text(".certificate-name") == "山田 花子"
    for part in (".certificate-quiz", ".certificate-release", ".certificate-number", ".certificate-foot p"):
        assert page.text(part)


def test_the_file_says_the_same_and_leads_to_where_it_can_be_checked(
    client: PageClient, person: User, earned: uuid.UUID, locale: str
) -> None:
    page = client.sign_in(person, locale).get(f"/certificates/{earned}")
    link = page.one(".certificate-check a")["href"]
    sent = client.flask_client.get(f"/certificates/{earned}.pdf")
    (sheet,) = PdfReader(BytesIO(sent.data)).pages
    said = "".join(sheet.extract_text().split())
    for part in (".certificate-name", ".certificate-quiz", ".certificate-release", ".certificate-number"):
        assert "".join(page.text(part).split()) in said
    assert link in said
    assert [note.get_object()["/A"]["/URI"] for note in sheet.annotations or ()] == [link]
    client.flask_client.delete_cookie(client.flask_client.application.config["SESSION_COOKIE_NAME"])
    assert client.get(urlsplit(str(link)).path).has("main form")


def test_nobody_else_sees_it(client: PageClient, make: Maker, earned: uuid.UUID) -> None:
    client.sign_in(make.person("別の人", roles=list(Role)))
    client.get(f"/certificates/{earned}", 404)
    client.get(f"/certificates/{earned}.pdf", 404)


def test_a_failed_attempt_has_none(client: PageClient, make: Maker, person: User) -> None:
    client.sign_in(person)
    attempt_id = begin(client, make.assignment(person))
    play(client, wrong=("open", "fields", "order"))
    assert client.page.has(".result")
    client.get(f"/certificates/{attempt_id}", 404)
