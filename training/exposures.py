"""What words that people will read expose of the real events that trainings are about."""

import uuid
from collections.abc import Iterable

from sqlalchemy import func, select

from questions.redaction.gate import Event, Sort, event_of, in_words, joined
from training import releases
from training.extensions import db
from training.models import Release
from training.named_in_notices import map_named

Exposed = list[tuple[Sort, str]]


def list_exposed(words: str, release_id: uuid.UUID) -> Exposed:
    """List what words beside a release expose of the incidents behind it, and of anybody."""
    return in_words(words, _event_of([release_id]))


def event_behind_all() -> Event:
    """Return what the incidents behind all trainings are known by; the newest releases tell of which."""
    numbers = select(Release.quiz_key, func.max(Release.number).label("number")).group_by(Release.quiz_key).subquery()
    same = (numbers.c.quiz_key == Release.quiz_key) & (numbers.c.number == Release.number)
    return _event_of(db.session.scalars(select(Release.id).join(numbers, same)).all())


def _event_of(release_ids: Iterable[uuid.UUID]) -> Event:
    loaded = releases.get_many(set(release_ids)).values()
    incidents = {incident.key: incident for each in loaded for incident in each.document.incidents}
    named = map_named()
    return joined(
        [event_of(one, named.people.get(key, ()), named.parties.get(key, ())) for key, one in incidents.items()]
    )
