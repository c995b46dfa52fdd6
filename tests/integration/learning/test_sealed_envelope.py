"""A sign-in that has ended in mid-answer costs nothing that was chosen or written, and shows it to nobody else."""

from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from questions.canonical import Json
from tests.factories.maker import Maker
from tests.factories.passwords import PASSWORD, give_password
from tests.integration.learning.conftest import Learner, begin, onward
from tests.support.client import PageClient
from training.envelope import seal
from training.errors import DatabaseBusy
from training.extensions import db
from training.learning import drafts as service_of_drafts
from training.models import Answer, AnswerDraft, PersonIdentity, User


def name_of(app: Flask, person: User) -> str:
    with app.app_context():
        return str(db.session.get_one(PersonIdentity, person.id).email)


def drafts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AnswerDraft.fields)))


@pytest.fixture
def question(make: Maker, client: PageClient, learner: Learner, locale: str) -> str:
    """Return the address of the open decision; then the sign-in ends."""
    give_password(make, learner.person)
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    address = onward(client).address
    end_sign_in(client, locale)
    return address


def end_sign_in(client: PageClient, locale: str) -> None:
    with client.flask_client.session_transaction() as session:
        session.clear()
        session["locale"] = locale


def sign_in(client: PageClient, name: str, password: str = PASSWORD, status: int = 200) -> None:
    client.submit({"sign_in_name": name, "password": password}, status=status)


def test_the_same_person_finds_the_choice_again(
    app: Flask, client: PageClient, learner: Learner, question: str
) -> None:
    client.submit({"choice": "send"}, form="form#decision", status=403)
    assert client.page.has(".notice-warning")
    assert "send" not in client.page.body
    sign_in(client, name_of(app, learner.person))
    assert client.page.address == question
    assert [tag["value"] for tag in client.page.all("input[name=choice][checked]")] == ["send"]
    with app.app_context():
        assert db.session.scalars(select(Answer)).all() == []


def test_a_wrong_password_and_another_language_keep_the_envelope(
    app: Flask, client: PageClient, learner: Learner, question: str, locale: str
) -> None:
    client.submit({"choice": "send"}, form="form#decision", status=403)
    sign_in(client, name_of(app, learner.person), "not the right one", 422)
    other = {"ja": "en", "en": "ja"}[locale]
    client.submit({"language": other}, form="form[action$='/language']")
    assert client.page.root["lang"] == other
    sign_in(client, name_of(app, learner.person))
    assert client.page.has("input[value=send][checked]")


def test_a_long_text_goes_through_whole(app: Flask, client: PageClient, learner: Learner, question: str) -> None:
    text = "考えたことを、そのまま書きました。\r\n" * 200
    client.submit({"choice": "send", "text": text}, form="form#decision", status=403)
    sign_in(client, name_of(app, learner.person))
    assert drafts(app)[0].count("考えた") == 200


def test_somebody_else_gets_nothing_and_learns_nothing(
    app: Flask, client: PageClient, make: Maker, question: str
) -> None:
    client.submit({"choice": "send"}, form="form#decision", status=403)
    other = make.person("別の人")
    give_password(make, other)
    sign_in(client, name_of(app, other))
    assert client.page.address == "/training/"
    assert question not in client.page.body
    assert drafts(app) == []


def test_an_answer_given_meanwhile_stays(app: Flask, client: PageClient, learner: Learner, question: str) -> None:
    client.submit({"choice": "send"}, form="form#decision", status=403)
    envelope_page = client.page
    second = PageClient(app).sign_in(learner.person)
    second.post(question, {"choice": "call"})
    client.page = envelope_page
    sign_in(client, name_of(app, learner.person))
    assert client.page.address == question
    assert client.page.has(".feedback")
    assert drafts(app) == []


def test_a_page_from_before_a_new_sign_in_is_shown_again_with_the_choice(
    app: Flask, client: PageClient, learner: Learner, question: str
) -> None:
    first_tab = client.page
    client.get("/sign-in")
    sign_in(client, name_of(app, learner.person))
    client.page = first_tab
    client.submit({"choice": "send", "certainty": "2"}, form="form#decision", status=400)
    assert client.page.has(".notice-warning")
    assert client.page.has("form#decision[data-unkept]")
    assert [tag["value"] for tag in client.page.all("input[name=choice][checked]")] == ["send"]
    with app.app_context():
        assert db.session.scalars(select(Answer)).all() == []
    assert drafts(app) == []
    client.submit(form="form#decision")
    assert client.page.has(".feedback")


