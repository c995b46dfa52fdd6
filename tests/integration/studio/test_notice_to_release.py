"""From a pasted notice to a published quiz, in a bank that holds nothing: what it takes is counted."""

from pathlib import Path

import pytest

from questions.control import Control
from questions.files import SHIPPED, read_document
from tests.factories.maker import Maker
from tests.support.client import Fields, PageClient
from tests.support.page import Page
from training.models import User
from training.studio import queries

NOTICE = Path("tests/unit/questions/notices/texts/shop-payment-module.txt").read_text(encoding="utf-8")
EDITOR = "form.studio-form"
CODE = "appi-22-24"
STEPS = ("first-warning", "stop-or-wait", "supplier-report", "notice-draft", "tell-people", "look-back")

pytestmark = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)


class Walk:
    """Somebody's way through pages: how many are seen, and how many fields are filled in or changed."""

    def __init__(self, client: PageClient) -> None:
        self.client, self.pages, self.edits = client, 0, 0

    @property
    def page(self) -> Page:
        """Return the page that is open."""
        return self.client.page

    def open(self, address: str) -> Page:
        """Follow a link."""
        self.pages += 1
        return self.client.get(address)

    def send(self, fields: Fields | None = None, form: str = EDITOR, press: Fields | None = None) -> Page:
        """Fill in a form and press a button, which is no edit."""
        self.pages += 1
        self.edits += sum(len(value) if isinstance(value, list | tuple) else 1 for value in (fields or {}).values())
        return self.client.submit({**(fields or {}), **(press or {})}, form)


@pytest.fixture
def walk(client: PageClient, author: User) -> Walk:
    """Begin where notices are pasted, without anything in the bank."""
    walk = Walk(client.sign_in(author, "ja"))
    walk.open("/studio/notices/new")
    return walk


def to_incident(walk: Walk) -> None:
    walk.send({"text": NOTICE}, "main form")
    walk.send(form="form.desk-entries", press={"goes_on": "1"})
    walk.send({"sector-ja": "小売業"})


def test_a_desk_offers_the_control_of_a_code_that_the_bank_lacks(walk: Walk, make: Maker) -> None:
    page = walk.send({"text": NOTICE}, "main form")
    shipped = read_document(SHIPPED / "controls" / f"{CODE}.yaml", Control)
    entry = page.one(f"#entry-control-{CODE}")
    assert shipped.title.root["ja"] in entry.get_text()
    assert entry.one("input[type=checkbox]").has_attr("checked")
    assert not page.one("#entry-control-supplier-connection input[type=checkbox]").has_attr("checked")
    walk.send(form="form.desk-entries", press={"goes_on": "1"})
    assert not make.run(queries.load_bank).controls, "nothing is brought in before an incident names it"
    walk.send({"sector-ja": "小売業"})
    bank = make.run(queries.load_bank)
    assert bank.controls == {CODE: shipped}
    assert [incident.controls for incident in bank.incidents.values()] == [[CODE]]
    assert [incident.impact.people for incident in bank.incidents.values()] == [83]


def test_every_drafted_question_practises_a_kept_control(walk: Walk, make: Maker) -> None:
    to_incident(walk)
    walk.send({"steps": list(STEPS)})
    scenario = next(iter(make.run(queries.load_bank).scenarios.values()))
    assert {step.key for step in scenario.steps} == set(STEPS)
    assert {tuple(step.controls) for step in scenario.steps} == {(CODE,)}
