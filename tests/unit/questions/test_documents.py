"""Documents: closed, canonical, with revisions that change when and only when the question does."""

import datetime
import json
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from questions.canonical import canonical_bytes, digest
from questions.control import Citation
from questions.quiz import ReleaseDocument
from questions.release import NotPublishable, compile_release
from questions.scenario import Step
from questions.schemas import schema_files
from questions.shuffle import shuffled
from questions.text import LocalisedText
from tests.factories.documents import bank, both, release_document, single, step


def test_canonical_bytes_survive_being_read_again() -> None:
    data = canonical_bytes(release_document())
    assert canonical_bytes(ReleaseDocument.model_validate_json(data)) == data


def test_canonical_bytes_do_not_depend_on_the_order_of_keys() -> None:
    assert canonical_bytes({"b": 1, "a": "é"}) == canonical_bytes({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()


def test_a_digest_is_a_sha_256() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def revision(**changes: object) -> str:
    """Return the revision of a step whose question has these changes."""
    data = step("one", {**single("q-revise1"), **changes}, None)
    return Step.model_validate(data).revision()


def test_rewording_feedback_keeps_the_revision() -> None:
    options = single("q-revise1")["options"]
    options[0]["feedback"] = both("Other words.", "別の言葉です。")
    assert revision(options=options) == revision()


def test_another_prompt_or_other_points_make_another_revision() -> None:
    options = single("q-revise1", best="wait")["options"]
    assert len({revision(), revision(prompt=both("And now?", "次は。")), revision(options=options)}) == 3


def test_the_order_shown_is_the_same_on_every_machine() -> None:
    assert shuffled(["a", "b", "c", "d"], "seed", "q-000001") == ["b", "d", "a", "c"]


def test_a_misspelt_field_is_an_error() -> None:
    with pytest.raises(ValidationError, match="stroy"):
        Step.model_validate({**step("one", None, None), "stroy": "x"})


@pytest.mark.parametrize(
    "text", ["", "  ", {"ja": " "}, {}, {"Japanese": "x"}, "x" * 10_001, "a\x00b", {"en": "\ud800"}]
)
def test_an_empty_or_broken_text_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        LocalisedText.model_validate(text)


def test_a_text_is_found_in_the_nearest_language() -> None:
    text = LocalisedText.model_validate({"ja": "日", "en": "e"})
    assert [text.in_language(tag) for tag in ("ja", "ja-JP", "en-GB", "fr")] == ["日", "日", "e", "e"]


def test_a_citation_is_valid_on_its_last_day_and_not_after() -> None:
    old = Citation.model_validate({"instrument": "APPI", "clause": "22", "valid_until": "2022-03-31"})
    assert old.valid_on(datetime.date(2022, 3, 31))
    assert not old.valid_on(datetime.date(2022, 4, 1))


def problems(**changes: object) -> str:
    """Return what stands in the way of publishing the small quiz when its first step has these changes."""
    made = bank()
    first = made.scenarios["first-a"]
    made.scenarios["first-a"] = first.model_copy(
        update={"steps": [first.steps[0].model_copy(update=changes), *first.steps[1:]]}
    )
    with pytest.raises(NotPublishable) as refused:
        compile_release(made.quizzes["quiz-a"], made)
    return str(refused.value)


def test_no_question_is_published_without_a_fact_and_a_control() -> None:
    assert "open: A question needs “What really happened”" in problems(what_happened=None)
    assert "open: A question needs at least one control" in problems(controls=[])


def test_every_text_needs_every_language_of_the_release() -> None:
    message = problems(story=LocalisedText.model_validate({"ja": "日本語だけ"}))
    assert "scenario first-a: open: The text “日本語だけ” is missing in the language en." in message


def test_all_problems_are_told_at_once() -> None:
    message = problems(controls=[], story=LocalisedText.model_validate({"ja": "日本語だけ"}))
    assert len(message.splitlines()) == 2


def test_a_missing_part_is_named() -> None:
    made = bank()
    del made.incidents["mail-to-many"]
    with pytest.raises(NotPublishable, match="There is no incident mail-to-many"):
        compile_release(made.quizzes["quiz-a"], made)


def endless(schema: object, name: str = "") -> Iterator[str]:
    """Yield the whole numbers of a schema that have no largest one."""
    if isinstance(schema, dict):
        if schema.get("type") == "integer" and not {"maximum", "exclusiveMaximum", "enum", "const"} & schema.keys():
            yield name
        for key, inner in schema.items():
            yield from endless(inner, name if key in {"anyOf", "items", "properties"} else f"{name}.{key}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from endless(inner, name)


@pytest.mark.parametrize("name", schema_files())
def test_every_number_has_an_end_that_can_be_stored(name: str) -> None:
    found = set(endless(json.loads(schema_files()[name])))
    assert {place for place in found if not place.endswith(".schema_version")} == set()
