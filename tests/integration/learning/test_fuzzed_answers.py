"""Whatever arrives as an answer, of any kind: it is stored whole or not at all, and nobody gets a broken page."""

import json
import uuid
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from questions.kinds import KINDS
from questions.quiz import Quiz
from questions.release import Bank, compile_release
from tests.factories import kinds
from tests.factories.documents import both, control, incident, scenario, single, step
from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, onward
from tests.support.client import PageClient
from tests.support.page import Page
from training.extensions import db
from training.learning import queries
from training.models import Answer, AnswerDraft, Mark

Pairs = list[tuple[str, str]]

ODD = [
    "", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "\u202eevil\u202c", "e\u0301\u0323" * 40, "a" + "\u0300" * 2_000,
    "\u05d0\u0628", "x" * 100_000, "9" * 5_000, "1e400", "-1", "NaN", "\u0663", "\uff13", "\u2028", "\r\n\t",
    "\x01\x1b[2J",
    "\ufffe", "\U0010ffff", "\U0001f469\u200d\U0001f4bb", "<script>alert(1)</script>", '"><b>', "{{7*7}}",
    "%00", "' OR 1=1 --",
    "../..", "[]", "1", "0", "01", "+1", "call", "None",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ODD), st.text(st.characters(), max_size=30))
_OWN = [name for kind, response in kinds.RESPONSES.items() for name in kinds.question(kind).fields(response)]
NAMES = [*dict.fromkeys(_OWN), "certainty", "shown", "next", "language"]


class Bench(NamedTuple):
    """An attempt whose first decision is of the kind in question and can be tried again and again."""

    app: Flask
    client: PageClient
    kind: str
    person_id: uuid.UUID
    attempt_id: uuid.UUID

    @property
    def address(self) -> str:
        return f"/training/attempts/{self.attempt_id}/case/tried"

    def send(self, pairs: Pairs, *, to: str = "", multipart: bool = False) -> TestResponse:
        """Post raw bytes, as no browser would."""
        pairs = [("csrf_token", self.client.token()), *pairs]
        body, content_type = _multipart(pairs) if multipart else (_encoded(pairs), "application/x-www-form-urlencoded")
        return self.client.flask_client.post(self.address + to, data=body, content_type=content_type)

    def stored(self) -> list[str]:
        with self.app.app_context():
            return list(db.session.scalars(select(Answer.response)))

    def clean(self) -> None:
        """Take back what was stored, as the product never does."""
        with self.app.app_context(), db.engine.begin() as connection:
            for model in (Mark, Answer, AnswerDraft):
                connection.execute(delete(model))


def _encoded(pairs: Pairs) -> bytes:
    return urlencode(pairs, errors="surrogatepass").encode()


def _multipart(pairs: Pairs) -> tuple[bytes, str]:
    parts = [
        b'--edge\r\nContent-Disposition: form-data; name="'
        + name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode(errors="surrogatepass")
        + b'"\r\n\r\n'
        + value.encode(errors="surrogatepass")
        + b"\r\n"
        for name, value in pairs
    ]
    return b"".join([*parts, b"--edge--\r\n"]), "multipart/form-data; boundary=edge"


@pytest.fixture(params=KINDS)
def bench(request: pytest.FixtureRequest, app: Flask, make: Maker, client: PageClient) -> Bench:
    kind = str(request.param)
    steps = [step("tried", kinds.data(kind), "last"), step("last", single("q-last0001"), None)]
    case = scenario("case", steps)
    quiz = Quiz.model_validate(
        {
            "key": "tried",
            "title": both("Tried", "試す"),
            "summary": both("Practise.", "練習します。"),
            "audience": ["everybody"],
            "languages": ["ja", "en"],
            "sections": [{"scenario": "case"}],
            "pass_mark": 70,
        }
    )
    bank = Bank({"check-the-address": control()}, {"mail-to-many": incident()}, {"case": case}, {"tried": quiz})
    person = make.person(team=make.team())
    assignment = make.assignment(person, make.release(compile_release(quiz, bank)))
    attempt_id = begin(client.sign_in(person, "en"), assignment)
    onward(client)
    return Bench(app, client, kind, person.id, attempt_id)


@st.composite
def forms(draw: Callable[[st.SearchStrategy[object]], object], kind: str) -> Pairs:
    """Draw the right form of a kind with fields taken out, changed, repeated and added."""
    right = kinds.question(kind).fields(kinds.RESPONSES[kind])
    pairs = [(name, value) for name, values in right.items() for value in values]
    own = sorted({name for name, _value in pairs})
    kept: Pairs = [pair for pair in pairs if draw(st.integers(0, 3))]
    names = st.one_of(st.sampled_from(own), st.sampled_from(own + NAMES), TEXTS)
    added: Pairs = draw(
        st.lists(st.tuples(names, st.one_of(st.sampled_from([v for _n, v in pairs]), TEXTS)), max_size=4)
    )  # type: ignore[assignment]
    return draw(st.permutations(kept + added))  # type: ignore[return-value]


@settings(
    max_examples=6,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data(), multipart=st.booleans())
def test_an_odd_form_is_stored_whole_or_not_at_all(bench: Bench, data: st.DataObject, multipart: bool) -> None:
    pairs = data.draw(forms(bench.kind))
    draft = bench.send(pairs, to="/draft", multipart=multipart)
    assert draft.status_code in {204, 400, 409, 413}, draft.text[:500]
    assert_page_stands(bench)
    response = bench.send(pairs, multipart=multipart)
    assert response.status_code in {303, 400, 413, 422}, response.text[:500]
    if response.status_code == 422:
        Page(422, bench.address, response.text, {}).check()
    stored = bench.stored()
    assert len(stored) == (response.status_code == 303)
    for kept in stored:
        assert_whole(bench, kept)
        assert_page_stands(bench)
    bench.clean()


@pytest.mark.parametrize("bench", ["reflection", "deadline"], indirect=True)
def test_what_no_page_can_show_is_not_sent_back(bench: Bench) -> None:
    name = sorted(kinds.question(bench.kind).fields(kinds.RESPONSES[bench.kind]))[0]
    odd = [(name, "a\x80\x9f\x1bz"), (name, "b")]
    assert bench.send(odd, to="/draft").status_code == 204
    bench.client.get(bench.address)
    response = bench.send(odd)
    Page(response.status_code, bench.address, response.text, {}).check()
    assert response.status_code == 422


def assert_page_stands(bench: Bench) -> None:
    assert bench.client.flask_client.get(bench.address).status_code == 200


def assert_whole(bench: Bench, kept: str) -> None:
    """Fail unless what is kept is an answer that the kind itself would keep and mark so again."""
    question, answer = kinds.question(bench.kind), tuple(json.loads(kept))
    assert 0 <= question.grade(answer) <= 1
    assert question.parse(question.fields(answer)) == answer
    with bench.app.test_request_context():
        state = queries.get_state(bench.person_id, bench.attempt_id)
    assert state.responses == {("case", "tried"): answer}


def test_a_note_that_is_not_ours_is_not_sent_back(client: PageClient, learner: Learner) -> None:
    begin(client.sign_in(learner.person), learner.assignment)
    onward(client)
    page = client.submit({"shown": "\x1f not ours"}, "form#decision", 422)
    assert "not ours" not in page.body
    assert page.has("input[name=shown][value]")
