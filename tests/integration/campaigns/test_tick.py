"""Campaigns that run themselves."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.factories.maker import Maker
from tests.support.mailbox import Mailbox
from tests.support.speakers import Say, speakers
from training import clock, dates
from training.administration import service as people_service
from training.campaigns import materialise, service, ticking
from training.campaigns.audience import Audience
from training.campaigns.rules import Rules
from training.errors import FieldError, Refused
from training.extensions import db
from training.mail import delivery
from training.models import (
    Assignment,
    AssignmentStatus,
    AuditEvent,
    Campaign,
    Employment,
    OutgoingMail,
    Team,
    TeamMembership,
    User,
    UserStatus,
)
from training.models.delivery import Repeats

TOKYO = "Asia/Tokyo"
OPENS, DUE = date(2026, 4, 1), date(2026, 4, 30)
EVERYONE = Audience(everyone=True)


def at(day: date) -> datetime:
    return dates.start_of(day, TOKYO) + timedelta(hours=9)


def launch(make: Maker, audience: Audience = EVERYONE, **rules: object) -> Campaign:
    release = make.release()
    times = at(OPENS), dates.end_of(DUE, TOKYO)
    with clock.moved_to(at(OPENS)):
        return make.run(
            lambda: service.assign("研修", release.id, audience, *times, None, rules=Rules(**rules))  # type: ignore[arg-type]
        )


def tick(app: Flask, day: date) -> dict[str, int]:
    with app.app_context(), clock.moved_to(at(day)):
        return dict(ticking.tick())


def change(make: Maker, person: User, **values: object) -> None:
    make.run(lambda: db.session.execute(update(User).where(User.id == person.id).values(**values)))


def finish(make: Maker, person: User, day: date, cycle: int = 1) -> None:
    values = {"status": AssignmentStatus.PASSED, "completed_at": at(day)}
    own = (Assignment.person_id == person.id, Assignment.cycle == cycle)
    make.run(lambda: db.session.execute(update(Assignment).where(*own).values(**values)))


def due_days(app: Flask, person: User, *, ended: bool = False) -> dict[int, date]:
    """Map the cycles that the person is asked for (or no more) to the day they are due."""
    with app.app_context():
        found = select(Assignment.cycle, Assignment.due_at).where(Assignment.person_id == person.id)
        rows = db.session.execute(found.where(Assignment.ended_at.is_not(None) == ended)).all()
    return {row.cycle: dates.day_of(row.due_at, TOKYO) for row in rows}


def test_joiners_enter_by_themselves_and_movers_keep_what_they_have(app: Flask, make: Maker) -> None:
    sales, shop = make.team("営業部"), make.team("店舗")
    first, mover = make.person(team=sales), make.person(team=shop)
    launch(make, Audience(team_ids=[sales.id]), grace_days=14)
    joiner = make.person(team=sales)
    assert tick(app, date(2026, 4, 20)) == {"assigned": 1}
    assert due_days(app, joiner) == {1: date(2026, 5, 4)}
    move(make, mover, sales)
    move(make, first, shop)
    assert tick(app, date(2026, 4, 22)) == {"assigned": 1}
    assert due_days(app, mover) == {1: date(2026, 5, 6)}
    assert due_days(app, first) == {1: DUE}
    assert tick(app, date(2026, 4, 22)) == {}, "a second tick finds nothing"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(OutgoingMail)) == 3
        actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()
    assert actions == ["campaign.launched", "campaign.assigned", "campaign.assigned"]


def move(make: Maker, person: User, team: Team) -> None:
    own = TeamMembership.person_id == person.id
    make.run(lambda: db.session.execute(update(TeamMembership).where(own).values(team_id=team.id)))


def test_leavers_are_asked_no_more_and_returners_have_time_again(app: Flask, make: Maker) -> None:
    leaver, passed = make.person(), make.person()
    launch(make, grace_days=10)
    finish(make, passed, OPENS)
    for person in (leaver, passed):
        change(make, person, status=UserStatus.DEACTIVATED, deactivated_at=at(OPENS))
    tick(app, date(2026, 4, 10))
    assert (due_days(app, leaver), due_days(app, leaver, ended=True)) == ({}, {1: DUE})
    for person in (leaver, passed):
        change(make, person, status=UserStatus.ACTIVE, deactivated_at=None)
    assert tick(app, date(2026, 6, 1)) == {"assigned": 1}
    assert due_days(app, leaver) == {1: date(2026, 6, 11)}
    assert due_days(app, passed) == {1: DUE}


def test_a_leave_moves_the_due_day_as_it_goes_on_and_when_its_end_is_known(app: Flask, make: Maker) -> None:
    person = make.person()
    launch(make, grace_days=7)
    change(make, person, leave_from=date(2026, 4, 10))
    assert tick(app, date(2026, 6, 1)) == {"due dates": 1}
    assert due_days(app, person) == {1: date(2026, 6, 9)}
    change(make, person, leave_until=date(2026, 6, 30))
    tick(app, date(2026, 6, 1))
    assert due_days(app, person) == {1: date(2026, 7, 8)}


def test_a_yearly_campaign_asks_again_whoever_is_in_it_then(app: Flask, make: Maker) -> None:
    stays, late, gone = make.person(), make.person(), make.person()
    campaign = launch(make, repeats=Repeats.YEARLY)
    finish(make, stays, DUE)
    change(make, gone, status=UserStatus.DEACTIVATED, deactivated_at=at(DUE))
    assert tick(app, date(2027, 3, 31)) == {}
    assert tick(app, date(2027, 4, 1)) == {"assigned": 2}
    for person in (stays, late):
        assert due_days(app, person) == {2: date(2027, 4, 30)}
        assert due_days(app, person, ended=True) == {1: DUE}
    assert due_days(app, gone, ended=True) == {1: DUE}
    # A clock that jumps back finds nothing, and a year without a worker leaves a cycle out.
    assert tick(app, date(2026, 12, 1)) == {}
    assert tick(app, date(2029, 4, 1)) == {"assigned": 2}
    assert due_days(app, stays) == {4: date(2029, 4, 30)}
    assert campaign.id


def test_an_own_rhythm_counts_from_each_completion(app: Flask, make: Maker) -> None:
    quick, slow = make.person(), make.person()
    launch(make, repeats=Repeats.AFTER_COMPLETION, repeat_months=12)
    finish(make, quick, date(2028, 2, 29))
    assert tick(app, date(2029, 2, 27)) == {}
    assert tick(app, date(2029, 2, 28)) == {"assigned": 1}
    assert due_days(app, quick) == {2: date(2029, 3, 29)}, "as many days as the first time"
    assert due_days(app, slow) == {1: DUE}, "whoever never finished is still asked for the first time"
    assert tick(app, date(2029, 3, 1)) == {}


def test_hired_people_have_so_many_days_and_a_campaign_for_them_may_begin_empty(app: Flask, make: Maker) -> None:
    make.person()
    launch(make, Audience(everyone=True, hired_from=OPENS, employments=[Employment.REGULAR]), due_days=30)
    joins = {"hired_on": date(2026, 5, 11), "employment": Employment.REGULAR}
    joiner, other = make.person(), make.person()
    change(make, joiner, **joins)
    change(make, other, **(joins | {"employment": Employment.OFFICER}))
    assert tick(app, date(2026, 5, 10)) == {}, "nobody is asked before the first day"
    assert tick(app, date(2026, 5, 11)) == {"assigned": 1}
    assert due_days(app, joiner) == {1: date(2026, 6, 10)}


def test_a_paused_campaign_stands_still(app: Flask, make: Maker) -> None:
    person = make.person()
    campaign = launch(make)
    with clock.moved_to(at(date(2026, 4, 11))):
        make.run(lambda: service.pause(campaign.id, None))
    make.person()
    assert "assigned" not in tick(app, date(2026, 4, 20))
    assert due_days(app, person) == {1: date(2026, 5, 10)}
    with clock.moved_to(at(date(2026, 4, 20))):
        make.run(lambda: service.resume(campaign.id, None))
    assert tick(app, date(2026, 4, 30)) == {"assigned": 1}
    assert due_days(app, person) == {1: date(2026, 5, 10)}
    with app.app_context():
        actions = set(db.session.scalars(select(AuditEvent.action)))
    assert {"campaign.paused", "campaign.resumed"} < actions


def test_another_due_date_holds_from_this_year_on(app: Flask, make: Maker) -> None:
    person = make.person()
    campaign = launch(make, repeats=Repeats.YEARLY)
    tick(app, date(2027, 4, 1))

    def change_to(day: date) -> None:
        make.run(lambda: service.change_due(campaign.id, dates.end_of(day, TOKYO), None))

    with clock.moved_to(at(date(2027, 4, 10))):
        for wrong in (date(2027, 4, 9), date(2028, 4, 1)):
            with pytest.raises(FieldError):
                change_to(wrong)
        change_to(date(2027, 6, 1))
        change_to(date(2027, 5, 15))
    assert (due_days(app, person), due_days(app, person, ended=True)) == ({2: date(2027, 5, 15)}, {1: DUE})
    tick(app, date(2028, 4, 1))
    assert due_days(app, person) == {3: date(2028, 5, 15)}


def test_where_days_are_counted_their_number_is_changed(app: Flask, make: Maker) -> None:
    person = make.person()
    by_days = launch(make, due_days=30)
    with clock.moved_to(at(OPENS)):
        make.run(lambda: service.change_days(by_days.id, 45, None))
    assert due_days(app, person) == {1: date(2026, 5, 16)}


def test_an_own_rhythm_counts_days_after_the_first_time(app: Flask, make: Maker) -> None:
    person = make.person()
    campaign = launch(make, repeats=Repeats.AFTER_COMPLETION, repeat_months=12)
    finish(make, person, date(2026, 4, 10))
    tick(app, date(2027, 4, 10))
    with clock.moved_to(at(date(2027, 4, 11))):
        make.run(lambda: service.change_days(campaign.id, 40, None))
        with pytest.raises(Refused):
            make.run(lambda: service.change_due(campaign.id, dates.end_of(date(2027, 6, 30), TOKYO), None))
    assert due_days(app, person)[2] == date(2027, 5, 20)


def test_days_on_which_it_stood_still_count_once(app: Flask, make: Maker) -> None:
    person = make.person()
    campaign = launch(make)
    for day in (date(2026, 4, 11), date(2026, 4, 11), date(2026, 4, 12)):
        for change_it in (service.pause, service.resume):
            with clock.moved_to(at(day)):
                make.run(partial(change_it, campaign.id, None))
    assert due_days(app, person) == {1: date(2026, 5, 2)}
    with clock.moved_to(at(date(2026, 4, 12))):
        make.run(lambda: service.pause(campaign.id, None))
    with clock.moved_to(at(date(2026, 4, 10))):  # the clock was ahead
        make.run(lambda: service.resume(campaign.id, None))
    assert due_days(app, person) == {1: date(2026, 5, 2)}


def test_due_dates_move_when_it_pauses_and_goes_on_and_not_at_the_next_tick(app: Flask, make: Maker) -> None:
    person = make.person()
    campaign = launch(make)
    for day, work, due in (
        (date(2026, 4, 11), service.pause, date(2026, 5, 1)),
        (date(2026, 4, 14), service.resume, date(2026, 5, 4)),
    ):
        with clock.moved_to(at(day)):
            make.run(partial(work, campaign.id, None))
        assert due_days(app, person) == {1: due}


def test_an_announcement_waits_while_the_campaign_is_paused(app: Flask, make: Maker, server: Mailbox) -> None:
    make.person()
    campaign = launch(make)
    for day, work, sent in (
        (OPENS, service.pause, {"queued": 1}),
        (date(2026, 4, 2), None, {"queued": 1}),
        (date(2026, 4, 2), service.resume, {"sent": 1}),
    ):
        with app.app_context(), clock.moved_to(at(day)):
            if work:
                make.run(partial(work, campaign.id, None))
            assert (delivery.deliver(), delivery.deliver()) == (sent, {})
    assert len(server.mails) == 1
    with app.app_context():
        assert db.session.scalars(select(OutgoingMail.tries)).one() == 1


def test_nobody_is_added_while_the_campaign_is_paused(app: Flask, make: Maker) -> None:
    campaign = launch(make, Audience(person_ids=[make.person().id]))
    other = Audience(person_ids=[make.person().id])
    make.run(lambda: service.pause(campaign.id, None))
    with pytest.raises(Refused):
        make.run(lambda: service.extend(campaign.id, other, None))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Assignment)) == 1


def test_it_closes_by_itself_and_takes_the_newest_release_until_then(app: Flask, make: Maker) -> None:
    make.person()
    campaign = launch(make, follows_newest=True, closes_at=dates.end_of(date(2026, 5, 31), TOKYO))
    newest = make.release(number=2)
    assert tick(app, date(2026, 5, 31)) == {"new releases": 1}
    assert tick(app, date(2026, 6, 1)) == {"closed": 1}
    with app.app_context():
        stored = db.session.get_one(Campaign, campaign.id)
    assert (stored.release_id, stored.closed_at) == (newest.id, at(date(2026, 6, 1)))
    assert tick(app, date(2026, 6, 2)) == {}


@pytest.mark.parametrize("lease", [ticking.LEASE, timedelta(0)], ids=["leased", "lease-ran-out"])
def test_two_processes_at_once_assign_each_person_once(
    app: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch, lease: timedelta
) -> None:
    monkeypatch.setattr(materialise, "SET", 7)
    monkeypatch.setattr(ticking, "LEASE", lease)
    make.person()
    campaign = launch(make)
    for _each in range(20):
        make.person()
    with speakers(app, [partial(_tick, app)] * 2) as running:
        said = [line for ticking_one in running for line in ticking_one]
    assert sum(map(int, said)) == 20
    with app.app_context():
        people = select(func.count(), func.count(Assignment.person_id.distinct()))
        assert db.session.execute(people.where(Assignment.campaign_id == campaign.id)).one() == (21, 21)
        assert db.session.scalar(select(func.count()).select_from(OutgoingMail)) == 21


def _tick(app: Flask, say: Say) -> None:
    say(str(tick(app, date(2026, 4, 2)).get("assigned", 0)))


def test_whoever_gets_a_tag_enters_and_whoever_loses_it_keeps_what_they_have(app: Flask, make: Maker) -> None:
    card = make.run(lambda: people_service.add_tag("カード情報", None, None)).id
    first, later, never = make.person(), make.person(), make.person()
    give, take = people_service.give_tag, people_service.take_tag
    make.run(lambda: give(card, [first.id], None))
    launch(make, Audience(tag_ids=[card]), grace_days=14, repeats=Repeats.YEARLY)
    assert (due_days(app, first), due_days(app, later)) == ({1: DUE}, {})
    make.run(lambda: give(card, [later.id], None))
    make.run(lambda: take(card, [first.id], None))
    assert tick(app, date(2026, 4, 20)) == {"assigned": 1}
    assert due_days(app, later) == {1: date(2026, 5, 4)}, "as a joiner"
    assert due_days(app, first) == {1: DUE}, "as a mover"
    assert tick(app, date(2027, 4, 1)) == {"assigned": 1}
    assert due_days(app, later) == {2: date(2027, 4, 30)}
    assert (due_days(app, first), due_days(app, never)) == ({}, {}), "not asked in the next cycle"
