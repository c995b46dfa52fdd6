"""Every kind has both of its sides, and no other part of the program knows a kind by its name."""

import re
from pathlib import Path

import pytest

from questions.kinds import KINDS, Question
from tests.support.sources import ROOT, lines_matching, tracked
from training.kinds import EDITOR_FORMS, PAGES, names

TEMPLATES = ROOT / "templates" / "kinds"
SIDES = ("question", "answer", "feedback")


def test_both_registries_list_the_same_kinds() -> None:
    assert list(KINDS) == list(PAGES) == list(EDITOR_FORMS) == list(names())


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_called_by_its_registered_name(kind: str) -> None:
    assert KINDS[kind].model_fields["kind"].default == kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("side", SIDES)
def test_a_kind_has_its_templates(kind: str, side: str) -> None:
    assert (TEMPLATES / f"{kind}_{side}.html").is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_answers_every_question_that_is_asked_of_kinds(kind: str) -> None:
    asked = ("parse", "fields", "grade", "guess_score", "guess")
    assert [name for name in asked if getattr(KINDS[kind], name) is getattr(Question, name)] == []


def code_elsewhere() -> list[Path]:
    """Return the program's code and templates, without the rooms of the kinds."""
    rooms = [ROOT / "questions" / "kinds", ROOT / "training" / "kinds", TEMPLATES, ROOT / "questions" / "bank"]
    places = [ROOT / "questions", ROOT / "training", ROOT / "templates"]
    return [
        path
        for path in tracked()
        if path.suffix in {".py", ".html"}
        and any(place in path.parents for place in places)
        and not any(room in path.parents for room in rooms)
    ]


def test_nothing_else_knows_a_kind_by_its_name() -> None:
    pattern = re.compile("|".join(rf"[\"']{kind}[\"']" for kind in KINDS))
    assert list(lines_matching(pattern, code_elsewhere())) == []


def test_nothing_else_imports_a_kind() -> None:
    classes = "|".join(kind.__name__ for kind in KINDS.values())
    pattern = re.compile(rf"import\b.*\b(?:{classes})\b|kinds\.(?:{'|'.join(KINDS)})\b")
    assert list(lines_matching(pattern, code_elsewhere())) == []


def test_nothing_else_reaches_into_the_options_of_a_question() -> None:
    assert list(lines_matching(re.compile(r"question\.options|[\"']options[\"']"), code_elsewhere())) == []
