"""`flask notice read FILE`: what a public notice says, as JSON."""

from typing import BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from training.studio.desk import notices

notice = AppGroup("notice", help="Read public notices of incidents.")


@notice.command("read")
@click.argument("file", type=click.File("rb"))
def read(file: BinaryIO) -> None:
    """Print the facts of a notice (text, HTML, Word or PDF; - for standard input) as JSON."""
    # The reader's vocabulary and libraries are for this command and the desk; no web process needs them to begin.
    from questions.control import Control  # noqa: PLC0415
    from questions.files import SHIPPED, read_document  # noqa: PLC0415
    from questions.notices.decoding import LARGEST, decode  # noqa: PLC0415
    from questions.notices.problems import Unreadable  # noqa: PLC0415
    from questions.notices.reader import read as read_notice  # noqa: PLC0415

    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        try:
            text = decode(file.read(LARGEST)).text
        except Unreadable as problem:
            raise click.ClickException(notices.why(problem)) from problem
        controls = [read_document(path, Control) for path in sorted((SHIPPED / "controls").glob("*.yaml"))]
        found = read_notice(text, controls)
        for remark, words in ((not found.incident, notices.NOT_AN_INCIDENT), (found.several, notices.TWO_INCIDENTS)):
            if remark:
                click.echo(str(words), err=True)
    click.echo(found.model_dump_json(indent=2))
