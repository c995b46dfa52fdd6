"""What a check of the ledger can find, and what it only remarks on."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MOST = 200
"""So many findings are told one by one; the others are counted."""


class Finding(StrEnum):
    """A trace of tampering or damage."""

    EVENT_MISSING = "event-missing"
    EVENT_CHANGED = "event-changed"
    EVENT_HASH_CHANGED = "event-hash-changed"
    EVENT_UNREADABLE = "event-unreadable"
    WAITING_CHANGED = "waiting-changed"
    WAITING_UNREADABLE = "waiting-unreadable"
    REMOVAL_AFTER_OTHERS = "removal-after-others"
    ENTRY_MISSING = "entry-missing"
    ENTRY_MOVED = "entry-moved"
    ENTRY_ADDED = "entry-added"
    ENTRIES_CHANGED = "entries-changed"
    SEAL_MISSING = "seal-missing"
    SEAL_CHANGED = "seal-changed"
    SEAL_UNSIGNED = "seal-unsigned"
    SEAL_UNLINKED = "seal-unlinked"
    SEAL_MISCOUNTED = "seal-miscounted"
    SEAL_OVERFULL = "seal-overfull"
    SEAL_WRONG_KEY = "seal-wrong-key"
    SEAL_GONE = "seal-gone"
    SEAL_UNREADABLE = "seal-unreadable"
    MISSPELT = "misspelt"
    DATABASE_ACTS = "database-acts"
    KEY_FOREIGN = "key-foreign"
    HEAD_UNSIGNED = "head-unsigned"
    HEAD_BEYOND = "head-beyond"
    HEAD_DIFFERS = "head-differs"


class Remark(StrEnum):
    """What an auditor should know; no sign of tampering by itself."""

    DEMONSTRATION_REMOVED = "demonstration-removed"
    KEY_NAMED = "key-named"
    KEY_REPLACED = "key-replaced"
    RESTORED = "restored"
    WRITTEN_LATE = "written-late"
    WAITING = "waiting"


@dataclass(frozen=True)
class Note:
    """A finding or remark: about which seal, which event, its number and its moment, and what else there is to say.

    `made_at` is when a backup was made, `reason` why a key was replaced, `what` is part of the database. Moments are
    written as in statements.
    """

    kind: str
    seal: int | None = None
    number: int | None = None
    event: str | None = None
    at: str | None = None
    made_at: str | None = None
    reason: str | None = None
    what: str | None = None
    count: int = 0


@dataclass
class Report:
    """The outcome of a check."""

    seals: int = 0
    events: int = 0
    waiting: int = 0
    last_seal: int = 0
    last_sha256: str = ""
    heads: int = 0
    found: int = 0
    findings: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing was found."""
        return not self.found

    def add(self, kind: Finding, **about: Any) -> None:
        """Note a finding; beyond the first ones only their number grows, so that memory does not."""
        self.found += 1
        if len(self.findings) < MOST:
            self.findings.append(Note(kind, **about))

    def remark(self, kind: Remark, **about: Any) -> None:
        """Note a remark."""
        if len(self.remarks) < MOST:
            self.remarks.append(Note(kind, **about))

    def dump(self) -> str:
        """Return the report as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Report":
        """Return the report that `dump` wrote."""
        data: dict[str, Any] = json.loads(text)
        for name in ("findings", "remarks"):
            data[name] = [_note(**note) for note in data[name]]
        return cls(**data)


def _note(*, more: str | None = None, **values: Any) -> Note:
    """Return a note that was kept, perhaps by an earlier version, where `more` was whatever else there is to say."""
    if more is not None:
        values["made_at" if values["kind"] == Remark.RESTORED else "reason"] = more
    return Note(**values)
