"""How the organisation and single campaigns remind is chosen on pages, and stands in the ledger."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.extensions import db
from training.mail.hours import Hours
from training.models import AuditEvent, Role
from training.reminders import rules
from training.reminders.plan import Plan
from training.reminders.rules import Rules

RULES, INVALID = "/administration/settings/reminders", 422
TYPED = {"before": "１０、3", "after": "", "manager_after": "", "first": "9", "last": "17", "nudge_pause_days": "5"}


@pytest.fixture
def admin(client: PageClient, make: Maker) -> PageClient:
    return client.sign_in(make.person(roles=[Role.ADMINISTRATOR]), "en")


def details(make: Maker, action: str) -> list[dict[str, object]]:
    rows = select(AuditEvent.details).where(AuditEvent.action == action).order_by(AuditEvent.at)
    return [json.loads(each) for each in make.run(lambda: db.session.scalars(rows).all())]


def test_the_rules_of_the_organisation_are_kept(app: Flask, make: Maker, admin: PageClient) -> None:
    assert admin.get("/administration/settings").one(f"a[href='{RULES}']")
    assert admin.get(RULES).one("[name=before]")["value"] == "7, 1"
    admin.post(RULES, TYPED)
    admin.post(RULES, TYPED)
    with app.app_context():
        assert rules.of_all() == Rules(Plan((10, 3), (), None), Hours(9, 17), False, 5, False)
    (event,) = details(make, "reminder.rules-changed")
    assert event["fields"] == ["debrief_mail", "mail_hours", "nudge_pause_days", "reminder_plan", "weekly_mail"]
    assert "Changed how the organisation reminds" in admin.get("/administration/ledger").text("main")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("before", "soon"),
        ("before", "0"),
        ("before", "1_0"),
        ("after", "91"),
        ("after", "1 2 3 4 5 6 7"),
        ("last", "9"),
        ("last", "x"),
        ("manager_after", "0"),
    ],
)
def test_rules_that_can_not_hold_are_refused_at_their_field(admin: PageClient, field: str, typed: str) -> None:
    page = admin.post(RULES, {**TYPED, field: typed}, INVALID)
    assert page.one(f"#{field}-error")
    assert admin.get(RULES).one("[name=before]")["value"] == "7, 1"


def test_a_campaign_has_reminders_of_its_own_or_those_of_all(app: Flask, make: Maker, admin: PageClient) -> None:
    campaign = make.campaign()
    address = f"/campaigns/{campaign.id}/reminders"
    assert admin.get(f"/campaigns/{campaign.id}").one(f"a[href='{address}']")
    own = {"is_own": "own", "before": "14", "after": "1", "manager_after": "2"}
    admin.post(address, own)
    with app.app_context():
        assert rules.find_plan(campaign.id) == Plan((14,), (1,), 2)
    assert admin.get(address).one("[name=before]")["value"] == "14"
    admin.post(address, {**own, "is_own": ""})
    with app.app_context():
        assert rules.find_plan(campaign.id) is None
    assert [event["own"] for event in details(make, "reminder.plan-changed")] == [True, False]
