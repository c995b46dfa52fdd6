"""`flask ledger`: what it says, and how it ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.integration.ledger.conftest import Ledger
from training.config import BadConfiguration, from_environment
from training.extensions import db
from training.ledger import keys
from training.ledger.findings import Finding, Remark
from training.models import AuditEvent, LedgerSeal

# Keys and heads are files, and words are words, whatever stores the chain.
ONE_DATABASE = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)


def flask(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run a command and return its exit status and what it said."""
    result = app.test_cli_runner().invoke(args=["ledger", *arguments])
    return result.exit_code, result.output


@pytest.fixture
def key_file(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """Let the key lie in a file, as it does where nobody set one."""
    before = app.config["LEDGER_KEY"], app.config["LEDGER_KEY_FILE"]
    app.config.update(LEDGER_KEY="", LEDGER_KEY_FILE=str(tmp_path / "instance" / "ledger_key"))
    yield Path(app.config["LEDGER_KEY_FILE"])
    app.config.update(LEDGER_KEY=before[0], LEDGER_KEY_FILE=before[1])


def last_seal(ledger: Ledger) -> LedgerSeal:
    return ledger.make.run(lambda: db.session.query(LedgerSeal).order_by(LedgerSeal.number.desc()).first())  # type: ignore[return-value]


def test_what_waits_is_sealed_and_the_ledger_is_found_intact(app: Flask, ledger: Ledger, tmp_path: Path) -> None:
    ledger.write(4)
    status, said = flask(app, "seal")
    assert (status, "4 events sealed. Last seal: 3, " in said) == (0, True)
    head = tmp_path / "head.json"
    assert flask(app, "head", str(head)) == (0, "")
    assert flask(app, "head") == (0, head.read_text())
    status, said = flask(app, "verify")
    assert (status, "9 events in 3 seals" in said, "--head FILE" in said) == (0, True, True)
    status, said = flask(app, "verify", "--head", str(head))
    assert (status, "holds the head" in said) == (0, True)


@ONE_DATABASE
def test_what_was_changed_is_named_and_the_status_is_one(app: Flask, ledger: Ledger) -> None:
    event = ledger.write(0)[1]
    ledger.tamper("UPDATE audit_event SET details = '{}' WHERE id = :event", event=ledger.key(event))
    status, said = flask(app, "verify")
    assert status == 1
    moment = event.at.isoformat(timespec="microseconds")
    assert f"FOUND: Event {event.id}, number 2 in seal 1, dated {moment}, was changed after it was sealed." in said
    assert "NOT as it was sealed: 1 findings." in said


@ONE_DATABASE
def test_a_cut_end_is_told_with_the_head_alone(app: Flask, ledger: Ledger, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    flask(app, "head", str(head))
    ledger.tamper(
        "DELETE FROM ledger_entry WHERE seal_number = 2",
        "DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM ledger_entry)",
        "DELETE FROM ledger_seal WHERE number = 2",
    )
    assert flask(app, "verify")[0] == 0
    status, said = flask(app, "verify", "--head", str(head))
    assert (status, "its end was cut off" in said) == (1, True)


@ONE_DATABASE
def test_a_file_that_is_no_head_is_refused_in_a_sentence(app: Flask, tmp_path: Path) -> None:
    for content in ("", "{}", "[]", '{"statement": 7}', "null", "x" * 30_000, '{"format": "kyokun-ledger-head/1"}'):
        (tmp_path / "head.json").write_text(content)
        status, said = flask(app, "verify", "--head", str(tmp_path / "head.json"))
        assert (status, "is no signed head" in said) == (1, True), content[:40]


@ONE_DATABASE
def test_a_head_that_was_altered_is_refused(app: Flask, ledger: Ledger, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    flask(app, "head", str(head))
    head.write_text(head.read_text().replace('\\"total\\":5', '\\"total\\":4'))
    status, said = flask(app, "verify", "--head", str(head))
    assert (status, "damaged or changed" in said) == (1, True)


def test_without_a_seal_there_is_no_head_and_no_key_to_change(app: Flask) -> None:
    for arguments in (["head"], ["change-key"], ["change-key", "--lost", "fire"]):
        status, said = flask(app, *arguments)
        assert (status, "There is no seal yet" in said) == (1, True)
    assert flask(app, "verify")[0] == 0
    assert "There is no seal yet" in flask(app, "seal")[1]


@ONE_DATABASE
def test_a_key_is_made_once_and_only_its_owner_can_read_it(app: Flask, key_file: Path, ledger: Ledger) -> None:
    assert key_file.stat().st_mode & 0o077 == 0
    line = key_file.read_text().strip()
    ledger.write(1)
    ledger.seal()
    assert key_file.read_text().strip() == line
    assert from_environment({"SECRET_KEY": "x" * 40, "LEDGER_KEY": line})["LEDGER_KEY"] == line
    assert {path.name for path in key_file.parent.iterdir()} == {"ledger_key"}


@ONE_DATABASE
def test_a_new_key_is_confirmed_by_the_former_one(app: Flask, key_file: Path, ledger: Ledger) -> None:
    former = last_seal(ledger).public_key
    assert flask(app, "change-key")[0] == 0
    ledger.write(1)
    ledger.seal()
    assert last_seal(ledger).public_key != former
    report = ledger.check()
    assert report.is_intact
    assert [(note.kind, note.seal) for note in report.remarks] == [(Remark.KEY_NAMED, 3)]
    assert {path.name for path in key_file.parent.iterdir()} == {"ledger_key"}


@ONE_DATABASE
def test_a_change_of_keys_that_broke_off_goes_on(
    app: Flask, key_file: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(keys, "take_over", lambda: None)
        flask(app, "change-key")
    ledger.write(1)
    assert ledger.seal() == 2
    assert ledger.check().is_intact


@ONE_DATABASE
def test_a_lost_key_stops_sealing_until_somebody_says_why(app: Flask, key_file: Path, ledger: Ledger) -> None:
    key_file.unlink()
    ledger.write(1)
    status, said = flask(app, "seal")
    assert (status, "change-key --lost" in said) == (1, True)
    assert flask(app, "change-key")[0] == 1
    assert flask(app, "change-key", "--lost", " ")[0] == 1
    assert flask(app, "change-key", "--lost", "The disk burnt.")[0] == 0
    assert ledger.seal() == 2
    report = ledger.check()
    assert report.is_intact
    assert [(note.kind, note.seal, note.reason) for note in report.remarks] == [
        (Remark.KEY_REPLACED, 3, "The disk burnt.")
    ]
    told = ledger.make.run(lambda: db.session.query(AuditEvent).filter_by(action="ledger.key-changed").one())
    assert told.details == '{"reason":"The disk burnt.","seal":3}'


@ONE_DATABASE
def test_a_key_that_nobody_announced_is_found(app: Flask, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who can write into the database seals with a key of their own."""
    monkeypatch.setitem(app.config, "LEDGER_KEY", keys.new_line())
    ledger.tamper("UPDATE ledger_seal SET next_key = NULL")
    monkeypatch.setattr("training.ledger.service._wanted", lambda _head: None)
    ledger.write(1)
    ledger.seal()
    assert ledger.found() == {(Finding.SEAL_WRONG_KEY, 3, None)}


def test_a_chain_that_was_made_anew_with_another_key_is_found_where_the_key_lies(
    app: Flask, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(app.config, "LEDGER_KEY", keys.new_line())
        ledger.tamper("DELETE FROM ledger_entry", "DELETE FROM ledger_seal")
        ledger.seal()
        assert ledger.found() == set()
    assert ledger.found() == {(Finding.KEY_FOREIGN, 1, None)}
    assert flask(app, "seal")[0] == 0, "nothing waits"
    ledger.write(1)
    assert flask(app, "seal")[0] == 1
    monkeypatch.setitem(app.config, "LEDGER_KEY", "")
    monkeypatch.setitem(app.config, "LEDGER_KEY_FILE", "/nonexistent/ledger_key")
    assert ledger.found() == set(), "no key lies here"


@ONE_DATABASE
def test_keys_of_a_setting_are_changed_by_the_setting(
    app: Flask, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = flask(app, "change-key")
    assert (status, "LEDGER_KEY is set" in said) == (1, True)
    monkeypatch.setitem(app.config, "LEDGER_KEY", f"{flask(app, 'new-key')[1].strip()} {app.config['LEDGER_KEY']}")
    assert ledger.seal() == 0
    assert flask(app, "change-key")[0] == 0
    ledger.write(1)
    assert ledger.seal() == 2
    assert ledger.check().is_intact


def test_a_key_that_is_none_stops_the_start() -> None:
    for line in ("short", "x" * 44, "ä" * 44):
        with pytest.raises(BadConfiguration):
            from_environment({"SECRET_KEY": "x" * 40, "LEDGER_KEY": line})
