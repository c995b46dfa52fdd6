"""`python -m questions check` says what it found."""

from pathlib import Path

import pytest

from questions.__main__ import main
from questions.writing import write_bank
from tests.factories import documents as small


def test_a_sound_bank_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bank(small.bank(), tmp_path)
    assert main(["check", str(tmp_path)]) == 0
    assert "1 incidents, 1 controls, 2 scenarios" in capsys.readouterr().out


def test_a_broken_bank_fails_with_every_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bank(small.bank(), tmp_path)
    for path in tmp_path.rglob("*-a.yaml"):
        path.write_text("key: [")
    assert main(["check", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_what_can_not_be_published_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank = small.bank()
    bank.controls.clear()
    write_bank(bank, tmp_path)
    assert main(["check", str(tmp_path)]) == 1
    assert "There is no control check-the-address" in capsys.readouterr().err
