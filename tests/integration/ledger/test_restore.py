"""A backup holds the chain; what a restore loses is told by a head of later, and the restore by the ledger itself."""

from pathlib import Path

from flask import Flask
from flask_migrate import downgrade, upgrade

from tests.integration.ledger.conftest import Ledger
from training.ledger.findings import Finding, Remark


def flask(app: Flask, *arguments: str) -> int:
    """Run a command and return its exit status."""
    return app.test_cli_runner().invoke(args=list(arguments)).exit_code


def test_a_tampered_ledger_stands_in_the_way_of_no_upgrade(app: Flask, ledger: Ledger) -> None:
    ledger.tamper("DELETE FROM audit_event WHERE id IN (SELECT event_id FROM ledger_entry WHERE seal_number = 1)")
    ledger.tamper("DELETE FROM ledger_seal WHERE number = 2")
    with app.app_context():
        downgrade(revision="0013")
        ledger.tamper("UPDATE ledger_seal SET events = 2000, events_total = 2000, root_sha256 = 'none'")
        upgrade()
    assert {Finding.SEAL_OVERFULL, Finding.SEAL_GONE} < {kind for kind, _seal, _number in ledger.found()}
    ledger.tamper("DELETE FROM ledger_seal")
    with app.app_context():  # other tests go on with this database
        downgrade(revision="0016")
        upgrade()


def test_the_chain_goes_on_after_a_restore_and_tells_of_it(app: Flask, ledger: Ledger, tmp_path: Path) -> None:
    before = ledger.head()
    assert flask(app, "backup", str(tmp_path / "kyokun.zip")) == 0
    ledger.write(1)
    ledger.seal()
    after = ledger.head()
    assert flask(app, "restore", "--replace", str(tmp_path / "kyokun.zip")) == 0
    assert ledger.found(before) == set()
    assert ledger.found(before, after) == {(Finding.HEAD_BEYOND, 3, None)}
    assert ledger.seal() == 1
    report = ledger.check(before)
    assert report.is_intact
    assert [note.kind for note in report.remarks] == [Remark.RESTORED]
    assert ledger.found(after) == {(Finding.HEAD_DIFFERS, 3, None)}
