"""What an incident begins with when it is written from a notice: nothing is guessed that the notice does not say."""

import pytest

from tests.support.client import PageClient
from tests.unit.questions.notices.test_desk import TEXT

NEW, DESK = "/studio/notices/new", "form.desk-entries"
TOO_EARLY = "2024年5月10日、名簿を誤送信しました。お詫びいたします。\n2024年5月2日に判明しました。"

pytestmark = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)


def test_of_news_in_english_neither_publisher_nor_country_is_guessed(desk: PageClient) -> None:
    desk.get(NEW)
    desk.submit({"text": "Aoba Ltd said on 3 May 2024 that the names of 12 customers were stolen."}, "main form")
    page = desk.submit({"goes_on": "1"}, DESK)
    assert page.one("#country option[selected]")["value"] == ""
    page = desk.submit({"sector-en": "Retail"}, "form.studio-form", 422)
    assert page.has("#country-error")


def test_a_paper_is_the_publisher_of_what_it_says(desk: PageClient) -> None:
    desk.get(NEW)
    desk.submit({"text": f"{TEXT}\n（2021年6月1日　北の新聞）"}, "main form")
    page = desk.submit({"goes_on": "1"}, DESK)
    assert page.one("[name=sources-0-publisher-ja]")["value"] == "北の新聞"
    assert page.one("#country option[selected]")["value"] == "JP"


def test_a_day_of_notice_before_the_first_day_is_pointed_out_until_it_is_corrected(desk: PageClient) -> None:
    warning = ".notice-warning:not([hidden])"
    desk.get(NEW)
    page = desk.submit({"text": TOO_EARLY}, "main form")
    assert page.has(warning)
    noticed = page.one(".desk-entry input[value='2024-05-02']")["name"]
    page = desk.submit({noticed: "2024-05-12"}, DESK)
    assert not page.has(warning)
    assert "2" in page.text(".key-figures")
