"""The worker's clock. Work lies in the database as rows with a state and a lease; a tick only says: look for it now.

So the queue of ticks may live in the worker's memory. One on disk would only bring back, after a restart, ticks whose
moment has passed.
"""

import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask
from huey import MemoryHuey, crontab
from huey.consumer import Consumer

logger = logging.getLogger(__name__)

MOST_SECONDS_TO_STOP = 60


class Tick(NamedTuple):
    """A function to call every so many minutes (a divisor of 60)."""

    name: str
    work: Callable[[], object]
    every_minutes: int = 1


def run(app: Flask, ticks: tuple[Tick, ...]) -> None:
    """Tick until SIGTERM or SIGINT; what is being done then is finished first."""
    clockwork: Any = MemoryHuey("kyokun", utc=True, results=False)
    for tick in ticks:
        _register(clockwork, app, tick)
    # A worker that has just started has the work of its pause before it, so it does not wait for the full minute.
    for tick in ticks:
        once(app, tick)
    Consumer(clockwork, workers=1, periodic=True, graceful_signal="TERM", shutdown_timeout=MOST_SECONDS_TO_STOP).run()


def once(app: Flask, tick: Tick) -> None:
    """Do a tick's work; a failure is logged, and the next tick tries again."""
    with app.app_context():
        try:
            result = tick.work()
        except Exception:
            logger.exception("%s failed", tick.name)
        else:
            if result:
                logger.info("%s: %s", tick.name, result)


def _register(clockwork: Any, app: Flask, tick: Tick) -> None:
    minute = "*" if tick.every_minutes == 1 else f"*/{tick.every_minutes}"
    clockwork.periodic_task(crontab(minute=minute), name=tick.name)(lambda: once(app, tick))
