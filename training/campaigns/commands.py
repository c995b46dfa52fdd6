"""Commands of campaigns."""

import click
from flask.cli import AppGroup

from training.campaigns.ticking import tick

campaigns = AppGroup("campaigns", help="Campaigns.")


@campaigns.command("tick")
def tick_now() -> None:
    """Assign, roll on and close what is due; safe to run as often and in as many places as one likes."""
    outcome = tick()
    click.echo(", ".join(f"{number} {what}" for what, number in sorted(outcome.items())) or "Nothing is due.")
