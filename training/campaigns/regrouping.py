"""Changing whom a campaign is for, after its launch: what that means for whom, and doing it.

Whoever comes in is assigned the present round. Whoever goes out is not asked in the rounds to come; an unfinished
duty of the present one is kept, as it is for movers, or becomes an exemption with the reason of the change. Rounds
that are over keep their people, and nothing takes back a pass.
"""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from questions.canonical import digest
from training import audit, dates
from training.campaigns import audiences, queries, service
from training.campaigns.audience import Audience
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.errors import FieldError, Refused
from training.extensions import db
from training.models import OverrideKind

CHANGED = audit.declare("campaign.audience-changed", "campaign", "assigned", "exempted", "reason")
SAME = _l("The campaign is for these people already. Choose others.")
NOBODY = _l("Nobody is in this audience. Choose at least one person or team.")
_AT_ONCE = 1_000


class Outlook(NamedTuple):
    """How many people another audience concerns: those who come in, who go out, and who are in both."""

    new: int
    has_it: int
    """Who come in and have the present round already, for example because they moved."""
    unfinished: int
    finished: int
    others: int
    """Who go out and have nothing of the campaign to finish or finished, such as people not assigned yet."""
    stay: int


def present(campaign: Any) -> Audience:
    """Return whom a campaign is for now."""
    return Audience.model_validate_json(campaign.audience)


def seal(campaign: Any) -> str:
    """Return what a form remembers of the present audience, to notice when it has been changed meanwhile."""
    return digest(campaign.audience.encode())


def check(campaign: Any, wanted: Audience) -> None:
    """Raise FieldError for an audience that the campaign has already, or that nobody is in."""
    if wanted == present(campaign):
        raise FieldError("audience", SAME)
    if not wanted.awaits_newcomers() and not queries.measure(wanted).people:
        raise FieldError("audience", NOBODY)


def look(campaign: Any, wanted: Audience) -> Outlook:
    """Return what `wanted` would change for how many; nothing is changed."""
    before = present(campaign)
    coming = queries.count_asked(campaign.id, wanted, before)
    going = queries.count_asked(campaign.id, before, wanted)
    return Outlook(
        new=coming.others,
        has_it=coming.unfinished + coming.finished,
        unfinished=going.unfinished,
        finished=going.finished,
        others=going.others,
        stay=queries.measure(wanted).people - sum(coming),
    )


def change(  # noqa: PLR0913, PLR0917  # what, instead of what, why and by whom
    campaign_id: uuid.UUID,
    wanted: Audience,
    seen: str,
    reason: str,
    exempts: bool,
    actor_id: uuid.UUID | None,
) -> None:
    """Let an open campaign be for `wanted` from now on; raise Refused when it was changed since it looked as `seen`.

    With `exempts`, whoever goes out and has not finished the present round is exempt from it, for the same reason.
    """
    campaign = queries.hold_open_campaign(campaign_id)
    before = present(campaign)
    if before == wanted:
        return
    if seal(campaign) != seen:
        raise Refused(queries.CHANGED_MEANWHILE)
    check(campaign, wanted)
    going = queries.list_unfinished(campaign_id, before, wanted) if exempts else []
    audiences.replace(campaign, wanted, dates.today())
    db.session.flush()
    exempted = _exempt(campaign_id, going, reason, actor_id)
    assigned = 0 if campaign.paused_at is not None else service.assign_and_tell(campaign, wanted)
    audit.record(CHANGED, campaign_id, actor_id, assigned=assigned, exempted=exempted, reason=reason)


def _exempt(campaign_id: uuid.UUID, people: Sequence[uuid.UUID], reason: str, actor_id: uuid.UUID | None) -> int:
    giver, number = overrides.Giver(actor_id), 0
    for begin in range(0, len(people), _AT_ONCE):
        decision = Decision(OverrideKind.EXEMPTION, reason)
        part = people[begin : begin + _AT_ONCE]
        number += overrides.give_many(campaign_id, decision, giver, people=part).decided
    return number
