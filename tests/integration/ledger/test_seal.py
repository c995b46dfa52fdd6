"""Sealing: one chain, whatever happens at the same moment or in the middle of it."""

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

import pytest
from sqlalchemy import func, select, text

from tests.integration.ledger.conftest import EVENT, Ledger
from tests.support.apart import apart
from training import audit, clock, transaction
from training.extensions import db
from training.ledger import queries, service
from training.ledger.findings import Remark
from training.models import AppendOnlyViolation, AuditEvent, LedgerEntry, LedgerSeal

DAY = timedelta(days=1)


def count(ledger: Ledger, of: type[LedgerSeal] | type[LedgerEntry]) -> int:
    return ledger.make.run(lambda: db.session.scalar(select(func.count()).select_from(of)) or 0)


def test_what_waits_is_sealed_once(ledger: Ledger) -> None:
    assert ledger.seal() == 0
    ledger.write(2)
    assert ledger.seal() == 2
    assert (count(ledger, LedgerSeal), count(ledger, LedgerEntry)) == (3, 7)
    assert ledger.check().is_intact


def test_most_seals_look_at_what_is_recent(ledger: Ledger) -> None:
    ledger.write(2)
    with ledger.app.app_context():
        assert service.seal(recent=True) == 2
        assert queries.count_waiting() == 0
        db.session.rollback()
    assert ledger.check().is_intact


def test_many_events_take_several_seals(ledger: Ledger, small_batches: Callable[[int], None]) -> None:
    small_batches(3)
    ledger.write(7)
    assert ledger.seal() == 7
    assert count(ledger, LedgerSeal) == 5
    assert ledger.check().is_intact


def test_no_seal_follows_a_chain_that_went(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration is removed while a sealer has read its events and stored nothing yet."""
    ledger.write(1)
    really, waits = service._made, [True]

    def made(*arguments: Any, **options: Any) -> Any:
        seal = really(*arguments, **options)
        if waits.pop() if waits else False:
            ledger.tamper(*(f"DELETE FROM {table}" for table in ("ledger_entry", "ledger_seal", "audit_event")))  # noqa: S608
        return seal

    monkeypatch.setattr(service, "_made", made)
    assert ledger.seal() == 0
    assert count(ledger, LedgerSeal) == 0


def test_seals_and_entries_are_never_changed_or_removed(ledger: Ledger) -> None:
    def change() -> None:
        db.session.query(LedgerSeal).first().reason = "none"  # type: ignore[union-attr]

    def remove() -> None:
        db.session.delete(db.session.query(LedgerEntry).first())

    for work in (change, remove):
        with pytest.raises(AppendOnlyViolation):
            ledger.make.run(work)


def test_an_event_that_was_committed_late_is_sealed_by_the_next_batch(ledger: Ledger) -> None:
    def write_late() -> None:
        row = AuditEvent(id=queries.earliest_id(clock.now() - 40 * DAY), at=clock.now() - 40 * DAY, actor_id=None)
        row.action, row.subject_kind, row.subject_id, row.details = "test.happened", "organisation", "", "{}"
        row.content_sha256 = audit.content_digest(row)
        db.session.add(row)

    ledger.make.run(write_late)
    with ledger.app.app_context():
        assert service.seal(recent=True) == 0, "left to the hour's look at all of them"
    assert ledger.seal() == 1
    report = ledger.check()
    assert report.is_intact
    (remark,) = report.remarks
    assert (remark.kind, remark.count, remark.seal) == (Remark.WRITTEN_LATE, 1, 3)


@pytest.mark.parametrize("test_database", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_a_transaction_that_began_before_a_seal_and_ends_after_it_loses_nothing(ledger: Ledger) -> None:
    begun, finish = threading.Event(), threading.Event()

    def record_slowly() -> None:
        audit.record(EVENT, "organisation", None, what="slow")
        begun.set()
        assert finish.wait(30)

    slow = threading.Thread(target=lambda: ledger.make.run(record_slowly))
    slow.start()
    assert begun.wait(30)
    ledger.write(2)
    assert ledger.seal() == 2
    finish.set()
    slow.join()
    assert ledger.seal() == 1
    last = ledger.make.run(lambda: db.session.query(LedgerEntry).filter_by(seal_number=4).one())
    assert ledger.make.run(lambda: db.session.get_one(AuditEvent, last.event_id)).details == '{"what":"slow"}'
    assert ledger.check().is_intact


def test_two_sealers_at_once_make_one_chain(ledger: Ledger, small_batches: Callable[[int], None]) -> None:
    small_batches(2)
    ledger.write(24)
    numbers = apart(ledger.app, [ledger.seal] * 3)
    assert sum(numbers) == 24
    assert count(ledger, LedgerEntry) == 29
    assert ledger.check().is_intact


def test_a_sealer_that_is_too_late_backs_out(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another seal comes between reading the head and storing the seal."""
    ledger.write(1)
    really, others = queries.list_waiting, [threading.Thread(target=ledger.seal)]

    def list_waiting(*arguments: Any) -> Any:
        found = really(*arguments)
        if others:
            other = others.pop()
            other.start()
            other.join(30)
        return found

    monkeypatch.setattr(queries, "list_waiting", list_waiting)
    assert ledger.seal() == 0
    assert (count(ledger, LedgerSeal), count(ledger, LedgerEntry)) == (3, 6)
    assert ledger.check().is_intact


@pytest.mark.parametrize("place", ["execute", "insert_once"])
def test_a_sealer_that_is_killed_leaves_nothing_half_done(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Kill it after the seal's row and before its entries, and just before its row."""
    ledger.write(3)

    def die(*_arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def seal_and_die() -> None:
        monkeypatch.setattr(service, place, die)
        ledger.seal()

    with ledger.app.app_context():
        db.engine.dispose()
    process = get_context("fork").Process(target=seal_and_die)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert count(ledger, LedgerSeal) == 2
    report = ledger.check()
    assert (report.is_intact, report.waiting) == (True, 3)
    assert ledger.seal() == 3
    assert ledger.check().is_intact


def test_sealing_waits_for_nobody_who_reads(ledger: Ledger) -> None:
    ledger.write(1)
    with ledger.app.app_context():
        transaction.begin_snapshot()
        assert db.session.scalar(text("SELECT count(*) FROM audit_event")) == 6
        thread = threading.Thread(target=ledger.seal)
        started = time.monotonic()
        thread.start()
        thread.join(30)
        assert time.monotonic() - started < 20
        transaction.end_reading()
    assert ledger.check().waiting == 0
