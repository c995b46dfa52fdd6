"""Statements that are built once, and those that both databases know but SQLAlchemy writes per dialect."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, literal_column
from sqlalchemy.dialects import postgresql, sqlite

from training.extensions import db
from training.models import Base


def list_rows(prepared: Select[*tuple[Any, ...]], **values: Any) -> Sequence[Row[Any]]:
    """Return the rows of a statement that was built once, with `values` for its bound parameters.

    Building a statement takes ten times as long as asking the database, so that of a page people wait for is kept.
    """
    return db.session.connection().execute(prepared, values).all()


def inserting(model: type[Base]) -> Any:
    """Return an INSERT that knows ON CONFLICT, in the dialect of the present database."""
    dialect: Any = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    return dialect.insert(model)


def insert_once(model: type[Base], values: dict[str, Any]) -> bool:
    """Insert a row unless a unique constraint already holds one; tell whether it was inserted."""
    # A returned row tells it on both; the row count does not (psycopg gives -1 here).
    statement = inserting(model).values(values).on_conflict_do_nothing().returning(literal_column("1"))
    return db.session.execute(statement).first() is not None
