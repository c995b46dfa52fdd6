"""Whether the database is of the version that this program was made for; if not, nothing is served from it."""

from collections.abc import Callable, Collection
from enum import StrEnum
from functools import cache, wraps
from http import HTTPStatus
from typing import Any

import click
from flask import Flask, current_app, request
from flask.cli import with_appcontext
from flask_babel import lazy_gettext as _l
from sqlalchemy import Engine, inspect, text

from training import assets
from training.config import ROOT
from training.errors import DomainError
from training.extensions import db

MIGRATIONS = ROOT / "training" / "migrations"
_FOUND_RIGHT = "kyokun_database_is_current"


class State(StrEnum):
    """How a database stands to this program."""

    CURRENT = "current"
    EMPTY = "empty"
    OLDER = "older"
    NEWER = "newer"


class WrongDatabase(DomainError):
    """The database can't be served by this program; `state` says why."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    page = "database_version"

    def __init__(self, state: State) -> None:
        super().__init__(_MESSAGES[state])
        self.state = state


_ADVICE = {
    State.EMPTY: "The database has not been built yet. Run: flask --app training setup",
    State.OLDER: "The database is of an older version. Make a backup, then run: flask --app training db upgrade",
    State.NEWER: (
        "The database is of a newer version than this program. Start the newer program, or restore a backup that was "
        "made with this one."
    ),
}

_MESSAGES = {
    State.EMPTY: _l("The database has not been built yet, so there is nothing to show."),
    State.OLDER: _l("The program was updated, and its database has not been brought up to it yet. Nothing is lost."),
    State.NEWER: _l(
        "The database is of a newer version than this program. So that nothing is damaged, it stays closed."
    ),
}


def find_revision(engine: Engine) -> str | None:
    """Return the revision that the database was migrated to; None when it never was."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision


@cache
def head() -> str:
    """Return the revision that this program was made for."""
    return (MIGRATIONS / "head.txt").read_text(encoding="ascii").strip()


def state_of(revision: str | None) -> State:
    """Tell how a database at `revision` stands to this program."""
    if revision is None:
        return State.EMPTY
    if revision == head():
        return State.CURRENT
    # Revisions are numbered, so one of another program that is not known here can only be a later one.
    known = {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    return State.OLDER if revision in known else State.NEWER


def find_state() -> State:
    """Return the state of the application's database; once it was right it is not asked again."""
    if _FOUND_RIGHT not in current_app.extensions:
        found = state_of(find_revision(db.engine))
        if found is not State.CURRENT:
            return found
        current_app.extensions[_FOUND_RIGHT] = True
    return State.CURRENT


def refuse_newer() -> None:
    """End a command that is about to upgrade a database which only a newer program understands."""
    if state_of(find_revision(db.engine)) is State.NEWER:
        raise click.ClickException(_ADVICE[State.NEWER])


def guarded(command: click.Command, except_for: Collection[str] = ()) -> click.Command:
    """Let a command, and each one below it, end with a sentence when the database is not the right one."""
    if isinstance(command, click.Group):
        for name, lower in command.commands.items():
            if name not in except_for:
                guarded(lower)
        return command
    return _asking_first(command, _refuse_others)


def upgrading(command: click.Command) -> click.Command:
    """Let a command that builds the database end with a sentence when only a newer program understands it."""
    return _asking_first(command, refuse_newer)


def _refuse_others() -> None:
    found = find_state()
    if found is not State.CURRENT:
        raise click.ClickException(_ADVICE[found])


def _asking_first(command: click.Command, refuse: Callable[[], None]) -> click.Command:
    callback = command.callback
    if callback is None or hasattr(callback, "asks_for_database"):
        return command

    @wraps(callback)
    def ask(*arguments: Any, **options: Any) -> Any:
        refuse()
        return callback(*arguments, **options)

    ask.asks_for_database = True  # type: ignore[attr-defined]  # commands outlive the applications that share them
    command.callback = with_appcontext(ask)
    return command


def _refuse() -> None:
    if request.endpoint in assets.ENDPOINTS:
        return
    found = find_state()
    if found is not State.CURRENT:
        raise WrongDatabase(found)


def init_app(app: Flask) -> None:
    """Answer every page with what to do while the database is not the right one; must come before what reads it."""
    app.before_request(_refuse)
