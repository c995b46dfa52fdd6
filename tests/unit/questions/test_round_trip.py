"""What is written as a file is read back as it was, whatever stands in it; the schemas say what may stand in it."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from questions.files import read_document
from questions.folders import FOLDERS, SHIPPED
from questions.quiz import Quiz
from questions.schemas import schema_files, schema_of
from questions.text import LocalisedText
from questions.writing import file_bytes
from tests.factories import documents as small

SIGNS = st.sampled_from("\n\t\xa0\u2028\ufeff'\"|>%&*!~=\\。𠮷😀")
WORDS = st.sampled_from(["  ", ": ", " #", "- ", "---\n", "null", "1e3", "0o7", "yes", "2019-05-09", "確認"])
TEXT = st.lists(SIGNS | WORDS | st.text(max_size=6), min_size=1, max_size=8).map("".join)


def readable(text: str) -> bool:
    try:
        LocalisedText.model_validate(text)
    except ValueError:
        return False
    return True


def texts() -> st.SearchStrategy[dict[str, str]]:
    said = TEXT.filter(readable)
    return st.fixed_dictionaries({"en": said, "ja": said}) | st.fixed_dictionaries({"und": said})


@settings(max_examples=25)
@given(title=texts(), text=texts(), mark=st.integers(0, 100))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, title: Any, text: Any, mark: int) -> None:
    made = small.bank().quizzes["quiz-a"].model_dump(mode="json")
    policy = {"title": title, "text": text}
    quiz = Quiz.model_validate({**made, "title": title, "summary": text, "pass_mark": mark, "policy": policy})
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(file_bytes(quiz))
    again = read_document(path, Quiz)
    assert again == quiz
    assert file_bytes(again) == file_bytes(quiz)


def test_the_shipped_bank_comes_back(tmp_path: Path) -> None:
    for folder in FOLDERS:
        newest = max((SHIPPED / folder).glob("*.yaml"), key=lambda path: path.stat().st_size)
        document = read_document(newest, FOLDERS[folder])
        (tmp_path / newest.name).write_bytes(file_bytes(document))
        assert read_document(tmp_path / newest.name, FOLDERS[folder]) == document


def test_the_schemas_are_up_to_date() -> None:
    committed = {path.name: path.read_bytes() for path in (SHIPPED / "schema").glob("*.json")}
    assert committed == schema_files(), "run python -m questions schema"


def complaints(value: Any, schema: Any, root: Any, place: str = "") -> list[str]:
    """Say where a value does not fit the part of JSON Schema that ours are written in."""
    if schema is True or schema == {}:
        return []
    if "$ref" in schema:
        return complaints(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, place)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            tried = [complaints(value, each, root, place) for each in schema[several]]
            return [] if [] in tried else min(tried, key=len)
    found = [place] if not _fits(value, schema) else []
    if isinstance(value, dict) and "object" in _types(schema):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        found += [f"{place}.{name} missing" for name in schema.get("required", []) if name not in value]
        for name, item in value.items():
            inner = known.get(name, others)
            found += [f"{place}.{name} unknown"] if inner is False else complaints(item, inner, root, f"{place}.{name}")
    if isinstance(value, list) and "items" in schema:
        found += [c for n, item in enumerate(value) for c in complaints(item, schema["items"], root, f"{place}[{n}]")]
    return found


def _types(schema: Any) -> list[str]:
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else kind


def _fits(value: Any, schema: Any) -> bool:
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    names = _types(schema)
    fits = not names or any(
        is_number if name in {"integer", "number"} else isinstance(value, kinds[name]) for name in names
    )
    in_list = value in schema.get("enum", [value]) and value == schema.get("const", value)
    return fits and in_list and (not isinstance(value, str) or bool(re.search(schema.get("pattern", ""), value)))


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("folder", FOLDERS)
def test_shipped_files_fit_their_schemas_and_mistakes_do_not(folder: str) -> None:
    schema = schema_of(FOLDERS[folder])
    largest = sorted((SHIPPED / folder).glob("*.yaml"), key=lambda path: path.stat().st_size)[-2:]
    for path in largest:
        data = _as_json(YAML(typ="safe", pure=True).load(path))
        assert complaints(data, schema, schema) == [], path.name
        wrong = copy.deepcopy(data)
        wrong["colour"] = "red"
        del wrong["title"]
        assert sorted(complaints(wrong, schema, schema)) == [".colour unknown", ".title missing"]
