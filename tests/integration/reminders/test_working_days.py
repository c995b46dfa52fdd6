"""Mail about what somebody decided waits for a working day, and is the only one of that day about its training."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.reminders.conftest import Tick, at
from training import clock, transaction
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.campaigns.overrides.service import Giver
from training.deputies import service as deputies
from training.deputies.period import Period
from training.extensions import db
from training.mail import messages
from training.mail.messages import Planned
from training.models import Assignment, Campaign, OutgoingMail, OverrideKind, Team, User, new_id
from training.reminders import nudging
from training.team.scope import EVERYBODY

Give = Callable[..., Assignment]
SATURDAY = at(11, 21, 22)
TOKYO = ZoneInfo("Asia/Tokyo")


def leaving(make: Maker) -> dict[str, str]:
    rows = make.run(lambda: db.session.execute(select(OutgoingMail.kind, OutgoingMail.next_at)).all())
    return {row.kind: f"{row.next_at.astimezone(TOKYO):%m-%d %H:%M}" for row in rows}


def test_a_decision_of_a_weekend_is_told_on_monday_and_nobody_is_reminded_that_day(
    app: Flask, make: Maker, give: Give, tick: Tick, campaign: Campaign
) -> None:
    assignment, boss = give(make.person("青木")), make.person("管理 守")
    decision = Decision(OverrideKind.EXTRA_TIME, "読むのに時間がかかるため", minutes=10)
    with app.app_context(), clock.moved_to(SATURDAY):
        transaction.run(lambda: overrides.give(campaign.id, assignment.person_id, decision, Giver(boss.id)))
    assert leaving(make) == {"decided": "11-23 08:00"}
    with app.app_context(), clock.moved_to(at(11, 23)):
        assert transaction.run(lambda: nudging.nudge(EVERYBODY, campaign.id, boss.id)) == 0
    assert tick(at(11, 23)) == []
    assert tick(at(11, 24)) == [("reminder", "青木")]


def test_a_deputy_who_is_named_or_ended_at_night_reads_it_in_the_morning(app: Flask, make: Maker) -> None:
    mori = make.person("森 一郎", manages=make.team("営業部"))
    make.person("和田", email="wada@minato.example")
    with app.app_context(), clock.moved_to(SATURDAY):
        period = Period(date(2026, 11, 21), date(2026, 11, 30))
        row = transaction.run(lambda: deputies.name(mori.id, "wada@minato.example", period, mori.id))
        transaction.run(lambda: deputies.end(mori.id, row.id, mori.id))
    assert leaving(make) == dict.fromkeys(("deputy_asked", "deputy_named", "deputy_ended"), "11-23 08:00")


@pytest.mark.parametrize("leaves_on", [7, 8])
def test_a_manager_with_the_sheets_of_a_training_hears_of_the_late_on_another_day(
    make: Maker, give: Give, tick: Tick, campaign: Campaign, leaves_on: int
) -> None:
    sales: Team = make.team("営業部")
    mori: User = make.person("森 一郎", manages=sales)
    give(make.person("青木", team=sales))
    key = messages.debrief_key(campaign.id, 1, mori.id)
    make.run(lambda: messages.debriefs([Planned(new_id(), mori.id, "ja", at(12, leaves_on), key)]))
    days = {day for day in (7, 8, 9) if ("escalation", "森 一郎") in tick(at(12, day))}
    assert days == {8 if leaves_on == 7 else 7}
