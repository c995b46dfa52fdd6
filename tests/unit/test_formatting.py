"""Shares are told in one way everywhere, and never as more than they are."""

import pytest

from training.formatting import whole_percent


@pytest.mark.parametrize(("share", "told"), [(0.0, 0), (0.29, 29), (0.7999, 79), (0.798, 79), (0.8, 80), (1.0, 100)])
def test_a_missed_mark_never_reads_as_reached(share: float, told: int) -> None:
    assert whole_percent(share) == told
