"""What is wrong in an own file is told with its line and its field, in the author's language."""

from pathlib import Path

from questions.control import Control
from questions.files import read_folder
from training.studio.desk import file_errors

BROKEN = """\
key: own
title: {en: A, ja: あ}
rule: {en: B, ja: い}
requirements: []
citations:
  - {instrument: x, clause: y, valid_from: soon}
"""


def test_an_error_is_told_with_its_place(tmp_path: Path, asked_in: str) -> None:
    (tmp_path / "own.yaml").write_text(BROKEN, encoding="utf-8")
    (error,) = read_folder(tmp_path, Control).errors
    told = file_errors.tell(error)
    assert (told.file, told.line, told.place) == ("own.yaml", 6, "citations[0].valid_from")
    assert {"en": "Please write a day", "ja": "日付を"}[asked_in] in told.message
