"""Whole notices of every kind: what is read is what a person wrote down beside each text."""

from pathlib import Path

import pytest

from questions.notices.facts import Found
from questions.notices.reader import read
from tests.unit.questions.notices import scoring

NOTICES = sorted(path for path in scoring.TEXTS.iterdir() if path.suffix != ".yaml")


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.name)
def test_everything_written_down_for_a_notice_is_read_from_it(path: Path) -> None:
    scores = scoring.scores(path)
    assert {kind: score.missing for kind, score in scores.items() if score.missing} == {}


def test_hardly_anything_is_read_that_is_not_there() -> None:
    scores = [score for path in NOTICES for score in scoring.scores(path).values()]
    right = sum(score.right for score in scores)
    assert right / (right + sum(len(score.extra) for score in scores)) > 0.97


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.name)
def test_every_fact_stands_where_it_says(path: Path) -> None:
    notice = scoring.notice(path)
    facts = [each for name in type(notice).model_fields for each in _found(getattr(notice, name))]
    assert facts
    assert [fact for fact in facts if notice.source_text[fact.start : fact.end] != fact.text] == []
    keys = [fact.key for fact in facts]
    assert len(keys) == len(set(keys))


def test_a_notice_is_read_the_same_twice() -> None:
    text = scoring.notice(NOTICES[0]).source_text
    assert read(text) == read(text)


def _found(value: object) -> list[Found]:
    if isinstance(value, Found):
        return [value]
    return [each for each in value if isinstance(each, Found)] if isinstance(value, tuple) else []
