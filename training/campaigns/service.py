"""Launching campaigns, changing their dates, adding people, pausing and closing them."""

import json
import uuid
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from questions.canonical import Json, canonical_bytes
from training import audit, clock, cycles, dates
from training.campaigns import audiences, queries
from training.campaigns.audience import Audience
from training.campaigns.materialise import assign_batch, assign_usual, write_due_dates
from training.campaigns.rules import Rules, begins_on, days_of, has_own_rounds
from training.errors import FieldError, NotFound, Refused
from training.extensions import db
from training.mail import messages, sets
from training.models import Campaign, new_id
from training.models.delivery import Repeats
from training.statements import insert_once

LAUNCHED = audit.declare("campaign.launched", "campaign", "release_id", "assigned")
EXTENDED = audit.declare("campaign.extended", "campaign", "assigned")
DUE_CHANGED = audit.declare("campaign.due-changed", "campaign", "due_at", "reason")
DAYS_CHANGED = audit.declare("campaign.days-changed", "campaign", "days", "reason")
CLOSED = audit.declare("campaign.closed", "campaign")
PAUSED = audit.declare("campaign.paused", "campaign")
RESUMED = audit.declare("campaign.resumed", "campaign", "paused_on")
RENAMED = audit.declare("campaign.renamed", "campaign")
RELEASE_CHANGED = audit.declare("campaign.release-changed", "campaign", "release_id")

WHY_NO_DATE = _l(
    "Rounds of this campaign begin on days of each person’s own, so no day suits all of them. Change the number of "
    "days, or give those who have not finished more time."
)
WHY_CLOSES_BEFORE = _l("The campaign closes before this day. Choose a day before it closes.")
_USUAL = Rules()


def assign(  # noqa: PLR0913, PLR0917  # a campaign is these things
    name: str,
    release_id: uuid.UUID,
    audience: Audience,
    opens_at: datetime,
    due_at: datetime,
    actor_id: uuid.UUID | None,
    *,
    name_en: str | None = None,
    campaign_id: uuid.UUID | None = None,
    rules: Rules = _USUAL,
) -> Campaign:
    """Launch a campaign: its assignments, mails and ledger entry together.

    With the `campaign_id` of a campaign that exists, return that one: a form sent twice launches once. Where days are
    counted from each person's start, `due_at` follows from them.
    """
    if campaign_id and (existing := db.session.get(Campaign, campaign_id)):
        return existing
    if rules.due_days is not None:
        due_at = dates.end_of(dates.day_of(opens_at) + timedelta(days=rules.due_days))
    _check_dates(opens_at, due_at, rules.closes_at)
    if not queries.has_release(release_id):
        raise NotFound
    values = {
        "id": campaign_id or new_id(),
        "release_id": release_id,
        "name": _clean(name),
        "name_en": _clean(name_en) or None,
        "audience": audience.kept(),
        "opens_at": opens_at,
        "due_at": due_at,
        "created_at": clock.now(),
        "created_by": actor_id,
        **rules._asdict(),
    }
    # The same form may be on its way twice at the same moment, where neither sees the other's campaign yet.
    if insert_once(Campaign, values):
        _launch(db.session.get_one(Campaign, values["id"]), audience, actor_id)
    return db.session.get_one(Campaign, values["id"])


def _launch(campaign: Campaign, audience: Audience, actor_id: uuid.UUID | None) -> None:
    _check_rhythm(campaign, campaign.due_at, 1)
    assigned = assign_and_tell(campaign, audience)
    if not assigned and not audience.awaits_newcomers():
        raise FieldError("audience", _l("Nobody is in this audience. Choose at least one person or team."))
    audit.record(LAUNCHED, campaign.id, actor_id, release_id=campaign.release_id.hex, assigned=assigned)


def extend(campaign_id: uuid.UUID, audience: Audience, actor_id: uuid.UUID | None) -> int:
    """Assign a campaign that is neither closed nor paused to `audience` as well; return how many are new to it."""
    campaign = queries.hold_open_campaign(campaign_id)
    if campaign.paused_at is not None:
        raise Refused(queries.PAUSED)
    before = Audience.model_validate_json(campaign.audience)
    assigned = assign_and_tell(campaign, audience.narrowed_as(before))
    united = before.united_with(audience)
    if assigned or united != before:
        audiences.replace(campaign, united, dates.today())
        db.session.flush()
        audit.record(EXTENDED, campaign_id, actor_id, assigned=assigned)
    return assigned


