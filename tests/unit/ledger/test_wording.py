"""What a check found is told in whole sentences, with the reason as somebody gave it."""

import json
from datetime import datetime

import pytest

from training.ledger.findings import Finding, Note, Remark, Report
from training.ledger.wording import words_of

ABOUT = {"seal": 3, "number": 7, "event": "e", "at": "2026-11-23T09:00:00+00:00", "count": 2}


def told(note: Note) -> str:
    return words_of(note, lambda moment: f"{moment:%H:%M}")


@pytest.mark.parametrize("kind", [*Finding, *Remark])
def test_every_kind_is_one_whole_sentence_with_nothing_left_out(asked_in: str, kind: str) -> None:
    words = told(Note(kind, **ABOUT, made_at="2026-11-01T08:00:00+00:00", reason="fire", what="x"))  # type: ignore[arg-type]
    assert words.endswith({"en": (".", "fire"), "ja": ("。", "fire")}[asked_in])
    assert "None" not in words
    assert "2026-11" not in words, "moments are written for people"


@pytest.mark.usefixtures("asked")
def test_a_reason_that_looks_like_a_moment_stays_what_was_said() -> None:
    assert told(Note(Remark.KEY_REPLACED, seal=3, reason="20261123")).endswith("The reason given: 20261123")


@pytest.mark.usefixtures("asked")
def test_reports_of_before_are_read() -> None:
    notes = [{"kind": "restored", "more": "2026-11-01T08:00:00+00:00"}, {"kind": "key-replaced", "more": "20261123"}]
    restored, replaced = Report.load(json.dumps({"remarks": notes, "findings": []})).remarks
    assert (restored.made_at, replaced.reason) == (datetime.fromisoformat("2026-11-01T08:00Z").isoformat(), "20261123")
