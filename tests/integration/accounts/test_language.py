"""The language switch."""

import pytest

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.extensions import db
from training.models import User

SWITCH = "form[action='/language']"


def other(locale: str) -> str:
    return "en" if locale == "ja" else "ja"


def test_a_visitor_switches_and_stays_on_the_page(client: PageClient, locale: str) -> None:
    client.use_language(locale).get("/sign-in?next=/profile")
    page = client.submit({"language": other(locale)}, form=SWITCH)
    assert page.address == "/sign-in?next=/profile"
    assert page.root["lang"] == other(locale)


def test_a_person_keeps_the_choice(client: PageClient, make: Maker, locale: str) -> None:
    person = make.person(locale=locale)
    client.sign_in(person).get("/profile")
    assert client.submit({"language": other(locale)}, form=SWITCH).address == "/profile"
    assert make.run(lambda: db.session.get_one(User, person.id).locale) == other(locale)


def test_what_was_half_typed_travels_in_no_address(client: PageClient) -> None:
    fields = {"next": "/sign-in?next=/a", "language": "en", "choice": ["b", "c"], "certainty": "2"}
    page = client.post("/language", fields, 303, follow=False)
    assert page.headers["Location"] == "/sign-in?next=/a"


@pytest.mark.parametrize("following", ["https://evil.example/in", "//evil.example/in", "/\\evil.example"])
def test_leads_to_no_other_site(client: PageClient, following: str) -> None:
    page = client.post("/language", {"language": "en", "next": following}, 303, follow=False)
    assert page.headers["Location"] == "/"


def test_refuses_an_unknown_language(client: PageClient) -> None:
    client.post("/language", {"language": "xx", "next": "/"}, 400)


def test_a_page_that_answered_a_form_leads_to_the_first_page(client: PageClient) -> None:
    page = client.post("/language", {"language": "en", "next": "/campaigns/launch"}, 303, follow=False)
    assert page.headers["Location"] == "/"
