"""An author reads what people say against a question, sees what a ruling would do, and rules."""

import json
import uuid
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.factories import documents
from tests.factories.documents import release_document
from tests.factories.maker import Maker
from tests.factories.results import Results
from tests.integration.learning.conftest import begin, onward, play
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import (
    Assignment,
    AssignmentStatus,
    AuditEvent,
    Contest,
    Mark,
    OutgoingMail,
    Release,
    Role,
    User,
)
from training.models import Ruling as RulingRow
from training.studio import service

OBJECTION = "本文だけでは、どちらとも読めると思います。"
REASON = "ご指摘のとおり、この状況では送ることも認められます。"


class Case(NamedTuple):
    """A contest, whose it is, and the author."""

    id: uuid.UUID
    person: User
    assignment: Assignment
    author: User


def objected(
    app: Flask, make: Maker, release: Release | None = None, roles: Sequence[Role] = ()
) -> tuple[User, Assignment, uuid.UUID]:
    """Let a new person answer the first decision badly, object to it, and finish."""
    person = make.person("田中 一郎", team=make.team(f"総務部{uuid.uuid4().hex[:6]}"), roles=roles)
    assignment, client = make.assignment(person, release), PageClient(app).sign_in(person)
    begin(client, assignment)
    address = onward(client).address
    client.submit({"choice": "send"}, form="form#decision")
    client.post(f"{address}/contest", {"reason": OBJECTION})
    play(client)
    with app.app_context():
        contest_id = db.session.scalars(select(Contest.id).where(Contest.person_id == person.id)).one()
    return person, assignment, contest_id


@pytest.fixture
def case(app: Flask, make: Maker) -> Case:
    person, assignment, contest_id = objected(app, make)
    return Case(contest_id, person, assignment, make.person("作家 文子", roles=[Role.AUTHOR]))


def corrected(**more: str) -> dict[str, str]:
    """Return the form that lets the option `send` earn a full mark as well."""
    return {"decision": "corrected_key", "reason": REASON, "key_0": "1", "key_1": "1", "key_2": "0", **more}


def kept(app: Flask, contest_id: uuid.UUID) -> Contest:
    with app.app_context():
        return db.session.scalars(select(Contest).where(Contest.id == contest_id)).one()


def test_authors_see_the_answer_and_no_name(client: PageClient, case: Case, locale: str) -> None:
    client.sign_in(case.author, locale)
    assert client.get("/studio/").has(".notice-warning a")
    listed = client.get("/studio/contests")
    client.get(listed.all("main table a")[0]["href"])
    page = client.page
    assert page.text("blockquote") == OBJECTION
    assert {"ja": "この人の回答", "en": "Answer of this person"}[locale] in page.text(".option-card-chosen")
    for secret in ("田中", "総務部", case.person.id.hex, str(case.person.id), str(case.assignment.id)):
        assert secret not in page.body
        assert secret not in listed.body


def test_a_question_can_stand_with_a_reason(app: Flask, client: PageClient, case: Case, locale: str) -> None:
    client.sign_in(case.author, locale)
    client.get(f"/studio/contests/{case.id}")
    client.submit({"decision": "stands", "reason": REASON}, form="form[action*=check]")
    assert client.page.has("#effect")
    assert kept(app, case.id).answered_at is None
    client.submit(form="#effect form")
    assert client.page.has(".notice-success")
    row = kept(app, case.id)
    assert (row.reply, row.answered_by, row.ruling_id) == (REASON, case.author.id, None)
    client.sign_in(case.person, locale)
    answered = client.get(f"/training/attempts/{row.attempt_id}/first-a/open")
    assert REASON in answered.text("#contest")
    assert client.get(f"/training/attempts/{row.attempt_id}/result").has('a[href$="open#contest"]')


def test_a_correction_marks_again_and_tells_the_person(app: Flask, client: PageClient, case: Case, locale: str) -> None:
    client.sign_in(case.author, locale)
    client.get(f"/studio/contests/{case.id}")
    client.submit(corrected(), form="form[action*=check]")
    with app.app_context():
        assert db.session.scalars(select(RulingRow)).all() == []
    client.submit(form="#effect form")
    assert not any(sign.isdigit() for sign in client.page.text(".notice-success"))  # one person is fewer than five
    row = kept(app, case.id)
    assert row.ruling_id
    with app.app_context():
        points = db.session.scalars(select(Mark.points).where(Mark.step_key == "open").order_by(Mark.sequence)).all()
        mails = set(db.session.scalars(select(OutgoingMail.kind)))
        actions = set(db.session.scalars(select(AuditEvent.action)))
    assert points == [0.0, 1.0]
    assert "contest_answered" in mails
    assert {"ruling.made", "contest.answered", "learning.attempt-regraded"} <= actions
    client.sign_in(case.person, locale)
    page = client.get(f"/training/attempts/{row.attempt_id}/first-a/open")
    assert "100" in page.text("#contest .notice")
    assert page.has(".verdict-best")
    result = client.get(f"/training/attempts/{row.attempt_id}/result")
    assert "100" in result.text(".result-score")


