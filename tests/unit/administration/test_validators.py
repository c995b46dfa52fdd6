"""Validators that several forms share."""

import pytest

from training.forms.validators import is_email


@pytest.mark.parametrize("text", ["a@b.jp", " aoki.hanako+x@mail.example.co.jp ", "ａｏｋｉ＠ｅｘａｍｐｌｅ．ｊｐ"])
def test_addresses(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize("text", ["", "aoki", "a@b", "a@@b.jp", "a b@c.jp", "a@.jp", "a@b..jp", "a@b.jp\nx", "@b.jp"])
def test_no_addresses(text: str) -> None:
    assert not is_email(text)
