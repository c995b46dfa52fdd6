"""Connections to the database between two uses: tried after a rest, and kept by a process that needs no pool."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask, current_app
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

RESTED_SECONDS = 1.0
"""No database server restarts faster, so a connection that was in use just now need not be tried."""
_RESTS_SINCE = "kyokun_rests_since"
_EXTENSION = "kyokun_connections"


class _Resting(NamedTuple):
    connection: Connection
    since: float


class Connections:
    """The connections of an application by what they are for; unless `keep` was called, each use takes one of the pool.

    Taking one from the pool and giving it back costs as much as SQLite's answer to what is asked by it. One is kept for
    each purpose, which is all that a process needs that serves one request after another.
    """

    def __init__(self) -> None:
        self._keeps = False
        self._resting: dict[str, _Resting] = {}

    def keep(self) -> None:
        """Keep connections from now on."""
        self._keeps = True

    def take(self, purpose: str, connect: Callable[[], Connection]) -> Connection:
        """Return the connection that was kept for this purpose just now, else a new one."""
        resting = self._resting.pop(purpose, None)
        if resting is None:
            return connect()
        if time.monotonic() - resting.since < RESTED_SECONDS and not resting.connection.invalidated:
            return resting.connection
        resting.connection.close()
        return connect()

    def give_back(self, purpose: str, connection: Connection) -> None:
        """Keep a connection that no transaction uses any more, or give it back to the pool."""
        resting = _Resting(connection, time.monotonic())
        keeps = self._keeps and not connection.invalidated
        if not keeps or self._resting.setdefault(purpose, resting) is not resting:
            connection.close()

    def drop(self) -> None:
        """Give all that are kept back to the pool."""
        while self._resting:
            self._resting.popitem()[1].connection.close()


def kept() -> Connections:
    """Return the connections of the present application."""
    found: Connections = current_app.extensions[_EXTENSION]
    return found


def init_app(app: Flask) -> None:
    """Give the application a place to keep connections."""
    app.extensions[_EXTENSION] = Connections()


def try_rested(engine: Engine) -> None:
    """Replace connections that the server has closed, without asking at every request whether it has."""

    @event.listens_for(engine, "checkin")
    def _note(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_RESTS_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _try(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        if time.monotonic() - record.info.get(_RESTS_SINCE, time.monotonic()) < RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error
