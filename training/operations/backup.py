"""Backing up and restoring the application's database, whichever kind it is."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine, MetaData, inspect, select
from sqlalchemy.engine import make_url

from training import audit, clock, releases, settings
from training.extensions import db
from training.operations import archive, postgresql, sqlite
from training.operations.archive import BackupError, Manifest
from training.operations.state import State, find_revision, state_of
from training.schema import upgrade
from training.version import VERSION

RESTORED = audit.declare("operations.restored", "organisation", "made_at", "backup_sha256")


def back_up(target: Path) -> Manifest:
    """Write a consistent backup of the database while it is in use; raise BackupError."""
    if target.exists():
        raise BackupError(f"{target} exists already. Choose another name, so that no backup is lost.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}.")
    revision = find_revision(db.engine)
    if revision is None:
        raise BackupError("The database has not been built yet, so there is nothing to back up.")
    with tempfile.TemporaryDirectory(prefix="kyokun-backup-") as folder:
        content = Path(folder) / archive.MEMBERS[db.engine.dialect.name]
        if db.engine.dialect.name == "sqlite":
            sqlite.dump(_path(db.engine), content)
        else:
            postgresql.dump(db.engine.url, content)
        manifest = Manifest(
            format=archive.FORMAT,
            program=VERSION,
            revision=revision,
            database=db.engine.dialect.name,
            sha256=archive.digest_of(content),
            size=content.stat().st_size,
            made_at=clock.now().isoformat(timespec="seconds"),
        )
        archive.write(target, content, manifest)
    return manifest


def restore(source: Path, *, replace: bool = False) -> Manifest:
    """Put a backup in place of the database and bring it to this version; raise BackupError.

    Refuses, before anything is changed: a damaged backup, one of the other kind of database or of a newer version,
    and, unless `replace`, a database that holds anything.
    """
    manifest = archive.read_manifest(source)
    _check_fits(manifest)
    if not replace and _holds_anything(db.engine):
        raise BackupError(
            "The database is not empty. To give up what it holds and restore the backup in its place, add --replace."
        )
    with tempfile.TemporaryDirectory(prefix="kyokun-restore-") as folder:
        content = Path(folder) / archive.MEMBERS[manifest.database]
        archive.extract(source, manifest, content)
        db.session.remove()
        db.engine.dispose()
        if manifest.database == "sqlite":
            sqlite.load(content, _path(db.engine))
        else:
            postgresql.load(content, db.engine)
    releases.forget()
    settings.forget()
    if state_of(manifest.revision) is State.OLDER:
        upgrade()
    return manifest


def record_restored(manifest: Manifest) -> None:
    """Tell the ledger that what it holds comes out of a backup, and which."""
    audit.record(RESTORED, "organisation", None, made_at=manifest.made_at, backup_sha256=manifest.sha256)
    db.session.flush()


def _check_fits(manifest: Manifest) -> None:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    here = db.engine.dialect.name
    if manifest.database != here:
        raise BackupError(
            f"This backup was taken on {names[manifest.database]}, and the database is {names[here]}. A backup is "
            f"restored on the kind of database it was taken on: set DATABASE_URL to a {names[manifest.database]} one."
        )
    if state_of(manifest.revision) is State.NEWER:
        raise BackupError("This backup was made by a newer version of Kyokun. Restore it with that version.")


def _path(engine: Engine) -> Path:
    database = make_url(engine.url).database
    if not database or database == ":memory:":
        raise BackupError("The database lies in memory only.")
    return Path(database)


def _holds_anything(engine: Engine) -> bool:
    if engine.dialect.name == "sqlite" and not _path(engine).exists():
        return False
    names = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
    found = MetaData()
    found.reflect(engine, only=names)
    with engine.connect() as connection:
        return any(connection.execute(select(1).select_from(table).limit(1)).first() for table in found.tables.values())
