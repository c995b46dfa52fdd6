"""Codes of printed sheets."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.accounts import codes

CODE = "0A1B-2C3D-4E5F-6G7H"
LETTERS = "0A1B2C3D4E5F6G7H"


def test_a_new_code_has_80_bits_in_groups_without_letters_that_look_alike() -> None:
    made = [codes.new_code() for _ in range(200)]
    assert len(set(made)) == 200
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code) for code in made)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        " 0a1b 2c3d 4e5f 6g7h ",
        "OA1B-2C3D-4E5F-6G7H",
        "oaIB-2C3D-4E5F-6G7H",
        "0AlB2C3D4E5F6G7H",
        "０Ａ１Ｂー２Ｃ３Ｄー４Ｅ５Ｆー６Ｇ７Ｈ",
        "0A1B　2C3D　4E5F　6G7H",
        "0A1B—2C3D–4E5F‐6G7H",
    ],
)
def test_case_width_spaces_dashes_and_look_alikes_do_not_matter(typed: str) -> None:
    assert codes.read_code(typed) == LETTERS


@pytest.mark.parametrize("typed", ["", "0A1B", LETTERS + "0", "0A1B2C3D4E5F6G7U", "0A1B2C3D4E5F6G7é"])
def test_what_can_not_be_a_code_is_none(typed: str) -> None:
    assert codes.read_code(typed) is None


@given(st.text(string.printable + "０Ａー–é", max_size=40))
def test_any_text_is_read_without_failing(typed: str) -> None:
    found = codes.read_code(typed)
    assert found is None or len(codes.code_digest(found)) == 64
