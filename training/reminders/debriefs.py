"""Debrief sheets to managers: one mail for each of them when a cycle of a training was settled."""

import uuid
from collections.abc import Container, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from training import clock
from training.extensions import db
from training.mail import debriefing, messages
from training.mail.hours import Hours, of_organisation
from training.mail.messages import Planned
from training.models import CohortRound
from training.reminders import queries
from training.team.gaps import queries as gaps


def announce(round_ids: Sequence[uuid.UUID]) -> None:
    """Queue the sheets of what was just settled of one cycle, in the transaction that settles it.

    Nobody talks about a cycle when a later one is over as well: closing a campaign may end several. Where a cycle had
    several releases, a manager gets the sheet of the first of `round_ids` that tells of own people.
    """
    if not debriefing.is_wanted() or any(gaps.has_later(round_id) for round_id in round_ids[:1]):
        return
    hours, now = of_organisation(), clock.now()
    for round_id in round_ids:
        found = db.session.get_one(CohortRound, round_id)
        readers = gaps.list_readers(round_id)
        mailed = queries.list_told_days([row.id for row in readers], found.campaign_id, now.date() - timedelta(days=1))
        messages.debriefs(
            Planned(
                round_id,
                row.id,
                row.locale,
                _free_morning(now, ZoneInfo(row.time_zone), hours, mailed.get(row.id, ())),
                messages.debrief_key(found.campaign_id, found.cycle, row.id),
            )
            for row in readers
        )


def _free_morning(now: datetime, zone: ZoneInfo, hours: Hours, mailed: Container[date]) -> datetime:
    """Return when a mail may next reach a manager on a day without another one about the same training."""
    moment = hours.next_open(now, zone)
    while (day := moment.astimezone(zone).date()) in mailed:
        moment = hours.next_open(datetime.combine(day + timedelta(days=1), time(), zone), zone)
    return moment
