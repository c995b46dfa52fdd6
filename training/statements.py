"""Statements that both databases know but SQLAlchemy writes per dialect."""

from typing import Any

from sqlalchemy import literal_column
from sqlalchemy.dialects import postgresql, sqlite

from training.extensions import db
from training.models import Base


def insert_once(model: type[Base], values: dict[str, Any]) -> bool:
    """Insert a row unless a unique constraint already holds one; tell whether it was inserted."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    # A returned row tells it on both; the row count does not (psycopg gives -1 here).
    statement = dialect.insert(model).values(values).on_conflict_do_nothing().returning(literal_column("1"))
    return db.session.execute(statement).first() is not None
