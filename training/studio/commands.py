"""`flask bank check|import|export`: the question bank's files and the documents in the database."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from questions.__main__ import main as check_files
from questions.files import SHIPPED, BrokenBank, read_bank
from questions.release import Bank
from questions.writing import write_bank
from training import transaction
from training.studio import queries, service

bank = AppGroup("bank", help="Work with the question bank.")
_FOLDER = click.Path(file_okay=False, path_type=Path)


@bank.command("check")
@click.argument("folder", type=_FOLDER, default=SHIPPED)
def check(folder: Path) -> None:
    """Read every file of a bank and say everything that is wrong."""
    sys.exit(check_files(["check", str(folder)]))


@bank.command("import")
@click.argument("folder", type=_FOLDER, default=SHIPPED)
@click.option("--publish", is_flag=True, help="Publish every quiz that has changed.")
@click.option("--overwrite", is_flag=True, help="Replace documents that were edited in the studio, too.")
def import_(folder: Path, publish: bool, overwrite: bool) -> None:
    """Bring a bank's files into the database; what was edited in the studio is kept."""
    files = _read(folder)
    result = transaction.run(lambda: service.import_bank(files, None, overwrite=overwrite))
    for name in result.conflicts:
        click.echo(f"{name}: kept as edited in the studio (--overwrite replaces it)", err=True)
    click.echo(f"{len(result.added)} added, {len(result.changed)} changed, {len(result.unchanged)} unchanged")
    if publish:
        published = [_publish(key) for key in files.quizzes]
        sys.exit(0 if all(published) else 1)


def _read(folder: Path) -> Bank:
    try:
        return read_bank(folder)
    except BrokenBank as broken:
        for error in broken.errors:
            click.echo(str(error), err=True)
        sys.exit(1)


def _publish(quiz_key: str) -> bool:
    try:
        release = transaction.run(lambda: service.publish(quiz_key, None))
    except service.NothingNew:
        return True
    except service.HasProblems as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        return False
    click.echo(f"{quiz_key}: release {release.number}, SHA-256 {release.sha256}")
    return True


@bank.command("export")
@click.argument("folder", type=_FOLDER)
def export(folder: Path) -> None:
    """Write all documents of the database as a bank's files."""
    documents = queries.load_bank()
    count = write_bank(documents, folder)
    click.echo(f"{count} files written to {folder}")
