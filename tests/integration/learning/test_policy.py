"""A text to acknowledge before the first attempt: kept by hash and version, asked again when it changes."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.factories.documents import both, release_document
from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, learner_of, play
from tests.support.client import PageClient
from training.extensions import db
from training.learning import policies
from training.models import Acknowledgement, AcknowledgementKind, Campaign


def policy(version: int = 1, text: str = "Lock your screen.") -> dict[str, Any]:
    return {"title": both("House rules", "社内ルール"), "text": both(text, "画面をロックします。"), "version": version}


def acknowledged(make: Maker) -> list[tuple[str, int, str]]:
    columns = (Acknowledgement.subject, Acknowledgement.version, Acknowledgement.text_sha256)
    rows = select(*columns).where(Acknowledgement.kind == AcknowledgementKind.POLICY).order_by(columns[1])
    return make.run(lambda: [(row[0], row[1], row[2]) for row in db.session.execute(rows)])


def test_no_attempt_begins_before_the_box_is_ticked(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, policy=policy())
    client.sign_in(learner.person, locale)
    brief = client.get(f"/training/assignments/{learner.assignment.id}")
    assert brief.has(".policy")
    client.submit(status=422)
    assert client.page.has(".error-summary a[href='#policy']")
    assert acknowledged(make) == []
    assert client.get(client.page.address).address == brief.address
    client.submit({"policy": "y"})
    assert client.page.address.startswith("/training/attempts/")
    assert [row[:2] for row in acknowledged(make)] == [("quiz-a", 1)]


def test_it_is_asked_once(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, policy=policy())
    client.sign_in(learner.person)
    client.get(f"/training/assignments/{learner.assignment.id}")
    client.submit({"policy": "y"})
    play(client, wrong=("open", "fields", "order", "after"))
    assert not client.get(f"/training/assignments/{learner.assignment.id}").has(".policy")
    begin(client, learner.assignment)
    assert len(acknowledged(make)) == 1


def test_a_changed_text_is_asked_again_even_under_the_same_version(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, policy=policy())
    client.sign_in(learner.person)
    client.get(f"/training/assignments/{learner.assignment.id}")
    client.submit({"policy": "y"})
    play(client, wrong=("open", "fields", "order", "after"))
    for number, changed in ((2, policy(2, "Lock your screen and your door.")), (3, policy(2, "Lock it all."))):
        release = make.release(release_document(policy=changed), number=number)
        make.run(partial(db.session.execute, update(Campaign).values(release_id=release.id)))
        assert client.get(f"/training/assignments/{learner.assignment.id}").has(".policy")
        client.submit({"policy": "y"})
        play(client, wrong=("open", "fields", "order", "after"))
    assert [row[1] for row in acknowledged(make)] == [1, 2, 2]


def test_a_text_that_changed_while_it_was_read_is_not_taken_as_read(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, policy=policy())
    client.sign_in(learner.person)
    client.get(f"/training/assignments/{learner.assignment.id}")
    release = make.release(release_document(policy=policy(2, "Lock it all.")), number=2)
    make.run(lambda: db.session.execute(update(Campaign).values(release_id=release.id)))
    client.submit({"policy": "y"}, status=422)
    assert acknowledged(make) == []
    client.submit(status=422)  # the tick was given to the old text
    assert acknowledged(make) == []


def test_a_text_acknowledged_in_another_window_meanwhile_is_no_error(
    client: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = learner_of(make, policy=policy())
    client.sign_in(learner.person)
    address = client.get(f"/training/assignments/{learner.assignment.id}").address
    due = iter([release_document(policy=policy()).quiz.policy])
    monkeypatch.setattr(policies, "find_due", lambda *_arguments: next(due, None))  # only while it is refused
    brief = client.submit()
    assert brief.address == address
    assert not brief.has(".error-summary")
    assert brief.has(".actions form[action$=start]")


def test_who_practises_from_another_page_is_shown_the_text_and_told_no_error(
    client: PageClient, make: Maker, locale: str
) -> None:
    learner = learner_of(make)
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    play(client)
    release = make.release(release_document(policy=policy()), number=2)
    make.run(lambda: db.session.execute(update(Campaign).values(release_id=release.id)))
    client.get("/training/")
    brief = client.submit(form="form[action$=practise]")
    assert brief.has(".policy")
    assert brief.has(".notice-info")
    assert not brief.has(".error-summary")
    assert brief.has(".actions a[href$=result]")
    client.submit({"policy": "y"})
    assert client.page.address.startswith("/training/attempts/")


def test_it_is_among_the_persons_own_data(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, policy=policy())
    client.sign_in(learner.person)
    client.get(f"/training/assignments/{learner.assignment.id}")
    client.submit({"policy": "y"})
    rows = client.flask_client.get("/profile/data.json").get_json()["acknowledgement"]
    assert [(row["kind"], row["subject"]) for row in rows if row["kind"] == "policy"] == [("policy", "quiz-a")]
