"""Whoever is shown a certificate can check it, and learns nothing that is not on the paper."""

import uuid
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, play
from tests.support.client import PageClient
from tests.support.page import Page
from training import clock, dates, throttle
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.extensions import db
from training.models import Assignment, Certificate, Override, OverrideKind, PersonIdentity, User

NAME = "山田 ﾊﾅｺ Smith"
NO = {"ja": "確認できませんでした", "en": "could not be confirmed"}


@pytest.fixture
def person(make: Maker) -> User:
    return make.person(NAME, team=make.team())


@pytest.fixture
def assignment(make: Maker, person: User) -> Assignment:
    return make.assignment(person)


@pytest.fixture
def earned(app: Flask, make: Maker, person: User, assignment: Assignment) -> str:
    """Return the address of the page on which a certificate can be checked."""
    browser = PageClient(app).sign_in(person)
    begin(browser, assignment)
    play(browser)
    return address_of(make)


def address_of(make: Maker) -> str:
    return f"/certificates/{make.run(lambda: db.session.scalars(select(Certificate.address)).one())}"


def check(client: PageClient, address: str, name: str, status: int = 200) -> Page:
    client.get(address)
    return client.submit({"name": name}, form="main form", status=status)


def test_it_says_what_is_printed_but_neither_name_nor_score(client: PageClient, earned: str, locale: str) -> None:
    page = client.use_language(locale).get(earned)
    assert {tag.get("lang") for tag in page.all(".in-one-language")} == {"ja", "en"}
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.one("meta[name=robots]")["content"] == "noindex, nofollow"
    said = page.text("body") + check(client, earned, NAME).text("body")
    assert not [secret for secret in ("山田", "Smith", "100", "%") if secret in said]
    client.get(earned.upper().replace("/CERTIFICATES", "/certificates"))
    client.get("/certificates/" + "0" * 32, 404)


@pytest.mark.parametrize("typed", [NAME, "山田ハナコＳＭＩＴＨ", "  山田　ハナコ　smith "])
def test_the_name_is_confirmed_however_it_is_typed(client: PageClient, earned: str, typed: str) -> None:
    assert check(client, earned, typed).has(".confirmed")
    assert not client.get(earned).has(".confirmed"), "it is said once, and nobody can link to it"


def test_another_name_is_not_confirmed_and_too_many_tries_end(client: PageClient, earned: str, locale: str) -> None:
    client.use_language(locale)
    for name in ("山田", "山田 花子", "%", "Smith 山田 ﾊﾅｺ", "山田 ハナコ")[: throttle.PER_ACCOUNT]:
        assert NO[locale] in check(client, earned, name, 422).text(".error-summary")
    assert not check(client, earned, NAME, 429).has(".confirmed")
    with clock.moved_to(clock.now() + throttle.WINDOW):
        assert check(client, earned, NAME).has(".confirmed")


def test_checking_keeps_nobody_from_signing_in(client: PageClient, make: Maker, earned: str) -> None:
    check(client, earned, "somebody else", 422)
    keys = [make.run(lambda: throttle.take(earned[-32:], "127.0.0.1")) for _ in range(throttle.PER_ACCOUNT)]
    assert [slot.wait for slot in keys] == [None] * throttle.PER_ACCOUNT


def test_an_expired_certificate_says_so(client: PageClient, make: Maker, earned: str) -> None:
    last = dates.day_of(clock.now(), "Asia/Tokyo")
    expires = update(Certificate.__table__).values(valid_until=last)  # type: ignore[arg-type]
    make.run(lambda: db.session.connection().execute(expires))
    assert not client.get(earned).has(".notice-warning")
    with clock.moved_to(dates.end_of(last, "Asia/Tokyo")):
        assert not client.get(earned).has(".notice-warning")
    with clock.moved_to(dates.start_of(date.fromordinal(last.toordinal() + 1), "Asia/Tokyo")):
        assert check(client, earned, NAME).has(".notice-warning")


def test_one_that_was_taken_back_says_so(client: PageClient, make: Maker, person: User, assignment: Assignment) -> None:
    def decide(kind: OverrideKind, taken: uuid.UUID | None = None) -> None:
        giver = overrides.Giver(None)
        about = (assignment.campaign_id, person.id)
        if taken:
            overrides.take_back(*about, taken, Decision(kind, "A mistake."), giver)
        else:
            overrides.give(*about, Decision(kind, "Seen by the manager.", evidence="Paper."), giver)

    make.run(lambda: decide(OverrideKind.MANUAL_PASS))
    address = address_of(make)
    assert check(client, address, NAME).has(".confirmed")
    given = make.run(lambda: db.session.scalars(select(Override.id)).one())
    make.run(lambda: decide(OverrideKind.TAKING_BACK, given))
    page = client.get(address)
    assert page.has(".notice-warning")
    assert not page.has("main form")
    client.post(address, {"name": NAME}, 422)


def test_a_name_that_is_no_longer_kept_is_said_to_be_gone(
    client: PageClient, make: Maker, person: User, earned: str
) -> None:
    make.run(lambda: db.session.execute(delete(PersonIdentity).where(PersonIdentity.person_id == person.id)))
    page = client.get(earned)
    assert page.has(".definitions")
    assert not page.has("main form")
    client.post(earned, {"name": ""}, 422)
    client.post(earned, {"name": "None"}, 422)
