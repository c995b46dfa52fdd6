"""The chain over the ledger as pages show it: how it stands, its checks in words, its keys."""

import uuid
from datetime import datetime
from typing import Any, NamedTuple

from training.formatting import minute
from training.ledger import queries
from training.ledger.findings import Report
from training.ledger.wording import words_of
from training.models import LedgerCheck


class State(NamedTuple):
    """How the chain stands: its last seal, how many events wait, the check that is open, and the last finished one."""

    head: Any
    waiting: int
    is_checking: bool
    checked_at: datetime | None
    report: Report | None


class Check(NamedTuple):
    """A check to read; `asked_by` is None when the program itself began it, and `report` while it is not finished."""

    asked_at: datetime
    asked_by: uuid.UUID | None
    name: str
    finished_at: datetime | None
    report: Report | None
    findings: list[str]
    remarks: list[str]


class Key(NamedTuple):
    """A public key of the chain, and from which seal on it is the right one."""

    public_key: str
    since: int
    sealed_at: datetime
    reason: str | None


def find_state() -> State:
    """Return how the chain stands."""
    last = queries.find_last_check()
    return State(
        head=queries.find_head(),
        waiting=queries.count_waiting(),
        is_checking=queries.find_open_check() is not None,
        checked_at=last.finished_at if last else None,
        report=Report.load(last.report) if last and last.report else None,
    )


def list_checks() -> list[Check]:
    """List the latest checks, with their findings in words."""
    return [_check(row, name or "") for row, name in queries.list_checks()]


def _check(row: LedgerCheck, name: str) -> Check:
    report = Report.load(row.report) if row.report else None
    findings = [words_of(note, minute) for note in report.findings] if report else []
    remarks = [words_of(note, minute) for note in report.remarks] if report else []
    return Check(row.asked_at, row.asked_by, name, row.finished_at, report, findings, remarks)


def list_keys() -> list[Key]:
    """List the public keys of the chain, the newest first."""
    found = []
    for seal in queries.list_key_changes():
        if seal.number == 1 or seal.reason:
            found.append(Key(seal.public_key, seal.number, seal.sealed_at, seal.reason))
        if seal.next_key:
            found.append(Key(seal.next_key, seal.number + 1, seal.sealed_at, None))
    return found[::-1]
