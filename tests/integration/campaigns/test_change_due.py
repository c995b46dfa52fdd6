"""When a campaign is due can change after its launch: told whose date moves, and never one's own extension."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training import clock, dates
from training.campaigns import queries, redating, service
from training.campaigns.audience import Audience
from training.campaigns.materialise import write_due_dates
from training.campaigns.redating import DueRules, Outlook
from training.campaigns.rules import Rules
from training.errors import FieldError, Refused
from training.extensions import db
from training.models import Assignment, AssignmentStatus, AuditEvent, Campaign, User

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
    "wanted", [DueRules(end(4, 20), None, 14), DueRules(end(5, 31), None, 14), DueRules(end(4, 30), None, 0)]
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
    assert make.run(lambda: db.session.scalars(events).all()) == [
        "campaign.grace-changed" if wanted.grace_days == 0 else "campaign.due-changed"
    ]


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
    with pytest.raises(Refused):
        change(DueRules(None, 30, 14), seen)
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
