"""Both wordings can be read as one, with the eyes and with the ears."""

from questions.comparing import compare_words
from tests.unit.components.conftest import Render

_SOURCE = '{% from "components/differences.html" import words %}{{ words(stretches) }}'


def test_what_is_gone_and_what_is_new_is_marked_and_said(render: Render) -> None:
    page = render(_SOURCE, stretches=compare_words("Ask <now>, then pay.", "Ask <now>, then wait."))
    assert "Removed: pay" in page.one("del").get_text()
    assert "Added: wait" in page.one("ins").get_text()
    assert page.one(".wording").get_text().startswith("Ask <now>, then ")
