"""Nothing is published that names somebody, unless these very words are kept with a reason."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from questions.control import Control
from questions.files import read_bank
from questions.folders import FOLDERS
from questions.incident import Incident
from questions.lint import lint_scenario
from questions.quiz import Quiz
from questions.redaction.gate import Event, Sort, in_step
from questions.redaction.organisations import names_of
from questions.release import Bank, NotPublishable, compile_release
from questions.scenario import Scenario
from questions.seen import SEEN_AS_THEY_ARE
from questions.text import Document
from tests.factories import documents as small

NUMBER = "03-3456-7890"
KEPT = {"rule": "redaction", "words": "０３(3456)7890", "reason": "The hotline of the regulator, for everybody."}


def data_of(document: BaseModel) -> dict[str, Any]:
    return document.model_dump(mode="json", by_alias=True, exclude_none=True)


def problems(bank: Bank) -> list[tuple[str, str]]:
    try:
        compile_release(bank.quizzes["quiz-a"], bank)
    except NotPublishable as refused:
        return [(problem.document, problem.place) for problem in refused.problems if "keep it" in str(problem.fault)]
    return []


def with_step(bank: Bank, **changes: Any) -> Bank:
    data = data_of(bank.scenarios["first-a"])
    data["steps"][0] |= changes
    bank.scenarios["first-a"] = Scenario.model_validate(data)
    return bank


PLACES: dict[str, tuple[str, Any, tuple[str, str]]] = {
    "story": ("scenario", {"story": f"Call {NUMBER}"}, ("scenario first-a", "open")),
    "what_happened": (
        "scenario",
        {"what_happened": {"text": f"They said {NUMBER}", "facts": ["sent"]}},
        ("scenario first-a", "open"),
    ),
    "chat": (
        "scenario",
        {"exhibits": [{"kind": "chat", "title": "x", "messages": [{"from": "a", "text": f"Tel. {NUMBER}"}]}]},
        ("scenario first-a", "open"),
    ),
    "address": (
        "scenario",
        {"exhibits": [{"kind": "webpage", "address": f"tel:{NUMBER}", "title": "x", "body": "y"}]},
        ("scenario first-a", "open"),
    ),
    "policy": ("quiz", {"policy": {"title": "x", "text": f"Ask {NUMBER}"}}, ("quiz quiz-a", "")),
    "fact": ("incident", {"summary": f"The hotline was {NUMBER}"}, ("incident mail-to-many", "")),
    "control": ("control", {"rule": f"Call {NUMBER}"}, ("control check-the-address", "")),
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_refused_at_its_place_and_passes_when_kept(place: str) -> None:
    kind, changes, told = PLACES[place]
    for answers, expected in (([], [told]), ([KEPT], [])):
        bank = small.bank()
        if kind == "scenario":
            with_step(bank, **changes, kept_on_purpose=answers)
        else:
            models: dict[str, type[Document]] = {"quiz": Quiz, "incident": Incident, "control": Control}
            documents: dict[str, Any] = getattr(bank, "quizzes" if kind == "quiz" else f"{kind}s")
            key = told[0].partition(" ")[2]
            documents[key] = models[kind].model_validate(
                {**data_of(documents[key]), **changes, "kept_on_purpose": answers}
            )
        assert problems(bank) == expected


def test_an_answer_keeps_no_other_words() -> None:
    assert problems(with_step(small.bank(), story=f"Call {NUMBER} or 06-3456-7890", kept_on_purpose=[KEPT])) != []


def test_answers_are_not_published() -> None:
    bank = with_step(small.bank(), story=f"Call {NUMBER}", kept_on_purpose=[KEPT])
    bank.incidents["mail-to-many"] = Incident.model_validate(
        {**data_of(small.incident()), "kept_on_purpose": [{**KEPT, "words": "somebody"}]}
    )
    release = compile_release(bank.quizzes["quiz-a"], bank)
    assert "kept_on_purpose" not in release.model_dump_json(exclude_none=True)


def test_the_organisation_is_named_under_what_happened_alone() -> None:
    bank = small.bank()
    named = {**data_of(small.incident()), "organisation": small.both("Hoshino Ltd.", "株式会社ほしの製作")}
    bank.incidents["mail-to-many"] = Incident.model_validate(named)
    assert problems(bank) == []
    happened = {"text": small.both("Hoshino said so.", "ほしの製作の発表です。"), "facts": ["sent"]}
    assert problems(with_step(bank, what_happened=happened)) == []
    assert problems(with_step(bank, story="You work at hoshino… for Hoshino.")) == [("scenario first-a", "open")]


def test_whom_the_notice_names_is_not_in_play() -> None:
    bank = with_step(small.bank(), story="佐藤社長が来ました。")
    assert problems(bank) == []
    bank.people["mail-to-many"] = ["佐藤花江"]
    assert problems(bank) == [("scenario first-a", "open")]


def test_an_invented_person_is_kept_for_all_steps_but_nobody_whom_the_notice_names() -> None:
    answers = [{"rule": "redaction", "words": words, "reason": "Invented."} for words in ("西園寺 薫", NUMBER)]
    bank = with_step(small.bank(), story="西園寺 薫さんから電話です。")
    data = data_of(bank.scenarios["first-a"])
    bank.scenarios["first-a"] = Scenario.model_validate({**data, "kept_on_purpose": answers})
    assert problems(bank) == []
    told = [
        each for each in lint_scenario(bank.scenarios["first-a"], bank, date(2026, 11, 1)) if each.rule == "redaction"
    ]
    assert [(each.place.step, each.kept, each.blocks) for each in told] == [("open", "Invented.", False)]
    bank.people["mail-to-many"] = ["西園寺 薫"]
    assert problems(bank) == [("scenario first-a", "open")]
    bank.people.clear()
    assert problems(with_step(bank, story=f"Call {NUMBER}.")) == [("scenario first-a", "open")]


def test_what_may_be_a_name_is_asked_about_in_play_alone() -> None:
    happened = {"text": "Aroha Ngata wrote about it.", "facts": ["sent"]}
    assert problems(with_step(small.bank(), what_happened=happened)) == []
    found = [
        *in_step(with_step(small.bank(), story="Later Aroha Ngata called.").scenarios["first-a"].steps[0], Event())
    ]
    assert [(each.sort, each.words) for each in found] == [(Sort.LIKELY, "Aroha Ngata")]


def test_other_organisations_of_the_event_are_not_in_play() -> None:
    bank = small.bank()
    data = data_of(small.incident())
    data["facts"][0]["text"] = small.both(
        "Hosted by Minori Systems Co., Ltd.", "みのりシステム株式会社に委託していました。"
    )
    bank.incidents["mail-to-many"] = Incident.model_validate(data)
    bank.parties["mail-to-many"] = ["株式会社あさひ印刷", "supplier", "決済代行会社"]
    happened = {"text": small.both("Minori Systems said so.", "あさひ印刷の発表です。"), "facts": ["sent"]}
    said = small.both("Ask the supplier.", "決済代行会社に尋ねます。")
    assert problems(with_step(bank, what_happened=happened, story=said)) == []
    for english, japanese in (("Minori Systems called.", "電話です。"), ("A call.", "あさひ印刷から電話です。")):
        assert problems(with_step(bank, story=small.both(english, japanese))) == [("scenario first-a", "open")]
    kept = {"rule": "redaction", "words": "あさひ印刷", "reason": "A name that many have."}
    assert problems(with_step(bank, kept_on_purpose=[kept])) == []


@pytest.mark.parametrize(
    ("fact", "named", "found"),
    [
        ("委託先の「すずらん予約」から知らされました。", "supplier", "すずらん予約の画面です。"),
        ("委託先のスロットワイズから知らされました。", "supplier", "スロットワイズ社から電話です。"),
        ("配送を委託している「カケハシ便」が紛失しました。", "supplier", "カケハシ便の運転手です。"),
        ("It was run by its supplier, Slotwise.", "supplier", "SLOTWISEの画面です。"),
        ("It was sent.", "Slotwise", "A call from Slotwise."),
        ("It was sent.", "佐波印刷", "佐波印刷から電話です。"),
    ],
)
def test_a_supplier_without_a_legal_form_is_not_in_play(fact: str, named: str, found: str) -> None:
    bank = small.bank()
    data = data_of(small.incident())
    data["facts"][0]["text"] = fact
    bank.incidents["mail-to-many"] = Incident.model_validate(data)
    bank.parties["mail-to-many"] = [named]
    ordinary = "委託先のサーバーを、決済代行会社の「担当者」と調べます。A supplier, Monday."
    assert problems(with_step(bank, story=ordinary)) == []
    assert problems(with_step(bank, story=found)) == [("scenario first-a", "open")]


def test_ordinary_words_beside_a_supplier_are_no_name() -> None:
    bank = small.bank()
    data = data_of(small.incident())
    data["facts"][0]["text"] = (
        "委託先のサーバーとクラウド事業者のデータセンター。The supplier. On Monday, our vendor The Works. "
        "A supplier, Japanese."
    )
    bank.incidents["mail-to-many"] = Incident.model_validate(data)
    bank.parties["mail-to-many"] = ["supplier", "外部の専門機関", "県警", "保守会社"]
    assert problems(with_step(bank, story="サーバーとデータセンター、県警と保守会社、外部の専門機関。Japanese.")) == []


def test_the_shipped_bank_exposes_nobody() -> None:
    bank = read_bank()
    assert [compile_release(quiz, bank).quiz.key for quiz in bank.quizzes.values()] == list(bank.quizzes)


NOT_SEEN = {
    *(
        "key",
        "uid",
        "kind",
        "family",
        "next",
        "incident",
        "facts",
        "source",
        "controls",
        "topics",
        "audience",
        "language",
    ),
    *(
        "country",
        "date",
        "until",
        "seen_on",
        "languages",
        "scenario",
        "families",
        "counts",
        "feedback",
        "checklist_code",
    ),
    *(
        "rule",
        "words",
        "reason",
        "group",
        "real",
        "data_types",
        "basis",
        "teaching_topics",
        "valid_from",
        "valid_until",
    ),
}


def plain_strings(part: object, met: set[object]) -> Iterator[tuple[str, str]]:
    """Yield the class and name of all fields that hold plain strings, in all parts of documents."""
    if isinstance(part, type) and issubclass(part, BaseModel) and part not in met:
        met.add(part)
        for name, field in part.model_fields.items():
            if field.annotation is str or "str" in re.findall(r"\w+", str(field.annotation)):
                yield part.__name__, name
            yield from plain_strings(field.annotation, met)
    for inner in getattr(part, "__args__", ()):
        yield from plain_strings(inner, met)


def test_every_string_that_learners_see_is_looked_at() -> None:
    fields = {field for model in FOLDERS.values() for field in plain_strings(model, set())}
    assert fields >= SEEN_AS_THEY_ARE
    unseen = {
        ("LocalisedText", "root"),
        ("Source", "address"),
        ("Cited", "text"),
        ("Draft", "pattern"),
        ("Draft", "sha256"),
    }
    assert {field for field in fields - SEEN_AS_THEY_ARE - unseen if field[1] not in NOT_SEEN} == set()


def test_a_name_is_taken_apart_once_however_often_it_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    incident = Incident.model_validate({**data_of(small.incident()), "organisation": small.both("Kanami", "かなみ屋")})
    first = names_of(incident)
    monkeypatch.setattr("questions.redaction.organisations._names", None)
    assert (names_of(incident), first[:1]) == (first, ["Kanami"])
