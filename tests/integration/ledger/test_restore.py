"""A backup holds the chain; what a restore loses is told by a head of later, and the restore by the ledger itself."""

from pathlib import Path

from flask import Flask

from tests.integration.ledger.conftest import Ledger
from training.ledger.findings import Finding, Remark


def flask(app: Flask, *arguments: str) -> int:
    """Run a command and return its exit status."""
    return app.test_cli_runner().invoke(args=list(arguments)).exit_code


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
