"""The day that a notice itself carries, and days in lines of their own that tell what happened."""

import pytest

from questions.notices.facts import Role
from questions.notices.reader import read

TITLE = {"ja": "不正アクセスによる情報流出に関するお詫び", "en": "Notice of a data breach at Harbour Shop Ltd"}
BODY = {
    "ja": "弊社の通販サイトが不正アクセスを受け、2019年7月23日、お客様83名の氏名が流出したことが判明しました。",
    "en": "Our shop was hacked. On 23 July 2019 we learned that the names of 83 customers may have been stolen.",
}
HEADS = {
    "ja": [
        *("{t}\n2019年8月16日", "2019年8月16日\n{t}\n株式会社みなと", "{t}\n株式会社みなと\n2019年8月16日"),
        *("2019年8月16日　株式会社みなと\n{t}", "株式会社みなと　2019年8月16日\n{t}", "【2019年8月16日】{t}"),
        *("{t}\n令和元年8月16日（金）", "{t}\n令和元年（2019年）8月16日", "R1.8.16\n{t}", "[2019.8.16] {t}"),
        *("2019/08/16 (金) 10:00\n{t}", "2019.08.16 お知らせ\n{t}", "お知らせ 2019.08.16\n{t}", "{t}（2019年8月16日）"),
        *("掲載：2019年8月16日\n{t}", "更新日：2019年8月16日 ページ番号：12\n{t}", "日付：令和元年8月16日\n{t}"),
        *("２０１９年８月１６日（金）　第１報\n{t}", "報道発表資料\n令和元年8月16日 総務課\n{t}"),
    ],
    "en": [
        *("Dated: 16 August 2019\n{t}", "{t}\n16 August 2019", "Friday, August 16, 2019\n{t}", "{t} - 16 Aug 2019"),
        *("{t}\nPosted on August 16, 2019", "Aug. 16, 2019 | {t}", "LONDON, 16 August 2019 - {t}"),
        *("Date of notice: August 16, 2019\n{t}", "By Jo Doe, 16 August 2019\n{t}", "{t} (16 August 2019)"),
    ],
}


@pytest.mark.parametrize(("tag", "head"), [(tag, head) for tag, heads in HEADS.items() for head in heads])
def test_the_day_of_a_notice_stands_at_its_head(tag: str, head: str) -> None:
    notice = read(f"{head.format(t=TITLE[tag])}\n\n{BODY[tag]}\n")
    roles = {date.value: date.roles for date in notice.dates}
    assert roles == {"2019-08-16": (Role.ANNOUNCED,), "2019-07-23": (Role.DETECTED,)}


def test_the_day_of_a_notice_is_not_when_people_were_told_but_that_of_a_letter_is() -> None:
    text = "Harbour Shop Ltd\n16 August 2019\n\n{}On 1 July 2019 a laptop with the names of 83 customers was stolen."
    gaps = {
        opening: {each.until: each.value for each in read(text.format(opening)).gaps} for opening in ("", "Dear Sir,\n")
    }
    assert gaps == {"": {"announced": 46}, "Dear Sir,\n": {"told": 46, "announced": 46}}


@pytest.mark.parametrize(("word", "month"), [("今月", 5), ("先月", 4), ("同月", 4)])
def test_this_and_last_month_are_those_of_the_notice(word: str, month: int) -> None:
    notice = read(f"2025年5月12日\n紛失のお詫び\n\n4月28日に書類を持ち帰り、{word}2日に紛失に気付きました。")
    assert f"2025-{month:02}-02" in {date.value for date in notice.dates}


def test_days_in_lines_of_their_own_tell_what_stands_below() -> None:
    notice = read(
        "お客様情報の流出について\n株式会社みなと\n経緯\n2019年5月24日\nカード会社から流出の懸念について連絡を受けました。\n"
        "2019年5月25日（土）午前9時\nカード決済を停止しました。\n2019年6月3日\n個人情報保護委員会に報告しました。\n2019年8月16日"
    )
    told = {date.value: date.role.value for date in notice.dates}
    assert list(told.values()) == ["detected", "stopped", "reported", "announced"]
    assert [(each.value, each.date) for each in notice.noticed] == [("card-company", "2019-05-24")]
    assert [(each.value, each.date) for each in notice.told] == [("commission", "2019-06-03")]
