"""A backup file: a ZIP with the database in one member and a manifest that says what it is."""

import hashlib
import json
import os
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
MEMBERS = {"sqlite": "kyokun.db", "postgresql": "kyokun.dump"}
_PIECE = 1 << 20
_LARGEST_MANIFEST = 10_000
_OWNER_ONLY = 0o600


class BackupError(Exception):
    """A backup can't be made or used; the message is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: the program and the revision it was made with, and the digest of the database."""

    format: int
    program: str
    revision: str
    database: str
    sha256: str
    size: int
    made_at: str


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, content: Path, manifest: Manifest) -> None:
    """Write a backup in one step: the whole file is there, or none. It may be read by its owner only."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2) + "\n")
                archive.write(content, MEMBERS[manifest.database])
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        raise BackupError(f"The backup can't be written to {target}: {error.strerror or error}.") from error
    finally:
        draft.unlink(missing_ok=True)


def read_manifest(source: Path) -> Manifest:
    """Return what a backup says about itself; raise BackupError when it is none."""
    try:
        with zipfile.ZipFile(source) as archive, archive.open(MANIFEST) as member:
            manifest = _parse(member.read(_LARGEST_MANIFEST))
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {source}.") from error
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BackupError(f"{source} is no backup of Kyokun, or it is damaged.") from error
    if manifest.format > FORMAT:
        raise BackupError(f"{source} was made by a newer version of Kyokun. Restore it with that version.")
    return manifest


def _parse(data: bytes) -> Manifest:
    manifest = Manifest(**json.loads(data))
    if not isinstance(manifest.format, int) or manifest.database not in MEMBERS:
        raise ValueError(MANIFEST)
    return manifest


def extract(source: Path, manifest: Manifest, target: Path) -> None:
    """Write the database of a backup to `target`; raise BackupError unless it is what the manifest says."""
    damaged = BackupError(f"{source} is damaged: its content does not have the digest that was written with it.")
    try:
        with zipfile.ZipFile(source) as archive, target.open("wb") as file:
            member = archive.getinfo(MEMBERS[manifest.database])
            if member.file_size != manifest.size:
                raise damaged
            with archive.open(member) as content:
                found = _copy(content, file)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise damaged from error
    if found != manifest.sha256:
        raise damaged


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    sha256 = hashlib.sha256()
    while piece := source.read(_PIECE):
        sha256.update(piece)
        target.write(piece)
    return sha256.hexdigest()
