"""Due dates as they would be by other rules than those of the campaign, to be told before they are written."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache

from training import dates
from training.campaigns.due import DueRule, due_at
from training.campaigns.materialise import duties_to_finish, duty_of
from training.statements import connection


def due_dates_under(campaign_id: uuid.UUID, rule: Callable[[int, str], DueRule]) -> Iterator[tuple[datetime, datetime]]:
    """Yield the due date of each unfinished duty as it is, and as it would be by the rule of its cycle."""
    zone, today = dates.zone_name(), dates.today()
    of_cycle = lru_cache(lambda cycle: rule(cycle, zone))
    for row in connection().execute(duties_to_finish(campaign_id)):
        yield row.due_at, due_at(of_cycle(row.cycle), duty_of(row, zone), today, zone)
