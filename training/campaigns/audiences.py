"""Which audiences a campaign has had, so that reports of past rounds tell whom it was for then."""

import json
from datetime import date, timedelta
from typing import Any

from questions.canonical import Json, canonical_bytes
from training.campaigns.audience import Audience
from training.models import Campaign


def audience_on(campaign: Any, day: date) -> Audience:
    """Return whom a campaign was meant for on a day."""
    for last, kept in json.loads(campaign.audiences):
        if day <= date.fromisoformat(last):
            return Audience.model_validate(kept)
    return Audience.model_validate_json(campaign.audience)


def replace(campaign: Campaign, audience: Audience, today: date) -> None:
    """Give a campaign another audience from `today` on; of two changes on a day, the last holds for all of it."""
    yesterday = (today - timedelta(days=1)).isoformat()
    earlier: list[Json] = json.loads(campaign.audiences)
    if not earlier or earlier[-1][0] != yesterday:  # type: ignore[index]
        earlier.append([yesterday, json.loads(campaign.audience)])
        campaign.audiences = canonical_bytes(earlier).decode()
    campaign.audience = audience.kept()
