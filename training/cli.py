"""The command line: `flask --app training ...`. Each feature keeps its commands in its own `commands.py`."""

from flask import Flask

from training.accounts.commands import set_up
from training.demonstration.commands import demo
from training.jobs.commands import worker
from training.mail.commands import mail
from training.operations import state
from training.operations.commands import backup, restore
from training.studio.commands import bank
from training.studio.notice_commands import notice


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(state.upgrading(set_up))
    app.cli.add_command(backup)
    app.cli.add_command(restore)
    app.cli.add_command(state.guarded(bank, except_for={"check"}))
    app.cli.add_command(state.guarded(demo, except_for={"prepare"}))
    app.cli.add_command(state.guarded(mail))
    app.cli.add_command(state.guarded(worker))
    app.cli.add_command(notice)
