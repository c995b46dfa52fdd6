"""`flask backup FILE` and `flask restore FILE`; both while Kyokun runs."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from training import transaction
from training.operations import backup as backups
from training.operations.archive import BackupError

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=_FILE)
@with_appcontext
def backup(file: Path) -> None:
    """Write the whole database to FILE, as it is at one moment; Kyokun may go on running."""
    try:
        made = backups.back_up(file.absolute())
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file}: {made.database}, revision {made.revision}, SHA-256 of the content {made.sha256}")
    click.echo("Keep SECRET_KEY (or instance/secret_key) beside it: mailed invitations are signed with it.")
    click.echo("Keep LEDGER_KEY (or instance/ledger_key) beside it: the ledger is sealed with it.")


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Give up what the database holds.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Put the backup in FILE in place of the database, and bring it to this version."""
    try:
        made = backups.restore(file.absolute(), replace=replace)
        transaction.run(lambda: backups.record_restored(made))
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The backup of {made.made_at} is restored. Restart Kyokun, so that every process sees it.")
