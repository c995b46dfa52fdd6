"""Notices that no rule was made for: how much an author may expect of a house style that the reader never met.

They are written down before they are read, and no rule is mended for them. Whoever mends one for them moves that
notice to `texts`, where all of it must be read, and puts a new one in its place.
"""

from pathlib import Path

import pytest

from tests.unit.questions.notices import scoring

UNSEEN = sorted((Path(__file__).parent / "unseen").glob("*.txt"))


def test_of_unseen_notices_more_than_half_is_read_and_four_fifths_of_that_is_right() -> None:
    scores = [score for path in UNSEEN for score in scoring.scores(path).values()]
    right = sum(score.right for score in scores)
    assert right / (right + sum(len(score.missing) for score in scores)) > 0.55
    assert right / (right + sum(len(score.extra) for score in scores)) > 0.8


@pytest.mark.parametrize("path", UNSEEN, ids=lambda path: path.name)
def test_an_unseen_notice_is_known_for_an_incident(path: Path) -> None:
    assert scoring.notice(path).incident
