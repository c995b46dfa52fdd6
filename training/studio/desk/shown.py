"""What pages show of a notice beside its desk, and what an incident made from it begins with."""

from collections.abc import Mapping
from typing import Any

from questions.incident import Incident
from questions.notices import desk
from questions.notices.desk import days_until
from questions.notices.drafting import Alike, Origin, draft_incident, same_incidents
from questions.notices.headline import press_of
from questions.notices.pieces import Piece, pieces
from questions.notices.reader import LONGEST
from training import dates
from training.models import NoticeRecord
from training.studio.desk.queries import Reading


def draft(reading: Reading) -> dict[str, Any]:
    """Return what the form of a new incident shows first."""
    return draft_incident(reading.desk, _origin(reading.row))


def list_alike(reading: Reading, incidents: Mapping[str, Incident]) -> list[Alike]:
    """List incidents that may be the same as the one that a notice tells of."""
    own = reading.row.incident_key
    others = (incident for key, incident in incidents.items() if key != own)
    return same_incidents(reading.desk, _origin(reading.row), others)


def list_pieces(reading: Reading) -> list[Piece]:
    """List the stretches of a notice with the keys of what rests on them, as far as it was read."""
    return pieces(reading.row.source_text[:LONGEST], reading.desk.entries, reading.desk.aside)


def map_days(reading: Reading) -> dict[str, int]:
    """Map noticed, stopped, told and announced to the days since the incident began."""
    return days_until(reading.desk)


def is_noticed_too_early(reading: Reading) -> bool:
    """Tell whether by what is kept it was noticed before it began."""
    return desk.is_noticed_too_early(reading.desk)


def _origin(row: NoticeRecord) -> Origin:
    seen_on = dates.day_of(row.created_at).isoformat()
    return Origin(row.title, row.address, row.language, seen_on, press_of(row.source_text))
