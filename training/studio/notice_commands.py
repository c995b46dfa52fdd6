"""`flask notice read FILE`: what a public notice says, as JSON."""

from typing import BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from training.errors import Refused
from training.studio import desk

notice = AppGroup("notice", help="Read public notices of incidents.")


@notice.command("read")
@click.argument("file", type=click.File("rb"))
def read(file: BinaryIO) -> None:
    """Print the facts of a notice (text, HTML, Word or PDF; - for standard input) as JSON."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        try:
            found = desk.files.read_file(file)
        except Refused as refused:
            raise click.ClickException(str(refused.message)) from refused
        remarks = {desk.notices.NOT_AN_INCIDENT: not found.incident, desk.notices.TWO_INCIDENTS: found.several}
        for words, holds in remarks.items():
            if holds:
                click.echo(str(words), err=True)
    click.echo(found.model_dump_json(indent=2))
