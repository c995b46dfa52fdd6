"""No cell of a downloaded list is run as a formula."""

import pytest

from training.team.export import defused


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_becomes_text(start: str) -> None:
    assert defused(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("cell", ["", "山田 花子", "Anne-Marie", "80", "2026-11-30"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defused(cell) == cell