def rename(campaign_id: uuid.UUID, name: str, name_en: str | None, actor_id: uuid.UUID | None) -> None:
    """Give a campaign, closed or not, another name, and one for readers of English where it is set."""
    campaign, wanted = queries.hold_campaign(campaign_id), (_clean(name), _clean(name_en) or None)
    if (campaign.name, campaign.name_en) != wanted:
        campaign.name, campaign.name_en = wanted
        db.session.flush()
        audit.record(RENAMED, campaign_id, actor_id)


def change_due(campaign_id: uuid.UUID, due_at: datetime, actor_id: uuid.UUID | None, *, reason: str = "") -> None:
    """Give an open campaign and its assignments another due date.

    A yearly one is due on that day this year and in the years to come; what was due in past years stays as it was.
    So does what counted days until now. Refused where rounds begin on people's own days.
    """
    campaign = queries.hold_open_campaign(campaign_id)
    if has_own_rounds(campaign):
        raise Refused(WHY_NO_DATE)
    if _present_due(campaign).at == due_at:
        return
    _write(campaign, values_of_due(campaign, due_at))
    audit.record(DUE_CHANGED, campaign_id, actor_id, due_at=due_at.isoformat(), reason=reason)


def values_of_due(campaign: Campaign | Any, due_at: datetime) -> dict[str, Any]:
    """Return what a campaign says when it is due on another day; raise FieldError for one that it can't be due on."""
    zone = dates.zone_name()
    cycle = cycles.present_cycle(campaign, dates.today(), zone)
    _check_dates(max(campaign.opens_at, dates.start_of(begins_on(campaign, cycle, zone))), due_at, campaign.closes_at)
    _check_rhythm(campaign, due_at, cycle)
    if cycle == 1:
        return {"due_at": due_at, "due_days": None}
    return _moved_from(campaign, cycle, dates.day_of(due_at, zone).isoformat())


def change_days(campaign_id: uuid.UUID, days: int, actor_id: uuid.UUID | None, *, reason: str = "") -> None:
    """Let everybody in an open campaign have so many days from their start, in this round and in those to come."""
    campaign = queries.hold_open_campaign(campaign_id)
    own = days_of(campaign, dates.zone_name()) if has_own_rounds(campaign) else None
    if days in {own, _present_due(campaign).days}:
        return
    _write(campaign, values_of_days(campaign, days))
    audit.record(DAYS_CHANGED, campaign_id, actor_id, days=days, reason=reason)


def values_of_days(campaign: Campaign | Any, days: int) -> dict[str, Any]:
    """Return what a campaign says that gives another number of days; raise FieldError for one that it can't give."""
    zone = dates.zone_name()
    cycle = cycles.present_cycle(campaign, dates.today(), zone)
    due_at = dates.end_of(begins_on(campaign, cycle, zone) + timedelta(days=days), zone)
    if campaign.closes_at is not None and campaign.closes_at < due_at:
        raise FieldError("due_days", WHY_CLOSES_BEFORE)
    _check_rhythm(campaign, due_at, cycle, "due_days")
    if has_own_rounds(campaign):
        return {"due_at": due_at, "due_days": days if campaign.due_days else None, **_with_earlier_days(campaign)}
    return {"due_at": due_at, "due_days": days} if cycle == 1 else _moved_from(campaign, cycle, days)


def _present_due(campaign: Campaign) -> cycles.Due:
    zone = dates.zone_name()
    return cycles.due_of(campaign, cycles.present_cycle(campaign, dates.today(), zone), zone)


def _moved_from(campaign: Campaign | Any, cycle: int, moved: str | int) -> dict[str, Any]:
    kept: list[Json] = [move for move in json.loads(campaign.due_moves) if move[0] < cycle]
    return {"due_moves": canonical_bytes([*kept, [cycle, moved]]).decode()}


def _with_earlier_days(campaign: Campaign | Any) -> dict[str, Any]:
    """Keep how many days people with a rhythm of their own had until yesterday; of two changes on a day, the last."""
    yesterday, earlier = dates.today() - timedelta(days=1), cycles.earlier_days(campaign)
    if (earlier and earlier[-1][0] >= yesterday) or yesterday < dates.day_of(campaign.opens_at):
        return {}
    earlier.append((yesterday, days_of(campaign, dates.zone_name())))
    kept: list[Json] = [[last.isoformat(), days] for last, days in earlier]
    return {"due_moves": canonical_bytes(kept).decode()}


