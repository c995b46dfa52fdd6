"""Launching campaigns, changing their dates, adding people, closing them."""

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from training import audit, clock
from training.campaigns import queries
from training.campaigns.audience import Audience
from training.campaigns.materialise import assign_missing, write_due_dates
from training.errors import FieldError, NotFound, Refused
from training.extensions import db
from training.mail import messages
from training.models import Campaign, Release, new_id
from training.statements import insert_once

LAUNCHED = audit.declare("campaign.launched", "campaign", "release_id", "assigned")
EXTENDED = audit.declare("campaign.extended", "campaign", "assigned")
DUE_CHANGED = audit.declare("campaign.due-changed", "campaign", "due_at")
CLOSED = audit.declare("campaign.closed", "campaign")
RELEASE_CHANGED = audit.declare("campaign.release-changed", "campaign", "release_id")


def assign(  # noqa: PLR0913, PLR0917  # a campaign is these things
    name: str,
    release_id: uuid.UUID,
    audience: Audience,
    opens_at: datetime,
    due_at: datetime,
    actor_id: uuid.UUID | None,
    *,
    campaign_id: uuid.UUID | None = None,
) -> Campaign:
    """Launch a campaign: its assignments, mails and ledger entry together.

    With the `campaign_id` of a campaign that exists, return that one: a form sent twice launches once.
    """
    if campaign_id and (existing := db.session.get(Campaign, campaign_id)):
        return existing
    _check_dates(opens_at, due_at)
    if not db.session.scalar(select(exists().where(Release.id == release_id))):
        raise NotFound
    values = {
        "id": campaign_id or new_id(),
        "release_id": release_id,
        "name": " ".join(name.split()),
        "audience": audience.kept(),
        "opens_at": opens_at,
        "due_at": due_at,
        "created_at": clock.now(),
        "created_by": actor_id,
    }
    # The same form may be on its way twice at the same moment, where neither sees the other's campaign yet.
    is_first = insert_once(Campaign, values)
    campaign = db.session.get_one(Campaign, values["id"])
    if not is_first:
        return campaign
    assigned = _assign_and_tell(campaign, audience)
    if not assigned:
        raise FieldError("audience", _l("Nobody is in this audience. Choose at least one person or team."))
    audit.record(LAUNCHED, campaign.id, actor_id, release_id=release_id.hex, assigned=assigned)
    return campaign


def extend(campaign_id: uuid.UUID, audience: Audience, actor_id: uuid.UUID | None) -> int:
    """Assign an open campaign to `audience` as well; return how many people are new to it."""
    campaign = _get_open(campaign_id)
    assigned = _assign_and_tell(campaign, audience)
    united = Audience.model_validate_json(campaign.audience).united_with(audience).kept()
    if assigned or united != campaign.audience:
        campaign.audience = united
        db.session.flush()
        audit.record(EXTENDED, campaign_id, actor_id, assigned=assigned)
    return assigned


def change_due(campaign_id: uuid.UUID, due_at: datetime, actor_id: uuid.UUID | None) -> None:
    """Give an open campaign and all its assignments another due date."""
    campaign = _get_open(campaign_id)
    if campaign.due_at == due_at:
        return
    _check_dates(campaign.opens_at, due_at)
    campaign.due_at = due_at
    db.session.flush()
    write_due_dates(campaign)
    audit.record(DUE_CHANGED, campaign_id, actor_id, due_at=due_at.isoformat())


def use_newest_release(campaign_id: uuid.UUID, release_id: uuid.UUID | None, actor_id: uuid.UUID | None) -> None:
    """Let attempts that have not begun take the newest release; those that are open go on in theirs.

    Raises Refused when `release_id`, which was shown, is not the newest release of the campaign's quiz.
    """
    campaign = _get_open(campaign_id)
    newest = queries.find_newest_release(campaign.release_id)
    if newest.id != release_id:
        raise Refused(_l("A newer release has been published since this page was opened. Look at it first."))
    if campaign.release_id != newest.id:
        campaign.release_id = newest.id
        db.session.flush()
        audit.record(RELEASE_CHANGED, campaign_id, actor_id, release_id=newest.id.hex)


def close(campaign_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """End a campaign: nobody starts it any more, and what was reached stays; closing it again changes nothing."""
    campaign = _get_for_update(campaign_id)
    if campaign.closed_at is None:
        campaign.closed_at = clock.now()
        db.session.flush()
        audit.record(CLOSED, campaign_id, actor_id)


def _assign_and_tell(campaign: Campaign, audience: Audience) -> int:
    new = assign_missing(campaign, audience)
    messages.assigned_to_many(new, not_before=campaign.opens_at)
    return len(new)


def _check_dates(opens_at: datetime, due_at: datetime) -> None:
    if due_at <= clock.now():
        raise FieldError("due_on", _l("The due date lies in the past. Choose today or a later day."))
    if due_at <= opens_at:
        raise FieldError("due_on", _l("The due date lies before the opening. Choose a later day."))


def _get_for_update(campaign_id: uuid.UUID) -> Campaign:
    campaign = db.session.scalar(select(Campaign).where(Campaign.id == campaign_id).with_for_update())
    if campaign is None:
        raise NotFound
    return campaign


def _get_open(campaign_id: uuid.UUID) -> Campaign:
    campaign = _get_for_update(campaign_id)
    if campaign.closed_at is not None:
        raise Refused(queries.CLOSED)
    return campaign
