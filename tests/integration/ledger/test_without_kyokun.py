"""What the how-to says to auditors who trust no program of ours: its script and its commands do what it promises."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.ledger.conftest import Ledger
from tests.support import components
from training.config import ROOT
from training.extensions import db
from training.models import AuditEvent, LedgerSeal
from training.seals import head_file, pem_of

HOW_TO = ROOT / "docs" / "how-to" / "check-the-ledger.md"
SCRIPTS = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)


def run(*command: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603  # commands of this module
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_the_script_of_the_how_to_follows_the_chain_and_finds_changes(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "check.py").write_text(SCRIPTS[0])
    command = sys.executable, "check.py", ledger.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    head = ledger.head()
    assert run(*command, folder=tmp_path) == (0, f"2 {head.sha256}\n")
    event = ledger.write(0)[1]
    ledger.tamper("UPDATE audit_event SET details = '{}' WHERE id = :event", event=ledger.key(event))
    assert f"seal 1 event {event.id.hex} was changed\n2 " in run(*command, folder=tmp_path)[1]
    ledger.tamper("DELETE FROM ledger_entry WHERE event_id = :event", event=ledger.key(event))
    ledger.tamper("UPDATE ledger_seal SET reason = 'none' WHERE number = 2")
    assert "seal 1 holds other events\nseal 2 does not hold\n" in run(*command, folder=tmp_path)[1]
    ledger.tamper("DELETE FROM ledger_entry")
    assert "seal 1 events are missing: 3\n" in run(*command, folder=tmp_path)[1]
    ledger.tamper("DELETE FROM ledger_seal")
    assert run(*command, folder=tmp_path) == (0, f"0 {'0' * 64}\n")


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_one_event_is_proven_without_the_others(ledger: Ledger, tmp_path: Path) -> None:
    def prove(event: AuditEvent) -> str:
        arguments = ["ledger", "prove", str(event.id), str(tmp_path / "proof.json")]
        return ledger.app.test_cli_runner().invoke(args=arguments).output

    (tmp_path / "check.py").write_text(SCRIPTS[1])
    command = sys.executable, "check.py", "proof.json"
    *_others, second, third = ledger.write(0)[:3]
    assert prove(third) == ""
    assert run(*command, folder=tmp_path) == (0, "The event stands in seal 1\n")
    proof = (tmp_path / "proof.json").read_text()
    assert second.id.hex not in proof
    (tmp_path / "proof.json").write_text(proof.replace("test.happened", "test.occurred"))
    assert "does NOT stand" in run(*command, folder=tmp_path)[1]
    assert "No seal holds this event." in prove(ledger.write(1)[-1])
    ledger.tamper("UPDATE audit_event SET details = '{}' WHERE id = :event", event=ledger.key(third))
    assert "not as it was sealed" in prove(third)
    ledger.tamper("DELETE FROM audit_event WHERE id = :event", event=ledger.key(third))
    assert "was removed" in prove(third)


def test_openssl_checks_the_signature_of_a_head(ledger: Ledger, tmp_path: Path) -> None:
    components.required("OpenSSL")
    seal = ledger.make.run(lambda: db.session.get_one(LedgerSeal, 2))
    head = json.loads(head_file(seal))
    (tmp_path / "statement").write_text(head["statement"])
    (tmp_path / "signature").write_bytes(bytes.fromhex(head["signature"]))
    (tmp_path / "key.pem").write_text(pem_of(seal.public_key))
    check = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "statement"]
    check += ["-sigfile", "signature"]
    assert run(*check, folder=tmp_path)[0] == 0
    (tmp_path / "statement").write_text(head["statement"].replace('"total":5', '"total":4'))
    assert run(*check, folder=tmp_path)[0] != 0
