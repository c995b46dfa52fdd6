"""The worker."""

import logging
import time

import click
from flask import current_app
from flask.cli import with_appcontext


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send mail and do what is due, every minute, until stopped."""
    # Only the worker ticks: the memory that this takes is not taken from the processes that serve pages.
    from training.jobs import ticks  # noqa: PLC0415
    from training.jobs.work import TICKS  # noqa: PLC0415

    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.Formatter.converter = time.gmtime
    ticks.run(app, TICKS)
