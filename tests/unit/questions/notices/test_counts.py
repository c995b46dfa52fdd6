"""Any number of people or things in any supported form is read back, with what it counts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from questions.notices.counts import read_counts
from questions.notices.dates import read_dates
from questions.notices.facts import Count
from questions.notices.normal import fold, lower
from tests.unit.questions.notices.test_dates import FULL_WIDTH, KANJI


def found(text: str) -> list[Count]:
    lowered = lower(fold(text))
    return list(read_counts(text, lowered, list(read_dates(text, fold(text), lowered).dates)))


def japanese(number: int) -> str:
    """Write a number up to 99,999,999 in kanji."""
    large, rest = divmod(number, 10_000)
    return (f"{_below_ten_thousand(large)}万" if large else "") + (_below_ten_thousand(rest) if rest else "")


def _below_ten_thousand(number: int) -> str:
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("" if digit == 1 and name else KANJI[digit]) + name
    return words


def mixed(number: int) -> str:
    large, rest = divmod(number, 10_000)
    return (f"{large}万" if large else "") + (f"{rest:,}" if rest else "")


@example(number=1_000, unit="人")
@example(number=100, unit="件")
@given(
    number=st.integers(1, 9_999_999),
    unit=st.sampled_from(["人", "名", "件", "名様", "件分", "名分", "世帯", "通", "台"]),
)
def test_a_count_is_read_in_every_japanese_form(number: int, unit: str) -> None:
    forms = [str(number), f"{number:,}", str(number).translate(FULL_WIDTH), mixed(number)]
    if number > 20 and unit[0] in "人名件":
        forms.append(japanese(number))
    for words in forms:
        for text in (f"お客様{words}{unit}の情報", f"{words}{unit}", f"対象は約{words}{unit}です。"):
            counts = found(text)
            assert [count.value for count in counts] == [number], text
            assert counts[0].text == f"{words}{unit}"
            assert text[counts[0].start : counts[0].end] == counts[0].text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3億5千万件", [350_000_000]),
        ("1億2千人", [100_002_000]),
        ("2千5件", [2_005]),
        ("1.5万人", [15_000]),
        ("1,234,567,890,123千件", [1_234_567_890_123_000]),
        ("1千2千3件", []),
        ("約3千 5千人", [5_000]),
    ],
)
def test_large_and_odd_amounts_are_read_or_left(text: str, values: list[int]) -> None:
    assert [count.value for count in found(text)] == values


@given(
    number=st.integers(2, 9_999_999),
    noun=st.sampled_from(["customers", "people", "records", "patients", "user accounts"]),
)
def test_a_count_is_read_in_every_english_form(number: int, noun: str) -> None:
    for words in (str(number), f"{number:,}"):
        text = f"The data of about {words} {noun} may have leaked."
        assert [(count.value, count.qualifier, count.text) for count in found(text)] == [
            (number, "about", f"{words} {noun}")
        ]


@given(tenths=st.integers(11, 9999), scale=st.sampled_from([("thousand", 1_000), ("million", 1_000_000)]))
def test_thousands_and_millions_may_have_decimals(tenths: int, scale: tuple[str, int]) -> None:
    counts = found(f"It affected {tenths / 10} {scale[0]} people.")
    assert [count.value for count in counts] == [tenths * scale[1] // 10]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("クレジットカード情報(83件)", (83, "records", "payment-card")),
        ("お客様83名", (83, "people", "customer")),
        ("7万人の会員", (70_000, "people", "member")),
        ("18,746名分の住民の情報", (18_746, "people", "resident")),
        ("メールアドレス 1,244件", (1_244, "records", "email")),
        ("患者１２名", (12, "people", "patient")),
        ("about 9.7 million members", (9_700_000, "people", "member")),
        ("147.9 million consumers", (147_900_000, "people", "customer")),
        ("three employees", (3, "people", "employee")),
        ("2,400 credit cards", (2_400, "records", "payment-card")),
        ("1億2千万件", (120_000_000, "records", None)),
    ],
)
def test_a_count_says_what_it_counts(text: str, expected: tuple[int, str, str | None]) -> None:
    assert [(count.value, count.unit, count.of) for count in found(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "第三者による不正アクセス", "35回目の更新", "電話 0120-83-1234", "一部のお客様", "お一人ずつご連絡",
        "第22条", "1,000円", "3か月", "本人83才",
        "24時間", "午前10時15分", "2019年5月9日", "件名を変更", "一方", "二次被害", "有限会社", "十分な",
        "$9.7 million", "in 2019 people were told",
        "〒000-0083", "10名称", "83人気", "May 12 people",
    ],
)  # fmt: skip
def test_what_is_no_count_is_read_as_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["従業員数 3,400名", "The company employs 3,400 people.", "職員1名が誤って送信した", "2件の事案が発生"]
)
def test_who_is_counted_but_not_touched_is_marked(text: str) -> None:
    assert [count.affected for count in found(text)] == [False]