def test_the_effect_is_told_before_as_far_as_it_may_be(
    app: Flask, client: PageClient, make: Maker, locale: str
) -> None:
    results, author = Results(make, release_document()), make.person(roles=[Role.AUTHOR])
    contest = objected(app, make, results.release)[2]
    for option in ["send"] * 4 + ["call", "wait"] * 5:
        results.attempt({"open": (option,), "fields": ("to", "cc"), "order": ("stop", "tell", "write")})
    client.sign_in(author, locale).get(f"/studio/contests/{contest}")
    effect = client.post(f"/studio/contests/{contest}/check", corrected()).text("#effect")
    assert {"ja": "15人中、5～10人", "en": "from 5 to 10 of 15"}[locale] in effect
    assert {"ja": "5人未満", "en": "fewer than five"}[locale] in effect.lower()


def test_everybody_can_get_full_marks(app: Flask, client: PageClient, case: Case) -> None:
    client.sign_in(case.author)
    client.get(f"/studio/contests/{case.id}")
    client.post(f"/studio/contests/{case.id}/ruling", {"decision": "full_marks", "reason": REASON})
    with app.app_context():
        points = db.session.scalars(select(Mark.points).where(Mark.step_key == "open").order_by(Mark.sequence)).all()
    assert points == [0.0, 1.0]
    client.sign_in(case.person, "en")
    page = client.get(f"/training/attempts/{kept(app, case.id).attempt_id}/first-a/open")
    assert "at fault" in page.text(".verdict")
    assert "best chance" not in page.text(".verdict")


def test_who_loses_a_mark_by_a_correction_is_told_gently(app: Flask, client: PageClient, case: Case) -> None:
    client.sign_in(case.author)
    client.get(f"/studio/contests/{case.id}")
    client.post(f"/studio/contests/{case.id}/ruling", corrected(key_0="0", key_1="0", key_2="1"))
    client.sign_in(case.person, "en")
    notice = client.get(f"/training/attempts/{kept(app, case.id).attempt_id}/first-a/open").text("#contest .notice")
    assert "0%" not in notice
    assert "A pass is never taken away." in notice


def test_a_ruling_answers_every_open_contest_of_the_question(app: Flask, client: PageClient, make: Maker) -> None:
    release, author = make.release(), make.person(roles=[Role.AUTHOR])
    first, second = (objected(app, make, release)[2] for _time in range(2))
    client.sign_in(author)
    client.post(f"/studio/contests/{first}/ruling", corrected())
    assert kept(app, first).ruling_id == kept(app, second).ruling_id is not None
    assert not client.get("/studio/").has(".notice-warning")


@pytest.mark.parametrize("of_somebody_else", [False, True])
@pytest.mark.parametrize("decision", ["stands", "full_marks"])
def test_nobody_answers_where_they_object_themselves(
    app: Flask, client: PageClient, make: Maker, *, locale: str, decision: str, of_somebody_else: bool
) -> None:
    release = make.release()
    person, _assignment, own = objected(app, make, release, [Role.AUTHOR])
    contest_id = objected(app, make, release)[2] if of_somebody_else else own
    client.sign_in(person, locale)
    said = {"ja": "ほかの担当者", "en": "somebody else has to answer"}[locale]
    page = client.get(f"/studio/contests/{contest_id}")
    assert said in page.text(".notice-info")
    for address in ("check", "ruling"):
        assert not page.has(f"form[action$={address}]")
        client.post(f"/studio/contests/{contest_id}/{address}", {"decision": decision, "reason": REASON})
        assert not client.page.has("#effect")
        assert kept(app, contest_id).answered_at is None
    assert said in client.page.text(".notice-error")
    with app.app_context():
        assert db.session.scalars(select(RulingRow)).all() == []


@pytest.mark.parametrize("is_finished", [False, True])
@pytest.mark.parametrize(("choice", "gains"), [("send", True), ("wait", False), ("call", False)])
def test_nobody_makes_a_correction_that_raises_an_own_mark(
    app: Flask, client: PageClient, make: Maker, *, choice: str, gains: bool, is_finished: bool
) -> None:
    release = make.release()
    contest_id = objected(app, make, release)[2]
    author = make.person("作家 文子", roles=[Role.AUTHOR])
    client.sign_in(author)
    begin(client, make.assignment(author, release))
    onward(client)
    client.submit({"choice": choice}, form="form#decision")
    if is_finished:
        play(client)
    client.get(f"/studio/contests/{contest_id}")
    client.submit(corrected(), form="form[action*=check]")
    assert client.page.has("#effect .notice-warning") == gains
    assert client.page.has("#effect form") != gains
    client.post(f"/studio/contests/{contest_id}/ruling", corrected())
    assert (kept(app, contest_id).ruling_id is None) == gains
    client.post(f"/studio/contests/{contest_id}/ruling", {"decision": "stands", "reason": REASON})
    assert kept(app, contest_id).answered_at


