"""Whatever somebody is called, the certificate is one page with the name on it."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from training.certificates.pdf import render_certificate
from training.typesetting import STAND_IN

LONGEST_LINE = 130
"""Small Latin letters between the edges."""
SAID = {
    "language": "ja",
    "title": "修了証",
    "statement": "下記の研修を修了したことを証します。",
    "quiz": "決済モジュール：任せた先で何が起きているか",
    "release": "第1版",
    "date": "2026年11月1日",
    "valid": "有効期限：2027年10月31日",
    "organisation": "みなと商事",
    "number": "証明書番号 0123456789ABCDEF",
    "stamp": "修了",
    "demonstration": "",
    "link": f"https://kyokun.example/certificates/{'0123456789abcdef' * 2}",
    "check": "次のページで確認できます。",
    "code": "QRコード",
}


def page(name: str, **more: str) -> PageObject:
    (sheet,) = PdfReader(BytesIO(render_certificate({**SAID, "name": name, **more}))).pages
    return sheet


def lines(name: str, **more: str) -> list[str]:
    """Return what stands on the page, without spaces."""
    said = page(name, **more).extract_text().replace("\u200b", "")
    return ["".join(line.split()) for line in said.splitlines()]


def fonts(name: str) -> set[str]:
    """Return which fonts are used."""
    resources: Any = page(name)["/Resources"]
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in resources["/Font"].values()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("山田 😀 太郎", f"山田{STAND_IN}太郎"),
        ("สมชาย", STAND_IN * 5),
        ("👨‍👩‍👧 家", f"{STAND_IN * 3}家"),
        ("bell\x07", "bell"),
        ('a"b\\u{41}', 'a"b\\u{41}'),
    ],
)
def test_a_sign_that_no_font_has_keeps_nobody_from_the_certificate(name: str, expected: str) -> None:
    assert expected in lines(name)


@pytest.mark.parametrize("name", ["あ" * 200, "Wolfeschlegelsteinhausenbergerdorff" * 5, "Ann Lee " * 25])
def test_a_long_name_stays_on_the_page(name: str) -> None:
    found = lines(name)
    assert "".join(name.split()) in "".join(found)
    assert max(map(len, found)) <= LONGEST_LINE


def test_a_long_title_and_a_long_organisation_stay_on_the_page_too() -> None:
    quiz, organisation = "w" * 200, "株式会社" * 30
    found = lines("山田 花子", quiz=quiz, organisation=organisation)
    assert quiz in "".join(found)
    assert organisation in "".join(found)
    assert max(map(len, found)) <= LONGEST_LINE


def test_an_organisation_may_have_no_name_yet() -> None:
    assert "山田花子" in lines("山田 花子", organisation="")


def test_letters_that_the_japanese_fonts_have_in_parts_come_from_another() -> None:
    assert any("Libertinus" in font for font in fonts("Žižek İlhan"))
    assert not any("Libertinus" in font for font in fonts("Zoé Nguyễn 髙橋 葛\U000e0100城"))
