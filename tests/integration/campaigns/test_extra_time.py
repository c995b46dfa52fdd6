"""More time for one person: with a reason, in the ledger, and in an attempt that is open."""

import json
from datetime import timedelta

from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, learner_of
from tests.support.client import PageClient
from training import audit
from training.extensions import db
from training.models import Assignment, Attempt, AuditEvent, PersonIdentity, Role


def address_of(learner: Learner) -> str:
    return f"/campaigns/{learner.assignment.campaign_id}/people/{learner.person.id}/extra-time"


def test_it_reaches_an_open_attempt(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, time_limit_minutes=10)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    boss = make.person("管理 者", roles=[Role.ADMINISTRATOR])
    client.sign_in(boss, locale)
    campaign = client.get(f"/campaigns/{learner.assignment.campaign_id}")
    client.get(campaign.all("td a[href*='/people/'][href^='/campaigns/']")[0]["href"])
    client.get(client.page.one(".actions a[href$='/extra-time']")["href"])
    client.submit({"minutes": "15", "reason": "Reads with a magnifier."})
    assert {"ja": "制限時間を15分延長", "en": "15 "}[locale] in client.page.text("tbody")
    attempt = make.run(lambda: db.session.scalars(select(Attempt)).one())
    assert attempt.ends_at == attempt.started_at + timedelta(minutes=25)
    event = make.run(
        lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.action == "campaign.time-granted")).one()
    )
    salt = make.run(lambda: db.session.get_one(PersonIdentity, learner.person.id).salt)
    reason = audit.veiled("Reads with a magnifier.", salt)
    details = {"person_id": learner.person.id.hex, "extra_minutes": 15, "reason": reason}
    assert (event.actor_id, json.loads(event.details)) == (boss.id, details)


def test_the_next_attempt_and_the_brief_have_it(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, time_limit_minutes=10)
    client.sign_in(make.person("管理 者", roles=[Role.ADMINISTRATOR]))
    client.get(address_of(learner))
    client.submit({"minutes": "5", "reason": "Agreed with HR."})
    client.sign_in(learner.person, "en")
    assert "15 minutes" in client.get(f"/training/assignments/{learner.assignment.id}").text(".sheet")
    begin(client, learner.assignment)
    attempt = make.run(lambda: db.session.scalars(select(Attempt)).one())
    assert attempt.ends_at == attempt.started_at + timedelta(minutes=15)


def test_a_reason_and_a_sensible_number_are_needed(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, time_limit_minutes=10)
    client.sign_in(make.person("管理 者", roles=[Role.ADMINISTRATOR]), locale)
    client.get(address_of(learner))
    client.submit({"minutes": "5", "reason": " "}, status=422)
    assert client.page.has(".error-summary a[href='#reason']")
    for wrong in ("", "-1", "481", "many", "٣٠٠٠٠"):
        client.submit({"minutes": wrong, "reason": "Reads slowly."}, status=422)
        assert client.page.has(".error-summary a[href='#minutes']")
    assert make.run(lambda: db.session.scalars(select(Assignment.extra_minutes)).one()) == 0


def test_somebody_outside_the_campaign_is_not_there(client: PageClient, make: Maker) -> None:
    learner = learner_of(make)
    other = make.person("別の人")
    client.sign_in(make.person("管理 者", roles=[Role.ADMINISTRATOR]))
    client.get(address_of(Learner(other, learner.assignment)), 404)
