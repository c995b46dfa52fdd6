"""Whom a campaign is for can change after its launch: told before it is done, and never for a round that is over."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training import clock
from training.campaigns import queries, regrouping, service, ticking
from training.campaigns.audience import Audience
from training.campaigns.audiences import audience_on
from training.campaigns.rules import Rules
from training.errors import FieldError, Refused
from training.extensions import db
from training.mail.messages import MailKind
from training.models import (
    Assignment,
    AssignmentStatus,
    AuditEvent,
    Campaign,
    OutgoingMail,
    Override,
    PersonIdentity,
    User,
)
from training.models.delivery import Repeats

OPENS, DUE = datetime(2026, 3, 31, 15, tzinfo=UTC), datetime(2026, 4, 30, 14, 59, 59, tzinfo=UTC)
UNPROCESSABLE, CONFLICT = 422, 409
REASON = "対象者の見直し"


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def launch(make: Maker, audience: Audience, rules: Rules = Rules(repeats=Repeats.YEARLY, grace_days=14)) -> Campaign:  # noqa: B008
    release = make.release()
    with clock.moved_to(OPENS):
        return make.run(lambda: service.assign("年次研修", release.id, audience, OPENS, DUE, None, rules=rules))


def change(make: Maker, campaign: Campaign, wanted: Audience, on: date, *, exempts: bool = False) -> None:
    def work() -> None:
        seen = regrouping.seal(queries.get_campaign(campaign.id))
        regrouping.change(campaign.id, wanted, seen, REASON, exempts, None)

    with clock.moved_to(noon(on)):
        make.run(work)


def duties(make: Maker) -> list[tuple[str, int, AssignmentStatus, bool]]:
    """Return whose duty it is, its round, how it stands and whether it goes on."""

    def work() -> list[tuple[str, int, AssignmentStatus, bool]]:
        names = dict(db.session.execute(select(PersonIdentity.person_id, PersonIdentity.display_name)).all())
        rows = db.session.scalars(select(Assignment).order_by(Assignment.cycle))
        return sorted((names[row.person_id], row.cycle, row.status, row.ended_at is None) for row in rows)

    return make.run(work)


@pytest.mark.parametrize("exempts", [False, True])
def test_the_round_that_goes_on_and_those_to_come(make: Maker, exempts: bool) -> None:
    names = ("passed", "unfinished", "stays", "new")
    passed, unfinished, stays, new = (make.person(name, email=f"{name}@kyokun.example").id for name in names)
    before, after = Audience(person_ids=sorted([passed, unfinished, stays])), Audience(person_ids=sorted([stays, new]))
    campaign = launch(make, before)

    def finish() -> None:
        row = db.session.scalars(select(Assignment).where(Assignment.person_id == passed)).one()
        row.status, row.completed_at = AssignmentStatus.PASSED, noon(date(2026, 4, 5))

    make.run(finish)
    due_before = make.run(lambda: db.session.scalars(select(Assignment.due_at)).all())
    with clock.moved_to(noon(date(2026, 4, 25))):
        outlook = make.run(lambda: regrouping.look(queries.get_campaign(campaign.id), after))
    assert outlook == regrouping.Outlook(new=1, has_it=0, unfinished=1, finished=1, others=0, stay=1)
    change(make, campaign, after, date(2026, 4, 25), exempts=exempts)
    left = AssignmentStatus.EXEMPT if exempts else AssignmentStatus.NOT_STARTED
    open_ones = AssignmentStatus.NOT_STARTED
    expected = [
        ("new", 1, open_ones, True),
        ("passed", 1, AssignmentStatus.PASSED, True),
        ("stays", 1, open_ones, True),
        ("unfinished", 1, left, True),
    ]
    assert duties(make) == expected
    reasons = make.run(lambda: db.session.scalars(select(Override.reason)).all())
    assert reasons == ([REASON] if exempts else [])
    told = select(OutgoingMail.person_id).where(OutgoingMail.kind == MailKind.DECIDED)
    assert make.run(lambda: db.session.scalars(told).all()) == ([unfinished] if exempts else [])
    dues = make.run(lambda: {row.person_id: row.due_at for row in db.session.scalars(select(Assignment))})
    assert dues.pop(new) == datetime(2026, 5, 9, 14, 59, 59, tzinfo=UTC), "fourteen days for whoever comes in late"
    assert [*dues.values()] == [*due_before]
    with make.app.app_context(), clock.moved_to(noon(date(2027, 4, 1))):
        ticking.tick()
    assert {name for name, cycle, _status, _open in duties(make) if cycle == 2} == {"stays", "new"}
    with make.app.app_context():
        kept = db.session.get_one(Campaign, campaign.id)
        assert (audience_on(kept, date(2026, 4, 24)), audience_on(kept, date(2026, 4, 25))) == (before, after)


def test_several_people_are_counted_each(make: Maker) -> None:
    gone, kept, come = ([make.person().id for _one in range(number)] for number in (5, 3, 2))
    campaign = launch(make, Audience(person_ids=sorted([*gone, *kept])))

    def finish() -> None:
        for row in db.session.scalars(select(Assignment).where(Assignment.person_id.in_(gone[:2]))):
            row.status, row.completed_at = AssignmentStatus.PASSED, noon(date(2026, 4, 5))

    make.run(finish)
    with clock.moved_to(noon(date(2026, 4, 25))):
        wanted = Audience(person_ids=sorted([*kept, *come]))
        outlook = make.run(lambda: regrouping.look(queries.get_campaign(campaign.id), wanted))
    assert outlook == regrouping.Outlook(new=2, has_it=0, unfinished=3, finished=2, others=0, stay=3)


def test_nobody_is_assigned_while_it_is_paused_and_nothing_happens_twice(make: Maker) -> None:
    one, other = make.person().id, make.person().id
    campaign = launch(make, Audience(person_ids=[one]))
    make.run(lambda: service.pause(campaign.id, None))
    wanted = Audience(person_ids=sorted([one, other]))
    for _time in range(2):
        change(make, campaign, wanted, date(2026, 4, 10))
    assert len(duties(make)) == 1
    action = select(AuditEvent).where(AuditEvent.action == "campaign.audience-changed")
    assert len(make.run(lambda: db.session.scalars(action).all())) == 1
    make.run(lambda: service.resume(campaign.id, None))
    with make.app.app_context(), clock.moved_to(noon(date(2026, 4, 11))):
        ticking.tick()
    assert len(duties(make)) == 2


def test_what_is_refused(make: Maker) -> None:
    one, other = make.person().id, make.person().id
    campaign = launch(make, Audience(person_ids=[one]))
    wanted = Audience(person_ids=[other])
    with pytest.raises(Refused):
        make.run(lambda: regrouping.change(campaign.id, wanted, "of another tab", REASON, False, None))
    with pytest.raises(FieldError):
        change(make, campaign, Audience(), date(2026, 4, 10))
    make.run(lambda: service.close(campaign.id, None))
    with pytest.raises(Refused):
        change(make, campaign, wanted, date(2026, 4, 10))
    assert len(duties(make)) == 1


def test_two_tabs(client: PageClient, make: Maker, administrator: User, locale: str) -> None:
    one, other = (make.person(name, email=f"{name}@kyokun.example") for name in ("aoki", "baba"))
    campaign = launch(make, Audience(person_ids=[one.id]))
    path = f"/campaigns/{campaign.id}/audience"
    client.sign_in(administrator, locale)
    page = client.get(path)
    assert page.text("#people").strip() == "aoki@kyokun.example"
    assert client.get(f"/campaigns/{campaign.id}").one(f"a[href='{path}']")
    client.get(path)
    sent = {"people": "aoki@kyokun.example", "reason": REASON, "unfinished": "keep"}
    assert client.submit(sent, status=UNPROCESSABLE).has(".error-summary, .alert, [role=alert]")
    page = client.submit(sent | {"people": "baba@kyokun.example"}, status=200)
    assert {"en": "1 person comes in.", "ja": "新しく対象になる人：1人。"}[locale] in page.text("main")
    assert [name for name, *_rest in duties(make)] == ["aoki"]
    again = {field["name"]: field["value"] for field in page.all("main form input[type=hidden]")}
    del again["csrf_token"]
    client.post(f"{path}/change", again)
    assert [name for name, *_rest in duties(make)] == ["aoki", "baba"]
    client.post(f"{path}/change", again)  # the same form once more
    client.get(path)
    client.post(f"{path}/change", again | {"people": "aoki@kyokun.example"}, status=CONFLICT)  # of a tab of before
    with client.app.app_context():
        assert regrouping.present(db.session.get_one(Campaign, campaign.id)) == Audience(person_ids=[other.id])
