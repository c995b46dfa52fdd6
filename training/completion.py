"""Notes, in the transaction of every change, whose completion has to be counted anew.

It listens to the engine, through which all statements pass, so that no feature can forget it. A statement that names
people notes their places; one that does not, and has changed something, notes all places. A note is never left out
because there is one already: whoever counts at this moment may take that one away without having seen this change.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    Insert,
    Update,
    bindparam,
    event,
    exists,
    false,
    func,
    insert,
    inspect,
    literal,
    select,
    true,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList

from training.models import TeamMembership, User
from training.models.completion import NOWHERE, CompletionChange, CompletionPlace
from training.schema import MIGRATES
from training.statements import fresh_id

CHANGES_OF = "kyokun_changes_of"
"""Execution option: a statement that finds, afterwards, the ids of the people whom a statement has changed."""
MOST_NAMED = 200
"""Of more people than this hardly any place is left out, and one note says so."""

_PERSON = {"assignment": "person_id", "team_membership": "person_id", "user": "id"}
_NAMES = {
    "assignment": ("person_id", "the_person_id", "assignment_person_id"),
    "team_membership": ("person_id", "the_id", "team_membership_person_id"),
    "user": ("id", "the_id", "user_id"),
}
"""How the parameter is called that names a person: in rows, in statements built once, in those of the ORM."""
_MOVING = {"team_membership", "user"}
"""Where somebody has been matters here as well as where somebody is."""
_PLACE = func.coalesce(TeamMembership.team_id, literal(NOWHERE, TeamMembership.team_id.type))


def _noting(people: Any) -> Insert:
    places = select(_PLACE.label("place")).select_from(User)
    found = places.outerjoin(TeamMembership, TeamMembership.person_id == User.id).where(people).distinct().subquery()
    row = select(fresh_id(), found.c.place, false())
    return insert(CompletionChange).from_select(["id", "place", "everywhere"], row, include_defaults=False)


_NOTE_ONE = _noting(User.id == bindparam("the_person", type_=User.id.type))
_NOTE_SOME = _noting(User.id.in_(bindparam("the_people", expanding=True, type_=User.id.type)))
_NOTE_ALL = insert(CompletionChange).from_select(
    ["id", "place", "everywhere"],
    select(fresh_id(), literal(NOWHERE, TeamMembership.team_id.type), true()),
    include_defaults=False,
)


def install(engine: Engine) -> None:
    """Note changes made through `engine`."""
    event.listen(engine, "before_execute", _before)
    event.listen(engine, "after_execute", _after)


def note_migrated(connection: Connection) -> None:
    """Note that everything has to be counted anew, if the tables that have come about keep counts."""
    has_table = inspect(connection).has_table(CompletionPlace.__tablename__)
    if has_table and connection.scalar(select(exists().select_from(CompletionPlace))):
        connection.execute(_NOTE_ALL)


def _before(connection: Connection, statement: Any, several: Any, one: Any, _options: Any) -> None:
    table = _changes(connection, statement)
    if table in _MOVING and not isinstance(statement, Insert):
        people = _people_named(statement, table, several or [one])
        if people:  # else all places are noted afterwards
            _note(connection, people)


def _after(  # noqa: PLR0913, PLR0917  # what SQLAlchemy passes
    connection: Connection, statement: Any, several: Any, one: Any, options: Any, result: Any
) -> None:
    table = _changes(connection, statement)
    if not table:
        return
    people = _people_named(statement, table, several or [one])
    if people is None:
        if result.rowcount == 0:
            return
        if (changes_of := options.get(CHANGES_OF)) is not None:
            people = connection.execute(changes_of.limit(MOST_NAMED + 1)).scalars().all()
    _note(connection, people)


def _changes(connection: Connection, statement: Any) -> str:
    """Return the name of the table that a statement changes, if completion follows from it."""
    if not isinstance(statement, Insert | Update | Delete) or connection.get_execution_options().get(MIGRATES):
        return ""
    name = str(getattr(statement.table, "name", ""))
    return name if name in _PERSON else ""


def _note(connection: Connection, people: Sequence[uuid.UUID] | None) -> None:
    if people is None or len(people) > MOST_NAMED:
        connection.execute(_NOTE_ALL)
    elif len(people) == 1:
        connection.execute(_NOTE_ONE, {"the_person": people[0]})
    elif people:
        connection.execute(_NOTE_SOME, {"the_people": people})


def _people_named(statement: Any, table: str, rows: Sequence[Mapping[str, Any]]) -> Sequence[uuid.UUID] | None:
    """Return the people whom a statement is about; None where only the database knows."""
    named = [next((row[name] for name in _NAMES[table] if name in row), None) for row in rows]
    if all(named):
        return [*dict.fromkeys(each for each in named if each)]
    if isinstance(statement, Insert):
        return None
    return next(filter(None, (_meant(part, _PERSON[table]) for part in _parts(statement.whereclause))), None)


def _parts(condition: Any) -> Iterable[Any]:
    if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
        return condition.clauses
    return [] if condition is None else [condition]


def _meant(condition: Any, column: str) -> Sequence[uuid.UUID] | None:
    """Return the people whom a condition names: the column equals a value, or is in a list of them."""
    if not isinstance(condition, BinaryExpression) or getattr(condition.left, "name", "") != column:
        return None
    value = condition.right.value if isinstance(condition.right, BindParameter) else None
    if condition.operator is operators.eq and isinstance(value, uuid.UUID):
        return [value]
    if condition.operator is operators.in_op and isinstance(value, list | tuple):
        return list(value)
    return None
