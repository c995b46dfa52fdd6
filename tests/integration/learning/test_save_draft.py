"""What is typed in a decision is kept before it is sent, for the person alone and while the decision is open."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, onward, play
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import transaction
from training.errors import NotFound
from training.extensions import db
from training.learning import drafts as service_of_drafts
from training.learning import queries
from training.models import Answer, AnswerDraft


def drafts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AnswerDraft.fields)))


def save(client: PageClient, address: str, fields: dict[str, str | list[str]], status: int = 204) -> None:
    data = {"csrf_token": client.token(), **fields}
    assert client.flask_client.post(f"{address}/draft", data=data).status_code == status


@pytest.fixture
def question(client: PageClient, learner: Learner) -> str:
    """Return the address of the first decision, which is open."""
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    return onward(client).address


def test_a_draft_is_there_again_on_another_device(
    app: Flask, client: PageClient, learner: Learner, question: str, locale: str
) -> None:
    save(client, question, {"choice": "send"})
    other = PageClient(app).sign_in(learner.person, locale)
    page = other.get(question)
    assert [tag["value"] for tag in page.all("input[name=choice][checked]")] == ["send"]
    assert page.text("[data-draft-status]")


def test_the_last_one_to_write_wins_and_nothing_is_answered_by_it(
    app: Flask, client: PageClient, question: str
) -> None:
    save(client, question, {"choice": "send"})
    save(client, question, {"choice": "wait", "certainty": "2", "shown": "signed", "next": "/"})
    assert drafts(app) == ['{"certainty":["2"],"choice":["wait"]}']
    with app.app_context():
        assert db.session.scalars(select(Answer)).all() == []


def test_an_answer_wins_over_its_draft(app: Flask, client: PageClient, question: str) -> None:
    save(client, question, {"choice": "send"})
    client.post(question, {"choice": "call"})
    save(client, question, {"choice": "wait"}, 404)
    assert "電話をかける" in client.get(question).text(".option-card-chosen")


def test_what_was_typed_before_goes_with_the_answer(app: Flask, client: PageClient, question: str) -> None:
    save(client, question, {"choice": "send"})
    client.post(question, {"choice": "call"})
    assert drafts(app) == []


def test_a_draft_that_comes_while_its_answer_is_stored_is_not_kept(
    app: Flask, client: PageClient, question: str, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt_id = uuid.UUID(question.split("/")[3])
    with app.app_context():
        before = queries.get_state(learner.person.id, attempt_id)
    client.post(question, {"choice": "call"})
    monkeypatch.setattr(queries, "get_state", lambda *_ids: before)  # read just before the answer was there
    with app.app_context(), pytest.raises(NotFound):
        transaction.run(lambda: service_of_drafts.save(learner.person.id, attempt_id, before.places[-1].ref, {}))
    assert drafts(app) == []


def test_drafts_go_when_the_attempt_is_finished(app: Flask, client: PageClient, question: str) -> None:
    save(client, question, {"choice": "send"})
    client.get(question)
    play(client)
    assert drafts(app) == []
    save(client, question, {"choice": "send"}, 404)


def test_there_is_none_for_other_steps_people_or_visitors(
    app: Flask, client: PageClient, question: str, make: Maker
) -> None:
    save(client, question.replace("/open", "/order"), {"choice": "send"}, 404)
    save(client, question.replace("/open", "/no-such-step"), {"choice": "send"}, 404)
    save(client, f"/training/attempts/{uuid.uuid4()}/first-a/open", {"choice": "send"}, 404)
    token = client.sign_in(make.person("別の人")).token()
    assert (
        client.flask_client.post(f"{question}/draft", data={"choice": "send", "csrf_token": token}).status_code == 404
    )
    with client.flask_client.session_transaction() as session:
        session.clear()
    assert client.flask_client.post(f"{question}/draft", data={"choice": "send"}).status_code == 403
    assert drafts(app) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": "x" * 20_000}, 409),
        ({f"field-{number}": "x" for number in range(100)}, 409),
        ({"choice": ["x"] * 100}, 409),
        ({"text": "\x00"}, 400),
        ({"text": "\u202ee\u0301\U0001f469\u200d\U0001f4bb"}, 204),
        ({"no-such-field": "<script>"}, 204),
        ({}, 204),
    ],
)
def test_odd_fields_never_break_it(
    app: Flask, client: PageClient, question: str, fields: dict[str, str | list[str]], status: int
) -> None:
    save(client, question, fields, status)
    client.get(question)
    assert len(drafts(app)) == (status == 204)


def test_a_token_is_asked_for(app: Flask, client: PageClient, question: str) -> None:
    assert client.flask_client.post(f"{question}/draft", data={"choice": "send"}).status_code == 400
    assert drafts(app) == []


def test_it_costs_a_question_page_no_statement(
    client: PageClient, question: str, count_statements: StatementCounter
) -> None:
    save(client, question, {"choice": "send"})
    with count_statements() as page:
        client.flask_client.get(question)
    assert page.number == 1, page.statements
