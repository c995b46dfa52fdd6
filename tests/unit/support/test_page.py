"""The checks on every page find what they are for, also when a page much like it stood them before."""

import pytest

from tests.support.page import Page

FRAME = (
    '<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>見本 – 教訓</title></head>'
    "<body><main><h1>見本</h1>{}</main></body></html>"
)
FIRST, SECOND = "01234567-89ab-4def-8123-456789abcdef", "11234567-89ab-4def-8123-456789abcdef"
FAULTS = {
    "not closed": ("<p></div>", "EndTag"),
    "entity": ("<p>&bogus;", "Invalid character reference"),
    "nested links": ('<a href="/">一<a href="/">二</a></a>', "Unexpected token"),
    "second heading": ("<h1>もう一つ</h1>", "2 h1"),
    "repeated id": ('<p id="a"></p><p id="a"></p>', "repeated ids"),
    "label of nothing": ('<label for="nothing">名前</label>', "for=nothing"),
    "described by nothing": ('<p aria-describedby="nothing">一</p>', "aria-describedby=nothing"),
    "no label": ('<input name="family_name">', "no label for family_name"),
    "inline style": ('<p style="color: red">一</p>', "inline style"),
    "script without nonce": ("<script>go()</script>", "script on"),
    "script with an empty nonce": ('<script nonce="">go()</script>', "script on"),
}


def check(content: str, frame: str = FRAME) -> None:
    """Check a page with this content."""
    Page(200, "/page", frame.format(content), {}).check()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_each_time(fault: str) -> None:
    content, said = FAULTS[fault]
    for _time in range(2):
        with pytest.raises(AssertionError, match=said):
            check(content)


@pytest.mark.parametrize("frame", [FRAME.replace(' lang="ja"', ""), FRAME.replace("見本 –", "他の –")])
def test_a_fault_of_the_frame_is_found(frame: str) -> None:
    with pytest.raises(AssertionError):
        check("", frame)


def test_another_page_of_the_same_build_is_checked_by_its_own_ids() -> None:
    check(f'<p id="{FIRST}"></p><p id="{SECOND}"></p><a href="#{FIRST}">一</a>')
    check(f'<p id="{SECOND}"></p><p id="{FIRST}"></p><a href="#{SECOND}">一</a>')
    with pytest.raises(AssertionError, match="repeated ids"):
        check(f'<p id="{FIRST}"></p><p id="{FIRST}"></p><a href="#{FIRST}">一</a>')


def test_a_lost_nonce_is_found_on_a_page_that_passed_with_one() -> None:
    check(f'<script nonce="{"a" * 22}">go()</script>')
    check(f'<script nonce="{"b" * 22}">go()</script>')
    with pytest.raises(AssertionError, match="script on"):
        check('<script nonce="">go()</script>')
