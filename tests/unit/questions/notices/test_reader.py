"""Whole notices of every kind: what is read is what a person wrote down beside each text."""

import textwrap
from pathlib import Path

import pytest

from questions.notices.context import is_japanese
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


def test_whom_to_ask_is_no_measure() -> None:
    measures = read((scoring.TEXTS / "college-office-rang.txt").read_text(encoding="utf-8").rstrip()).measures
    assert [measure.value for measure in measures] == ["学外への添付ファイルは、上長が確認してから送る仕組みに改めます"]


def test_a_notice_is_read_the_same_twice() -> None:
    text = scoring.notice(NOTICES[0]).source_text
    assert read(text) == read(text)


def _found(value: object) -> list[Found]:
    if isinstance(value, Found):
        return [value]
    return [each for each in value if isinstance(each, Found)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("path", [path for path in NOTICES if path.suffix == ".txt"], ids=lambda path: path.name)
def test_a_notice_that_was_wrapped_as_mails_are_says_the_same(path: Path) -> None:
    text = scoring.notice(path).source_text
    wrapped = "\n".join(piece for line in text.split("\n") for piece in wrap(line))
    read_again = read(wrapped, scoring.controls())
    assert scoring.facts(read_again) == scoring.facts(scoring.notice(path))
    facts = [each for name in type(read_again).model_fields for each in _found(getattr(read_again, name))]
    assert [fact for fact in facts if wrapped[fact.start : fact.end] != fact.text] == []


def wrap(line: str) -> list[str]:
    """Wrap a line as mail programs do: English between words, Japanese anywhere but in numbers and before a comma."""
    if not is_japanese(line):
        return textwrap.wrap(line, 72, break_long_words=False, break_on_hyphens=False) or [""]
    pieces = [""]
    for character in line:
        columns = sum(2 if ord(each) > 0x2E7F else 1 for each in pieces[-1])
        if columns >= 75 and character not in "、。）」" and not (pieces[-1] + character)[-2:].isascii():
            pieces.append("")
        pieces[-1] += character
    return pieces
