"""What an administrator calls a training is what people see of it, so that two of one quiz can be told apart."""

from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.documents import release_document
from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, play
from tests.support.client import PageClient
from training.extensions import db
from training.mail.contents import Reader, content_of
from training.models import OutgoingMail, Release, User

NAME = "新しく入った方へ"


@pytest.fixture
def person(make: Maker) -> User:
    return make.person(team=make.team())


@pytest.fixture
def release(make: Maker) -> Release:
    return make.release()


def test_the_name_stands_on_every_page_of_a_training(
    client: PageClient, make: Maker, person: User, release: Release, locale: str
) -> None:
    assignment = make.assignment(person, campaign=make.campaign(release, name=NAME))
    client.sign_in(person, locale)
    assert NAME in client.get("/training/").text(".folder-text")
    assert NAME in client.get(f"/training/assignments/{assignment.id}").text("main")
    begin(client, assignment)
    assert NAME in play(client).text("main")
    assert NAME in client.get("/training/").text(".folder-done")


def test_a_name_that_is_the_title_in_some_language_is_not_said_twice(
    client: PageClient, make: Maker, person: User, release: Release
) -> None:
    title = release_document().quiz.title.in_language("ja")
    make.assignment(person, campaign=make.campaign(release, name=title))
    assert title not in client.sign_in(person, "en").get("/training/").text("main")


def test_mails_name_it_as_well(app: Flask, make: Maker, person: User, release: Release, client: PageClient) -> None:
    assignment = make.assignment(person, campaign=make.campaign(release, name=NAME))
    client.sign_in(person)
    begin(client, assignment)
    play(client)
    reader = Reader("hanako@minato.example", "山田 花子", ZoneInfo("Asia/Tokyo"))
    with app.app_context():
        mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "passed")).one()
        assert content_of(mail, reader)["title"] == f"{release_document().quiz.title.in_language('ja')} – {NAME}"
