"""Small documents of the bank, valid and in both languages."""

from functools import cache
from typing import Any

from questions.control import Control
from questions.incident import Incident
from questions.kinds import Question, Response
from questions.play import StepRef
from questions.quiz import Quiz, ReleaseDocument
from questions.release import Bank, compile_release
from questions.scenario import Scenario

Data = dict[str, Any]


def both(english: str, japanese: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"en": english, "ja": japanese}


def control(key: str = "check-the-address") -> Control:
    """Return a control."""
    return Control.model_validate(
        {
            "key": key,
            "title": both("Check the address", "宛先の確認"),
            "rule": both("A second person checks the address.", "宛先は二人で確認します。"),
            "requirements": [both("Does a second person check?", "二人で確認していますか。")],
        }
    )


def incident(key: str = "mail-to-many") -> Incident:
    """Return an incident with two facts."""
    return Incident.model_validate(
        {
            "key": key,
            "title": both("A mail to many", "一斉送信の誤り"),
            "organisation": both("A shop", "ある店舗"),
            "sector": both("Retail", "小売業"),
            "country": "JP",
            "summary": both("Addresses were visible.", "アドレスが見える状態でした。"),
            "timeline": [{"date": "2020-05-15", "text": both("The mail went out.", "メールが送信されました。")}],
            "impact": {"people": 154, "data_types": ["email"]},
            "facts": [
                {"key": "sent", "text": both("It was sent.", "送信されました。"), "source": "page"},
                {"key": "visible", "text": both("It was visible.", "見える状態でした。"), "source": "page"},
            ],
            "sources": [
                {
                    "key": "page",
                    "title": both("A notice", "お知らせ"),
                    "publisher": both("The shop", "店舗"),
                    "language": "ja",
                }
            ],
        }
    )


def single(uid: str, best: str = "call", branch: str | None = None) -> Data:
    """Return a single-choice question with the options call, send and wait; `branch` follows send."""
    options: list[Data] = [
        {
            "key": key,
            "text": both(f"We {key} now", f"{japanese}"),
            "points": 1 if key == best else 0,
            "feedback": both(f"What {key} leads to.", f"「{japanese}」の結果です。"),
        }
        for key, japanese in (("call", "電話をかける"), ("send", "そのまま送る"), ("wait", "明日まで待つ"))
    ]
    if branch:
        options[1]["next"] = branch
    return {"uid": uid, "kind": "single_choice", "prompt": both("What now?", "どうしますか。"), "options": options}


def multiple(uid: str) -> Data:
    """Return a multiple-choice question whose right options are to and cc."""
    options = [
        {
            "key": key,
            "text": both(f"The field {key}", f"{key}欄"),
            "right": key in {"to", "cc"},
            "feedback": both(f"About {key}.", f"{key}欄の説明です。"),
        }
        for key in ("to", "cc", "subject", "date")
    ]
    prompt = both("What is wrong?", "どこが誤っていますか。")
    return {"uid": uid, "kind": "multiple_choice", "prompt": prompt, "options": options}


def ordering(uid: str) -> Data:
    """Return an ordering question: stop, tell, write."""
    options = [
        {"key": key, "text": both(key.title(), japanese), "feedback": both(f"{key} here.", f"{japanese}の理由です。")}
        for key, japanese in (("stop", "止める"), ("tell", "伝える"), ("write", "書く"))
    ]
    return {
        "uid": uid,
        "kind": "ordering",
        "prompt": both("In which order?", "どの順に行いますか。"),
        "options": options,
        "feedback": both("Stop first.", "まず止めます。"),
    }


def step(key: str, question: Data | None, following: str | None, **more: Any) -> Data:
    """Return a step; with a question it carries a fact and a control."""
    data: Data = {
        "key": key,
        "moment": {"date": "2020-05", "label": both(f"Moment {key}", f"場面 {key}")},
        "story": both(f"The story of {key}.", f"{key}の状況です。"),
        "next": following,
        **more,
    }
    if question:
        data["question"] = question
        data["what_happened"] = {"text": both("It was sent.", "実際には送信されました。"), "facts": ["sent"]}
        data["controls"] = ["check-the-address"]
        data["tomorrow"] = both("Ask a colleague.", "同僚に頼みましょう。")
    return data


def scenario(key: str, steps: list[Data], incident_key: str = "mail-to-many") -> Scenario:
    """Return a scenario of these steps."""
    return Scenario.model_validate(
        {
            "key": key,
            "incident": incident_key,
            "title": both(f"Case {key}", f"事例 {key}"),
            "audience": ["everybody"],
            "role": both("You work in a shop.", "あなたは店舗の担当者です。"),
            "intro": both("It is Friday.", "金曜日です。"),
            "steps": steps,
        }
    )


def bank(tag: str = "a") -> Bank:
    """Return a bank with one quiz `quiz-TAG` of two sittings: three decisions with a branch, then one."""
    email = {
        "kind": "email",
        "from": "Aoki <aoki@shop.example>",
        "to": ["list@shop.example"],
        "subject": both("Invitation", "ご招待"),
        "body": both("Please come.", "お越しください。"),
    }
    first = scenario(
        f"first-{tag}",
        [
            step("open", single(f"q-{tag}00001", branch="trouble"), "fields", exhibits=[email], barrier=True),
            step("trouble", None, "fields"),
            step("fields", multiple(f"q-{tag}00002"), "order"),
            step("order", ordering(f"q-{tag}00003"), None),
        ],
    )
    second = scenario(f"second-{tag}", [step("after", single(f"q-{tag}00004", best="wait"), None, look_back=True)])
    quiz = Quiz.model_validate(
        {
            "key": f"quiz-{tag}",
            "title": both(f"Quiz {tag}", f"確認テスト {tag}"),
            "summary": both("Practise.", "練習します。"),
            "audience": ["everybody"],
            "languages": ["ja", "en"],
            "sections": [{"scenario": first.key}, {"scenario": second.key}],
            "pass_mark": 70,
        }
    )
    return Bank(
        {"check-the-address": control()},
        {"mail-to-many": incident()},
        {first.key: first, second.key: second},
        {quiz.key: quiz},
    )


def release_document(tag: str = "a", **rules: Any) -> ReleaseDocument:
    """Return the release document of `bank(tag)`; `rules` are settings of its quiz."""
    made = bank(tag)
    quiz = made.quizzes[f"quiz-{tag}"].model_dump(mode="json", by_alias=True, exclude_none=True)
    return compile_release(Quiz.model_validate({**quiz, **rules}), made)


RIGHT: dict[str, Response] = {
    "open": ("call",),
    "fields": ("to", "cc"),
    "order": ("stop", "tell", "write"),
    "after": ("wait",),
}
"""The answers to the steps of `bank` that earn full marks."""


def right(ref: StepRef) -> dict[str, list[str]]:
    """Return the fields that earn full marks at a step of `bank`, of any tag."""
    return sent(ref, RIGHT[ref[1]])


def sent(ref: StepRef, response: Response) -> dict[str, list[str]]:
    """Return the fields that are sent for an answer at a step of `bank`, of any tag."""
    _scenario, _hyphen, tag = ref[0].partition("-")
    return _questions(tag)[ref[1]].fields(response)


@cache
def _questions(tag: str) -> dict[str, Question]:
    steps = [step for made in bank(tag).scenarios.values() for step in made.steps]
    return {step.key: step.question for step in steps if step.question}
