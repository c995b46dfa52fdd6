"""What a page needs at every request, read in one statement with the person who asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import g, request
from sqlalchemy import ColumnElement, FromClause, Row, Select

from training import reading
from training.extensions import db


@dataclass(frozen=True, eq=False)
class Along:
    """Columns of a row that joins the person's, if it is there; `arguments` of the view are the parameters of `on`."""

    columns: Sequence[Any]
    table: FromClause
    on: ColumnElement[bool]
    arguments: Sequence[str]


_ALONG: dict[str, Along] = {}


def declare(along: Along, *endpoints: str) -> None:
    """Let `along` be read with the person at these endpoints, whose views must ask for it before they write."""
    _ALONG.update(dict.fromkeys(endpoints, along))


@cache
def _joined(person: Select[*tuple[Any, ...]], along: Along) -> Select[*tuple[Any, ...]]:
    return person.add_columns(*along.columns).outerjoin(along.table, along.on)


def statement(person: Select[*tuple[Any, ...]]) -> tuple[Select[*tuple[Any, ...]], dict[str, Any]]:
    """Return the statement that reads the person and what this page needs, and the parameters that come with it."""
    along = _ALONG.get(request.endpoint or "")
    if along is None:
        return person, {}
    given = request.view_args or {}
    return _joined(person, along), {name: given[name] for name in along.arguments}


def keep(row: Row[Any], **parameters: Any) -> None:
    """Keep what was read for this request."""
    if request.endpoint in _ALONG:
        g.read_along = parameters, row


def take(**parameters: Any) -> Row[Any] | None:
    """Return what was read with these parameters, once: who asks again wants to know what is there then.

    None inside a transaction that has begun since, which must see what it will write to.
    """
    known: dict[str, Any] | None
    row: Row[Any] | None
    known, row = g.pop("read_along", (None, None))
    return row if known == parameters and not reading.has_begun(db.session) else None


def forget() -> None:
    """Forget what was read, since something is about to be written."""
    g.pop("read_along", None)
