"""Alembic's environment."""

from typing import Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from training.completion import note_migrated
from training.models import Base
from training.models.base import UtcDateTime
from training.schema import migrating


def run() -> None:
    """Migrate the application's database."""
    with migrating(current_app.extensions["migrate"].db.engine) as connection:
        _migrate(connection)


def _render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    # A migration must run years later, so it names no class of the program.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=True,
        render_item=_render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
        note_migrated(connection)


run()
