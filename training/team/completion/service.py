"""Counting anew what has changed, place by place; the worker does so every minute."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, insert, literal, null, or_, select, true, union, update

from training import clock, dates, transaction
from training.models import CompletionChange, CompletionCount, CompletionPasses, CompletionPeople, CompletionPlace, Team
from training.models.completion import NOWHERE, ORGANISATION
from training.statements import connection, fresh_id, insert_once, inserting
from training.team.completion import relations
from training.team.completion.sources import is_in, open_sha256
from training.team.filters import Wanted

AT_ONCE = 10
"""Places in one transaction; whoever answers meanwhile waits for it on SQLite."""
_NOT_COUNTED = {"zone": "", "open_sha256": ""}
_PLACES = union(select(Team.id.label("place")), select(literal(NOWHERE, Team.id.type))).subquery()


def count_changed() -> int:
    """Count all places anew whose counts are not as they should be; return how many."""
    transaction.run(_spread)
    outdated = transaction.run(lambda: _list_outdated(clock.now()))
    for first in range(0, len(outdated), AT_ONCE):
        part = outdated[first : first + AT_ONCE]
        transaction.run(lambda part=part: count(part))  # type: ignore[misc]
    return len(outdated)


def _spread() -> None:
    """Note a change of all places for each of them, so that they are counted in portions."""
    found = connection().scalars(select(CompletionChange.id).where(CompletionChange.everywhere)).all()
    if found:
        row = select(fresh_id(), _PLACES.c.place, literal(False))  # a value of a row
        adding = insert(CompletionChange).from_select(["id", "place", "everywhere"], row, include_defaults=False)
        connection().execute(adding)
        _forget(found)


def _list_outdated(now: datetime) -> Sequence[uuid.UUID]:
    """List the places that were never counted, or have changed, or were counted in another zone or with others open."""
    outdated = or_(
        CompletionPlace.place.is_(None),
        CompletionPlace.zone != dates.zone_name(),
        CompletionPlace.open_sha256 != open_sha256(now),
        exists().where(CompletionChange.place == _PLACES.c.place),
    )
    found = select(_PLACES.c.place).outerjoin(CompletionPlace, CompletionPlace.place == _PLACES.c.place)
    return connection().scalars(found.where(outdated).order_by(_PLACES.c.place)).all()


def count(places: Sequence[uuid.UUID]) -> None:
    """Count places anew in the present transaction.

    Which changes are known is read before counting: one that comes in between is counted, and its note stays.
    """
    now = clock.now()
    _hold(places)
    noted = select(CompletionChange.id).where(CompletionChange.place.in_(places), ~CompletionChange.everywhere)
    changes = connection().scalars(noted).all()
    opened = open_sha256(now)
    _take_away(places)
    for model in (CompletionCount, CompletionPasses, CompletionPeople):
        connection().execute(delete(model).where(model.place.in_(places)))
    who = is_in(places)
    _add(CompletionCount, relations.each_assignment(who), id=fresh_id())
    _add(CompletionPasses, relations.each_pass(who, now))
    _add_up(places)
    _add(CompletionPeople, relations.each_person(who, Wanted(), now), id=fresh_id(), campaign_id=null())
    _add(CompletionPeople, relations.each_duty(who), id=fresh_id(), is_assigned=true())
    counted = update(CompletionPlace).where(CompletionPlace.place.in_(places))
    connection().execute(counted.values(zone=dates.zone_name(), open_sha256=opened))
    _forget(changes)


def _hold(places: Iterable[uuid.UUID]) -> None:
    """Let nobody else count these places meanwhile, nor change the sums over all of them."""
    places = [ORGANISATION, *places]
    for place in places:
        insert_once(CompletionPlace, {"place": place, **_NOT_COUNTED})
    held = select(CompletionPlace.place).where(CompletionPlace.place.in_(places)).order_by(CompletionPlace.place)
    connection().execute(held.with_for_update()).all()


def _add(model: Any, each: Select[Any], **same: Any) -> None:
    """Add what is alike in `each` as one row; `same` is alike in all of them."""
    rows = each.subquery()
    columns = [column for column in rows.c if column.key != "number"]
    grouped = select(*columns, func.count().label("number")).group_by(*columns).subquery()
    names = [column.key for column in grouped.c]
    values = select(*same.values(), *grouped.c)
    connection().execute(insert(model).from_select([*same, *names], values, include_defaults=False))


def _take_away(places: Sequence[uuid.UUID]) -> None:
    """Take what is kept of these places away from the sums over all places."""
    own = _passes_of(places).subquery()
    is_same = (CompletionPasses.campaign_id == own.c.campaign_id, CompletionPasses.passed_on == own.c.passed_on)
    lessening = update(CompletionPasses).where(CompletionPasses.place == ORGANISATION, *is_same)
    connection().execute(lessening.values(number=CompletionPasses.number - own.c.number))


def _add_up(places: Sequence[uuid.UUID]) -> None:
    """Add what is kept of these places to the sums over all places."""
    columns = ["place", "campaign_id", "passed_on", "number"]
    adding = inserting(CompletionPasses).from_select(columns, _passes_of(places), include_defaults=False)
    both = {"number": CompletionPasses.number + adding.excluded.number}
    connection().execute(adding.on_conflict_do_update(index_elements=columns[:-1], set_=both))
    nothing = (CompletionPasses.place == ORGANISATION, CompletionPasses.number == 0)
    connection().execute(delete(CompletionPasses).where(*nothing))


def _passes_of(places: Sequence[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    """Sum up what is kept of the passes of these places, as rows of the organisation."""
    organisation = literal(ORGANISATION, CompletionPasses.place.type).label("place")
    days = (CompletionPasses.campaign_id, CompletionPasses.passed_on)
    summed: Select[*tuple[Any, ...]] = select(organisation, *days, func.sum(CompletionPasses.number).label("number"))
    return summed.where(CompletionPasses.place.in_(places)).group_by(*days)


def _forget(changes: Sequence[uuid.UUID]) -> None:
    for first in range(0, len(changes), 500):
        part = changes[first : first + 500]
        connection().execute(delete(CompletionChange).where(CompletionChange.id.in_(part)))
