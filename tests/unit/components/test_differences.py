"""Both wordings can be read as one, with the eyes and with the ears."""

from questions.comparing import compare_words
from tests.unit.components.conftest import Render

_SOURCE = '{% from "components/differences.html" import words %}{{ words(stretches) }}'


def test_what_is_gone_and_what_is_new_is_marked_and_said(render: Render) -> None:
    page = render(_SOURCE, stretches=compare_words("Ask <now>, then pay.", "Ask <now>, then wait."))
    assert "Removed: pay" in page.one("del").get_text()
    assert "Added: wait" in page.one("ins").get_text()
    assert not page.select("[lang]")
    assert page.one(".wording").get_text().startswith("Ask <now>, then ")


def test_a_text_of_another_language_says_so_but_not_what_is_said_about_it(render: Render) -> None:
    source = _SOURCE.replace("words(stretches)", "words(stretches, 'ja')")
    page = render(source, stretches=compare_words("更新記録", "契約書"))
    assert [part.get_text() for part in page.select("[lang=ja]")] == ["更新記録", "契約書"]
