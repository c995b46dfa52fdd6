"""The command line: `flask --app training ...`. Each feature keeps its commands in its own `commands.py`."""

from flask import Flask

from training.accounts.commands import set_up
from training.demonstration.commands import demo
from training.jobs.commands import worker
from training.mail.commands import mail
from training.studio.commands import bank


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(bank)
    app.cli.add_command(demo)
    app.cli.add_command(set_up)
    app.cli.add_command(mail)
    app.cli.add_command(worker)
