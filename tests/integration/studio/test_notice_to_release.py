"""From a pasted notice to a published quiz, in a bank that holds nothing: what it takes is counted."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from questions.control import Control
from questions.drafts.files import shipped_patterns
from questions.files import read_document
from questions.folders import SHIPPED
from tests.factories.maker import Maker
from tests.support.client import Fields, PageClient
from tests.support.page import Page
from training.extensions import db
from training.models import Approval, Release, Role, User
from training.studio import queries

NOTICE = Path("tests/unit/questions/notices/texts/shop-payment-module.txt").read_text(encoding="utf-8")
EDITOR = "form.studio-form"
CODE = "appi-22-24"
STEPS = ("first-warning", "stop-or-wait", "supplier-report", "notice-draft", "tell-people", "look-back")
PAGES, EDITS = 15, 19
"""What an author sees and fills in from the paste to the release of six steps; a page that a form leads to is one."""

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
    """Paste, keep what the desk keeps by itself, and write the one thing that the notice does not say."""
    walk.send({"text": NOTICE}, "main form")
    walk.send(form="form.desk-entries", press={"goes_on": "1"})
    walk.send({"sector-ja": "小売業"})


def edit_drafts(walk: Walk, scenario: str) -> None:
    """Edit a word in each draft, and write what is left open."""
    walk.open(str(walk.page.one(".step-list h3 a")["href"]))
    for number in range(len(STEPS)):
        left = {
            area["name"]: re.sub(r"［[^］]*］", "私たちの窓口", area.get_text())
            for area in walk.page.all(f"{EDITOR} textarea[name$=-ja], {EDITOR} input[name$=-ja]")
            if "［ここを決める" in area.get_text() + str(area.get("value", ""))
        }
        is_last = number == len(STEPS) - 1
        walk.send({"tomorrow-ja": "窓口の番号を確かめましょう。", **left}, press={} if is_last else {"do": "next"})
    assert walk.page.address.startswith(f"/studio/scenarios/{scenario}")


def have_approved(client: PageClient, reviewer: User, address: str) -> Walk:
    """Let a second person find the review in the list, read the whole text and approve."""
    walk = Walk(client.sign_in(reviewer, "ja"))
    walk.open("/studio/reviews")
    walk.open(f"{address}/text")
    walk.open(address)
    walk.pages += 1
    walk.client.submit({"do": "approve"}, "form:has([value=approve])", button="button[value=approve]")
    return walk


def test_a_desk_offers_the_control_of_a_code_that_the_bank_lacks(walk: Walk, make: Maker) -> None:
    page = walk.send({"text": NOTICE}, "main form")
    shipped = read_document(SHIPPED / "controls" / f"{CODE}.yaml", Control)
    entry = page.one(f"#entry-control-{CODE}")
    assert shipped.title.root["ja"] in entry.get_text()
    assert entry.one("input[type=checkbox]").has_attr("checked")
    assert not page.one("#entry-control-supplier-connection input[type=checkbox]").has_attr("checked")
    walk.send(form="form.desk-entries", press={"goes_on": "1"})
    assert not make.run(queries.load_bank).controls, "nothing is brought in before an incident names it"


def test_from_a_notice_to_a_release_in_an_empty_bank(walk: Walk, make: Maker, author: User) -> None:
    reviewer = make.person("確認 匠", roles=[Role.AUTHOR])
    to_incident(walk)
    bank = make.run(queries.load_bank)
    assert list(bank.controls) == [CODE]
    assert [(each.impact.people, each.controls) for each in bank.incidents.values()] == [(83, [CODE])]
    page = walk.send({"steps": [*STEPS], "role-ja": "あなたは通販の店長です。", "intro-ja": "電話が来た日の判断です。"})
    (scenario,) = make.run(queries.load_bank).scenarios.values()
    practised = {key: shipped_patterns()[key].controls for key in STEPS}
    assert {step.key: step.controls for step in scenario.steps} == practised, "each its own, not those of the incident"
    assert {*make.run(queries.load_bank).controls} == {CODE}.union(*practised.values())
    assert not page.has("form[action$='/quiz']"), "nothing is made of drafts that nobody has edited"
    page = walk.client.post(f"/studio/scenarios/{scenario.key}/quiz", {"edition": "1"})
    assert "作成していません" in page.text(".notice-error")
    assert not make.run(queries.load_bank).quizzes
    edit_drafts(walk, scenario.key)
    asked = walk.page
    assert "日本語だけ" in asked.text()
    page = walk.send(form="form[action$='/quiz']")
    assert page.address.startswith("/studio/reviews/")
    walk.client.page = asked
    assert walk.client.submit(form="form[action$='/quiz']").address == page.address, "sent twice, it is one quiz"
    assert list(make.run(queries.load_bank).quizzes) == [scenario.key]
    second = have_approved(walk.client, reviewer, page.address)
    walk.client.sign_in(author, "ja")
    walk.open(f"/studio/quizzes/{scenario.key}/publication")
    page = walk.send(form="form[action$='/publication']")
    assert page.address.startswith("/studio/releases/")
    release = make.run(lambda: db.session.scalars(select(Release)).one())
    assert release.approval is Approval.REVIEWED
    assert (walk.pages, walk.edits) == (PAGES, EDITS)
    assert (second.pages, second.edits) == (4, 0)