def test_an_own_practice_stops_nobody_from_correcting(app: Flask, client: PageClient, make: Maker) -> None:
    release = make.release()
    contest_id = objected(app, make, release)[2]
    author = make.person("作家 文子", roles=[Role.AUTHOR])
    assignment = make.assignment(author, release)
    make.run(
        lambda: db.session.execute(
            update(Assignment).where(Assignment.id == assignment.id).values(status=AssignmentStatus.EXEMPT)
        )
    )
    client.sign_in(author)
    client.post(f"/training/assignments/{assignment.id}/practise")
    onward(client)
    client.submit({"choice": "send"}, form="form#decision")
    client.post(f"/studio/contests/{contest_id}/ruling", corrected())
    assert kept(app, contest_id).ruling_id


def test_answered_twice_the_first_answer_stands(app: Flask, client: PageClient, case: Case, locale: str) -> None:
    client.sign_in(case.author, locale)
    client.post(f"/studio/contests/{case.id}/ruling", {"decision": "stands", "reason": REASON})
    client.post(f"/studio/contests/{case.id}/ruling", corrected())
    assert client.page.has(".notice-error")
    assert kept(app, case.id).ruling_id is None
    with app.app_context():
        assert db.session.scalars(select(RulingRow)).all() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": ""},
        {"decision": "no-such-decision"},
        {"reason": "short"},
        {"reason": "x" * 9000},
        {"key_1": "much"},
        {"key_1": "nan"},
        {"key_1": "2"},
        {"key_0": "0", "key_1": "0"},
        {"key_1": "\x01"},
    ],
)
def test_a_ruling_that_can_not_be_is_explained(
    app: Flask, client: PageClient, case: Case, wrong: dict[str, str]
) -> None:
    client.sign_in(case.author)
    for address in ("check", "ruling"):
        client.post(f"/studio/contests/{case.id}/{address}", corrected(**wrong), 422)
        assert client.page.has(".error-summary")
    assert kept(app, case.id).answered_at is None


def test_an_unknown_contest_is_not_there(client: PageClient, case: Case) -> None:
    client.sign_in(case.author)
    client.get(f"/studio/contests/{uuid.uuid4()}", 404)
    client.post(f"/studio/contests/{uuid.uuid4()}/ruling", corrected(), 404)


def test_the_list_takes_the_same_statements_however_long_it_is(
    app: Flask, client: PageClient, make: Maker, count_statements: StatementCounter
) -> None:
    release, author = make.release(), make.person(roles=[Role.AUTHOR])
    numbers = []
    client.sign_in(author)
    for _time in range(2):
        objected(app, make, release)
        with count_statements() as counted:
            client.flask_client.get("/studio/contests")
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]


def test_the_objection_leads_to_where_the_question_is_written_now(case: Case, client: PageClient, make: Maker) -> None:
    client.sign_in(case.author, "en")
    address = f"/studio/contests/{case.id}"
    assert not client.get(address).has("a[href*='/steps/']")
    make.run(lambda: service.import_bank(documents.bank(), None))
    assert client.get(address).has("a[href='/studio/scenarios/first-a/steps/open#question-chapter']")


@pytest.mark.parametrize("decision", ["stands", "corrected_key"])
@pytest.mark.parametrize(
    "words",
    [
        "山口健一さんの指摘のとおりです。",
        "番号は4539 5787 6362 1486でした。",
        "連絡先はyamada@gmail.comです。",
    ],
)
def test_what_would_expose_somebody_is_kept_expressly_or_not_said(
    app: Flask, client: PageClient, case: Case, words: str, decision: str
) -> None:
    sent = corrected(decision=decision, reason=words)
    client.sign_in(case.author, "en").get(f"/studio/contests/{case.id}")
    client.post(f"/studio/contests/{case.id}/ruling", {**sent, "keep_words": "y"}, 422)
    assert client.page.has("#reason-error")
    assert kept(app, case.id).answered_at is None
    client.get(f"/studio/contests/{case.id}")
    assert not client.page.has("#keep_words")
    client.submit(sent, form="form[action*=check]", status=422)
    client.submit({**sent, "keep_words": "y"}, form="form[action*=check]")
    client.submit(form="#effect form")
    assert kept(app, case.id).reply == words
    with app.app_context():
        told = db.session.scalars(select(AuditEvent.details).where(AuditEvent.action == "contest.answered")).one()
    assert json.loads(told)["kept"] == 1
