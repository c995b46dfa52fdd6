"""Feedback comes when the quiz says: no page tells points, keys or what happened before its time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from html import unescape
from typing import Any

import pytest
from sqlalchemy import update

from questions.control import Control
from questions.release import compile_release
from tests.factories import documents, kinds
from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, learner_of, onward, play
from tests.support.client import PageClient
from tests.support.page import Page
from training import clock
from training.extensions import db
from training.models import Assignment

SECRETS = (
    "What call leads to", "What send leads to", "About to.", "Stop first.", "stop here.", "It was sent.",
    "Ask a colleague", "A second person checks", "verdict", "feedback-part", "decision-points", "Best chance",
)  # fmt: skip


def assert_silent(page: Page) -> None:
    """Fail when the page source holds something that only feedback may tell."""
    assert [secret for secret in SECRETS if secret in page.body] == [], page.address


@pytest.mark.parametrize("feedback", ["at_end", "after_due"])
def test_no_page_of_an_open_attempt_tells(client: PageClient, make: Maker, feedback: str) -> None:
    learner = learner_of(make, feedback=feedback)
    client.sign_in(learner.person, "en")
    attempt_id = begin(client, learner.assignment)
    address = onward(client).address
    client.submit({"choice": "send"}, form="form#decision")
    assert client.page.address.endswith("/trouble")
    assert_silent(client.page)
    assert_silent(client.get(address))
    assert client.page.has("#answer .option-card-chosen")
    assert_silent(client.get(f"/training/attempts/{attempt_id}"))
    assert_silent(client.get("/training/"))
    assert_silent(client.get(f"/training/assignments/{learner.assignment.id}"))


def test_an_answer_leads_to_the_next_decision(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, feedback="at_end")
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    onward(client)
    client.submit({"choice": "call"}, form="form#decision")
    assert client.page.address.endswith("/fields")
    assert client.page.has("form#decision")


def test_at_the_end_everything_is_told(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, feedback="at_end")
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    result = play(client, wrong=("open",))
    assert len(result.all(".decision-list")) == 2
    client.get(result.all(".decision-list a")[0]["href"])
    assert client.page.has(".feedback .feedback-reality")


def test_after_the_due_date_everything_is_told(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, feedback="after_due")
    client.sign_in(learner.person, "en")
    attempt_id = begin(client, learner.assignment)
    result = play(client, wrong=("open",))
    assert "75" in result.text(".result-score")
    assert_silent(result)
    assert_silent(client.get(f"/training/attempts/{attempt_id}/first-a/open"))
    assert_silent(client.get(f"/certificates/{attempt_id}"))
    with clock.moved_to(datetime.now(UTC) + timedelta(days=15)):
        assert client.get(f"/training/attempts/{attempt_id}/result").has(".decision-list")
        assert client.get(f"/training/attempts/{attempt_id}/first-a/open").has(".feedback-reality")


def test_a_due_date_that_moves_takes_feedback_with_it(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, feedback="after_due")
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    play(client)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    make.run(lambda: db.session.execute(update(Assignment).values(due_at=yesterday)))
    assert client.get(f"/training/attempts/{attempt_id}/result").has(".decision-list")


def test_an_extension_takes_feedback_back_and_says_until_when(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, feedback="after_due")
    client.sign_in(learner.person, "en")
    attempt_id = begin(client, learner.assignment)
    play(client)
    for days, is_open in ((-1, True), (40, False)):
        due_at = datetime.now(UTC) + timedelta(days=days)
        make.run(partial(db.session.execute, update(Assignment).values(due_at=due_at)))
        assert client.get(f"/training/attempts/{attempt_id}/result").has(".decision-list") is is_open
    assert "when the attempt is finished and the due date" in client.page.text(".notice-info")
    assert not client.get(f"/training/attempts/{attempt_id}/first-a/open").has(".feedback-reality")


@pytest.mark.parametrize("feedback", ["at_once", "at_end", "after_due"])
def test_a_download_of_ones_data_holds_no_marks_before_their_time(
    client: PageClient, make: Maker, feedback: str
) -> None:
    learner = learner_of(make, feedback=feedback)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    play(client)
    data = client.flask_client.get("/profile/data.json").get_json()
    assert len(data["answer"]) == 4
    assert len(data["mark"]) == (0 if feedback == "after_due" else 4)


@pytest.mark.parametrize("feedback", ["at_end", "after_due"])
def test_a_download_tells_answers_as_they_were_sent_before_their_time(
    client: PageClient, make: Maker, feedback: str
) -> None:
    bank, person = kinds.bank(), make.person()
    given = dict(list(kinds.RESPONSES.items())[:-1])  # the last answer would finish the attempt
    quiz = bank.quizzes["kinds"].model_copy(update={"feedback": feedback})
    begin(client.sign_in(person), make.assignment(person, make.release(compile_release(quiz, bank))))
    onward(client)
    for kind, right in given.items():
        client.submit(kinds.question(kind).fields(right), "form#decision")
    answers = client.flask_client.get("/profile/data.json").get_json()["answer"]
    sent = {row["step_key"].replace("-", "_"): row["response"] for row in answers}
    assert sent == {kind: kinds.question(kind).fields(right) for kind, right in given.items()}
    for pair in given["matching"]:
        left, _colon, chosen = pair.partition(":")
        assert chosen not in sent["matching"][f"match-{left}"]
    assert not set(kinds.RESPONSES["ordering"]) & {name.removeprefix("place-") for name in sent["ordering"]}


def told_by_feedback(kind: str) -> list[str]:
    """List every text of a question, in English, that stands in its feedback or in that of a part."""

    def texts(value: Any, inside: bool = False) -> Iterator[str]:
        entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for name, entry in entries:
            if isinstance(entry, str):
                yield from [entry] * (inside and name == "en")
            else:
                yield from texts(entry, inside or name == "feedback")

    found = list(texts(kinds.question(kind).model_dump()))
    assert found, kind
    return found


@pytest.mark.parametrize("feedback", ["at_end", "after_due"])
def test_no_kind_tells_anything_before_its_time(client: PageClient, make: Maker, feedback: str) -> None:
    bank, person = kinds.bank(), make.person()
    quiz = bank.quizzes["kinds"].model_copy(update={"feedback": feedback})
    assignment = make.assignment(person, make.release(compile_release(quiz, bank)))
    begin(client.sign_in(person, "en"), assignment)
    onward(client)
    secrets, told = [text for kind in kinds.RESPONSES for text in told_by_feedback(kind)], []
    for kind, right in kinds.RESPONSES.items():
        address = client.page.address
        pages = [client.page]
        client.submit(kinds.question(kind).fields(right), "form#decision")
        if not client.page.has(".result"):
            pages += [client.page, client.get(address)]
            assert client.page.has("#answer"), kind
            onward(client)
        elif feedback == "after_due":
            pages.append(client.page)
        told += [(kind, page.address, text) for page in pages for text in secrets if text in unescape(page.body)]
    assert client.page.has(".result")
    assert told == []


@pytest.mark.parametrize("feedback", ["at_once", "at_end", "after_due"])
def test_the_brief_says_when_feedback_comes(client: PageClient, make: Maker, feedback: str) -> None:
    learner = learner_of(make, feedback=feedback)
    client.sign_in(learner.person, "en")
    said = client.get(f"/training/assignments/{learner.assignment.id}").text(".sheet")
    words = {"at_once": "After each decision", "at_end": "attempt is finished.", "after_due": "due date"}
    assert [mode for mode, part in words.items() if part in said] == [feedback]


def test_a_citation_ends_with_the_day_of_the_organisation(
    client: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = documents.bank("a")
    dated = [
        {"instrument": "Act", "clause": "Article 9", "valid_until": "2031-03-31"},
        {"instrument": "Act", "clause": "Article 12", "valid_from": "2031-04-01"},
    ]
    made.controls |= {
        key: Control.model_validate({**one.model_dump(mode="json", exclude_none=True), "citations": dated})
        for key, one in made.controls.items()
    }
    person = make.person(team=make.team())
    release = make.release(compile_release(made.quizzes["quiz-a"], made))
    client.sign_in(person, "en")
    begin(client, make.assignment(person, release))
    onward(client)
    client.submit({"choice": "call"}, form="form#decision")
    address = client.page.address
    midnight = datetime(2031, 3, 31, 15, tzinfo=UTC)
    for moment, clause in ((midnight - timedelta(minutes=1), "Article 9"), (midnight, "Article 12")):
        with monkeypatch.context() as night:
            night.setattr(clock, "now", lambda moment=moment: moment)
            assert f"Act {clause} " in client.get(address).text("main")
