"""Commands of mail."""

import click
from flask import current_app
from flask.cli import AppGroup

from training.mail.delivery import deliver
from training.mail.smtp import BadServerAddress

mail = AppGroup("mail", help="Outgoing mail.")


@mail.command("deliver")
def deliver_now() -> None:
    """Send all mail that is due."""
    if not current_app.config["SMTP_URL"]:
        click.echo("SMTP_URL is not set: mail is kept in the outbox.")
        return
    try:
        outcome = deliver()
    except BadServerAddress as error:
        raise click.ClickException(str(error)) from error
    click.echo(", ".join(f"{number} {state}" for state, number in sorted(outcome.items())) or "Nothing is due.")
