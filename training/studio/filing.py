"""Bringing bank files into the database: what changed on one side only is taken, what changed on both is told."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from questions.canonical import canonical_bytes, digest
from questions.differences import Difference, differences
from questions.folders import FOLDERS, kind_of
from questions.release import Bank
from questions.text import Document
from training import audit
from training.extensions import db
from training.models import DocumentRecord
from training.studio import queries
from training.studio.rows import add_row, change_row

BANK_IMPORTED = audit.declare("bank.imported", "bank", "added", "changed", "conflicts")

Exported = Mapping[tuple[str, str], str]
"""The folder and key of files to the SHA-256 of the document that they were exported from."""


@dataclass(frozen=True)
class Conflict:
    """A document that changed in the file and in the database since both said the same."""

    folder: str
    kind: str
    key: str
    edition: int
    saved_at: datetime
    is_traced: bool
    """Whether it is known what both said when they were the same; else they only differ."""
    differences: tuple[Difference, ...]

    @property
    def name(self) -> str:
        """Return kind and key."""
        return f"{self.kind} {self.key}"


@dataclass
class ImportResult:
    """What an import did with each document, named by its kind and key.

    `kept` changed in the database alone, so it stays as it is there.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def import_bank(
    bank: Bank,
    actor_id: uuid.UUID | None,
    *,
    exported: Exported | None = None,
    overwrite: bool = False,
    dry_run: bool = False,
) -> ImportResult:
    """Bring all documents of `bank` into the database; with `dry_run` only tell what would happen.

    A document that changed in the database since its file was exported, or since such a file was last imported, is
    left alone: it is listed under `kept`, or under `conflicts` when the file changed as well. `overwrite` takes the
    file in either case.
    """
    result = ImportResult()
    for folder in FOLDERS:
        for one in _incoming(bank, folder, exported or {}):
            if overwrite:
                one.overwrite()
            one.sort_into(result)
            if not dry_run:
                one.store(actor_id)
    if (result.added or result.changed) and not dry_run:
        counts = {"added": len(result.added), "changed": len(result.changed), "conflicts": len(result.conflicts)}
        audit.record(BANK_IMPORTED, "bank", actor_id, **counts)
    db.session.flush()
    return result


def _incoming(bank: Bank, folder: str, exported: Exported) -> "Iterator[_Incoming]":
    """Yield the documents of a folder beside their rows, which nobody else can change now."""
    model, documents = FOLDERS[folder], getattr(bank, folder)
    bases = {key: sha256 for (of, key), sha256 in exported.items() if of == folder}
    said, rows = queries.list_said(model, bases), queries.hold_rows(model)
    for key, document in documents.items():
        base = bases.get(key)
        yield _Incoming(document, folder, rows.get(key), base, is_ours=(key, base) in said)


class _Incoming:
    """A document from a file beside its row, if there is one; `fate` is the list of the result that it goes into."""

    def __init__(
        self, document: Document, folder: str, row: DocumentRecord | None, exported: str | None, *, is_ours: bool
    ) -> None:
        self._document, self._folder, self._row, self._exported = document, folder, row, exported
        self._is_ours = is_ours or (row is not None and exported in {row.shipped_sha256, row.exported_sha256})
        self._text = canonical_bytes(document).decode()
        self._sha256 = digest(self._text.encode())
        self.fate = self._told_by_digests()

    def _told_by_digests(self) -> str:
        """Tell which side has changed since the file and the row last said the same."""
        row = self._row
        if row is None:
            return "added"
        now = digest(row.document.encode())
        imported = row.exported_sha256 if self._exported else row.shipped_sha256
        if now == self._sha256:
            return "unchanged"
        if self._sha256 == imported or (self._is_ours and self._sha256 == self._exported):
            return "kept"
        # A file from another installation is taken where nobody has edited what came with the program; the files that
        # come with it never undo what was brought in from elsewhere.
        unedited = {imported, self._exported, row.shipped_sha256 if self._exported else imported}
        return "changed" if now in unedited else "conflicts"

    @property
    def _is_traced(self) -> bool:
        return self._is_ours if self._exported else bool(self._row and self._row.shipped_sha256)

    def overwrite(self) -> None:
        """Take the file, whatever has changed in the database."""
        if self.fate in {"kept", "conflicts"}:
            self.fate = "changed"

    def sort_into(self, result: ImportResult) -> None:
        """Put the document into the list that says what becomes of it."""
        kind, key = kind_of(type(self._document)), self._document.key
        if self.fate == "conflicts" and self._row:
            told = tuple(differences(json.loads(self._text), json.loads(self._row.document)))
            row = self._row
            place = (self._folder, kind, key, row.edition, row.updated_at)
            result.conflicts.append(Conflict(*place, self._is_traced, told))
        else:
            getattr(result, self.fate).append(f"{kind} {key}")

    def store(self, actor_id: uuid.UUID | None) -> None:
        """Add or change the row, and remember what the file said."""
        if self.fate in {"kept", "conflicts"}:
            return
        row = self._row or add_row(self._document, self._text, actor_id)
        if self.fate == "changed":
            change_row(self._document, row, self._text, actor_id)
        if self._exported is None:
            row.shipped_sha256 = self._sha256
        else:
            row.exported_sha256 = self._sha256
