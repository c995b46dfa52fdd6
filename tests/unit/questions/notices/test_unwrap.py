"""Lines that a mail program ended are joined; those that somebody ended stay."""

import pytest

from questions.notices.unwrap import unwrap

WRAPPED = """平素は格別のご高配を賜り誠にありがとうございます。このたび、当社の委託先に
おいて、お客様の個人情報が漏えいした可能性があることが判明しました{colon}
{first}対象となるお客様　２０２３年５月１日までにご登録いただいた八十三名様
{second}対象となる項目　氏名、住所、電話番号、メールアドレス、生年月日、性別
お客様には深くお詫び申し上げます。今後は再発防止に努めてまいります所存で
ございます。"""


@pytest.mark.parametrize(
    ("first", "second", "colon"),
    [("(1)", "(2)", ":"), ("（１）", "（２）", "："), ("１．", "２．", "。"), ("・", "・", "：")],
)
def test_items_stay_in_lines_of_their_own_however_wide_their_signs_are(first: str, second: str, colon: str) -> None:
    joined = unwrap(WRAPPED.format(first=first, second=second, colon=colon))
    lines = joined.text.split("\n")
    assert [line[: len(first)] for line in lines[1:3]] == [first, second]
    assert "委託先において" in lines[0]
    assert lines[-1].endswith("所存でございます。")
