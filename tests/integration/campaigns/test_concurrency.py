"""What happens at the same moment."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from tests.factories.maker import Maker
from tests.support.together import together
from training.administration import service as administration
from training.campaigns import service
from training.campaigns.audience import Audience
from training.errors import Refused
from training.extensions import db
from training.models import Assignment, AuditEvent, Campaign, OutgoingMail, Role, User, UserStatus, new_id


def test_a_double_click_launches_once(app: Flask, make: Maker) -> None:
    for _three in range(3):
        make.person()
    release, campaign_id, now = make.release(), new_id(), datetime.now(UTC)

    def launch() -> object:
        everyone = Audience(everyone=True)
        due_at = now + timedelta(days=7)
        return service.assign("研修", release.id, everyone, now, due_at, None, campaign_id=campaign_id).id

    assert together(app, [launch] * 4) == [campaign_id] * 4
    with app.app_context():
        counts = [
            db.session.scalar(select(func.count()).select_from(model))
            for model in (Campaign, Assignment, OutgoingMail, AuditEvent)
        ]
    assert counts == [1, 3, 3, 1]


def test_extending_twice_at_once_assigns_each_person_once(app: Flask, make: Maker) -> None:
    campaign = make.campaign()
    for _three in range(3):
        make.person()
    extend = [lambda: service.extend(campaign.id, Audience(everyone=True), None)] * 3
    assert sorted(map(str, together(app, extend))) == ["0", "0", "3"]


def test_two_administrators_can_not_remove_each_other(app: Flask, make: Maker) -> None:
    first, second = (make.person(roles=[Role.ADMINISTRATOR]) for _two in range(2))
    results = together(
        app,
        [
            lambda: administration.deactivate(first.id, second.id),
            lambda: administration.revoke_role(second.id, Role.ADMINISTRATOR, first.id),
        ],
    )
    assert [type(result) for result in results].count(Refused) == 1
    with app.app_context():
        active = select(func.count()).select_from(User).where(User.status == UserStatus.ACTIVE)
        assert db.session.scalar(active)
