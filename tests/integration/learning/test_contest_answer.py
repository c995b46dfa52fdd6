"""A person says that a question or its marking seems wrong."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.documents import release_document
from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, learner_of, onward, play
from tests.support.client import PageClient
from training.extensions import db
from training.models import Contest

REASON = "本文だけでは、どちらとも読めると思います。"


def contests(app: Flask) -> list[Contest]:
    with app.app_context():
        return list(db.session.scalars(select(Contest)))


def answered(client: PageClient, learner: Learner, locale: str = "ja") -> str:
    """Answer the first decision and return the address of its feedback."""
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    address = onward(client).address
    client.submit({"choice": "send"}, form="form#decision")
    return address


def test_what_a_person_says_is_kept_and_shown_again(
    app: Flask, client: PageClient, learner: Learner, locale: str
) -> None:
    address = answered(client, learner, locale)
    client.submit({"reason": f"  {REASON}\r\n"}, form="#contest form")
    assert client.page.address.split("#")[0] == address
    assert client.page.text("#contest blockquote") == REASON
    assert not client.page.has("#contest form")
    (row,) = contests(app)
    assert (row.reason, row.step_key, row.answered_at) == (REASON, "open", None)


def test_said_twice_the_first_word_stands(app: Flask, client: PageClient, learner: Learner) -> None:
    address = answered(client, learner)
    client.post(f"{address}/contest", {"reason": REASON})
    client.post(f"{address}/contest", {"reason": REASON + "もう一度。"})
    assert client.page.has(".notice-info")
    assert [row.reason for row in contests(app)] == [REASON]


@pytest.mark.parametrize("reason", ["", "short", "   a   ", "x" * 2001, "x" * 50_000, "a lone \x01 control sign"])
def test_a_reason_that_can_not_be_is_explained_and_kept_typed(
    app: Flask, client: PageClient, learner: Learner, reason: str
) -> None:
    address = answered(client, learner)
    client.post(f"{address}/contest", {"reason": reason}, 422)
    assert client.page.has("details[open] #reason-error")
    assert client.page.has(".error-summary")
    assert contests(app) == []
    assert client.get(f"{address}/contest").address == address  # as a reload and the language switch do


def test_nothing_can_be_said_while_feedback_is_not_open(app: Flask, client: PageClient, make: Maker) -> None:
    address = answered(client, learner_of(make, feedback="at_end"))
    client.post(f"{address}/contest", {"reason": REASON}, 404)
    assert contests(app) == []


def test_nothing_can_be_said_before_the_answer(app: Flask, client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    address = onward(client).address
    client.post(f"{address}/contest", {"reason": REASON}, 404)
    client.post(f"{address[:-4]}no-such-step/contest", {"reason": REASON}, 404)
    assert contests(app) == []


def test_where_feedback_comes_at_the_end_so_does_the_word(app: Flask, client: PageClient, make: Maker) -> None:
    person = make.person()
    assignment = make.assignment(person, make.release(release_document(feedback="at_end")))
    address = answered(client, Learner(person, assignment))
    assert not client.get(address).has("#contest")
    client.post(f"{address}/contest", {"reason": REASON}, 404)
    client.get(f"/training/attempts/{address.split('/')[3]}")
    play(client)
    client.get(address)
    client.submit({"reason": REASON}, form="#contest form")
    assert len(contests(app)) == 1


def test_somebody_elses_answer_is_not_there(app: Flask, client: PageClient, learner: Learner, make: Maker) -> None:
    address = answered(client, learner)
    client.sign_in(make.person("別の人"))
    client.post(f"{address}/contest", {"reason": REASON}, 404)
    assert contests(app) == []


def test_a_page_from_before_a_new_sign_in_is_shown_again_with_the_reason(
    app: Flask, client: PageClient, learner: Learner, locale: str
) -> None:
    answered(client, learner, locale)
    old = begin_another_sign_in(client)
    client.submit({"reason": REASON}, form="#contest form", status=422)
    assert client.page.has(".notice-warning")
    assert client.page.text("#contest details[open] textarea") == REASON
    assert contests(app) == []
    client.submit(form="#contest form")
    assert [row.reason for row in contests(app)] == [REASON]
    client.post(f"{client.page.address.split('#')[0]}/contest", {"reason": "x" * 20, "csrf_token": old}, 422)
    assert client.page.text("#contest blockquote") == REASON


def test_a_page_from_before_a_new_sign_in_shows_no_feedback_too_early_and_nobody_elses(
    app: Flask, client: PageClient, make: Maker
) -> None:
    address = answered(client, learner_of(make, feedback="at_end"))
    old = begin_another_sign_in(client)
    client.post(f"{address}/contest", {"reason": REASON, "csrf_token": old}, 422)
    assert not client.page.has("#contest")
    assert not client.page.has(".feedback")
    client.sign_in(make.person("別の人"))
    client.post(f"{address}/contest", {"reason": REASON, "csrf_token": old}, 400)
    assert not client.page.has("#contest")


def begin_another_sign_in(client: PageClient) -> str:
    """Let the session be as after a sign-in in another tab, and return the token that held before."""
    old = client.token()
    with client.flask_client.session_transaction() as session:
        session.pop("csrf_token")
    return old
