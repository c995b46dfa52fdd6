"""`flask demo prepare|load|remove|sign-ins`: an organisation to look around in."""

import unicodedata

import click
from flask import current_app
from flask.cli import AppGroup

from questions.files import read_bank
from questions.folders import SHIPPED
from training import transaction
from training.accounts.passwords import hash_password
from training.demonstration import service
from training.demonstration.cast import PASSWORD
from training.operations import state
from training.schema import upgrade
from training.studio import service as studio

demo = AppGroup("demo", help="An invented organisation to look around in.")


@demo.command("prepare")
def prepare() -> None:
    """Do all that comes before the first page: database, shipped bank, demonstration organisation, sign-ins.

    One process instead of four: starting Python and reading the program takes longer than the work.
    """
    state.refuse_newer()
    upgrade()
    files = read_bank(SHIPPED)
    result = transaction.run(lambda: studio.import_bank(files, None))
    for name in (*result.kept, *(conflict.name for conflict in result.conflicts)):
        click.echo(f"{name}: kept as edited in the studio")
    if service.was_removed():
        click.echo("The demonstration was removed. Begin with: flask --app training setup")
    elif service.is_empty():
        _load()
    _print_sign_ins()


@demo.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing, without complaint, when the database has people.")
def load(if_empty: bool) -> None:
    """Make the demonstration organisation, with more than a year of training behind it."""
    if service.is_empty():
        _load()
        _print_sign_ins()
    elif not if_empty:
        raise click.ClickException(
            "There are people in this database already. The demonstration needs an empty one: "
            "set DATABASE_URL to another database."
        )


def _load() -> None:
    click.echo("Making the demonstration organisation ...")
    secret_hash = hash_password(PASSWORD)
    # Some texts are rendered, and templates ask who is looking: nobody.
    with current_app.test_request_context():
        transaction.run(lambda: service.load(secret_hash))


@demo.command("remove")
@click.option("--everybody", is_flag=True, help="Remove people who were added by hand, too.")
def remove(everybody: bool) -> None:
    """Take the demonstration organisation away with everything that its people did; cases and releases stay."""
    try:
        number = transaction.run(lambda: service.remove(everybody=everybody))
    except service.NotDemonstration as error:
        raise click.ClickException("This database holds no demonstration organisation. Nothing was removed.") from error
    except service.OthersInIt as error:
        raise click.ClickException(
            f"{error.number} people were added by hand to the demonstration organisation. They would go with it, and "
            "all their results. If that is right: flask --app training demo remove --everybody"
        ) from error
    click.echo(
        f"The demonstration organisation and its {number} people are gone. Begin with: flask --app training setup"
    )


@demo.command("sign-ins")
def sign_ins() -> None:
    """Say how to sign in to the demonstration organisation; nothing when there is none."""
    _print_sign_ins()


def _print_sign_ins() -> None:
    if not service.is_demonstration():
        return
    rows = [("To look as", "Name", "Sign in as"), *service.list_sign_ins()]
    widths = [max(_width(row[column]) for row in rows) for column in range(2)]
    click.echo()
    for row in rows:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        click.echo("  " + "  ".join([*cells, row[2]]))
    click.echo(f"\n  Password of all: {PASSWORD}\n")


def _width(text: str) -> int:
    """Return how many columns of a terminal `text` takes; Japanese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
