"""The preview is what employees see, before and after answering, in both languages; it stores nothing."""

from urllib.parse import urlencode

import pytest

from tests.factories.documents import right
from tests.support.client import PageClient
from tests.support.statements import StatementCounter

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
    onward = ".play-actions a.btn-primary"
    assert not english_desk.get(ADDRESS.format("open")).has(onward)
    for answer, following in (("send", "trouble"), ("call", "fields")):
        page = english_desk.get(ADDRESS.format("open") + f"?choice={answer}")
        assert page.all(onward)[0]["href"] == ADDRESS.format(following) + "?language=en"
    assert english_desk.get(ADDRESS.format("trouble")).has(f"{onward}[href^='{ADDRESS.format('fields')}']")
    last = english_desk.get(ADDRESS.format("order") + "?" + urlencode(right(("first-a", "order")), doseq=True))
    assert last.has(".play-actions a[href='/studio/scenarios/first-a']")
