"""A kind that only tests know is read from YAML, published, edited, played and graded: only registries name it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from questions.files import read_bank
from questions.kinds import Question
from questions.quiz import Quiz
from questions.release import Bank, compile_release
from questions.scenario import Scenario
from questions.writing import write_bank
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, onward
from tests.support.client import PageClient
from tests.support.spare_kind import TrueOrFalse, registered, true_or_false
from training.models import Role
from training.studio import queries, service


@pytest.fixture
def bank(app: Flask, tmp_path: Path) -> Iterator[Bank]:
    """Return a bank with one question of the kind, as it comes back from its files."""
    with registered(app):
        case = small.scenario("case", [small.step("open", true_or_false("q-spare001"), None)])
        quiz = Quiz.model_validate(
            {
                "key": "spare",
                "title": small.both("Spare", "予備"),
                "summary": small.both("Practise.", "練習します。"),
                "audience": ["everybody"],
                "languages": ["ja", "en"],
                "sections": [{"scenario": "case"}],
                "pass_mark": 70,
            }
        )
        made = Bank(
            {"check-the-address": small.control()}, {"mail-to-many": small.incident()}, {"case": case}, {"spare": quiz}
        )
        write_bank(made, tmp_path)
        yield read_bank(tmp_path)


def asked(bank: Bank) -> Question | None:
    return bank.scenarios["case"].step("open").question


def test_it_is_read_from_its_files(bank: Bank) -> None:
    assert isinstance(asked(bank), TrueOrFalse)


def test_it_is_played_and_graded(bank: Bank, client: PageClient, make: Maker, locale: str) -> None:
    person = make.person(team=make.team())
    assignment = make.assignment(person, make.release(compile_release(bank.quizzes["spare"], bank)))
    client.sign_in(person, locale)
    begin(client, assignment)
    onward(client)
    page = client.submit({}, "form#decision", 422)
    assert page.text(".field-error") == "Say whether it holds."
    page = client.submit({"holds": "yes"}, "form#decision")
    assert page.text(".spare-answer") == "yes"
    assert page.has(".spare-feedback")
    assert page.has(".verdict-best")
    onward(client)
    assert "100" in client.page.text(".result-score")


def test_it_is_written_in_the_studio(bank: Bank, client: PageClient, make: Maker) -> None:
    make.run(lambda: service.import_bank(bank, None))
    desk = client.sign_in(make.person(roles=[Role.AUTHOR]), "en")
    page = desk.get("/studio/scenarios/case/steps/open")
    assert page.text("#question-kind option[selected]") == "True or false"
    desk.submit({"question-feedback-en": "He wrote last week."}, "form.studio-form")
    question = make.run(lambda: queries.get_document(Scenario, "case")).document.step("open").question
    assert isinstance(question, TrueOrFalse)
    assert question.feedback.root["en"] == "He wrote last week."
    assert desk.get("/studio/scenarios/case/steps/open/preview").has("input[name=holds]")
    assert desk.get("/studio/scenarios/case/steps/open/preview?holds=no").has(".verdict-not")
