"""Counting who was asked about what. Pages read the counts: a page must not read a million assignments."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, insert

from training import clock, dates, transaction
from training.coverage import counting, queries
from training.coverage.counting import Counts, Group
from training.coverage.queries import ASSIGNED, DECIDED, EARLIER
from training.extensions import db
from training.models import CoverageCount, CoverageGroup, new_id
from training.studio import queries as documents
from training.team import queries as team
from training.team.scope import EVERYBODY

RECENT = timedelta(days=365)
"""Standards ask for training at least once a year, so what was decided before that has to be asked again."""
STAYS = timedelta(minutes=9)
"""So long a count is not made anew, also where several workers look for it."""


def count_when_old() -> bool:
    """Count anew unless that was just done; tell whether it was."""
    counted_at = queries.find_counted_at()
    if counted_at is not None and timedelta(0) <= clock.now() - counted_at < STAYS:
        return False
    count()
    return True


def count() -> None:
    """Read first, which may take a while among many people, and replace the last count in a short transaction."""
    now, today = clock.now(), dates.today()
    transaction.begin_snapshot()
    divisions = [node.id for node in team.get_tree(EVERYBODY, "ja").level_under(None)]
    subjects = counting.subjects_of(queries.list_asked(), documents.load_bank().controls)
    people, counts = counting.add_up(queries.count_histories(divisions, now - RECENT, now, today), subjects)
    transaction.run(lambda: _replace(people, counts))


def _replace(people: Mapping[Group, int], counts: Mapping[Group, Counts]) -> None:
    now = clock.now()
    ids = {group: new_id() for group in people}
    groups = [
        {"id": ids[group], "team_id": group.team_id, "kind": group.kind, "people": number, "counted_at": now}
        for group, number in people.items()
    ]
    rows = [
        {
            "group_id": ids[group],
            "subject_kind": subject.kind,
            "subject": subject.key,
            "incident_key": subject.incident_key,
            "decided": states[DECIDED],
            "assigned": states[ASSIGNED],
            "earlier": states[EARLIER],
        }
        for group, own in counts.items()
        for subject, states in own.items()
    ]
    db.session.execute(delete(CoverageCount))
    db.session.execute(delete(CoverageGroup))
    for model, listed in ((CoverageGroup, groups), (CoverageCount, rows)):
        if listed:
            db.session.execute(insert(model), listed)
