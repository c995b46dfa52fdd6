"""Each rule by which a date is a notice's own decides where it should, and nothing decides in a sentence."""

import pytest

from questions.notices.date_forms import find_dates
from questions.notices.date_heads import RULES, find_rule
from questions.notices.normal import fold

LONG = "担当者が調べています。" * 60
LINES = {
    "labelled": "公表日：2019年8月16日 第1報",
    "below another label": "発生日時\n2019年8月16日",
    "in brackets": "お知らせしました。（2019年8月16日付）",
    "alone in its line": "調べました。\n2019年8月16日（金）\n以上",
    "after the organisation": "調べました。\n株式会社みなと 2019年8月16日",
    "in a dateline": "It was told. \nLONDON, 16 August 2019 - Harbour Shop Ltd said",
    "above the first sentence": "お知らせ 2019.08.16\n不正アクセスによる情報流出に関するお詫び",
    "behind a news agency": f"{LONG}\n（共海通信 2022年8月5日 19:02）",
    "in brackets at the end": f"{LONG}保管していないという。（2023/7/16 05:00）",
    "before whoever signs": f"{LONG}\n令和6年7月11日 県教育の担当",
}


def deciding(text: str) -> str:
    folded = fold(text)
    rule = find_rule(folded, find_dates(folded)[0])
    return rule.name if rule else ""


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_a_rule_decides(rule: str) -> None:
    assert deciding(LINES[rule]) == rule


@pytest.mark.parametrize(
    "text",
    [
        "弊社は2019年8月16日に確認しました。",
        f"{LONG}2019年8月16日に判明しました。",
        f"{LONG}\n2019年8月16日 県教育委員会に報告しました。",
        "We learned on 16 August 2019 that names may have been stolen.",
    ],
)
def test_no_rule_decides_in_a_sentence(text: str) -> None:
    assert deciding(text) == ""


def test_a_day_under_another_label_is_not_the_notices_own() -> None:
    assert [rule.name for rule in RULES if not rule.is_own] == ["below another label"]
