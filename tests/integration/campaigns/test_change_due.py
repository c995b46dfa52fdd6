"""When a campaign is due can change after its launch: told whose date moves, and never one's own extension."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training import clock, dates
from training.campaigns import queries, redating, service, ticking, wording
from training.campaigns.audience import Audience
from training.campaigns.materialise import write_due_dates
from training.campaigns.redating import DueRules, Outlook
from training.campaigns.rules import Rules
from training.errors import FieldError, Refused
from training.extensions import db
from training.models import Assignment, AssignmentStatus, AuditEvent, Campaign, User
from training.models.delivery import Repeats

TOKYO = "Asia/Tokyo"
OPENS, DUE = datetime(2026, 3, 31, 15, tzinfo=UTC), datetime(2026, 4, 30, 14, 59, 59, tzinfo=UTC)
CONFLICT = 409


def end(month: int, day: int) -> datetime:
    return dates.end_of(date(2026, month, day), TOKYO)


def launch(make: Maker, rules: Rules = Rules(grace_days=14)) -> Campaign:  # noqa: B008
    release = make.release()
    with clock.moved_to(OPENS):
        return make.run(
            lambda: service.assign("年次研修", release.id, Audience(everyone=True), OPENS, DUE, None, rules=rules)
        )


@pytest.mark.parametrize(
    "wanted",
    [
        DueRules(end(4, 20), None, 14),
        DueRules(end(5, 31), None, 14),
        DueRules(end(4, 30), None, 0),
        DueRules(end(5, 31), None, 0),
        DueRules(None, 20, 14),
    ],
)
def test_what_is_told_is_what_happens_then(make: Maker, wanted: DueRules) -> None:
    usual, passed, extended, late = (make.person(name) for name in ("usual", "passed", "extended", "late"))
    campaign = launch(make)

    def vary() -> None:
        rows = {row.person_id: row for row in db.session.scalars(select(Assignment))}
        done = rows[passed.id]
        done.status, done.completed_at = AssignmentStatus.PASSED, OPENS
        rows[extended.id].extended_until = date(2026, 5, 15)
        rows[late.id].assigned_at = datetime(2026, 4, 21, 3, tzinfo=UTC)
        write_due_dates(db.session.get_one(Campaign, campaign.id))

    def dues() -> dict[str, datetime]:
        names = {user.id: name for user, name in ((usual, "usual"), (extended, "extended"), (late, "late"))}
        return {
            names[row.person_id]: row.due_at for row in db.session.scalars(select(Assignment)) if row.person_id in names
        }

    now = datetime(2026, 4, 19, 3, tzinfo=UTC)
    with clock.moved_to(now):
        make.run(vary)
        before = make.run(dues)
        assert before == {"usual": end(4, 30), "extended": end(5, 15), "late": end(5, 5)}
        told = make.run(lambda: redating.look(queries.get_campaign(campaign.id), wanted, now))
        seen = make.run(lambda: redating.of(queries.get_campaign(campaign.id)))
        make.run(lambda: redating.change(campaign.id, wanted, seen, "日程の見直し", None))
        after = make.run(dues)
    assert told == Outlook(
        later=sum(after[name] > before[name] for name in before),
        earlier=sum(after[name] < before[name] for name in before),
        late=0,
        same=sum(after[name] == before[name] for name in before),
    )
    assert told.later + told.earlier > 0
    assert after["extended"] >= end(5, 15)
    events = select(AuditEvent.action).where(AuditEvent.details.contains("日程の見直し"))
    moved = [] if wanted.due_at == end(4, 30) else ["days-changed" if wanted.days else "due-changed"]
    expected = [f"campaign.{what}" for what in (*moved, *(["grace-changed"] if wanted.grace_days == 0 else []))]
    assert sorted(make.run(lambda: db.session.scalars(events).all())) == expected


def test_days_instead_of_a_day_and_back_leave_past_rounds_as_they_were(app: Flask, make: Maker) -> None:
    there, hired = make.person("there"), make.person("hired")
    campaign = launch(make, Rules(grace_days=14, repeats=Repeats.YEARLY))
    names = {there.id: "there", hired.id: "hired"}

    def change(day: date, wanted: DueRules) -> dict[tuple[str, int], date]:
        with app.app_context(), clock.moved_to(dates.start_of(day, TOKYO)):
            ticking.tick()
            row = make.run(lambda: queries.get_campaign(campaign.id))
            told = make.run(lambda: redating.look(row, wanted, clock.now()))
            before = make.run(dues)
            make.run(lambda: redating.change(campaign.id, wanted, redating.of(row), "規程の改定", None))
            after = make.run(dues)
        assert told.later == sum(after[key] > before[key] for key in before)
        return after

    def dues() -> dict[tuple[str, int], date]:
        rows = db.session.scalars(select(Assignment))
        return {(names[row.person_id], row.cycle): dates.day_of(row.due_at, TOKYO) for row in rows}

    def hire() -> None:
        db.session.get_one(User, hired.id).hired_on = date(2027, 4, 15)

    first = {("there", 1): date(2026, 4, 30), ("hired", 1): date(2026, 4, 30)}
    make.run(hire)
    second = change(date(2027, 4, 20), DueRules(None, 45, 14))
    assert second == {**first, ("there", 2): date(2027, 5, 16), ("hired", 2): date(2027, 5, 30)}
    third = change(date(2028, 4, 2), DueRules(end(6, 30).replace(year=2028), None, 14))
    assert third == {**second, ("there", 3): date(2028, 6, 30), ("hired", 3): date(2028, 6, 30)}
    with app.test_request_context(headers={"Accept-Language": "en"}):
        row = queries.get_campaign(campaign.id)
        assert [wording.due_in(row, cycle, date(2028, 4, 2)) for cycle in (1, 2, 3)] == [
            ["30 April 2026"], ["45 days after each person joins"], ["30 June 2028"],
        ]  # fmt: skip


def test_where_rounds_are_peoples_own_the_report_tells_how_many_days_they_had(app: Flask, make: Maker) -> None:
    make.person()
    campaign = launch(make, Rules(due_days=30, repeats=Repeats.AFTER_COMPLETION, repeat_months=12))
    for day, days in ((date(2027, 5, 3), 40), (date(2027, 5, 3), 45), (date(2027, 8, 1), 20)):
        with clock.moved_to(dates.start_of(day, TOKYO)):
            make.run(partial(service.change_days, campaign.id, days, None))
    with app.test_request_context(headers={"Accept-Language": "en"}):
        row = queries.get_campaign(campaign.id)
        begins = "after the day on which each person’s round begins"
        assert wording.due_in(row, 2, date(2027, 5, 2)) == [f"30 days {begins}"]
        assert wording.due_in(row, 2, date(2027, 7, 1)) == [f"45 days {begins}", f"Until 2 May 2027: 30 days {begins}."]
        assert wording.due_in(row, 1, date(2027, 8, 1))[0] == "20 days after each person joins"


def test_what_is_refused(make: Maker) -> None:
    make.person()
    campaign = launch(make)
    seen, later = DueRules(DUE, None, 14), DueRules(end(5, 31), None, 14)

    def change(wanted: DueRules, seen: DueRules) -> None:
        with clock.moved_to(datetime(2026, 4, 10, 3, tzinfo=UTC)):
            make.run(lambda: redating.change(campaign.id, wanted, seen, "日程の見直し", None))

    with pytest.raises(FieldError):
        change(DueRules(end(4, 1), None, 14), seen)
    with pytest.raises(Refused):
        change(later, DueRules(end(4, 29), None, 14))
    change(later, seen)
    change(later, seen)  # the same form once more
    make.run(lambda: service.close(campaign.id, None))
    with pytest.raises(Refused):
        change(seen, later)


def test_two_tabs(admin: PageClient, administrator: User, make: Maker) -> None:
    campaign = make.campaign()
    make.assignment(administrator, campaign=campaign)
    path = f"/campaigns/{campaign.id}/due"
    page = admin.get(path)
    day = (clock.now().date()).replace(year=clock.now().year + 1).isoformat()
    page = admin.submit({"due_on": day, "grace_days": "7", "reason": "New dates"}, status=200)
    assert "1 person who has not finished is due later." in page.text("main")
    again = {field["name"]: field["value"] for field in page.all("main form input[type=hidden]")}
    del again["csrf_token"]
    admin.post(f"{path}/change", again)
    admin.post(f"{path}/change", again)
    admin.get(path)
    admin.post(f"{path}/change", again | {"grace_days": "9"}, status=CONFLICT)
    assert make.run(lambda: db.session.get_one(Campaign, campaign.id).grace_days) == 7


def test_the_page_tells_that_a_pause_gives_days_on_top(admin: PageClient, make: Maker) -> None:
    """Whoever types a day and reads it again afterwards would think that people are due on it."""
    make.person("usual")
    campaign = launch(make)
    for at, work in ((2, service.pause), (4, service.resume)):
        with clock.moved_to(datetime(2026, 4, at, 3, tzinfo=UTC)):
            make.run(partial(work, campaign.id, None))
    with clock.moved_to(datetime(2026, 4, 5, 3, tzinfo=UTC)):
        admin.get(f"/campaigns/{campaign.id}/due")
        page = admin.submit({"due_on": "2026-05-20", "reason": "New dates"}, status=200)
        assert "2 April 2026 to 4 April 2026" in page.text("main")
        make.run(lambda: service.change_due(campaign.id, end(5, 20), None, reason="New dates"))
    assert set(make.run(lambda: db.session.scalars(select(Assignment.due_at)).all())) == {end(5, 23)}


def test_days_are_chosen_on_the_page_unless_rounds_are_peoples_own(
    admin: PageClient, administrator: User, make: Maker
) -> None:
    campaign = make.campaign()
    make.assignment(administrator, campaign=campaign)
    path = f"/campaigns/{campaign.id}/due"
    admin.get(path)
    page = admin.submit({"due_kind": "days", "due_days": "", "reason": "Everybody joins later"}, status=422)
    assert page.text("#due_days-error")
    assert not page.all("#due_on-error")
    page = admin.submit({"due_days": "60", "due_on": "no day"}, status=200)
    assert "60 days after each person joins" in page.text("main")
    admin.submit({})
    assert make.run(lambda: db.session.get_one(Campaign, campaign.id).due_days) == 60  # as sent

    def give_own_rounds() -> None:
        kept = db.session.get_one(Campaign, campaign.id)
        kept.repeats, kept.repeat_months = Repeats.AFTER_COMPLETION, 12

    make.run(give_own_rounds)
    page = admin.get(path)
    assert str(service.WHY_NO_DATE) in page.text("main")
    assert not page.all("[name=due_kind], [name=due_on]")
