"""Deciding about one person: with a reason, once, in one transaction with all that follows, and taken back openly."""

import json
from datetime import timedelta

from sqlalchemy import select

from tests.factories.documents import release_document
from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, learner_of, play
from tests.integration.overrides.conftest import World
from tests.support.client import PageClient
from training import audit, dates
from training.extensions import db
from training.models import (
    Assignment,
    AssignmentStatus,
    Attempt,
    AuditEvent,
    Certificate,
    OutgoingMail,
    Override,
    OverrideKind,
    PersonIdentity,
    Role,
    User,
)

WHY = "Agreed with the team."


def assignment_of(make: Maker, person: User) -> Assignment:
    return make.run(lambda: db.session.scalars(select(Assignment).where(Assignment.person_id == person.id)).one())


def overrides(make: Maker) -> list[Override]:
    return make.run(lambda: list(db.session.scalars(select(Override).order_by(Override.given_at, Override.id))))


def day(make: Maker, days: int) -> str:
    today = make.run(dates.today)
    return (today + timedelta(days=days)).isoformat()


def due_day(make: Maker, person: User) -> str:
    moment = assignment_of(make, person).due_at
    return make.run(lambda: dates.day_of(moment).isoformat())


def test_an_extension_moves_the_due_date_of_one_person(admin: PageClient, make: Maker, world: World) -> None:
    until = day(make, 30)
    admin.get(f"{world.address}/extension")
    admin.submit({"until": until, "reason": WHY})
    assert admin.page.address == world.address
    assert due_day(make, world.person) == until
    event = make.run(
        lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.action == "campaign.due-extended")).one()
    )
    salt = make.run(lambda: db.session.get_one(PersonIdentity, world.person.id).salt)
    said = {"reason": audit.veiled(WHY, salt), "until": until, "for_manager": None}
    details = {"person_id": world.person.id.hex, **said}
    assert (event.actor_id, json.loads(event.details)) == (world.boss.id, details)
    admin.get("/administration/ledger")
    assert "Gave a person a later due date" in admin.page.text("main")


def test_it_is_taken_back_by_another_decision_and_stays_in_the_list(
    admin: PageClient, make: Maker, world: World
) -> None:
    before = assignment_of(make, world.person).due_at
    for days in (30, 40):
        admin.get(f"{world.address}/extension")
        admin.submit({"until": day(make, days), "reason": WHY})
    admin.get(admin.page.all("td a[href$='/take-back']")[0]["href"])
    admin.submit({"reason": "It was a mistake."})
    assert due_day(make, world.person) == day(make, 30)
    admin.get(admin.page.all("td a[href$='/take-back']")[0]["href"])
    admin.submit({"reason": "It was a mistake."})
    assert assignment_of(make, world.person).due_at == before
    assert len(admin.page.all("tbody tr")) == 4
    assert not admin.page.has("td a[href$='/take-back']")


def test_a_form_that_is_sent_twice_decides_once(admin: PageClient, make: Maker, world: World) -> None:
    admin.get(f"{world.address}/exemption")
    page = admin.page
    for _time in range(2):
        admin.page = page
        admin.submit({"reason": WHY})
    admin.page = page
    assert admin.submit({"reason": "Something else entirely."}, status=422).has(".error-summary")
    assert [row.kind for row in overrides(make)] == [OverrideKind.EXEMPTION]
    assert assignment_of(make, world.person).status is AssignmentStatus.EXEMPT


def test_a_reason_of_some_words_is_needed(admin: PageClient, make: Maker, world: World) -> None:
    admin.get(f"{world.address}/exemption")
    for short in ("", " ", "ok"):
        admin.submit({"reason": short}, status=422)
        assert admin.page.has(".error-summary a[href='#reason']")
    assert overrides(make) == []


