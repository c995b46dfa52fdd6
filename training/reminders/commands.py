"""Commands of reminders."""

import click
from flask.cli import AppGroup

from training.reminders import service

reminders = AppGroup("reminders", help="Reminders of unfinished training.")


@reminders.command("tick")
def tick() -> None:
    """Queue every reminder that is due now; doing it again changes nothing."""
    reminded, managers = service.remind()
    click.echo(
        f"{reminded} reminded, {managers} managers told of late people, {service.write_weekly()} weekly mails, "
        f"{service.tell_moved()} told of another due date"
    )
