"""A campaign goes on with the newest release of its quiz; what has begun stays where it began."""

import uuid

from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, play
from tests.support.client import PageClient
from training.extensions import db
from training.models import Attempt, AuditEvent, Campaign, User


def test_open_attempts_go_on_in_theirs_and_new_ones_take_the_newest(
    app: Flask, client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    first, early, late = make.release(), make.person(), make.person()
    campaign = make.campaign(first)
    client.sign_in(early, locale)
    begin(client, make.assignment(early, campaign=campaign))
    newest = make.release(number=2)
    client.sign_in(administrator, locale)
    client.get(f"/campaigns/{campaign.id}")
    client.get(client.page.all("main .notice-info a")[0]["href"])
    client.submit()
    assert client.page.has(".notice-success")
    assert not client.page.has("a[href$='newest-release']")
    client.sign_in(late, locale)
    begin(client, make.assignment(late, campaign=campaign))
    client.sign_in(early, locale)
    attempts = {row.person_id: row for row in _attempts(app)}
    assert {key: row.release_id for key, row in attempts.items()} == {early.id: first.id, late.id: newest.id}
    client.get(f"/training/attempts/{attempts[early.id].id}")
    assert play(client).has("svg.stamp")
    with app.app_context():
        assert "campaign.release-changed" in set(db.session.scalars(select(AuditEvent.action)))


def test_a_release_that_is_not_the_newest_any_more_is_refused(app: Flask, admin: PageClient, make: Maker) -> None:
    campaign, second = make.campaign(), make.release(number=2)
    admin.get(f"/campaigns/{campaign.id}/newest-release")
    make.release(number=3)
    admin.submit()
    assert admin.page.has(".notice-error")
    for wrong in ("", "x", str(uuid.uuid4())):
        admin.post(f"/campaigns/{campaign.id}/newest-release", {"release": wrong})
        assert admin.page.has(".notice-error")
    with app.app_context():
        assert db.session.get_one(Campaign, campaign.id).release_id == campaign.release_id != second.id


def test_on_the_newest_release_there_is_nothing_to_confirm(admin: PageClient, make: Maker) -> None:
    campaign = make.campaign()
    page = admin.get(f"/campaigns/{campaign.id}/newest-release")
    assert not page.has("main form")
    assert page.has(f".actions a[href='/campaigns/{campaign.id}']")
    make.release(number=2)
    assert admin.get(f"/campaigns/{campaign.id}/newest-release").has("main form")


def test_a_closed_campaign_keeps_its_release(admin: PageClient, make: Maker) -> None:
    campaign = make.campaign()
    newest = make.release(number=2)
    admin.get(f"/campaigns/{campaign.id}/close")
    admin.submit()
    admin.get(f"/campaigns/{campaign.id}/newest-release", 409)
    admin.post(f"/campaigns/{campaign.id}/newest-release", {"release": str(newest.id)})
    assert admin.page.has(".notice-error")


def _attempts(app: Flask) -> list[Attempt]:
    with app.app_context():
        return list(db.session.scalars(select(Attempt)))