def test_a_pass_by_hand_has_its_certificate_and_can_be_taken_back(admin: PageClient, make: Maker, world: World) -> None:
    admin.get(f"{world.address}/manual-pass")
    admin.submit({"evidence": "Certificate of the group's own training.", "reason": WHY})
    held = assignment_of(make, world.person)
    assert (held.status, held.settled_by) == (AssignmentStatus.PASSED, OverrideKind.MANUAL_PASS)
    made = make.run(lambda: db.session.scalars(select(Certificate)).one())
    assert (made.attempt_id, made.override_id) == (None, overrides(make)[0].id)
    mails = make.run(lambda: list(db.session.scalars(select(OutgoingMail.kind))))
    assert mails == ["decided"]
    admin.sign_in(world.person, "en").get(f"/certificates/{made.override_id}")
    assert "evidence is kept" in admin.page.text(".certificate")
    admin.sign_in(world.boss, "en").get(world.address)
    admin.get(admin.page.all("td a[href$='/take-back']")[0]["href"])
    admin.submit({"reason": "It was somebody else."})
    assert assignment_of(make, world.person).status is AssignmentStatus.NOT_STARTED
    admin.sign_in(world.person).get(f"/certificates/{made.override_id}", 404)


def test_whoever_passes_after_an_extension_keeps_the_pass_when_it_is_taken_back(
    client: PageClient, make: Maker
) -> None:
    learner = learner_of(make)
    boss = make.person("管理 守", roles=[Role.ADMINISTRATOR])
    address = f"/campaigns/{learner.assignment.campaign_id}/people/{learner.person.id}"
    client.sign_in(boss).get(f"{address}/extension")
    client.submit({"until": day(make, 30), "reason": WHY})
    begin(client.sign_in(learner.person), learner.assignment)
    play(client)
    passed = assignment_of(make, learner.person)
    client.sign_in(boss).get(address)
    client.get(client.page.all("td a[href$='/take-back']")[0]["href"])
    client.submit({"reason": "It was a mistake."})
    held = assignment_of(make, learner.person)
    assert (held.status, held.completed_at) == (AssignmentStatus.PASSED, passed.completed_at)


def test_a_reset_gives_a_new_go_and_keeps_the_old_attempts(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, attempts_allowed=1)
    boss = make.person("管理 守", roles=[Role.ADMINISTRATOR])
    begin(client.sign_in(learner.person), learner.assignment)
    play(client, wrong=("open", "fields", "order", "after"))
    assert "used every attempt" in client.sign_in(learner.person, "en").get(
        f"/training/assignments/{learner.assignment.id}"
    ).text("main")
    client.sign_in(boss).get(f"/campaigns/{learner.assignment.campaign_id}/people/{learner.person.id}/reset")
    client.submit({"reason": WHY})
    begin(client.sign_in(learner.person), learner.assignment)
    play(client)
    attempts = make.run(lambda: list(db.session.scalars(select(Attempt).order_by(Attempt.number))))
    assert [(attempt.number, attempt.passed) for attempt in attempts] == [(1, False), (2, True)]
    assert assignment_of(make, learner.person).status is AssignmentStatus.PASSED


def test_after_a_reset_the_first_attempt_is_the_first_since_then(client: PageClient, make: Maker) -> None:
    person = make.person(team=make.team())
    assignment = make.assignment(person, make.release(release_document(counts="first")))
    boss = make.person("管理 守", roles=[Role.ADMINISTRATOR])
    begin(client.sign_in(person), assignment)
    play(client, wrong=("open", "fields", "order", "after"))
    client.sign_in(boss).get(f"/campaigns/{assignment.campaign_id}/people/{person.id}/reset")
    client.submit({"reason": WHY})
    begin(client.sign_in(person), assignment)
    play(client)
    assert assignment_of(make, person).counted_score == 1


def test_who_has_passed_can_not_be_exempted(admin: PageClient, make: Maker, world: World) -> None:
    other = make.assignment(make.person("別の人"), campaign=world.campaign, status=AssignmentStatus.PASSED)
    address = f"/campaigns/{world.campaign.id}/people/{other.person_id}"
    assert not admin.get(address).has(".actions a")
    admin.get(f"{address}/exemption", 409)
    admin.get(f"{address}/nonsense", 404)


def test_the_person_sees_what_was_decided_and_why(admin: PageClient, world: World, locale: str) -> None:
    admin.get(f"{world.address}/exemption")
    admin.submit({"reason": WHY})
    admin.sign_in(world.person, locale).get(f"/training/assignments/{world.assignment.id}")
    admin.get(admin.page.one("main a[href$='/decisions']")["href"])
    assert WHY in admin.page.text("tbody")
    assert "管理 守" in admin.page.text("tbody")
    admin.sign_in(world.manager).get(f"/training/assignments/{world.assignment.id}/decisions", 404)
