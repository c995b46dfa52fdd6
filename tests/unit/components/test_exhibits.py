"""An exhibit shows all that a decision may rest on, and says that it is made for practice."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from questions.exhibits import Exhibit
from tests.unit.components.conftest import Render

SOURCE = '{% from "components/exhibits.html" import exhibit %}{{ exhibit(item) }}'
SAMPLES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "email": (
        {
            "from": "tanto@agency.example",
            "to": ["a@shop.example", "b@shop.example"],
            "cc": ["c@shop.example"],
            "bcc": ["d@shop.example"],
            "sent": "14:12",
            "subject": "Reply today",
            "body": "Please approve.",
            "attachments": ["terms.pdf"],
        },
        [
            "tanto@agency.example",
            "a@shop.example, b@shop.example",
            "c@shop.example",
            "d@shop.example",
            "14:12",
            "Reply today",
            "Please approve.",
            "terms.pdf",
        ],
    ),
    "chat": (
        {"title": "#move", "messages": [{"from": "Nishi", "at": "16:58", "text": "Today?", "own": True}]},
        ["#move", "Nishi", "16:58", "Today?"],
    ),
    "phone": (
        {"caller": "Card company", "at": "9 May", "lines": [{"speaker": "You", "text": "How many?"}]},
        ["Card company", "9 May", "You", "How many?"],
    ),
    "invoice": (
        {
            "title": "Estimate",
            "from": "Agency",
            "to": "The shop",
            "number": "Q-11",
            "date": "6 November",
            "lines": [{"item": "Upkeep", "amount": "¥120"}],
            "total": "¥132",
            "payment": "Bank 1234567",
        },
        ["Estimate", "Agency", "The shop", "Q-11", "6 November", "Upkeep", "¥120", "¥132", "Bank 1234567"],
    ),
    "log": (
        {"title": "Changes", "columns": ["When", "File"], "rows": [["03:12", "/pay/form.js"]]},
        ["Changes", "When", "File", "03:12", "/pay/form.js"],
    ),
    "webpage": (
        {"address": "https://shop.example/pay", "title": "Payment", "body": "Enter the number."},
        ["https://shop.example/pay", "Payment", "Enter the number."],
    ),
    "document": ({"title": "Contract", "body": "Clause 12", "note": "Signed 2015"}, ["Contract", "Clause 12", "2015"]),
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_nothing_of_an_exhibit_is_left_out(render: Render, kind: str) -> None:
    fields, expected = SAMPLES[kind]
    item = TypeAdapter(Exhibit).validate_python({"kind": kind, **fields})
    text = " ".join(render(SOURCE, item=item).get_text(" ").split())
    assert [part for part in expected if part not in text] == []
    assert "Made for practice" in text


def test_what_an_exhibit_says_is_never_markup(render: Render) -> None:
    fields = SAMPLES["email"][0] | {"body": "<script>alert(1)</script>", "subject": "<b>x</b>"}
    page = render(SOURCE, item=TypeAdapter(Exhibit).validate_python({"kind": "email", **fields}))
    assert not page.select("script, b")
