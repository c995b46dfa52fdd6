"""Japanese surnames that most people have, so that a name is known where nothing else tells it from a word."""

from pathlib import Path

from questions.redaction.plain import listed

COMMONEST = listed("佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 山田")
"""Borne by so many that one of them alone tells nobody apart."""

COMMONEST_ROMAN = listed(
    "sato suzuki takahashi tanaka ito watanabe yamamoto nakamura kobayashi kato yamada"
    " smith jones brown taylor johnson williams miller davis wilson garcia lee kim chen wang"
)

SURNAMES = COMMONEST | listed(Path(__file__).with_name("surnames.txt").read_text(encoding="utf-8"))

PLACEHOLDER_GIVEN = listed("太郎 花子 一郎 次郎 二郎 三郎")
PLACEHOLDER_GIVEN_ROMAN = listed("taro hanako ichiro jiro john jane")
