"""A whole attempt: one answer per step, nothing given away, everything kept together at the end."""

import json
import uuid

from flask import Flask
from sqlalchemy import func, select

from tests.factories.documents import right
from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, onward, play
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import (
    Answer,
    Assignment,
    AssignmentStatus,
    Attempt,
    AuditEvent,
    Certificate,
    Mark,
    OutgoingMail,
)


def number_of(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def status_of(app: Flask, assignment: Assignment) -> AssignmentStatus:
    with app.app_context():
        return db.session.scalars(select(Assignment.status).where(Assignment.id == assignment.id)).one()


def test_a_right_way_leads_to_the_certificate(app: Flask, client: PageClient, learner: Learner, locale: str) -> None:
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    result = play(client)
    assert "100" in result.text(".result-score")
    assert result.has("svg.stamp")
    assert status_of(app, learner.assignment) is AssignmentStatus.PASSED
    found = [number_of(app, model) for model in (Answer, Mark, Certificate, OutgoingMail)]
    assert found == [4, 4, 1, 1]
    certificate = client.get(result.all(".actions a.btn-primary")[0]["href"])
    assert "山田 花子" in certificate.text(".certificate-name")
    pdf = client.flask_client.get(certificate.address + ".pdf")
    assert pdf.data.startswith(b"%PDF-")


def test_finishing_leaves_one_audit_event_with_opaque_ids(app: Flask, client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    play(client)
    with app.app_context():
        event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.subject_id) == ("learning.attempt-finished", attempt_id.hex)
    assert json.loads(event.details)["passed"] is True
    assert "山田" not in event.details


def test_a_failed_attempt_can_be_tried_again(app: Flask, client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    result = play(client, wrong=("open", "fields", "order"))
    assert not result.has("svg.stamp")
    assert result.all(".chart td")[0].get_text() == "25%"
    assert status_of(app, learner.assignment) is AssignmentStatus.FAILED
    client.submit(form=".actions form")
    play(client)
    assert status_of(app, learner.assignment) is AssignmentStatus.PASSED
    assert number_of(app, Attempt) == 2


def test_nothing_is_given_away_before_the_answer_is_stored(client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person, "en")
    begin(client, learner.assignment)
    page = onward(client)
    for secret in ("What call leads to", "What send leads to", "points", "It was sent.", "Ask a colleague"):
        assert secret not in page.body
    client.submit({"choice": "send"}, form="form#decision")
    assert "What send leads to" in client.page.body


def test_the_same_step_sent_again_changes_nothing(app: Flask, client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    address = onward(client).address
    client.post(address, {"choice": "call"})
    client.post(address, {"choice": "send"})
    assert "電話をかける" in client.page.text(".option-card-chosen")
    assert number_of(app, Answer) == 1


def test_back_after_answering_shows_the_feedback(client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    address = onward(client).address
    client.submit({"choice": "call"}, form="form#decision")
    again = client.get(address)
    assert again.has(".feedback")
    assert not again.has("form#decision")


def test_who_looks_back_finds_the_result_again(client: PageClient, learner: Learner, locale: str) -> None:
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    assert client.page.one("a.leave-link")["href"] == "/training/"
    result = play(client, wrong=("open",))
    for address in (result.one(".decision-list a")["href"], f"{result.address.removesuffix('/result')}/1"):
        client.get(address)
        assert client.get(client.page.one("a.leave-link")["href"]).address == result.address


def test_a_branch_leads_to_its_own_scene_and_back(client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    onward(client)
    client.submit({"choice": "send"}, form="form#decision")
    assert onward(client).address.endswith("/trouble")
    assert onward(client).address.endswith("/fields")


def test_a_later_step_is_not_there_yet(client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    client.get(f"/training/attempts/{attempt_id}/first-a/order", 404)
    client.post(f"/training/attempts/{attempt_id}/first-a/order", right(("first-a", "order")), 404)
    client.get(f"/training/attempts/{attempt_id}/second-a", 404)
    client.get(f"/training/attempts/{attempt_id}/result", 404)


def test_somebody_elses_attempt_is_not_there(client: PageClient, learner: Learner, make: Maker) -> None:
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    client.sign_in(make.person("別の人"))
    client.get(f"/training/attempts/{attempt_id}", 404)
    client.get(f"/training/attempts/{attempt_id}/first-a/open", 404)
    client.post(f"/training/attempts/{attempt_id}/first-a/open", {"choice": "call"}, 404)
    client.get(f"/training/assignments/{learner.assignment.id}", 404)
    client.post(f"/training/assignments/{learner.assignment.id}/start", status=404)
    client.get(f"/certificates/{attempt_id}", 404)


def test_no_answer_and_an_option_that_is_not_there_are_explained(
    app: Flask, client: PageClient, learner: Learner, locale: str
) -> None:
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    onward(client)
    client.submit({}, form="form#decision", status=422)
    assert client.page.has(".error-summary a[href='#response']")
    client.submit({"choice": "no-such-option"}, form="form#decision", status=422)
    assert client.page.has("#response-error")
    assert number_of(app, Answer) == 0


def test_it_goes_on_where_it_was_left(client: PageClient, learner: Learner, app: Flask) -> None:
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    onward(client)
    client.submit({"choice": "send"}, form="form#decision")
    other_device = PageClient(app).sign_in(learner.person)
    other_device.get("/training/")
    other_device.get(other_device.page.all("a.btn-primary")[0]["href"])
    assert other_device.page.address == f"/training/attempts/{attempt_id}/first-a/trouble"


def test_a_second_start_goes_on_with_the_open_attempt(app: Flask, client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    first = begin(client, learner.assignment)
    client.post(f"/training/assignments/{learner.assignment.id}/start")
    assert str(first) in client.page.address
    assert number_of(app, Attempt) == 1


def test_an_answer_takes_two_statements_and_a_question_one(
    client: PageClient, learner: Learner, count_statements: StatementCounter
) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    address = onward(client).address
    with count_statements() as question:
        client.flask_client.get(address)
    token = {"csrf_token": client.page.all("#decision input[name=csrf_token]")[0]["value"]}
    with count_statements() as answer:
        response = client.flask_client.post(address, data={"choice": "call", **token})
    assert response.status_code == 303
    assert (question.number, answer.number) == (1, 2), answer.statements


def test_an_unknown_attempt_is_not_there(client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    client.get(f"/training/attempts/{uuid.uuid4()}", 404)


def test_enter_sends_the_decision_not_the_language(client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    onward(client)
    own = [
        button
        for button in client.page.all("button")
        if button.get("form") == "decision" or button.within("form", id="decision")
    ]
    assert own[0].get("name") is None  # browsers press the first one when Enter is pressed in a field
    assert own[0].get("formaction") is None


def test_the_language_switch_keeps_the_place_and_the_choice(client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person, "ja")
    begin(client, learner.assignment)
    question = onward(client)
    switched = client.post("/language", {"language": "en", "next": question.address, "choice": "wait"})
    assert switched.root["lang"] == "en"
    assert switched.address == question.address  # an answer travels in no address
    assert [tag["value"] for tag in switched.all("input[name=choice][checked]")] == ["wait"]
    foreign = client.get(f"{question.address}?choice=send&x=1")
    assert [tag["value"] for tag in foreign.all("input[name=choice][checked]")] == ["wait"]


def test_a_form_without_a_token_is_refused_and_stores_nothing(app: Flask, client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    address = onward(client).address
    response = client.flask_client.post(address, data={"choice": "call"})
    assert response.status_code == 400
    assert number_of(app, Answer) == 0
