"""A quiz that draws: kept with the attempt, the same on every visit, and first what the person has not seen."""

import json

import pytest
from sqlalchemy import select

from questions.drawing import draw, from_json
from questions.quiz import Quiz, ReleaseDocument
from questions.release import compile_release
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, onward
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import Answer, Attempt, Mark, Release

IN_POOL = 6
DRAWN = 3


@pytest.fixture
def drawing(make: Maker) -> Learner:
    """Return a person with a quiz of one sitting that everybody plays and one of three questions out of six."""
    bank = small.bank()
    names = [f"s{number}" for number in range(IN_POOL)]
    steps = [
        small.step(name, small.single(f"q-loose0{name}"), following, alone=True)
        for name, following in zip(names, [*names[1:], None], strict=True)
    ]
    bank.scenarios["loose"] = small.scenario("loose", steps)
    more = {"title": small.both("Some more", "追加の設問"), "count": DRAWN}
    rules = {"sections": [{"scenario": "second-a"}, {"draw": more}], "pass_mark": 100}
    quiz = Quiz.model_validate({**bank.quizzes["quiz-a"].model_dump(), **rules})
    person = make.person(team=make.team())
    return Learner(person, make.assignment(person, make.release(compile_release(quiz, bank))))


def take(client: PageClient, learner: Learner, drawn_answer: str) -> Page:
    """Take an attempt to its result, with the best answer to the first sitting and this one to what was drawn."""
    begin(client, learner.assignment)
    while not client.page.has(".result"):
        if client.page.has("form#decision"):
            answer = "wait" if "/second-a/" in client.page.address else drawn_answer
            client.submit({"choice": answer}, form="form#decision")
        else:
            onward(client)
    return client.page


def drawn_of(make: Maker) -> list[list[list[str]]]:
    rows = make.run(lambda: db.session.scalars(select(Attempt.drawn).order_by(Attempt.number)).all())
    return [json.loads(row or "{}")["1"] for row in rows]


def test_what_was_drawn_is_asked_and_counts(client: PageClient, make: Maker, drawing: Learner, locale: str) -> None:
    client.sign_in(drawing.person, locale)
    assert str(1 + DRAWN) in client.get(f"/training/assignments/{drawing.assignment.id}").text(".definitions")
    result = take(client, drawing, "send")
    assert "25" in result.text(".result-score")
    asked = make.run(lambda: db.session.scalars(select(Answer.step_key).where(Answer.scenario_key == "loose")).all())
    (drawn,) = drawn_of(make)
    assert sorted(asked) == sorted(step for _scenario, step in drawn)
    assert len(make.run(lambda: db.session.scalars(select(Mark.points)).all())) == 1 + DRAWN


def test_the_sitting_says_that_questions_were_drawn(client: PageClient, drawing: Learner, locale: str) -> None:
    client.sign_in(drawing.person, locale)
    attempt_id = begin(client, drawing.assignment)
    onward(client)
    client.submit({"choice": "wait"}, form="form#decision")
    assert onward(client).address == f"/training/attempts/{attempt_id}/2"
    assert str(DRAWN) in client.page.text(".story")
    first = onward(client).address
    assert client.get(f"/training/attempts/{attempt_id}").address.endswith("/2")
    assert onward(client).address == first


def test_a_question_that_was_not_drawn_is_not_there(client: PageClient, make: Maker, drawing: Learner) -> None:
    client.sign_in(drawing.person)
    attempt_id = begin(client, drawing.assignment)
    onward(client)
    client.submit({"choice": "wait"}, form="form#decision")
    drawn = {step for _scenario, step in drawn_of(make)[0]}
    left_out = next(f"s{number}" for number in range(IN_POOL) if f"s{number}" not in drawn)
    client.get(f"/training/attempts/{attempt_id}/loose/{left_out}", 404)
    client.post(f"/training/attempts/{attempt_id}/loose/{left_out}", {"choice": "call"}, 404)


def test_the_next_attempt_asks_what_was_not_seen(client: PageClient, make: Maker, drawing: Learner) -> None:
    client.sign_in(drawing.person)
    take(client, drawing, "send")
    take(client, drawing, "send")
    first, second = ({step for _scenario, step in drawn} for drawn in drawn_of(make))
    assert first | second == {f"s{number}" for number in range(IN_POOL)}


def test_each_attempt_draws_by_a_seed_of_its_own(client: PageClient, make: Maker, drawing: Learner) -> None:
    begin(client.sign_in(drawing.person), drawing.assignment)
    release = make.run(lambda: db.session.scalars(select(Release)).one())
    for _colleague in range(3):
        person = make.person()
        begin(client.sign_in(person), make.assignment(person, release))
    document = ReleaseDocument.model_validate_json(release.document)
    rows = make.run(lambda: db.session.execute(select(Attempt.seed, Attempt.drawn)).all())
    assert len({row.seed for row in rows}) == 4
    for row in rows:
        assert from_json(row.drawn) == draw(document, row.seed, seen={})


def test_a_drawn_question_takes_no_further_statement(
    client: PageClient, drawing: Learner, count_statements: StatementCounter
) -> None:
    client.sign_in(drawing.person)
    begin(client, drawing.assignment)
    onward(client)
    client.submit({"choice": "wait"}, form="form#decision")
    onward(client)
    address = onward(client).address
    with count_statements() as question:
        client.flask_client.get(address)
    token = {"csrf_token": client.page.all("#decision input[name=csrf_token]")[0]["value"]}
    with count_statements() as answer:
        client.flask_client.post(address, data={"choice": "call", **token})
    assert (question.number, answer.number) == (1, 2)


def test_the_result_says_what_the_drawn_questions_were_about(client: PageClient, drawing: Learner, locale: str) -> None:
    client.sign_in(drawing.person, locale)
    result = take(client, drawing, "send")
    case, rule, own = {
        "ja": ("一斉送信の誤り", "宛先の確認", "あなた：そのまま送る"),
        "en": ("A mail to many", "Check the address", "You: We send now"),
    }[locale]
    assert len(result.all(".drawn-list > li")) == DRAWN
    assert len(result.all(".drawn-case")) == 1
    assert case in result.text(".drawn-case")
    for told in result.all(".drawn-list > li"):
        words = " ".join(told.get_text(" ").split())
        assert rule in words
        assert own in words
        assert "/loose/" in told.select("a")[0]["href"]
