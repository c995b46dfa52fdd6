"""A manager reminds the unfinished by one click, and is told who can't be reminded and why."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock, settings
from training.campaigns import service as campaigns
from training.errors import Refused
from training.extensions import db
from training.mail.hours import SETTING
from training.models import (
    AssignmentStatus,
    AuditEvent,
    Campaign,
    OutgoingMail,
    Reminder,
    Role,
    Team,
    ToldDue,
    User,
)
from training.reminders import nudging
from training.team.scope import Scope

NOT_FOUND, FORBIDDEN, CONFLICT = 404, 403, 409


@pytest.fixture
def sales(make: Maker) -> Team:
    # Hours that are always open, weekends apart: what is asked here is who, not when.
    make.run(lambda: settings.store(SETTING, [0, 24]))
    return make.team("営業部")


@pytest.fixture
def mori(make: Maker, sales: Team) -> User:
    return make.person("森 一郎", manages=sales, team=sales)


@pytest.fixture
def campaign(make: Maker) -> Campaign:
    return make.campaign(name="春の研修")


def reminded(make: Maker) -> list[str]:
    rows = make.run(lambda: db.session.execute(select(Reminder.person_id, Reminder.created_by)).all())
    mails = make.run(
        lambda: db.session.scalars(select(OutgoingMail.person_id).where(OutgoingMail.kind == "nudge")).all()
    )
    assert sorted(row.person_id for row in rows) == sorted(mails)
    return sorted(person_id.hex for person_id in mails)


def path(campaign: Campaign, person: User | None = None) -> str:
    return f"/team/campaigns/{campaign.id}/remind" + (f"?person={person.id}" if person else "")


def test_one_click_reminds_the_unfinished_once(
    client: PageClient, make: Maker, mori: User, *, sales: Team, campaign: Campaign, locale: str
) -> None:
    late, begun, done, outside = (
        make.person("青木", team=sales),
        make.person("馬場", team=sales),
        make.person("千葉", team=sales),
        make.person("外野", team=make.team("工場")),
    )
    for person in (late, outside, mori):
        make.assignment(person, campaign=campaign)
    make.assignment(begun, campaign=campaign, status=AssignmentStatus.IN_PROGRESS)
    make.assignment(done, campaign=campaign, status=AssignmentStatus.PASSED)
    client.sign_in(mori, locale)
    assert client.get("/team/").one(f"a[href='{path(campaign)}']")
    page = client.get(path(campaign))
    assert reminded(make) == []
    text = page.text("main")
    assert "青木" in text
    assert "馬場" in text
    assert "千葉" not in text
    assert "外野" not in text
    client.post(path(campaign))
    client.post(path(campaign))
    assert reminded(make) == sorted([late.id.hex, begun.id.hex])
    assert "森 一郎" in client.get(path(campaign)).text("main")
    events = make.run(lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.action == "reminder.sent")).all())
    assert [(event.actor_id, '"reminded":2' in event.details) for event in events] == [(mori.id, True)]


def test_one_person_is_reminded_and_again_only_after_some_days(
    client: PageClient, make: Maker, mori: User, sales: Team, campaign: Campaign
) -> None:
    aoki, baba = make.person("青木", team=sales), make.person("馬場", team=sales)
    make.assignment(aoki, campaign=campaign)
    make.assignment(baba, campaign=campaign)
    assert client.sign_in(mori).get(f"/team/people/{aoki.id}").one(f"a[href='{path(campaign, aoki)}']")
    scope, monday = Scope(mori.id), datetime(2026, 11, 23, 9, tzinfo=UTC)

    def on(day: int, person: User | None = None) -> int:
        with clock.moved_to(monday + timedelta(days=day)):
            about = person.id if person else None
            return make.run(lambda: nudging.nudge(scope, campaign.id, mori.id, about))

    make.run(lambda: setattr(db.session.get_one(Campaign, campaign.id), "opens_at", monday - timedelta(days=9)))
    assert [on(0, aoki), on(0, aoki), on(0), on(2), on(3), on(3)] == [1, 0, 1, 0, 2, 0]


def test_nobody_gets_a_second_mail_about_a_training_on_one_day(
    client: PageClient, make: Maker, mori: User, sales: Team, campaign: Campaign
) -> None:
    aoki = make.person("青木", team=sales)
    given, monday = make.assignment(aoki, campaign=campaign), datetime(2026, 11, 23, 9, tzinfo=UTC)
    own = {"person_id": aoki.id, "assignment_id": given.id, "due_at": given.due_at}
    make.run(lambda: setattr(db.session.get_one(Campaign, campaign.id), "opens_at", monday - timedelta(days=9)))
    make.run(lambda: db.session.add(ToldDue(**own, sequence=1, told_at=monday - timedelta(hours=1))))
    with clock.moved_to(monday):
        text = client.sign_in(mori, "en").get(path(campaign)).text("main")
        assert "another mail about this training that day" in text
        assert make.run(lambda: nudging.nudge(Scope(mori.id), campaign.id, mori.id)) == 0
    with clock.moved_to(monday + timedelta(days=1)):
        assert make.run(lambda: nudging.nudge(Scope(mori.id), campaign.id, mori.id)) == 1


def test_who_can_not_be_reminded_is_told_with_the_reason(
    client: PageClient, make: Maker, mori: User, sales: Team, campaign: Campaign
) -> None:
    nobox, away = make.person("郵便なし", email=None, team=sales), make.person("休職", team=sales)
    for person in (nobox, away):
        make.assignment(person, campaign=campaign)
    make.run(lambda: setattr(db.session.get_one(User, away.id), "leave_from", clock.now().date() - timedelta(days=3)))
    client.sign_in(mori, "en")
    page = client.get(path(campaign))
    assert "Has no e-mail address. Print a slip, or say it in person." in page.text("main")
    assert "Is on leave." in page.text("main")
    assert not page.all("main form")
    client.post(path(campaign))
    assert reminded(make) == []


def test_outside_of_the_own_people_there_is_nothing(
    client: PageClient, make: Maker, mori: User, campaign: Campaign
) -> None:
    other = make.person("外野", team=make.team("工場"))
    make.assignment(other, campaign=campaign)
    client.sign_in(mori)
    client.get(path(campaign), NOT_FOUND)
    client.get(path(campaign, other), NOT_FOUND)
    client.get(f"/team/campaigns/{uuid.uuid4()}/remind", NOT_FOUND)
    client.get(f"/team/organisation/campaigns/{campaign.id}/remind", FORBIDDEN)
    administrator = make.person("管理", roles=[Role.ADMINISTRATOR])
    client.sign_in(administrator)
    assert "外野" in client.get(f"/team/organisation/campaigns/{campaign.id}/remind").text("main")


def test_a_training_that_stands_still_offers_no_reminder_and_says_why(
    client: PageClient, make: Maker, mori: User, sales: Team, campaign: Campaign
) -> None:
    aoki = make.person("青木 花子", team=sales)
    make.assignment(aoki, campaign=campaign)
    pages = ("/team/", f"/team/campaigns/{campaign.id}", f"/team/people/{aoki.id}")
    buttons = f"a[href^='{path(campaign)}'], form[action^='{path(campaign)}']"
    client.sign_in(mori, "en")
    assert all(client.get(address).has(buttons) for address in pages)
    make.run(lambda: campaigns.pause(campaign.id, None))
    for address in pages:
        page = client.get(address)
        assert not page.has(buttons), address
        assert "Paused since" in page.text("main")
    # Somebody may come here by a mail of before, or by a page that was open before.
    assert "This training is paused" in client.get(path(campaign), CONFLICT).text("main")
    with pytest.raises(Refused):
        make.run(lambda: nudging.nudge(Scope(mori.id), campaign.id, mori.id))
    make.run(lambda: campaigns.close(campaign.id, None))
    assert "This training is closed" in client.get(path(campaign), CONFLICT).text("main")
    assert reminded(make) == []


def test_a_list_of_many_asks_as_often_as_that_of_one(
    client: PageClient, make: Maker, mori: User, *, sales: Team, campaign: Campaign, count_statements: StatementCounter
) -> None:
    client.sign_in(mori)
    counts = []
    for number in (2, 30):
        for _ in range(number):
            make.assignment(make.person(team=sales), campaign=campaign)
        client.get(path(campaign))
        with count_statements() as counted:
            client.get(path(campaign))
        counts.append(len(counted.statements))
    assert counts[0] == counts[1]
