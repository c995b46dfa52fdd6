"""Statements that are built once, and those that both databases know but SQLAlchemy writes per dialect."""

import uuid
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Row,
    Select,
    String,
    Table,
    Text,
    Update,
    UpdateBase,
    Uuid,
    bindparam,
    func,
    literal_column,
    update,
)
from sqlalchemy import cast as cast_to
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.util import immutabledict

from training import reading
from training.extensions import db
from training.models import Base
from training.models.base import refuse_changes


class json_rows(FunctionElement[str]):  # noqa: N801  # written like the functions of SQL beside it
    """All rows of a subquery as one JSON text: a list of lists, or NULL.

    What hangs on a row comes with it in one piece, so the row itself is read once and not once for each of them.
    """

    type = Text()
    inherit_cache = True


@compiles(json_rows, "sqlite")
def _for_sqlite(element: json_rows, compiler: Any, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


@compiles(json_rows, "postgresql")
def _for_postgresql(element: json_rows, compiler: Any, **options: Any) -> str:
    return f"CAST(json_agg(json_build_array({compiler.process(element.clauses, **options)})) AS TEXT)"


class fresh_id(FunctionElement[uuid.UUID]):  # noqa: N801  # see above
    """A new random id for each row of a statement."""

    type = Uuid()
    inherit_cache = True


@compiles(fresh_id, "sqlite")
def _fresh_on_sqlite(_element: fresh_id, _compiler: Any, **_options: Any) -> str:
    return "lower(hex(randomblob(16)))"


@compiles(fresh_id, "postgresql")
def _fresh_on_postgresql(_element: fresh_id, _compiler: Any, **_options: Any) -> str:
    return "gen_random_uuid()"


def as_hex(column: Any) -> ColumnElement[str]:
    """Return an id as texts hold it (ledger, keys of mails), whichever type the database keeps it in."""
    return func.replace(cast_to(column, String), "-", "")


def list_rows(prepared: Select[*tuple[Any, ...]] | UpdateBase, **values: Any) -> Sequence[Row[Any]]:
    """Return the rows of a statement that was built once, with `values` for its bound parameters.

    Building a statement takes ten times as long as asking the database, so that of a page people wait for is kept.
    """
    if reading.has_begun(db.session) or not isinstance(prepared, Select):
        return execute(prepared, values).all()
    return reading.outside(db.engine).execute(prepared, values, execution_options=_compiled_once(prepared)).all()


def execute(prepared: Select[*tuple[Any, ...]] | UpdateBase, values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Execute a statement that was built once in the present transaction, with one set of `values` or several."""
    return connection().execute(prepared, values, execution_options=_compiled_once(prepared))


class _OneStatement(dict[Any, Any]):
    """How one statement was compiled, by dialect and parameters.

    SQLAlchemy's own memory is one for all statements, and finding a long one in it takes longer than asking SQLite for
    its rows: its whole structure is hashed anew each time.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what was compiled for a key of SQLAlchemy's."""
        return super().get(self._short(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(self._short(key), compiled)

    @staticmethod
    def _short(key: Any) -> Any:
        dialect, _structure, *parameters = key
        return dialect, *parameters


@lru_cache(maxsize=256)
def _compiled_once(prepared: UpdateBase | Select[*tuple[Any, ...]]) -> Any:
    refuse_changes(prepared)  # no session of the ORM, which looks at its own statements, sees this one
    return immutabledict(compiled_cache=_OneStatement())


def connection() -> Connection:
    """Return the connection of the present transaction, which has received everything that was added before."""
    begun = reading.writing()
    if begun is None or db.session.registry.has():
        db.session.flush()
    return begun or db.session.connection()


@lru_cache
def updating(model: type[Base], *names: str) -> Update:
    """Return an UPDATE, built once, of the row whose primary key and new values are its parameters.

    The parameters of the key are called `the_` and the column's name.
    """
    table = cast(Table, model.__table__)
    own = [column == bindparam(f"the_{column.name}", type_=column.type) for column in table.primary_key]
    return update(table).where(*own).values({name: bindparam(name, type_=table.c[name].type) for name in names})


def inserting(model: type[Base]) -> Any:
    """Return an INSERT that knows ON CONFLICT, in the dialect of the present database."""
    dialect: Any = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    return dialect.insert(model)


def insert_once(model: type[Base], values: dict[str, Any], while_there_is: Select[Any] | None = None) -> bool:
    """Insert a row unless a unique constraint already holds one; tell whether it was inserted.

    With `while_there_is`, a statement built once that takes its parameters from `values`, only if that finds a row.
    """
    if any(isinstance(value, ClauseElement) for value in values.values()):
        statement = _once(model, db.engine.dialect.name).values(values)
        return connection().execute(statement).first() is not None  # built for these values alone
    if while_there_is is None:
        statement = _once(model, db.engine.dialect.name)
    else:
        statement = _once_while(model, db.engine.dialect.name, while_there_is, *values)
    return execute(statement, values).first() is not None


@lru_cache
def _once(model: type[Base], _dialect: str) -> Any:  # the last keys the cache
    # A returned row tells it on both; the row count does not (psycopg gives -1 here).
    return inserting(model).on_conflict_do_nothing().returning(literal_column("1"))


@lru_cache
def _once_while(model: type[Base], _dialect: str, there_is: Select[Any], *names: str) -> Any:
    columns = cast(Table, model.__table__).c
    row = there_is.with_only_columns(*(bindparam(name, type_=columns[name].type) for name in names))
    return inserting(model).from_select(list(names), row).on_conflict_do_nothing().returning(literal_column("1"))