def test_a_page_from_before_a_new_sign_in_does_not_claim_that_what_it_sent_is_kept(
    app: Flask, client: PageClient, learner: Learner, question: str
) -> None:
    first_tab = client.page
    client.get("/sign-in")
    sign_in(client, name_of(app, learner.person))
    client.get(question)
    client.flask_client.post(f"{question}/draft", data={"csrf_token": client.token(), "choice": "call"})
    client.page = first_tab
    client.submit({"choice": "send"}, form="form#decision", status=400)
    assert client.page.text("[data-draft-status]") == ""
    assert drafts(app) == ['{"choice":["call"]}']


def test_a_page_from_before_a_new_sign_in_changes_no_answer_and_shows_nobody_elses(
    app: Flask, make: Maker, client: PageClient, learner: Learner, question: str
) -> None:
    first_tab = client.page
    second = PageClient(app).sign_in(learner.person)
    second.post(question, {"choice": "call"})
    client.get("/sign-in")
    sign_in(client, name_of(app, learner.person))
    client.page = first_tab
    client.submit({"choice": "send"}, form="form#decision")
    assert client.page.has(".feedback")
    client.sign_in(make.person("別の人"))
    client.page = first_tab
    client.submit({"choice": "send"}, form="form#decision", status=400)
    assert not client.page.has("#decision")


@pytest.mark.parametrize("envelope", ["", "x", "x" * 200_000, "gAAAAABn" + "A" * 100])
def test_what_is_no_envelope_changes_nothing(
    app: Flask, make: Maker, client: PageClient, learner: Learner, envelope: str
) -> None:
    give_password(make, learner.person)
    client.get("/sign-in")
    client.submit({"sign_in_name": name_of(app, learner.person), "password": PASSWORD, "envelope": envelope})
    assert client.page.address == "/training/"


def test_a_form_without_fields_is_only_asked_to_sign_in(client: PageClient, question: str) -> None:
    response = client.flask_client.post(question, data={"csrf_token": "x"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in"


def test_what_cannot_be_stored_just_now_stays_on_the_page(
    client: PageClient,
    app: Flask,
    learner: Learner,
    question: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_arguments: object) -> None:
        raise DatabaseBusy

    client.submit({"choice": "send"}, form="form#decision", status=403)
    with monkeypatch.context() as busy:
        busy.setattr(service_of_drafts, "save", fail)
        sign_in(client, name_of(app, learner.person), status=503)
    assert client.page.has(".error-summary")
    sign_in(client, name_of(app, learner.person))
    assert client.page.address == question
    assert client.page.has("input[value=send][checked]")


def test_what_is_too_long_to_be_kept_is_said(client: PageClient, app: Flask, learner: Learner, question: str) -> None:
    client.submit({"choice": "send", "text": "x" * 20_000}, form="form#decision", status=403)
    sign_in(client, name_of(app, learner.person))
    assert client.page.address == question
    assert client.page.has(".notice-warning")


def test_an_envelope_that_is_longer_than_any_form_gets_in(
    client: PageClient, app: Flask, learner: Learner, question: str
) -> None:
    fields: Json = {"choice": ["send"], "text": [Random(7).randbytes(1_400_000).hex()]}  # noqa: S311
    with app.app_context():
        envelope = seal({"address": question, "fields": fields})
        assert envelope
        assert len(envelope) > app.config["MAX_CONTENT_LENGTH"]
    client.get("/sign-in")
    client.submit({"sign_in_name": name_of(app, learner.person), "password": PASSWORD, "envelope": envelope})
    assert client.page.address == question
    assert client.page.has(".notice-warning"), "it was opened, and what it holds is no answer"


def test_the_language_switch_takes_an_answer_along_past_an_ended_sign_in(
    client: PageClient, app: Flask, learner: Learner, question: str
) -> None:
    client.sign_in(learner.person).get(question)
    with client.flask_client.session_transaction() as session:
        del session["_user_id"]
    page = client.post("/language", {"language": "en", "next": question, "choice": "send"})
    assert (page.address, "send" in page.body) == ("/language", False)
    sign_in(client, name_of(app, learner.person))
    assert client.page.address == question
    assert client.page.has("input[value=send][checked]")


@pytest.mark.parametrize("sent", [{"choice": "send"}, {"envelope": "gAAAAABn" + "A" * 100}], ids=["answer", "envelope"])
def test_the_language_switch_takes_nothing_along_of_which_nobody_is_the_sender(
    client: PageClient, question: str, sent: dict[str, str]
) -> None:
    client.get("/sign-in")
    page = client.post("/language", {"language": "en", "next": question, **sent}, 303, follow=False)
    assert page.headers["Location"] == question
