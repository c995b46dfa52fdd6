"""Pages that are kept for everybody hold nothing of the person for whom they were first drawn."""

import itertools
import re
import time
from typing import Any

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from sqlalchemy import select

from tests.factories.documents import RIGHT, sent
from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, onward
from tests.support.client import PageClient
from training import fragments, releases
from training.extensions import db
from training.models import Attempt, Campaign, Role, User

ZONES = "Pacific/Kiritimati", "Pacific/Pago_Pago"
TOKENS = re.compile(r'(?<=value=")[\w.-]{40,}(?=")')
# What is signed stays to be compared: the attempt and the step.
SIGNED_AT = re.compile(r'(?<=/open)\.[\w-]{6}\.[\w-]{27}(?=">)')


@pytest.fixture(autouse=True)
def _each_step_is_shown_in_another_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no two pages agree only because they were drawn within one second, as they nearly always are here."""
    seconds, of_now = itertools.count(int(time.time())), TimestampSigner.get_timestamp

    def second(signer: TimestampSigner) -> int:
        return next(seconds) if signer.salt == b"shown-at" else of_now(signer)

    monkeypatch.setattr(TimestampSigner, "get_timestamp", second)


@pytest.fixture
def pair(app: Flask, make: Maker) -> tuple[Learner, Learner]:
    """Return two people with the same training; the second has another name, and it is never the same day there."""
    campaign = make.campaign(make.release())
    people = make.person(), make.person("Zoë <O'Neil> & Söhne")
    with app.app_context():
        for person, zone in zip(people, ZONES, strict=True):
            db.session.get_one(User, person.id).time_zone = zone
        db.session.commit()
    return Learner(people[0], make.assignment(people[0], campaign=campaign)), Learner(
        people[1], make.assignment(people[1], campaign=campaign)
    )


def same(page: Any) -> str:
    return SIGNED_AT.sub("", TOKENS.sub("", page.body))


def come_to_decision(app: Flask, person: User, assignment: Any) -> PageClient:
    client = PageClient(app).sign_in(person, "en")
    begin(client, assignment)
    onward(client)
    return client


def decide(client: PageClient) -> None:
    scenario, step = client.page.address.split("/")[4:6]
    client.submit(sent((scenario, step), RIGHT[step]), form="form#decision")


def test_a_decision_is_each_persons_own(app: Flask, pair: tuple[Learner, Learner]) -> None:
    learner, colleague = pair
    fragments.forget()
    first = come_to_decision(app, learner.person, learner.assignment)
    own = first.page
    second = come_to_decision(app, colleague.person, colleague.assignment)
    kept = second.page
    fragments.forget()
    assert same(kept) == same(second.get(kept.address))
    assert "Zoë &lt;O&#39;Neil&gt; &amp; Söhne" in kept.body
    assert 'data-zone="Pacific/Pago_Pago"' in kept.body
    for given_away in ("山田", ZONES[0], own.address.split("/")[3], str(first.token()), own.address):
        assert given_away not in kept.body


def test_options_stand_in_the_order_of_each_attempt(app: Flask, make: Maker) -> None:
    campaign = make.campaign(make.release())
    seen = set()
    for _colleague in range(8):
        person = make.person()
        page = come_to_decision(app, person, make.assignment(person, campaign=campaign)).page
        with app.app_context():
            attempt = db.session.scalars(select(Attempt).where(Attempt.person_id == person.id)).one()
            step = releases.get(attempt.release_id).document.step(*page.address.split("/")[4:6])
        shown = [option["value"] for option in page.all("input[name=choice]")]
        assert step.question is not None
        assert shown == step.question.order(attempt.seed)
        seen.add(tuple(shown))
    assert len(seen) > 1


def test_feedback_is_each_persons_own(app: Flask, pair: tuple[Learner, Learner]) -> None:
    learner, colleague = pair
    fragments.forget()
    first = come_to_decision(app, learner.person, learner.assignment)
    decide(first)
    second = come_to_decision(app, colleague.person, colleague.assignment)
    decide(second)
    kept = second.page
    assert kept.has(".feedback")
    fragments.forget()
    assert same(kept) == same(second.get(kept.address))
    for given_away in ("山田", first.page.address.split("/")[3], str(first.token())):
        assert given_away not in kept.body


def test_who_may_open_more_sees_it_around_the_same_step(app: Flask, make: Maker, pair: tuple[Learner, Learner]) -> None:
    come_to_decision(app, *pair[0])
    with app.app_context():
        campaign = db.session.get_one(Campaign, pair[0].assignment.campaign_id)
    administrator = make.person(roles=[Role.ADMINISTRATOR])
    page = come_to_decision(app, administrator, make.assignment(administrator, campaign=campaign)).page
    assert len(page.all(".site-nav a")) > 5
    assert len(come_to_decision(app, *pair[1]).page.all(".site-nav a")) == 1


def test_the_opening_of_a_sitting_is_each_persons_own(app: Flask, pair: tuple[Learner, Learner]) -> None:
    fragments.forget()
    clients = [PageClient(app).sign_in(learner.person, "en") for learner in pair]
    first, second = (begin(client, learner.assignment) for client, learner in zip(clients, pair, strict=True))
    kept = clients[1].page
    fragments.forget()
    assert same(kept) == same(clients[1].get(kept.address))
    assert str(second) in kept.body
    assert str(first) not in kept.body


def test_the_brief_is_each_persons_own(app: Flask, pair: tuple[Learner, Learner]) -> None:
    fragments.forget()
    first, second = (PageClient(app).sign_in(learner.person, "en") for learner in pair)
    addresses = [f"/training/assignments/{learner.assignment.id}" for learner in pair]
    own = first.get(addresses[0])
    kept = second.get(addresses[1])
    assert kept.text(".definitions") != own.text(".definitions")  # the due day begins at another moment
    begin(second, pair[1].assignment)
    going_on = second.get(addresses[1])
    assert going_on.text(".actions") != kept.text(".actions")
    first.get(addresses[0])
    again = first.page
    assert again.text(".actions") == kept.text(".actions")
    for page, client in ((again, first), (going_on, second)):
        fragments.forget()
        assert same(page) == same(client.get(page.address))
    for given_away in ("山田", str(pair[0].assignment.id), str(first.token())):
        assert given_away not in kept.body
