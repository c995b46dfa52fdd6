"""No cell of a downloaded list is run as a formula."""

import pytest

from training.team.export import defused


@pytest.mark.parametrize(
    "cell", ["=1+1", "+81", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1"]
)
def test_what_a_spreadsheet_would_run_becomes_text(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "山田 花子", "Anne-Marie", "80", "2026-11-30"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defused(cell) == cell
