"""The preview is what employees see, before and after answering, in both languages; it stores nothing."""

from urllib.parse import urlencode

import pytest

from tests.factories.documents import right
from tests.support.client import PageClient
from tests.support.statements import StatementCounter

ONWARD = ".play-actions a.btn-primary"
ADDRESS = "/studio/scenarios/first-a/steps/{}/preview"


def test_a_step_is_shown_and_answered(desk: PageClient, locale: str) -> None:
    page = desk.get(ADDRESS.format("open"))
    assert page.has(".exhibit")
    assert not page.has(".feedback")
    page = desk.submit({"choice": "send"}, "form.decision")
    assert {"ja": "「そのまま送る」の結果です。", "en": "What send leads to."}[locale] in page.text(".feedback")
    assert {"ja": "実際には送信されました。", "en": "It was sent."}[locale] in page.text(".feedback-reality")


def test_it_is_shown_in_the_other_language(desk: PageClient, locale: str) -> None:
    other = {"ja": "en", "en": "ja"}[locale]
    page = desk.get(ADDRESS.format("open") + f"?language={other}")
    assert page.root["lang"] == other
    assert {"ja": "openの状況です。", "en": "The story of open."}[other] in page.text(".story")


@pytest.mark.parametrize(
    ("step", "answer"),
    [("fields", "choice=to&choice=cc"), ("order", urlencode(right(("first-a", "order")), doseq=True))],
)
def test_every_kind_is_answered(english_desk: PageClient, step: str, answer: str) -> None:
    page = english_desk.get(ADDRESS.format(step) + f"?{answer}")
    assert page.has(".verdict-best")


@pytest.mark.parametrize("answer", ["choice=nothing", "choice=call&choice=send", "x=%01"])
def test_what_is_no_answer_is_told(english_desk: PageClient, answer: str) -> None:
    page = english_desk.get(ADDRESS.format("open") + f"?{answer}")
    assert page.has("#response-error")


def test_a_scene_and_an_unknown_language(english_desk: PageClient) -> None:
    page = english_desk.get(ADDRESS.format("trouble") + "?language=xx")
    assert not page.has("form.decision")


def test_nothing_is_stored(english_desk: PageClient, count_statements: StatementCounter) -> None:
    with count_statements() as counted:
        english_desk.get(ADDRESS.format("open") + "?choice=call")
    assert not [s for s in counted.statements if s.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_preview_leads_on_as_the_answer_does(english_desk: PageClient) -> None:
    assert not english_desk.get(ADDRESS.format("open")).has(ONWARD)
    for answer, following in (("send", "trouble"), ("call", "fields")):
        page = english_desk.get(ADDRESS.format("open") + f"?choice={answer}")
        assert page.all(ONWARD)[0]["href"].startswith(ADDRESS.format(following) + "?language=en")
    assert english_desk.get(ADDRESS.format("trouble")).has(f"{ONWARD}[href^='{ADDRESS.format('fields')}']")


def test_a_way_is_played_to_its_map_and_keeps_its_place_in_the_other_language(desk: PageClient, locale: str) -> None:
    desk.get(ADDRESS.format("open"))
    desk.submit({"choice": "send"}, "form.decision")
    desk.get(str(desk.page.one(ONWARD)["href"]))
    desk.get(str(desk.page.one(ONWARD)["href"]))
    desk.submit({"choice": ["to", "cc"]}, "form.decision")
    other = {"ja": "en", "en": "ja"}[locale]
    page = desk.get(str(desk.page.one(f".preview-bar a[lang={other}]")["href"]))
    assert page.root["lang"] == other
    assert page.has(".verdict-best")
    desk.get(str(desk.page.one(ONWARD)["href"]))
    desk.get(desk.page.address + "&" + urlencode(right(("first-a", "order")), doseq=True))
    page = desk.get(str(desk.page.one(ONWARD)["href"]))
    assert page.address.startswith("/studio/scenarios/first-a/end/preview")
    assert {"en": "Marks on this way: 2 of 3", "ja": "3点中2点"}[other] in page.text("main > .container-page")
    assert len(page.all(".case-map-list > li")) == 4
    assert not page.has(".map-dot-open")
    page = desk.get(str(page.all(".preview-bar a")[-1]["href"]))
    assert page.has("form.decision")


def test_a_phone_shows_the_preview_in_a_frame(english_desk: PageClient) -> None:
    page = english_desk.get(ADDRESS.format("open") + "/phone?past=trouble?")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    frame = page.one("iframe[width='390']")
    page = english_desk.get(str(frame["src"]))
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.has("base[target=_parent]")
    assert page.has("form.decision[target=_self] input[name=past][value='trouble?']")
    assert "frame-ancestors 'none'" in english_desk.get("/studio/").headers["Content-Security-Policy"]


def test_a_case_whose_ways_are_wrong_has_no_map(english_desk: PageClient) -> None:
    english_desk.get("/studio/scenarios/first-a/steps/order")
    english_desk.submit({"next": "trouble"}, "form.studio-form")
    page = english_desk.get("/studio/scenarios/first-a/end/preview?past=open?choice=send&past=nothing?&past=open")
    assert page.has(".notice-warning")
    assert not page.has(".case-map")
