"""An attempt is read together with the person, and never somebody else's or an earlier state of it."""

import uuid

from flask import Flask, g, session
from flask_login import current_user

from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin
from tests.support.client import PageClient
from training import transaction
from training.learning import queries


def address(attempt: uuid.UUID) -> str:
    return f"/training/attempts/{attempt}/result"


def test_an_attempt_read_with_somebody_is_that_persons(app: Flask, client: PageClient, make: Maker) -> None:
    campaign, other = make.campaign(make.release()), PageClient(app)
    people = make.person(), make.person()
    own, theirs = (
        begin(visitor.sign_in(person), make.assignment(person, campaign=campaign))
        for visitor, person in zip((client, other), people, strict=True)
    )
    for mine, strange in ((client, theirs), (other, own)):
        for path in (address(strange), f"/training/attempts/{strange}", f"/training/attempts/{strange}/1"):
            mine.get(path, 404)


def test_what_was_read_with_the_person_is_told_once(app: Flask, client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    key = f"{learner.person.id.hex}.0"
    with app.test_request_context(address(attempt_id)):
        session["_user_id"] = key
        assert current_user.is_authenticated
        first = queries.get_state(learner.person.id, attempt_id)
        assert "read_along" not in g
        assert queries.get_state(learner.person.id, attempt_id) == first


def test_inside_a_transaction_it_is_read_again(app: Flask, client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    with app.test_request_context(address(attempt_id)):
        g.read_along = {"person_id": learner.person.id, "attempt_id": attempt_id}, "an earlier state"
        state = transaction.run(lambda: queries.get_state(learner.person.id, attempt_id))
    assert state.id == attempt_id
