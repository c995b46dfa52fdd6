"""Who reads a name on paper types it in another way than it is kept."""

import pytest

from training.certificates.names import is_same


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("葛城 太郎", "葛\U000e0100城 太郎"),
        ("高橋 崎子", "髙橋 﨑子"),
        ("吉田", "𠮷田"),
        ("Sean O'Brien", "Sean O’Brien"),
        ("Anne Marie", "Anne-Marie"),
        ("ジョン スミス", "ジョン・スミス"),
        ("山田花子", "山田\u200b 花子\ufeff"),
        ("Zoë", "Zoe\u0308"),
        ("塚本", "\ufa10本"),
    ],
)
def test_it_is_the_same_name(typed: str, kept: str) -> None:
    assert is_same(typed, kept)


@pytest.mark.parametrize(
    ("typed", "kept"), [("山田", "山口"), ("Zoe", "Zoë"), ("☆", "★"), ("'", "山田"), ("", "山田"), ("はな", "ばな")]
)
def test_it_is_another_name(typed: str, kept: str) -> None:
    assert not is_same(typed, kept)
