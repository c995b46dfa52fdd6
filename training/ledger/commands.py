"""`flask ledger seal|verify|head|prove|change-key|new-key`."""

import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from training import seals
from training.ledger import keys, proving, queries, service
from training.ledger.findings import Note, Report
from training.ledger.verifying import verify
from training.ledger.wording import words_of

T = TypeVar("T")

ledger = AppGroup("ledger", help="The chain of seals over the ledger.")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


@ledger.command("seal")
def seal_now() -> None:
    """Seal every event that waits."""
    number = _or_sentence(service.seal)
    head = queries.find_head()
    click.echo(f"{number} events sealed. " + (_line(head.number, head.sha256) if head else "There is no seal yet."))


@ledger.command("verify")
@click.option("--head", "heads", type=_FILE, multiple=True, help="A signed head that was kept elsewhere.")
@click.pass_context
def verify_now(context: click.Context, heads: tuple[Path, ...]) -> None:
    """Check every event and every seal; exit with 1 when anything was changed, removed, inserted or moved."""
    report = verify([_read(path) for path in heads])
    click.echo(f"{report.events} events in {report.seals} seals, {report.waiting} waiting.")
    if report.last_seal:
        click.echo(_line(report.last_seal, report.last_sha256))
    with force_locale("en"):
        _tell(report)
    if not report.is_intact:
        context.exit(1)


def _tell(report: Report) -> None:
    for note in report.remarks:
        click.echo(f"Note: {_words(note)}")
    for note in report.findings:
        click.echo(f"FOUND: {_words(note)}")
    if report.found > len(report.findings):
        click.echo(f"FOUND: and {report.found - len(report.findings)} more.")
    if not report.is_intact:
        click.echo(f"The ledger is NOT as it was sealed: {report.found} findings.")
    elif report.heads:
        click.echo("The ledger is as it was sealed, and holds the head that was kept elsewhere.")
    else:
        click.echo(
            "The ledger is as it was sealed. Whether its end was cut off or all of it made anew, only a head that was "
            "kept elsewhere can tell: --head FILE."
        )


def _words(note: Note) -> str:
    return words_of(note, datetime.isoformat)


@ledger.command("head")
@click.argument("file", type=_NEW_FILE, required=False)
def write_head(file: Path | None) -> None:
    """Write the last seal, signed, to FILE or to the output: to be kept where nobody of this machine can change it."""
    head = queries.find_head()
    if head is None:
        raise click.ClickException("There is no seal yet. Run: flask --app training ledger seal")
    _write(seals.head_file(head), file)


@ledger.command("prove")
@click.argument("event", type=click.UUID)
@click.argument("file", type=_NEW_FILE, required=False)
def prove(event: uuid.UUID, file: Path | None) -> None:
    """Write to FILE or to the output what proves one event to somebody who sees no other."""
    try:
        _write(proving.proof_file(event), file)
    except proving.NotProven as error:
        raise click.ClickException(str(error)) from error


def _write(content: bytes, file: Path | None) -> None:
    if file:
        file.write_bytes(content)
    else:
        click.echo(content, nl=False)


@ledger.command("change-key")
@click.option("--lost", metavar="REASON", help="The present key is lost; say why, for every later check will.")
def change_key(lost: str | None) -> None:
    """Seal with a new key from now on, named in the chain by the present one."""
    number = _or_sentence((lambda: service.replace_lost_key(lost)) if lost is not None else service.change_key)
    click.echo(f"Seal {number} tells of the new key. Keep a copy of the key beside the backups.")


@ledger.command("new-key")
def new_key() -> None:
    """Print a new key, as LEDGER_KEY holds it."""
    click.echo(keys.new_line())


def _line(number: int, sha256: str) -> str:
    return f"Last seal: {number}, {sha256}"


def _read(path: Path) -> seals.Head:
    try:
        return seals.read_head(path.read_bytes())
    except seals.BadHead as error:
        raise click.ClickException(f"{path} is no signed head of a ledger: {error}.") from error


def _or_sentence(work: Callable[[], T]) -> T:
    try:
        return work()
    except (keys.KeyMissing, keys.KeySet) as error:
        raise click.ClickException(str(error)) from error
    except service.NothingSealed as error:
        raise click.ClickException("There is no seal yet, so there is no key to change.") from error
    except service.ReasonMissing as error:
        raise click.ClickException('Say why the key was lost: --lost "why"') from error
