"""How often a campaign asks can change after its launch: told before it is done, and never for a round that began."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training import clock
from training.campaigns import queries, rhythm, service, ticking
from training.campaigns.audience import Audience
from training.campaigns.rhythm import Rhythm
from training.campaigns.rules import Rules
from training.cycles import present_cycle, valid_until, yearly_cycles
from training.errors import FieldError, Refused
from training.evidence.reports import queries as reports
from training.evidence.reports.cycles import cycles_of
from training.extensions import db
from training.models import Assignment, AssignmentStatus, AuditEvent, Campaign, User
from training.models.delivery import Repeats

TOKYO = "Asia/Tokyo"
OPENS, DUE = datetime(2026, 3, 31, 15, tzinfo=UTC), datetime(2026, 4, 30, 14, 59, 59, tzinfo=UTC)
UNPROCESSABLE, CONFLICT = 422, 409
YEARLY, OWN, ONCE = Rhythm(Repeats.YEARLY), Rhythm(Repeats.AFTER_COMPLETION, 6), Rhythm(None)


def launch(make: Maker, rules: Rules = Rules(grace_days=14)) -> Campaign:  # noqa: B008
    release = make.release()
    with clock.moved_to(OPENS):
        return make.run(
            lambda: service.assign("年次研修", release.id, Audience(everyone=True), OPENS, DUE, None, rules=rules)
        )


def change(make: Maker, campaign: Campaign, on: date, wanted: Rhythm, seen: Rhythm) -> None:
    with clock.moved_to(datetime(on.year, on.month, on.day, 3, tzinfo=UTC)):
        make.run(lambda: rhythm.change(campaign.id, wanted, seen, "規程の改定", None))


def tick(make: Maker, on: date) -> list[tuple[int, date | None, date]]:
    """Let the worker tick; return cycle, own beginning and due day of the one person's duties that go on."""
    with make.app.app_context(), clock.moved_to(datetime(on.year, on.month, on.day, 3, tzinfo=UTC)):
        ticking.tick()
        found = db.session.scalars(select(Assignment).where(Assignment.ended_at.is_(None)).order_by(Assignment.cycle))
        return [(each.cycle, each.begins_on, (each.due_at + timedelta(hours=9)).date()) for each in found]


def finish(make: Maker, on: date) -> None:
    def work() -> None:
        for each in db.session.scalars(select(Assignment).where(Assignment.ended_at.is_(None))):
            each.status, each.completed_at = AssignmentStatus.PASSED, datetime(on.year, on.month, on.day, 3, tzinfo=UTC)

    make.run(work)


def test_a_training_that_was_once_is_yearly_from_the_next_year_on_and_stops_again(make: Maker) -> None:
    make.person()
    campaign = launch(make)
    first = (1, None, date(2026, 4, 30))
    # The second year had begun, and nobody was asked in it.
    change(make, campaign, date(2027, 6, 1), YEARLY, ONCE)
    assert tick(make, date(2027, 6, 2)) == [first]
    assert tick(make, date(2028, 4, 1)) == [(3, None, date(2028, 4, 30))]
    change(make, campaign, date(2028, 4, 1), ONCE, YEARLY)
    assert tick(make, date(2028, 4, 1)) == tick(make, date(2029, 5, 1)) == [(3, None, date(2028, 4, 30))]
    with make.app.app_context(), clock.moved_to(datetime(2029, 5, 1, tzinfo=UTC)):
        row = reports.get_campaign(campaign.id)
        assert yearly_cycles(row, date(2029, 5, 1), TOKYO) == [1, 3]
        told = [
            (cycle.number, cycle.begins_on, cycle.ends_on) for cycle in cycles_of(row, row.newest, date(2029, 5, 1))
        ]
        assert told == [(3, date(2028, 4, 1), None), (1, date(2026, 4, 1), date(2028, 3, 31))]
        assert (present_cycle(row, date(2029, 5, 1), TOKYO), queries.next_on(queries.get_campaign(campaign.id))) == (
            3,
            None,
        )


