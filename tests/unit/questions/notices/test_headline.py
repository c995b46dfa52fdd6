"""What a notice is called when nobody says it, and the paper that published it."""

import pytest

from questions.notices.headline import headline, press_of

STORY = "2024年3月1日、12名の氏名が流出しました。お詫びいたします。"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"個人情報漏えいのお詫び\n株式会社あおば\n{STORY}", "個人情報漏えいのお詫び"),
        (f"2024年3月1日\n株式会社あおばトラベルサービス\n\n2件の事案について\n\n{STORY}", "2件の事案について"),
        (f"更新日：2025年2月14日　ページID：10482\n\n書類の紛失について\n{STORY}", "書類の紛失について"),
        (f"当社が運営する「あおば便」への不正アクセスによる\n個人情報の流出について\n{STORY}",
         "当社が運営する「あおば便」への不正アクセスによる個人情報の流出について"),
        (f"■ 推奨対策\n対策:\n送信先の登録は二人で行い、中身を読み合わせること。\n引用元 あおば薬局\n事故概要\n{STORY}",
         "2024年3月1日、12名の氏名が流出しました。"),
        ("Dear customer,\n\nWe are writing to let you know that a drive was lost.",
         "We are writing to let you know that a drive was lost."),
        ("March 1, 2024\nAoba Health Plan Inc.\nNotice of a data breach\nFiles!", "Notice of a data breach"),
        ("天気", "天気"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_notice_is_called_by_the_line_that_says_what_it_is_about(text: str, title: str) -> None:
    assert headline(text) == title


@pytest.mark.parametrize(
    ("foot", "press"),
    [
        ("（２０２５年５月１２日　瀬戸内新報）", "瀬戸内新報"),
        ("(2024年9月3日 北の新聞)\n", "北の新聞"),
        ("（共海通信 2022年8月5日 19:02）", "共海通信"),
        ("（2023/09/21 05:00）", ""),
        ("（毎日通信する）", ""),
        ("お問い合わせ（電話 03-1234-5678）", ""),
    ],
)
def test_news_says_at_its_end_who_published_it(foot: str, press: str) -> None:
    assert press_of(f"{STORY}\n\n{foot}") == press
