"""Cases, quizzes and controls: each rule with what it finds, and with what is nearly that and must pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.canonical import canonical_bytes
from questions.control import Control
from questions.incident import Incident
from questions.kinds import KINDS
from questions.lint import RULES, lint_bank, lint_scenario
from questions.lint.report import lines
from questions.quiz import Quiz
from questions.release import Bank
from tests.factories import documents as small
from tests.support import kinds
from tests.unit.questions.lint.around import TODAY, bank, question, scenario, told, told_of_bank, told_of_quiz

TOM = ("有限会社キャプテントム", "Captain Tom Ltd.")
OPTIONS = ["Call the bank", "Write a letter", "Wait for a day"]


def with_name(japanese: str, english: str) -> Bank:
    """Return the small bank with another incident, of the organisation of these names."""
    made = bank()
    data = small.incident("another").model_dump(mode="json")
    data["organisation"] = small.both(english, japanese)
    made.incidents["another"] = Incident.model_validate(data)
    return made


def test_facts_and_controls() -> None:
    whole = small.step("only", question(OPTIONS, "en"), None)
    assert told("missing-fact", whole) + told("missing-control", whole) == []
    assert told("missing-fact", {**whole, "what_happened": None})
    assert told("missing-control", {**whole, "controls": []})
    answer = {"rule": "missing-control", "reason": "It shall have none."}
    (finding,) = told("missing-control", {**whole, "controls": [], "kept_on_purpose": [answer]})
    assert (finding.is_needed, finding.kept) == (True, ""), "publication asks for it, whatever anybody answers"
    lost = {**whole, "controls": ["lost"], "what_happened": {"text": small.both("a", "あ"), "facts": ["lost"]}}
    assert [f.text for f in told("missing-fact", lost)] == ["The incident lists no fact lost."]
    assert [f.text for f in told("missing-control", lost)] == ["The bank has no control lost."]
    assert told("missing-fact", small.step("scene", None, None)) == []


@pytest.mark.parametrize(
    ("names", "story", "language"),
    [
        (
            ("有限会社キャプテントム", "Captain Tom Ltd."),
            small.both("You work there.", "キャプテントムの店長です。"),
            "ja",
        ),
        (TOM, small.both("Captain Tom opens.", "店が開きます。"), "en"),
        (("キッコーマンこころ", "Kikkoman Kokoro"), small.both("A shop.", "キッコーマンの通販です。"), "ja"),
        (TOM, small.both("The captain is Tom.", "船長のトムです。"), ""),
        (("中央医療センター", "Central Medical Centre"), small.both("A medical centre.", "サービスセンターです。"), ""),
        (("ある店舗", "A shop"), small.both("A shop for tools.", "ある店舗の話です。"), ""),
    ],
)
def test_real_names_in_play(names: tuple[str, str], story: small.Data, language: str) -> None:
    findings = told("real-name-in-play", small.step("only", None, None, story=story), with_name(*names))
    assert [finding.place.language for finding in findings] == ([language] if language else [])


def test_a_real_name_is_at_home_under_what_happened() -> None:
    made, step = (
        with_name(*TOM),
        small.step("only", question(OPTIONS, "en"), None),
    )
    happened = {"text": small.both("Captain Tom stopped.", "キャプテントムは止めました。"), "facts": ["sent"]}
    assert told("real-name-in-play", {**step, "what_happened": happened}, made) == []
    named = scenario(step, title=small.both("Captain Tom", "キャプテントム"))
    assert "real-name-in-title" in {finding.rule for finding in lint_scenario(named, made, TODAY)}


@pytest.mark.parametrize(("characters", "warns"), [(4_000, False), (5_100, True)])
def test_a_sitting_takes_ten_minutes(characters: int, warns: bool) -> None:
    step = small.step("only", None, None, story=small.both("Short.", "字" * characters))
    assert [finding.place.language for finding in told("reading-load", step)] == (["ja"] if warns else [])


@pytest.mark.parametrize(
    ("story", "language"),
    [
        ({"en": "You open the shop."}, "ja"),
        (small.both("You open the shop.", "you open the shop as every day"), "ja"),
        (small.both("店を開きます。今日はとても忙しい日です。", "店を開きます。"), "en"),
        (small.both("word " * 60, "字" * 40), "ja"),
        (small.both("word " * 60, "字" * 150), ""),
        (small.both("Write to tanto@seisaku.example.", "tanto@seisaku.example に書きます。"), ""),
        ("https://portal.garden.example/mail-hold", ""),
        (small.both("The sign says 営業中.", "看板には「OPEN」とあります。"), ""),
    ],
)
def test_languages_agree(story: small.Data | str, language: str) -> None:
    findings = told("language-mismatch", small.step("only", None, None, story=story))
    assert [finding.place.language for finding in findings] == ([language] if language else [])


def appi(*numbers: tuple[str, str, str]) -> Control:
    """Return a control that cites articles: number, first day, last day."""
    data = small.control().model_dump(mode="json", exclude_none=True)
    data["citations"] = [
        {
            "instrument": small.both("APPI", "個人情報保護法"),
            "clause": small.both(f"Article {number}", f"第{number}条"),
            "valid_from": first or None,
            "valid_until": last or None,
        }
        for number, first, last in numbers
    ]
    return Control.model_validate(data)


OLD, NEW = ("22", "", "2022-03-31"), ("25", "2022-04-01", "")


def cited(*numbers: tuple[str, str, str]) -> Bank:
    return Bank({"check-the-address": appi(*numbers)}, dict(bank().incidents))


@pytest.mark.parametrize(
    ("numbers", "warns"), [((OLD,), True), ((OLD, NEW), False), ((NEW,), False), ((("22", "", "2030-01-01"),), False)]
)
def test_a_control_cites_what_is_valid(numbers: list[tuple[str, str, str]], warns: bool) -> None:
    assert bool(told_of_bank("ended-citation", cited(*numbers))) == warns


@pytest.mark.parametrize(
    ("text", "day", "warns"),
    [
        (small.both("Article 22 asks for it.", "第22条が求めています。"), "2024-04", True),
        (small.both("It is asked for.", "個人情報保護法22条が求めています。"), None, True),
        (small.both("Article 22 asks for it.", "第22条が求めています。"), "2019-05", False),
        (small.both("Then it was Article 22.", "当時は第22条でした。"), "2024-04", False),
        (small.both("Article 22, now Article 25.", "第22条（現在の第25条）です。"), "2024-04", False),
        (small.both("Article 220 and Article 22.1.", "第122条と第22条の2です。"), "2024-04", False),
        (small.both("Clause 22 of the contract.", "契約書第22条のとおりです。"), "2024-04", False),
    ],
)
def test_a_text_cites_an_ended_number(text: small.Data, day: str | None, warns: bool) -> None:
    step = small.step("only", question(OPTIONS, "en"), None, moment={"date": day, "label": "x"})
    assert bool(told("ended-clause-in-text", {**step, "tomorrow": text}, cited(OLD, NEW))) == warns


SHORT = ["Call them", "Write one", "Wait here"]


def of_keys(*places: int, texts: list[str] | None = None) -> Bank:
    """Return a bank whose quiz asks a single choice for each place of the right option."""
    steps = [
        small.step(
            f"s{number}",
            {
                **question(texts or ["Call them", "Write one", "Wait here"], "en", right=place),
                "uid": f"q-lint000{number}",
            },
            f"s{number + 1}" if number < len(places) else None,
        )
        for number, place in enumerate(places, 1)
    ]
    made = bank(small.scenario("many", steps))
    quiz = {**made.quizzes["quiz-a"].model_dump(mode="json"), "sections": [{"scenario": "many"}], "languages": ["en"]}
    made.quizzes["quiz-a"] = Quiz.model_validate(quiz)
    return made


@pytest.mark.parametrize(
    ("places", "warns"), [((0, 0, 0, 0), True), ((1, 1, 1, 2, 1), True), ((0, 1, 2, 0), False), ((0, 0, 0), False)]
)
def test_right_options_at_one_place(places: tuple[int, ...], warns: bool) -> None:
    assert bool(told_of_quiz("key-position", of_keys(*places))) == warns


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["Call the bank today", "Write a letter", "Wait for a day"], "the longest"),
        (["Call", "Write a letter", "Wait for a day"], "the shortest"),
        (["Call the bank", "Write a letter", "Wait for a day"], ""),
    ],
)
def test_the_length_of_right_options_again_and_again(texts: list[str], message: str) -> None:
    findings = told_of_quiz("key-length-pattern", of_keys(0, 0, 0, 0, texts=texts))
    assert [message in finding.text for finding in findings] == ([True] if message else [])


def test_texts_not_translated_yet_are_told_once_a_step() -> None:
    step = small.step("only", question(OPTIONS, "en"), None, story={"en": "You open the shop."})
    (finding,) = told("language-mismatch", step)
    assert finding.text.startswith("Texts missing in this language: 8. The first one is “You open")


def test_nothing_is_said_of_a_language_in_which_no_quiz_asks_it() -> None:
    step = small.step("only", question(OPTIONS, "en"), None, story={"en": "You open the shop. Call 03-3456-7890."})
    made = bank(scenario(step))
    quiz = {**made.quizzes["quiz-a"].model_dump(mode="json"), "sections": [{"scenario": "case"}]}
    for languages, tags in (["en"], set()), (["ja"], {"ja"}), (["ja", "en"], {"ja"}):
        made.quizzes["quiz-a"] = Quiz.model_validate({**quiz, "languages": languages})
        assert {each.place.language for each in told("language-mismatch", step, made)} == tags
        assert {each.place.language for each in told_of_quiz("language-mismatch", made)} == tags
        assert [each.words for each in told("redaction", step, made)] == ["03-3456-7890"]
    made.quizzes["quiz-b"] = Quiz.model_validate({**quiz, "key": "quiz-b", "languages": ["en"]})
    assert told_of_quiz("language-mismatch", made) != []
    assert told_of_quiz("language-mismatch", made, "quiz-b") == []


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8)
@given(data=st.data())
def test_no_question_confuses_a_rule(kind: str, data: st.DataObject) -> None:
    asked = data.draw(kinds.asked(kind)).question.model_dump(mode="json", by_alias=True, exclude_none=True)
    found = lint_scenario(scenario(small.step("only", asked, None)), bank(), TODAY)
    assert all("%(" not in str(finding) for finding in found)


def test_every_rule_says_why_and_fills_its_text() -> None:
    assert all(rule.reason.endswith(".") for rule in RULES.values())
    assert all(work.address.startswith("https://doi.org/10.") for rule in RULES.values() for work in rule.literature)
    findings = lint_bank(small.bank(), TODAY)
    assert all("%(" not in str(finding) for finding in findings)


def test_what_is_kept_on_purpose_is_told_apart() -> None:
    step = small.step("only", question(OPTIONS, "en", prompt="What is most important?"), None)
    answer = {"rule": "slogans", "reason": "It is the name of a form."}
    (kept,) = told("slogans", {**step, "kept_on_purpose": [answer]})
    assert (told("slogans", step)[0].kept, kept.kept) == ("", "It is the name of a form.")
    printed = "\n".join(lines([kept]))
    assert printed == "Warnings that are kept on purpose: 1"


def test_a_document_without_answers_stays_as_it_was() -> None:
    made = small.bank().quizzes["quiz-a"]
    again = Quiz.model_validate({**made.model_dump(mode="json"), "kept_on_purpose": []})
    assert canonical_bytes(again) == canonical_bytes(made)
    assert b"kept_on_purpose" not in canonical_bytes(made)
