"""`flask bank check|import|export`: the question bank's files and the documents in the database."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from questions.canonical import Json
from questions.checking import check as check_files
from questions.drafts.pattern import Pattern
from questions.fileerrors import BrokenBank
from questions.files import exported_as, read_bank, read_folder
from questions.folders import FOLDERS, SHIPPED
from questions.release import Bank
from questions.writing import write_bank
from training import transaction
from training.studio import queries, service
from training.studio.filing import Conflict, ImportResult
from training.studio.publication import publishing

bank = AppGroup("bank", help="Work with the question bank.")
_FOLDER = click.Path(file_okay=False, path_type=Path)

_LONGEST = 60
_SHOWN = 5
"""Differences of a conflict that are shown; the rest is counted."""


@bank.command("check")
@click.argument("folder", type=_FOLDER, default=SHIPPED)
def check(folder: Path) -> None:
    """Read every file of a bank and say everything that is wrong."""
    sys.exit(0 if check_files(folder, _own_patterns()) else 1)


@bank.command("import")
@click.argument("folder", type=_FOLDER, default=SHIPPED)
@click.option("--publish", is_flag=True, help="Publish every quiz that has changed and holds what the files say.")
@click.option("--overwrite", is_flag=True, help="Take the files also where the database has changed.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_(folder: Path, publish: bool, overwrite: bool, dry_run: bool) -> None:
    """Bring a bank's files into the database; what changed there is kept, what changed on both sides is told."""
    files = _read(folder)
    _tell_of_own_patterns()
    exported = exported_as(folder)
    result = transaction.run(
        lambda: service.import_bank(files, None, exported=exported, overwrite=overwrite, dry_run=dry_run)
    )
    _tell(result, folder, dry_run=dry_run)
    if result.conflicts:
        sys.exit(1)
    if publish and not dry_run:
        published = [_publish(key, files) for key in files.quizzes]
        sys.exit(0 if all(published) else 1)


def _tell(result: ImportResult, folder: Path, *, dry_run: bool) -> None:
    for name in result.kept:
        click.echo(f"{name}: kept as edited in the studio; the file has not changed", err=True)
    for conflict in result.conflicts:
        for line in _conflict(conflict, folder):
            click.echo(line, err=True)
    if dry_run:
        for verb, names in (("would be added", result.added), ("would be changed", result.changed)):
            for name in names:
                click.echo(f"{name}: {verb}")
    click.echo(f"{len(result.added)} added, {len(result.changed)} changed, {len(result.unchanged)} unchanged")
    if dry_run:
        click.echo("Nothing was stored (--dry-run).")


def _conflict(conflict: Conflict, folder: Path) -> Iterable[str]:
    saved = f"{conflict.saved_at:%Y-%m-%d %H:%M} UTC"
    differ = (
        "changed on both sides since they were the same"
        if conflict.is_traced
        else "the file says something else, and nothing tells which is newer"
    )
    yield f"{conflict.name}: {differ}; the database stays as it is"
    yield f"  file: {folder / conflict.folder / conflict.key}.yaml"
    yield f"  database: edition {conflict.edition}, saved {saved}"
    for place, file, database in conflict.differences[:_SHOWN]:
        start = _first_difference(file, database)
        yield f"  {place}: file {_short(file, start)}, database {_short(database, start)}"
    if len(conflict.differences) > _SHOWN:
        yield f"  and {len(conflict.differences) - _SHOWN} more places"
    yield "  Export to an empty folder and join the two there, or take the files with --overwrite."


def _first_difference(one: Json, other: Json) -> int:
    """Return where two long texts part, a little earlier; 0 for anything short."""
    pairs = zip(str(one), str(other), strict=False)
    place = next((number for number, (first, second) in enumerate(pairs) if first != second), 0)
    return place - 20 if place > _LONGEST // 2 else 0


def _short(value: Json, start: int) -> str:
    text = "nothing" if value is None else str(value)
    part = " ".join(text[start : start + _LONGEST].split())
    return f"{'...' if start else ''}{part}{'...' if start + _LONGEST < len(text) else ''}"


def _read(folder: Path) -> Bank:
    patterns = read_folder(folder / "patterns", Pattern)
    try:
        bank, errors = read_bank(folder), patterns.errors
    except BrokenBank as broken:
        bank, errors = Bank(), [*broken.errors, *patterns.errors]
    for error in errors:
        click.echo(str(error), err=True)
    if errors:
        sys.exit(1)
    return bank


def _own_patterns() -> Path:
    return Path(current_app.config["PATTERNS_FOLDER"])


def _tell_of_own_patterns() -> None:
    """Name what is wrong in the organisation's own patterns: they are no part of a bank, but authors miss them."""
    for error in read_folder(_own_patterns(), Pattern).errors:
        click.echo(str(error), err=True)


def _publish(quiz_key: str, files: Bank) -> bool:
    try:
        release = transaction.run(lambda: publishing.publish_by_program(quiz_key, files))
    except service.NothingNew:
        return True
    except publishing.Unreviewed as held:
        held_for = "it holds work of the studio that nobody has reviewed"
        click.echo(f"quiz {quiz_key}: not published; {held_for} ({', '.join(held.names)})", err=True)
        return True
    except service.HasProblems as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        return False
    click.echo(f"{quiz_key}: release {release.number}, SHA-256 {release.sha256}")
    return True


@bank.command("export")
@click.argument("folder", type=_FOLDER)
@click.option("--overwrite", is_flag=True, help="Replace files also that were edited and not imported yet.")
def export(folder: Path, overwrite: bool) -> None:
    """Write all documents of the database as a bank's files; files that hold unimported work are kept."""
    documents, imported = queries.load_bank(), queries.map_imported()
    try:
        result = write_bank(documents, folder, imported=imported, overwrite=overwrite)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    for path in result.kept:
        click.echo(f"{path}: kept, since it was edited and not imported yet (--overwrite replaces it)", err=True)
    for path in _strangers(folder, documents):
        click.echo(f"{path}: there is no such document in the database; the next import would add it", err=True)
    click.echo(f"{len(result.written)} files written to {folder}, {len(result.unchanged)} unchanged")
    sys.exit(1 if result.kept else 0)


def _strangers(folder: Path, documents: Bank) -> Iterable[Path]:
    for name in FOLDERS:
        for path in sorted((folder / name).glob("*.yaml")):
            if path.stem not in getattr(documents, name):
                yield path
