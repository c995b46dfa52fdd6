"""Whatever is pasted: reading ends, every fact stands where it says, and every key is its own."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from questions.incident import DataType
from questions.notices.decoding import decode
from questions.notices.facts import Found, Notice
from questions.notices.problems import Unreadable
from questions.notices.reader import read

WORDS = (
    "2019年5月9日",
    "令和元年",
    "5月24日",
    "同日",
    "翌日",
    "12 May 2015",
    "May 9",
    "2019/05/9",
    "～",
    "から",
    "の期間",
    "。",
    "、",
    "\n",
    " ",
    "83名",
    "83件",
    "約7万人",
    "1千2千",
    "3億",
    "千万",
    "1,234,567,890,123千件",
    "9.7 million people",
    "お客様",
    "氏名",
    "クレジットカード番号",
    "住所",
    "が流出しました",
    "は含まれていません",
    "カード会社",
    "連絡を受け",
    "判明しました",
    "個人情報保護委員会に",
    "報告しました",
    "株式会社みほん",
    "University of Sample",
    "has announced",
    "■ 再発防止策",
    "1. 経緯",
    "業種 小売",
    "チェックリストコード:",
    "22-24 (第22条)委託先の監督",
    "引用元 株式会社みほん",
    "■ 推奨対策",
    "ご入会のお手続き",
    "事案1",
    "事案2",
    "names",
    "were stolen",
    "We learned",
    "No passwords",
    "・",
    "(",
    ")",
    "「",
    "\u3000",
    "\x1b",
    "𠮷",
    "é",
    "ﾃﾞｰﾀ",
    "㋿元年",
)
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=40).map("".join)


@settings(max_examples=40)
@given(text=TEXTS)
def test_any_text_is_read_and_every_fact_has_its_place(text: str) -> None:
    notice = read(text)
    facts = [fact for name in Notice.model_fields for fact in found(getattr(notice, name))]
    assert [fact for fact in facts if text[fact.start : fact.end] != fact.text or not fact.text.strip()] == []
    keys = [fact.key for fact in facts]
    assert len(keys) == len(set(keys))
    assert {reference for date in notice.dates for reference in date.contradicts} <= set(keys)
    assert {event.date for event in notice.timeline} <= set(keys)
    assert {data.value for data in notice.data_types} <= set(DataType)
    assert json.loads(notice.model_dump_json())["source_text"] == text


@settings(max_examples=50)
@given(data=st.binary(max_size=300) | TEXTS.map(str.encode) | TEXTS.map(lambda text: text.encode("cp932", "replace")))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except Unreadable:
        return
    assert text.strip()


def found(value: object) -> list[Found]:
    if isinstance(value, Found):
        return [value, *(rule for rule in getattr(value, "rules", ()))]
    return [fact for each in value for fact in found(each)] if isinstance(value, tuple) else []
