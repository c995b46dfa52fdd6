"""Who may correct a marking, by what, and what the reason may not name."""

import json

from flask import Flask
from sqlalchemy import delete, select

from questions.scenario import Scenario
from questions.text import LocalisedText
from tests.factories import documents
from tests.factories.maker import Maker
from tests.factories.reviews import publish_reviewed
from tests.integration.studio.test_rule import corrected, kept, objected
from tests.support.client import PageClient
from training.extensions import db
from training.models import AuditEvent, Release, Role, RoleGrant, User
from training.models import Ruling as RulingRow
from training.studio import queries, service
from training.studio.publication import alone


def rewrite(make: Maker, author: User, prompt: str) -> None:
    """Let `author` rewrite the contested question."""

    def work() -> None:
        now = queries.get_document(Scenario, "first-a")
        data = now.document.model_dump(mode="json", by_alias=True)
        step = next(step for step in data["steps"] if step["key"] == "open")
        step["question"]["prompt"]["ja"] = prompt
        service.save_document(Scenario.model_validate(data), now.edition, author.id)

    make.run(work)


def written_by(make: Maker, author: User, reviewer: User) -> Release:
    """Return a release with the question as `author` wrote it and `reviewer` approved it."""
    make.run(lambda: service.import_bank(documents.bank(), None))
    rewrite(make, author, "まず何をしますか。急いでいます。")
    return publish_reviewed(make, author, reviewer)


def test_who_wrote_the_question_does_not_correct_its_marking(
    app: Flask, client: PageClient, make: Maker, locale: str
) -> None:
    author, other = (make.person(roles=[Role.AUTHOR]) for _time in range(2))
    contest_id = objected(app, make, written_by(make, author, other))[2]
    said = {"ja": "ほかの担当者", "en": "somebody else has to correct"}[locale]
    client.sign_in(author, locale)
    assert said in client.get(f"/studio/contests/{contest_id}").text(".notice-info")
    client.submit(corrected(), form="form[action*=check]")
    assert said in client.page.text("#effect .notice-warning")
    assert not client.page.has("#effect form")
    client.post(f"/studio/contests/{contest_id}/ruling", corrected())
    assert kept(app, contest_id).answered_at is None
    client.sign_in(other)
    client.post(f"/studio/contests/{contest_id}/ruling", corrected())
    assert kept(app, contest_id).ruling_id
    with app.app_context():
        assert db.session.scalars(select(RulingRow)).one().declaration is None


def test_mending_the_question_afterwards_makes_nobody_its_writer(app: Flask, client: PageClient, make: Maker) -> None:
    author, other = (make.person(roles=[Role.AUTHOR]) for _time in range(2))
    contest_id = objected(app, make, written_by(make, author, other))[2]
    rewrite(make, other, "まず、誰に何をしますか。")
    client.sign_in(other).post(f"/studio/contests/{contest_id}/ruling", corrected())
    assert kept(app, contest_id).ruling_id


def test_an_organisation_of_one_corrects_by_its_declaration_which_the_ruling_says(
    app: Flask, client: PageClient, make: Maker
) -> None:
    author, other = (make.person(roles=[Role.AUTHOR]) for _time in range(2))
    contest_id = objected(app, make, written_by(make, author, other))[2]
    make.run(lambda: db.session.execute(delete(RoleGrant).where(RoleGrant.person_id == other.id)))
    why = "We are one person who writes all questions."
    make.run(lambda: alone.declare(why, author.id))
    client.sign_in(author).post(f"/studio/contests/{contest_id}/ruling", corrected())
    with app.app_context():
        assert db.session.scalars(select(RulingRow)).one().declaration == why
        told = db.session.scalars(select(AuditEvent.details).where(AuditEvent.action == "ruling.made")).one()
    assert json.loads(told)["declared"] is True


def test_the_reason_names_no_real_organisation(app: Flask, client: PageClient, make: Maker) -> None:
    document = documents.release_document()
    named = document.incidents[0].model_copy(
        update={"organisation": LocalisedText(documents.both("Harbourline", "港線商事"))}
    )
    release = make.release(document.model_copy(update={"incidents": [named]}))
    contest_id = objected(app, make, release)[2]
    client.sign_in(make.person(roles=[Role.AUTHOR]), "en")
    words = {"decision": "stands", "reason": "港線商事の公表資料を読み直しました。"}
    client.post(f"/studio/contests/{contest_id}/ruling", words, 422)
    assert "real incident" in client.page.text("#reason-error")
