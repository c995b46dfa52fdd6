"""A question of each kind, valid and in both languages, with the answer that earns full marks."""

from typing import Any

from questions.kinds import KINDS, Question
from questions.quiz import Quiz
from questions.release import Bank
from tests.factories.documents import Data, both, control, incident, multiple, ordering, scenario, single, step


def matching(uid: str) -> Data:
    """Return a matching question of three pairs and a choice that belongs to nothing."""
    pairs = [
        ("shop", "The shop's manager", "店長", "Whether we stop taking orders", "注文の受け付けを止めるかどうか"),
        ("card-firm", "The card company", "カード会社", "Which cards were used", "どのカードが使われたか"),
        ("customers", "The customers", "お客様", "What leaked and what they can do", "漏えいした内容と、できる対策"),
    ]
    return {
        "uid": uid,
        "kind": "matching",
        "prompt": both("What does each of them need to hear first?", "それぞれに最初に伝えることはどれですか。"),
        "pairs": [
            {
                "key": key,
                "left": both(left, left_ja),
                "right": both(right, right_ja),
                "feedback": both(f"{left}: this comes first.", f"{left_ja}には、これが先です。"),
            }
            for key, left, left_ja, right, right_ja in pairs
        ],
        "extras": [{"key": "blame", "text": both("Who made the mistake", "誰が間違えたか")}],
    }


_MAIL: list[tuple[str, tuple[str, str] | None, tuple[str, str], bool]] = [
    ("sender", ("From", "差出人"), ("Mori <mori@partner-example.test>", "森 <mori@partner-example.test>"), True),
    ("to", ("To", "宛先"), ("accounts@shop.example", "accounts@shop.example"), False),
    ("greeting", None, ("Thank you for your order in May.", "5月のご注文をありがとうございました。"), False),
    (
        "account",
        None,
        (
            "From this month, please pay to a new account in the name of K. Tani.",
            "今月から、谷名義の新しい口座にお支払いください。",
        ),
        True,
    ),
    (
        "hurry",
        None,
        (
            "Pay by 15:00 today and do not call; I am in a meeting.",
            "会議中のため電話はせず、本日15時までにお支払いください。",
        ),
        True,
    ),
]


def red_flags(uid: str) -> Data:
    """Return a mail in which the sender, the account and the hurry are wrong."""
    return {
        "uid": uid,
        "kind": "red_flags",
        "prompt": both("What should make you stop?", "どこで手を止めるべきですか。"),
        "paper": "email",
        "title": both("New account for invoice 2041", "請求書2041の振込先変更"),
        "segments": [
            {
                "key": key,
                **({"label": both(*label)} if label else {}),
                "text": text[0] if text[0] == text[1] else both(*text),
                "wrong": wrong,
                "feedback": both(f"About the part {key}.", "この部分の説明です。"),
            }
            for key, label, text, wrong in _MAIL
        ],
    }


def deadline(uid: str) -> Data:
    """Return a question whose answer is three to five days."""
    return {
        "uid": uid,
        "kind": "deadline",
        "prompt": both("How soon must the first report be made?", "速報はいつまでに行いますか。"),
        "since": both("when you noticed the leak", "漏えいを知った時点"),
        "accepted": [
            {"unit": "hours", "least": 72, "most": 120},
            {"unit": "days", "least": 3, "most": 5},
            {"unit": "months", "least": 0, "most": 0},
        ],
        "feedback": {
            "inside": both("Three to five days is right.", "3～5日以内が目安です。"),
            "too_short": both(
                "That would be good, but more time is allowed.", "早いのは良いことですが、もう少し猶予があります。"
            ),
            "too_long": both("By then it is too late.", "それでは間に合いません。"),
        },
    }


def reflection(uid: str) -> Data:
    """Return a question to think about."""
    return {
        "uid": uid,
        "kind": "reflection",
        "prompt": both(
            "Whom would you call first in your own team, and why?",
            "自分の部署では、まず誰に連絡しますか。理由も書いてください。",
        ),
        "feedback": {
            "model": both(
                "I call my manager, because she can stop the sending.", "上長に連絡します。送信を止められるからです。"
            ),
            "check": [
                both("It names a person.", "人を挙げている。"),
                both("It says how to reach them at night.", "夜間の連絡方法がある。"),
            ],
        },
    }


WRITERS = {
    "single_choice": single,
    "multiple_choice": multiple,
    "ordering": ordering,
    "matching": matching,
    "red_flags": red_flags,
    "deadline": deadline,
    "reflection": reflection,
}

RESPONSES: dict[str, tuple[str, ...]] = {
    "single_choice": ("call",),
    "multiple_choice": ("to", "cc"),
    "ordering": ("stop", "tell", "write"),
    "matching": ("shop:shop", "card-firm:card-firm", "customers:customers"),
    "red_flags": ("sender", "account", "hurry"),
    "deadline": ("4", "days"),
    "reflection": ("店長に電話します。\nShe decides.",),
}
"""The answers that earn full marks, by kind."""


def question(kind: str) -> Question:
    """Return the question of a kind."""
    return KINDS[kind].model_validate(data(kind))


def data(kind: str) -> Data:
    """Return the question of a kind as bank data."""
    write: Any = WRITERS[kind]
    written: Data = write(f"q-{kind.replace('_', '')}")
    return written


def bank() -> Bank:
    """Return a bank with one quiz `kinds` of one sitting: a decision of each kind, in the order of the registry."""
    kinds = list(KINDS)
    steps = [
        step(kind.replace("_", "-"), data(kind), following.replace("_", "-") if following else None)
        for kind, following in zip(kinds, [*kinds[1:], None], strict=True)
    ]
    case = scenario("every-kind", steps)
    quiz = Quiz.model_validate(
        {
            "key": "kinds",
            "title": both("Every kind", "すべての形式"),
            "summary": both("Practise.", "練習します。"),
            "audience": ["everybody"],
            "languages": ["ja", "en"],
            "sections": [{"scenario": case.key}],
            "pass_mark": 70,
        }
    )
    return Bank({"check-the-address": control()}, {"mail-to-many": incident()}, {case.key: case}, {quiz.key: quiz})
