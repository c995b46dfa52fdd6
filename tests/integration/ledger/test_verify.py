"""Whoever changes the ledger behind the program's back is found, and it is told which event or seal it was."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest

from tests.integration.ledger.conftest import EVENT, Ledger
from training import audit, clock
from training.ledger import queries, service
from training.ledger.findings import Finding, Note, Report
from training.models import AuditEvent, new_id

# What a check finds is told by Python, from rows that either database gives alike; the plain attacks are tried on both.
ONE_DATABASE = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
CHANGES = {
    "at": ["UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE id = :event"],
    "actor": [
        'INSERT INTO "user" (id, status, locale, time_zone, session_epoch, created_at) '
        "SELECT id, 'active', 'ja', 'Asia/Tokyo', 0, at FROM audit_event WHERE id = :event",
        "UPDATE audit_event SET actor_id = id WHERE id = :event",
    ],
    "action": ["UPDATE audit_event SET action = 'test.other' WHERE id = :event"],
    "subject kind": ["UPDATE audit_event SET subject_kind = 'person' WHERE id = :event"],
    "subject": ["UPDATE audit_event SET subject_id = 'other' WHERE id = :event"],
    "details": ["UPDATE audit_event SET details = '{}' WHERE id = :event"],
}


def test_an_untouched_ledger_is_intact(ledger: Ledger) -> None:
    report = ledger.check(ledger.head())
    assert report.is_intact
    assert (report.seals, report.events, report.waiting, report.last_seal, report.heads) == (2, 5, 0, 2, 1)
    assert not report.remarks


def test_events_recorded_in_one_statement_have_the_hash_of_their_content(ledger: Ledger) -> None:
    words = ["plain", 'quoted " and \\ slashed', "改行\nタブ\t", "\x01\x7f\u2028😀"]
    about = [(new_id(), {"what": what}) for what in words]
    ledger.make.run(lambda: audit.record_many(EVENT, about, None))
    assert ledger.check().waiting == 4
    assert ledger.seal() == 4
    assert ledger.check().is_intact


@ONE_DATABASE
def test_a_changed_column_is_found(ledger: Ledger) -> None:
    second = ledger.write(0)[1]
    for name, statements in CHANGES.items():
        with ledger.tampered(*statements, event=ledger.key(second)):
            (note,) = ledger.check().findings
            about = note.kind, note.seal, note.number, note.event
            assert about == (Finding.EVENT_CHANGED, 1, 2, str(second.id)), name
    assert ledger.check().is_intact, "so that each change was found by itself"


def test_a_change_with_its_own_hash_is_found(ledger: Ledger) -> None:
    event = ledger.write(0)[3]
    ledger.tamper(
        "UPDATE audit_event SET content_sha256 = :hash WHERE id = :event", event=ledger.key(event), hash="a" * 64
    )
    assert ledger.found() == {(Finding.EVENT_HASH_CHANGED, 2, 4)}
    ledger.tamper("UPDATE audit_event SET details = '{}' WHERE id = :event", event=ledger.key(event))
    assert ledger.found() == {(Finding.EVENT_CHANGED, 2, 4)}


@ONE_DATABASE
def test_a_changed_id_is_found(ledger: Ledger) -> None:
    first, second = ledger.write(0)[:2]
    ledger.tamper(
        "UPDATE audit_event SET id = :spare WHERE id = :first",
        "UPDATE audit_event SET id = :first WHERE id = :second",
        "UPDATE audit_event SET id = :second WHERE id = :spare",
        first=ledger.key(first),
        second=ledger.key(second),
        spare="f" * 32,
    )
    assert ledger.found() == {(Finding.EVENT_CHANGED, 1, 1), (Finding.EVENT_CHANGED, 1, 2)}


def test_a_removed_event_is_found(ledger: Ledger) -> None:
    event = ledger.write(0)[1]
    ledger.tamper("DELETE FROM audit_event WHERE id = :event", event=ledger.key(event))
    (note,) = ledger.check().findings
    assert (note.kind, note.seal, note.number, note.event) == (Finding.EVENT_MISSING, 1, 2, str(event.id))


@ONE_DATABASE
def test_an_entry_that_names_no_possible_event_does_not_end_the_check(ledger: Ledger) -> None:
    ledger.tamper(f"UPDATE ledger_entry SET event_id = '{'f' * 32}' WHERE seal_number = 1 AND position = 1")  # noqa: S608
    ledger.tamper("UPDATE audit_event SET details = '{}'")
    assert {(Finding.EVENT_MISSING, 1, 2), (Finding.EVENT_CHANGED, 2, 5)} <= ledger.found()


def test_an_event_removed_with_its_entry_is_found(ledger: Ledger) -> None:
    event = ledger.key(ledger.write(0)[1])
    ledger.tamper(
        "DELETE FROM audit_event WHERE id = :event", "DELETE FROM ledger_entry WHERE event_id = :event", event=event
    )
    assert ledger.found() == {(Finding.ENTRY_MISSING, 1, 2)}


@ONE_DATABASE
def test_a_gap_that_was_closed_again_is_found(ledger: Ledger) -> None:
    event = ledger.key(ledger.write(0)[1])
    ledger.tamper(
        "DELETE FROM audit_event WHERE id = :event",
        "DELETE FROM ledger_entry WHERE event_id = :event",
        "UPDATE ledger_entry SET position = 1 WHERE seal_number = 1 AND position = 2",
        event=event,
    )
    assert ledger.found() == {(Finding.ENTRY_MISSING, 1, 3)}
    ledger.tamper("UPDATE ledger_seal SET events = 2, events_total = 2 WHERE number = 1")
    assert (Finding.SEAL_CHANGED, 1, None) in ledger.found()
    assert (Finding.ENTRIES_CHANGED, 1, None) in ledger.found()
    assert (Finding.SEAL_MISCOUNTED, 2, None) in ledger.found()


@ONE_DATABASE
def test_an_event_that_was_put_into_a_seal_is_found(ledger: Ledger) -> None:
    event = ledger.write(1)[-1]
    assert ledger.check().is_intact
    ledger.tamper(
        "INSERT INTO ledger_entry (event_id, seal_number, position, content_sha256) "
        "SELECT id, 1, 3, content_sha256 FROM audit_event WHERE id = :event",
        event=ledger.key(event),
    )
    assert (Finding.ENTRY_ADDED, 1, 4) in ledger.found()


def test_an_event_that_replaces_another_is_found(ledger: Ledger) -> None:
    event = ledger.write(1)[-1]
    ledger.tamper(
        "DELETE FROM ledger_entry WHERE seal_number = 1 AND position = 1",
        "INSERT INTO ledger_entry (event_id, seal_number, position, content_sha256) "
        "SELECT id, 1, 1, content_sha256 FROM audit_event WHERE id = :event",
        event=ledger.key(event),
    )
    assert ledger.found() == {(Finding.ENTRY_MOVED, 1, 3), (Finding.ENTRIES_CHANGED, 1, None)}


def test_a_changed_order_is_found(ledger: Ledger) -> None:
    ledger.tamper(
        "UPDATE ledger_entry SET position = 99 WHERE seal_number = 1 AND position = 0",
        "UPDATE ledger_entry SET position = 0 WHERE seal_number = 1 AND position = 1",
        "UPDATE ledger_entry SET position = 1 WHERE seal_number = 1 AND position = 99",
    )
    assert ledger.found() == {(Finding.ENTRY_MOVED, 1, 2), (Finding.ENTRIES_CHANGED, 1, None)}


@ONE_DATABASE
def test_an_event_moved_to_another_seal_is_found(ledger: Ledger) -> None:
    ledger.tamper("UPDATE ledger_entry SET seal_number = 2, position = 2 WHERE seal_number = 1 AND position = 2")
    assert {(Finding.ENTRY_MISSING, 1, 3), (Finding.ENTRY_ADDED, 2, 6)} <= ledger.found()


SEAL_CHANGES: list[tuple[str, set[Finding]]] = [
    ("previous_sha256 = '{0}'", {Finding.SEAL_CHANGED, Finding.SEAL_UNLINKED}),
    ("root_sha256 = '{0}'", {Finding.SEAL_CHANGED, Finding.ENTRIES_CHANGED}),
    ("events = 1", {Finding.SEAL_CHANGED, Finding.SEAL_MISCOUNTED, Finding.ENTRY_ADDED}),
    ("events_total = 6", {Finding.SEAL_CHANGED, Finding.SEAL_MISCOUNTED}),
    ("first_at = sealed_at", {Finding.SEAL_CHANGED}),
    ("last_at = sealed_at", {Finding.SEAL_CHANGED}),
    ("sealed_at = first_at", {Finding.SEAL_CHANGED}),
    ("public_key = '{0}'", {Finding.SEAL_CHANGED, Finding.SEAL_WRONG_KEY, Finding.KEY_FOREIGN}),
    ("next_key = '{0}'", {Finding.SEAL_CHANGED, Finding.KEY_FOREIGN}),
    ("reason = 'none'", {Finding.SEAL_CHANGED}),
    ("sha256 = '{0}'", {Finding.SEAL_CHANGED}),
    ("signature = '{0}{0}'", {Finding.SEAL_UNSIGNED}),
]


@ONE_DATABASE
def test_a_changed_seal_is_found(ledger: Ledger) -> None:
    for change, found in SEAL_CHANGES:
        with ledger.tampered(f"UPDATE ledger_seal SET {change.format('a' * 64)} WHERE number = 2"):  # noqa: S608
            report = ledger.check()
            assert {note.kind for note in report.findings} == found, change
            assert {note.seal for note in report.findings} == {2}, change


@ONE_DATABASE
def test_a_number_that_was_made_huge_is_told_at_once_and_in_few_findings(ledger: Ledger) -> None:
    """Somebody who changes one number must not keep the check from ever ending."""
    huge = 2**31 - 1
    ledger.tamper(f"UPDATE ledger_seal SET events = {huge}, events_total = {huge} WHERE number = 1")  # noqa: S608
    assert ledger.found() == {
        (Finding.SEAL_CHANGED, 1, None),
        (Finding.SEAL_OVERFULL, 1, None),
        (Finding.ENTRY_MISSING, 1, 4),
        (Finding.SEAL_MISCOUNTED, 2, None),
    }
    ledger.tamper(f"UPDATE ledger_seal SET number = {huge} WHERE number = 2")  # noqa: S608
    report = ledger.check()
    assert report.found == 7
    assert Note(Finding.SEAL_MISSING, seal=2, count=huge - 2) in report.findings


def test_a_removed_seal_is_found(ledger: Ledger) -> None:
    ledger.tamper("DELETE FROM ledger_entry WHERE seal_number = 1", "DELETE FROM ledger_seal WHERE number = 1")
    assert (Finding.SEAL_MISSING, 1, None) in ledger.found()
    ledger.tamper("DELETE FROM ledger_seal WHERE number = 2")
    assert ledger.found() == {(Finding.SEAL_GONE, 2, None)}


def test_a_cut_end_is_found_against_a_head_kept_elsewhere(ledger: Ledger) -> None:
    head = ledger.head()
    ledger.tamper("DELETE FROM audit_event WHERE id IN (SELECT event_id FROM ledger_entry WHERE seal_number = 2)")
    assert ledger.found() == {(Finding.EVENT_MISSING, 2, 4), (Finding.EVENT_MISSING, 2, 5)}
    ledger.tamper("DELETE FROM ledger_entry WHERE seal_number = 2", "DELETE FROM ledger_seal WHERE number = 2")
    assert ledger.found() == set()
    assert ledger.found(head) == {(Finding.HEAD_BEYOND, 2, None)}
    ledger.write(4)
    ledger.seal()
    assert ledger.found() == set()
    assert ledger.found(head) == {(Finding.HEAD_DIFFERS, 2, None)}


def _forge_removal(ledger: Ledger) -> AuditEvent:
    """Record that a demonstration was removed, as somebody who can compute a hash could."""
    ledger.make.run(lambda: service.record_removal(service.note_removal()))
    return ledger.write(0)[-1]


@ONE_DATABASE
def test_no_event_lets_sealed_events_go(ledger: Ledger) -> None:
    """Somebody empties the ledger and lets an event of their own say that all of it was a demonstration."""
    head = ledger.head()
    forged = ledger.key(_forge_removal(ledger))
    ledger.tamper("DELETE FROM ledger_entry", "DELETE FROM audit_event WHERE id <> :event", event=forged)
    gone = {(Finding.ENTRY_MISSING, 1, 1), (Finding.ENTRY_MISSING, 2, 4)}
    assert gone == ledger.found()
    ledger.seal()
    assert gone | {(Finding.REMOVAL_AFTER_OTHERS, 3, 6)} == ledger.found(head)
    ledger.tamper("DELETE FROM ledger_entry", "DELETE FROM ledger_seal")
    ledger.seal()
    assert ledger.found(head) == {(Finding.HEAD_BEYOND, 2, None)}, "even where the seals went, too"


@ONE_DATABASE
def test_a_head_that_was_changed_is_found(ledger: Ledger) -> None:
    head = ledger.head()
    assert ledger.found(head._replace(signature=b"\0" * 64)) == {(Finding.HEAD_UNSIGNED, 2, None)}


@ONE_DATABASE
def test_an_event_changed_before_it_is_sealed_is_found(ledger: Ledger) -> None:
    event = ledger.write(1)[-1]
    ledger.tamper("UPDATE audit_event SET details = '{}' WHERE id = :event", event=ledger.key(event))
    assert ledger.found() == {(Finding.WAITING_CHANGED, None, None)}
    ledger.seal()
    assert ledger.found() == {(Finding.EVENT_CHANGED, 3, 6)}


@ONE_DATABASE
def test_what_can_not_be_read_is_told_and_the_rest_is_checked(ledger: Ledger) -> None:
    second, fourth = ledger.write(0)[1], ledger.write(0)[3]
    with ledger.tampered("UPDATE audit_event SET details = x'00' WHERE id = :event", event=ledger.key(second)):
        assert (Finding.EVENT_UNREADABLE, 1, 2) in ledger.found()
    with ledger.tampered("UPDATE audit_event SET details = x'00'", "DELETE FROM ledger_entry"):
        assert (Finding.WAITING_UNREADABLE, None, None) in ledger.found()
    with ledger.tampered("UPDATE ledger_seal SET events = 'many' WHERE number = 2"):
        assert (Finding.SEAL_UNREADABLE, None, None) in ledger.found()
    ledger.tamper("UPDATE audit_event SET at = 'yesterday' WHERE id = :event", event=ledger.key(second))
    ledger.tamper("DELETE FROM audit_event WHERE id = :event", event=ledger.key(fourth))
    assert ledger.found() == {(Finding.EVENT_UNREADABLE, 1, 2), (Finding.EVENT_MISSING, 2, 4)}
    ledger.tamper("UPDATE ledger_seal SET sealed_at = 'today' WHERE number = 2")
    assert (Finding.SEAL_UNREADABLE, None, None) in ledger.found()


@ONE_DATABASE
def test_a_moment_or_an_actor_in_another_spelling_is_found(ledger: Ledger) -> None:
    """It reads the same and has the same hash, but no search by day or person finds the event any more."""
    ledger.tamper(*CHANGES["actor"], event=ledger.key(ledger.write(1)[-1]))
    ledger.tamper("UPDATE audit_event SET content_sha256 = 'x' WHERE actor_id IS NOT NULL")
    spellings = {
        "audit_event.at": "UPDATE audit_event SET at = replace(at, ' ', 'T')",
        "audit_event.actor_id": "UPDATE audit_event SET actor_id = upper(actor_id)",
        "ledger_seal.sealed_at": "UPDATE ledger_seal SET sealed_at = sealed_at || '0'",
    }
    for column, statement in spellings.items():
        with ledger.tampered(statement):
            found = {note.what for note in ledger.check().findings if note.kind is Finding.MISSPELT}
            assert found == {column}, column


def test_what_the_database_does_by_itself_is_found(ledger: Ledger) -> None:
    """A trigger can keep some events out for good, and a view can hide them."""
    if ledger.app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        body = "LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
        ledger.tamper(
            f"CREATE FUNCTION swallow() RETURNS trigger {body}",
            "CREATE TRIGGER swallow BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION swallow()",
        )
        away = ["DROP TRIGGER swallow ON audit_event", "DROP FUNCTION swallow"]
    else:
        ledger.tamper("CREATE TRIGGER swallow BEFORE INSERT ON audit_event BEGIN SELECT RAISE(IGNORE); END")
        away = ["DROP TRIGGER swallow"]
    (note,) = ledger.check().findings
    assert (note.kind, note.what) == (Finding.DATABASE_ACTS, "trigger swallow (audit_event)")
    ledger.tamper(*away)


@ONE_DATABASE
def test_many_findings_are_counted_and_not_all_kept(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.ledger.findings.MOST", 2)
    ledger.tamper("UPDATE audit_event SET details = '{}'")
    report = Report.load(ledger.check().dump())
    assert (len(report.findings), report.found, report.is_intact) == (2, 5, False)


def test_it_is_of_one_moment(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is recorded and sealed while it walks along is not half seen."""
    really, others = queries.list_entries, [1]

    def list_entries(*arguments: Any) -> Any:
        while others:
            others.pop()
            other = Thread(target=lambda: (ledger.write(3), ledger.seal(), ledger.write(1)))
            other.start()
            other.join(30)
        return really(*arguments)

    monkeypatch.setattr(queries, "list_entries", list_entries)
    report = ledger.check()
    assert (report.is_intact, report.seals, report.events, report.waiting) == (True, 2, 5, 0)
    report = ledger.check()
    assert (report.is_intact, report.seals, report.events, report.waiting) == (True, 3, 8, 1)


@ONE_DATABASE
def test_catching_up_in_several_seals_is_no_lateness(ledger: Ledger, small_batches: Callable[[int], None]) -> None:
    with clock.moved_to(clock.now() + timedelta(days=1)):
        small_batches(2)
        ledger.write(6)
    with clock.moved_to(clock.now() + timedelta(days=90)):
        ledger.seal()
        assert not ledger.check().remarks
