"""Any date in any supported form is read back: its value, its place, its role, its period."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.notices.dates import Dates, read_dates
from questions.notices.normal import fold, lower

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2039, 12, 31))
FULL_WIDTH = str.maketrans("0123456789/-.~", "０１２３４５６７８９／－．～")
KANJI = "〇一二三四五六七八九"
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
ERAS = (("令和", "R", datetime.date(2019, 5, 1)), ("平成", "H", datetime.date(1989, 1, 8)))


def found(text: str) -> Dates:
    return read_dates(text, fold(text), lower(fold(text)))


def values(text: str) -> list[str]:
    return [date.value for date in found(text).dates]


def era_of(day: datetime.date) -> tuple[str, str, str]:
    name, letter, first = next(era for era in ERAS if day >= era[2])
    number = day.year - first.year + 1
    return name, letter, "元" if number == 1 else str(number)


def kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else KANJI[tens]) + "十" if tens else "") + (KANJI[ones] if ones else "")


def whole(day: datetime.date) -> list[str]:
    """Write a day in every form that has year, month and day."""
    name, letter, number = era_of(day)
    y, m, d = day.year, day.month, day.day
    suffix = "th" if 10 < d < 14 else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
    long, short = MONTHS[m - 1], MONTHS[m - 1][:3]
    plain = [
        f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日", f"{y} 年 {m} 月 {d} 日", f"{y}/{m}/{d}", f"{y}/{m:02}/{d}",
        f"{y}.{m}.{d}", f"{y}-{m:02}-{d:02}", f"{name}{number}年{m}月{d}日", f"{name} {number}年{m}月{d}日",
        f"{name}{number}({y})年{m}月{d}日", f"{y}({name}{number})年{m}月{d}日", f"{y}年({name}{number}年){m}月{d}日",
        f"{letter}{number}.{m}.{d}", f"{letter}{number}/{m}/{d}",
    ]  # fmt: skip
    return [
        *plain,
        *(each.translate(FULL_WIDTH) for each in plain),
        f"{''.join(KANJI[int(each)] for each in str(y))}年{kanji(m)}月{kanji(d)}日",
        *(f"{long} {d}, {y}", f"{long} {d} {y}", f"{long} {d}{suffix}, {y}", f"{long.upper()} {d}, {y}"),
        *(f"{short} {d}, {y}", f"{short}. {d}, {y}", f"{d} {long} {y}", f"{d} {short} {y}"),
        *(f"{d}{suffix} {long} {y}", f"{d}{suffix} of {long}, {y}"),
    ]


@settings(max_examples=200)
@given(
    day=DAYS,
    form=st.integers(0, 100),
    around=st.sampled_from(["", "　{}、流出が判明", "On {}, it was found (see 12)."]),
)
def test_a_day_is_read_in_every_form(day: datetime.date, form: int, around: str) -> None:
    forms = whole(day)
    words = forms[form % len(forms)]
    text = around.format(words) or words
    date = found(text).dates[0]
    assert (date.value, date.text) == (day.isoformat(), words)
    assert text[date.start : date.end] == words


@given(day=DAYS)
def test_a_month_or_a_year_is_read_as_far_as_it_goes(day: datetime.date) -> None:
    name, _, number = era_of(day.replace(day=28, month=12))
    month = f"{day.year}-{day.month:02}"
    for words in (f"{day.year}年{day.month}月", f"{day.year}-{day.month:02}", f"{day.year}/{day.month}"):
        assert values(f"{words}に流出した") == [month]
    assert values(f"It was found in {MONTHS[day.month - 1]} {day.year}.") == [month]
    for words in (f"{day.year}年", f"{name}{number}年"):
        assert values(f"{words}に流出した") == [str(day.year)]
    assert values(f"It was found in {day.year}.") == [str(day.year)]


BETWEEN = ("~", "～", "〜", " - ", "から", "より", "(月)~", " to ")


@given(first=DAYS, length=st.integers(1, 900), form=st.integers(0, 25), between=st.sampled_from(BETWEEN))
def test_a_period_is_read_with_both_ends(first: datetime.date, length: int, form: int, between: str) -> None:
    last = first + datetime.timedelta(days=length)
    text = f"{whole(first)[form]}{between}{whole(last)[form]}"
    read = found(f"{text}の期間に購入された")
    assert [(period.value, period.text) for period in read.periods] == [(f"{first}/{last}", text)]


@given(announced=DAYS, back=st.integers(0, 330))
def test_a_day_without_a_year_is_the_last_one_before_the_notice(announced: datetime.date, back: int) -> None:
    day = announced - datetime.timedelta(days=back)
    if (day.month, day.day) == (2, 29):
        return
    head = f"{announced.year}年{announced.month}月{announced.day}日\n株式会社みほん\n\n"
    text = f"{head}{day.month}月{day.day}日、流出が判明しました。"
    assert values(text) == [announced.isoformat(), day.isoformat()]
    assert found(text).dates[1].inferred


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年5月24日に紛失し、同月26日に判明し、翌日公表した。", ["2021-05-24", "2021-05-26", "2021-05-27"]),
        ("平成31年4月30日に侵入され、同年6月1日に気付いた。", ["2019-04-30", "2019-06-01"]),
        ("2023年12月28日に侵入され、1月4日に判明した。", ["2023-12-28", "2024-01-04"]),
        ("2021年10月14日~22日の間", ["2021-10-14", "2021-10-22"]),
        ("2021/10/14~2022/01/25", ["2021-10-14", "2022-01-25"]),
        ("between 8 and 12 May 2015", ["2015-05-08", "2015-05-12"]),
        ("July 6-7, 2019", ["2019-07-06", "2019-07-07"]),
        ("11-13 June 2025: records were copied", ["2025-06-11", "2025-06-13"]),
        ("2024/10/3に始まり、10/16に判明した。", ["2024-10-03", "2024-10-16"]),
        ("R4.2.8に判明。2.14個人情報保護委員会に報告", ["2022-02-08", "2022-02-14"]),
        ("It was left there on 27 February 2024. She realised the next morning.", ["2024-02-27", "2024-02-28"]),
        ("from May 30 to June 2, 2015", ["2015-05-30", "2015-06-02"]),
        ("２０２１年５月の連休、５／６（木）に", ["2021-05", "2021-05-06"]),
        ("5月24日に紛失した。", ["--05-24"]),
        ("on 24/05/2015, 05/24/2015, 24.5.2015 or 05/06/2015", ["2015-05-24", "2015-05-24", "2015-05-24", "2015"]),
    ],
)
def test_dates_lean_on_each_other(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第22条 22-24 (第22条)", "電話 03-2019-0512 まで", "2019年2月30日", "2019/13/01", "24時間365日", "5年間保存",
        "2019年度の会員",
        "令和2年度", "2019号室", "JVN-2019-05-12345", "約2000年の歴史", "http://example.jp/2019/05/notice",
        "may 12 people march",
        "ver. 2019.5.1.2", "3/4に減り、1/2から1/3に", "2.14倍、4.8から5.2に", "1,2019年", "Order 2019-05-09-1234",
    ],
)  # fmt: skip
def test_what_is_no_date_is_read_as_none(text: str) -> None:
    assert [value for value in values(text) if len(value) > 4] == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("2019年5月9日、カード会社から連絡を受け、カード決済を停止しました。", ["detected", "stopped"]),
        ("発生日：2019年5月9日", ["occurred"]),
        ("判明日 2019年5月9日", ["detected"]),
        ("発生日は2019年5月9日です。流出が判明しました。", ["occurred"]),
        ("不正アクセスの発生は2019年5月9日で、判明したのは2019年5月12日です。", ["occurred"]),
        ("漏えいに気付いたのは2019年5月9日で、通知したのは5月12日です。", ["detected"]),
        ("通知したのは、2019年5月9日でした。", ["told"]),
        ("2019年5月9日に個人情報保護委員会へ報告しました。", ["reported"]),
        ("2019年5月9日、対象のお客様に書面でお詫びしました。", ["told"]),
        ("2019年5月9日に誤ってお客様に別の方の書類を送付しました。", ["occurred"]),
        ("2019年5月9日に公表しました。", ["announced"]),
        ("2019年5月9日、調査が完了しました。", ["investigated"]),
        ("2019年5月9日、受信した方から指摘がありました。", ["detected"]),
        ("We learned of the theft on May 9, 2019.", ["detected"]),
        ("On May 9, 2019, we shut down the server.", ["stopped"]),
        ("The laptop was stolen on May 9, 2019.", ["occurred"]),
        ("We notified the U.S. Department of Health on May 9, 2019.", ["reported"]),
        ("We mailed letters to the affected customers on May 9, 2019.", ["told"]),
        ("The weather was fine on May 9, 2019.", ["other"]),
    ],
)
def test_the_sentence_tells_the_role(text: str, roles: list[str]) -> None:
    assert list(found(text).dates[0].roles) == roles
