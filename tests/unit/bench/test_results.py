"""Ratios are taken round by round, and a table says which budget they keep."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.bench import plot, processes
from tests.bench.results import WORKS, Work, as_text, compare

WORK = WORKS[0]


def measured(*seconds: float) -> list[dict[str, float]]:
    return [{WORK.measure: each} for each in seconds]


def test_the_ratio_is_the_median_of_the_rounds_not_of_the_sums() -> None:
    (row,) = compare(WORKS, "sqlite", "at_once", measured(0.1, 0.2, 0.1), measured(0.05, 0.3, 0.1))
    assert (row.ratio, row.lowest, row.highest) == pytest.approx((1.0, 0.5, 1.5))
    assert (row.reference, row.kyokun) == pytest.approx((100.0, 100.0))
    assert "| 1.00  | 0.50-1.50 |" in as_text([row])


@pytest.mark.parametrize(("ratio", "verdict"), [(0.65, "goal"), (1.2, "must"), (1.21, "MISSED")])
def test_the_verdict_names_the_budget_that_is_kept(ratio: float, verdict: str) -> None:
    (row,) = compare([WORK], "sqlite", "at_once", measured(1.0), measured(ratio))
    assert row.verdict == verdict


def test_a_measure_that_one_round_lacks_is_left_out() -> None:
    assert compare([WORK], "sqlite", "at_once", measured(1.0, 1.0), [*measured(1.0), {}]) == []
    assert compare([Work("other", "", "", 1)], "sqlite", "at_once", measured(1.0), measured(1.0)) == []


def test_the_plot_is_well_formed_and_has_a_dot_for_each_row() -> None:
    rows = compare(WORKS, "sqlite", "at_once", measured(1.0), measured(0.5))
    drawn = ElementTree.fromstring(plot.draw(rows))  # noqa: S314  # made in the line itself
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == len(rows) == 1


def test_processes_are_counted_with_those_below_them(tmp_path: Path) -> None:
    for pid, children, nanoseconds in ((10, "11 12", 2_000_000_000), (11, "", 500_000_000), (12, "", 0)):
        task = tmp_path / str(pid) / "task" / str(pid)
        task.mkdir(parents=True)
        (task / "children").write_text(children)
        (task / "schedstat").write_text(f"{nanoseconds} 5 7")
        (tmp_path / str(pid) / "smaps_rollup").write_text("Rss: 4096 kB\nPss:                1024 kB\n")
    assert processes.cpu_used(10, tmp_path) == {10: 2.0, 11: 0.5, 12: 0.0}
    assert processes.cpu_between({10: 1.5, 11: 0.5, 99: 7.0}, processes.cpu_used(10, tmp_path)) == 0.5
    assert processes.proportional_megabytes(processes.family(10, tmp_path), tmp_path) == 3.0


def test_processes_that_end_while_they_are_looked_at_are_no_fault() -> None:
    ends = 'for _ in range(50):\n    subprocess.run(["true"], check=True)'
    many = [subprocess.Popen([sys.executable, "-c", f"import subprocess\n{ends}"]) for _ in range(4)]  # noqa: S603  # ours
    while any(process.poll() is None for process in many):
        assert os.getpid() in processes.cpu_used(os.getpid())