def test_people_get_a_rhythm_of_their_own_and_nobody_a_round_that_began_in_the_past(make: Maker) -> None:
    make.person()
    campaign = launch(make, Rules(due_days=30, grace_days=0))
    finish(make, date(2026, 4, 10))
    change(make, campaign, date(2027, 1, 20), OWN, ONCE)
    assert [each[0] for each in tick(make, date(2027, 1, 20))] == [1]
    # Half a year after finishing lies behind: the round begins as the rhythm does, and has all its days.
    second = (2, date(2027, 1, 21), date(2027, 2, 20))
    assert tick(make, date(2027, 1, 21)) == [second]
    finish(make, date(2027, 2, 1))
    change(make, campaign, date(2027, 3, 1), Rhythm(Repeats.AFTER_COMPLETION, 3), OWN)
    assert tick(make, date(2027, 4, 30)) == [second]
    assert tick(make, date(2027, 5, 1)) == [(3, date(2027, 5, 1), date(2027, 5, 31))]
    change(make, campaign, date(2027, 5, 2), ONCE, Rhythm(Repeats.AFTER_COMPLETION, 3))
    finish(make, date(2027, 5, 3))
    assert tick(make, date(2029, 1, 1)) == [(3, date(2027, 5, 1), date(2027, 5, 31))]


def test_what_is_refused(make: Maker) -> None:
    make.person()
    campaign = launch(make, Rules(repeats=Repeats.YEARLY))
    with pytest.raises(FieldError):
        change(make, campaign, date(2026, 6, 1), OWN, YEARLY)
    with pytest.raises(Refused):
        change(make, campaign, date(2026, 6, 1), ONCE, OWN)
    change(make, campaign, date(2026, 6, 1), YEARLY, ONCE)  # as it is already
    change(make, campaign, date(2026, 6, 1), ONCE, YEARLY)
    change(make, campaign, date(2026, 6, 1), YEARLY, ONCE)
    row = make.run(lambda: db.session.get_one(Campaign, campaign.id).rhythms)
    assert row == '[["2026-06-01","yearly",null]]', "of two changes on a day, what held that day was the first"
    make.run(lambda: service.close(campaign.id, None))
    with pytest.raises(Refused):
        change(make, campaign, date(2026, 6, 2), ONCE, YEARLY)


def test_no_year_begins_before_the_one_that_goes_on_is_due(make: Maker) -> None:
    make.person()
    campaign = launch(make, Rules(repeats=Repeats.YEARLY))
    change(make, campaign, date(2027, 4, 10), ONCE, YEARLY)
    with clock.moved_to(datetime(2027, 4, 12, 3, tzinfo=UTC)):
        make.run(lambda: service.change_due(campaign.id, datetime(2028, 5, 10, 14, 59, 59, tzinfo=UTC), None))
    with pytest.raises(FieldError):
        change(make, campaign, date(2027, 4, 12), YEARLY, ONCE)


def test_a_certificate_ends_before_the_round_that_follows_in_truth(make: Maker) -> None:
    make.person()
    campaign = launch(make, Rules(repeats=Repeats.YEARLY))
    change(make, campaign, date(2026, 6, 1), ONCE, YEARLY)
    change(make, campaign, date(2027, 6, 1), YEARLY, ONCE)
    kept = make.run(lambda: db.session.get_one(Campaign, campaign.id))
    assert valid_until(kept, 1, date(2027, 7, 1), TOKYO) == date(2028, 3, 31)


def test_the_page_says_what_changes_for_whom_before_it_is_done(
    admin: PageClient, make: Maker, administrator: User
) -> None:
    make.person()
    campaign = launch(make, Rules(repeats=Repeats.YEARLY))
    path = f"/campaigns/{campaign.id}/rhythm"
    assert admin.get(f"/campaigns/{campaign.id}").one(f"a[href='{path}']")
    assert "Every year on April 1" in admin.get(path).text("main")
    sent = {"repeats": "", "reason": "New rules", "seen": "yearly:0"}
    assert "already" in admin.post(path, sent | {"repeats": "yearly"}, status=UNPROCESSABLE).text("main")
    assert admin.post(path, sent | {"reason": "x"}, status=UNPROCESSABLE).one(".field-error, .invalid-feedback")
    page = admin.post(path, sent, status=200)
    told = page.text("main")
    assert "falls away; 2 people of today’s audience" in told
    assert "2 people have something to finish now and keep it" in told
    assert make.run(lambda: db.session.get_one(Campaign, campaign.id).repeats) is Repeats.YEARLY
    again = {field["name"]: field["value"] for field in page.all("main form input[type=hidden]")}
    admin.post(f"{path}/change", {name: value for name, value in again.items() if name != "csrf_token"})
    assert make.run(lambda: db.session.get_one(Campaign, campaign.id).repeats) is None
    assert "Until" in admin.get(f"/campaigns/{campaign.id}").text("main")
    changed = select(AuditEvent).where(AuditEvent.action == "campaign.rhythm-changed")
    event = make.run(lambda: db.session.scalars(changed).one())
    assert (event.actor_id, '"reason":"New rules"' in event.details) == (administrator.id, True)