def _write(campaign: Campaign, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(campaign, name, value)
    db.session.flush()
    write_due_dates(campaign)


def use_newest_release(campaign_id: uuid.UUID, release_id: uuid.UUID | None, actor_id: uuid.UUID | None) -> None:
    """Let attempts that have not begun take the newest release; those that are open go on in theirs.

    Raises Refused when `release_id`, which was shown, is not the newest release of the campaign's quiz.
    """
    campaign = queries.hold_open_campaign(campaign_id)
    newest = queries.find_newest_release(campaign.release_id)
    if newest.id != release_id:
        raise Refused(_l("A newer release has been published since this page was opened. Look at it first."))
    if campaign.release_id != newest.id:
        campaign.release_id = newest.id
        db.session.flush()
        audit.record(RELEASE_CHANGED, campaign_id, actor_id, release_id=newest.id.hex)


def pause(campaign_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Let a campaign stand still: nobody begins, is reminded or gets late; pausing it again changes nothing."""
    campaign = queries.hold_open_campaign(campaign_id)
    if campaign.paused_at is None:
        campaign.paused_at = clock.now()
        db.session.flush()
        write_due_dates(campaign)
        audit.record(PAUSED, campaign_id, actor_id)


def resume(campaign_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Let a campaign go on, due as many days later as it stood still."""
    campaign = queries.hold_open_campaign(campaign_id)
    if campaign.paused_at is not None:
        audit.record(RESUMED, campaign_id, actor_id, paused_on=dates.day_of(campaign.paused_at).isoformat())
        _end_pause(campaign)
        db.session.flush()
        write_due_dates(campaign)
        sets.release_held(campaign_id)


def close(campaign_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """End a campaign: nobody starts it any more, and what was reached stays; closing it again changes nothing."""
    campaign = queries.hold_campaign(campaign_id)
    if campaign.closed_at is None:
        _end_pause(campaign)
        campaign.closed_at = clock.now()
        db.session.flush()
        audit.record(CLOSED, campaign_id, actor_id)


def assign_some(campaign: Campaign, audience: Audience) -> int:
    """Assign the present cycle to people of `audience` who have none of it, and queue their mails; 0 ends it."""
    now = clock.now()
    number = assign_usual(campaign, audience, now)
    if number:
        sets.assigned_at(campaign.id, now, campaign.opens_at)
        return number
    batch = assign_batch(campaign, audience)
    told: defaultdict[datetime, list[tuple[uuid.UUID, uuid.UUID, str]]] = defaultdict(list)
    for new in batch:
        told[new.not_before].append((new.id, new.person_id, new.locale))
    for not_before, rows in told.items():
        messages.assigned_to_many(rows, not_before=not_before)
    return len(batch)


def assign_and_tell(campaign: Campaign, audience: Audience) -> int:
    """Assign the present cycle to everybody of `audience` who has none of it; return how many they are."""
    total = number = assign_some(campaign, audience)
    while number:
        number = assign_some(campaign, audience)
        total += number
    return total


def _clean(name: str | None) -> str:
    return " ".join((name or "").split())


def _end_pause(campaign: Campaign) -> None:
    if campaign.paused_at is not None:
        days: list[Json] = [dates.day_of(campaign.paused_at).isoformat(), dates.today().isoformat()]
        campaign.pauses = canonical_bytes([*json.loads(campaign.pauses), days]).decode()
        campaign.paused_at = None


def _check_dates(opens_at: datetime, due_at: datetime, closes_at: datetime | None) -> None:
    if due_at <= clock.now():
        raise FieldError("due_on", _l("The due date lies in the past. Choose today or a later day."))
    if due_at <= opens_at:
        raise FieldError("due_on", _l("The due date lies before the opening. Choose a later day."))
    if closes_at is not None and closes_at < due_at:
        raise FieldError("due_on", WHY_CLOSES_BEFORE)


def _check_rhythm(campaign: Campaign | Any, due_at: datetime, cycle: int, field: str = "due_on") -> None:
    if campaign.repeats is not Repeats.YEARLY:
        return
    zone = dates.zone_name()
    if dates.day_of(due_at, zone) >= begins_on(campaign, cycle + 1, zone):
        raise FieldError(field, _l("The next year’s training begins before this day. Choose an earlier day."))
