"""An author lays a notice on the desk, adds what was not read, and writes the incident from it."""

import itertools

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import sign_in
from tests.browser.visitor import Visitor
from tests.support.browser import Site
from tests.unit.questions.notices.test_desk import TEXT
from training.administration.data import PersonData
from training.models import Role

NUMBERS = itertools.count(1)
WORDS = "当社の通販サイト"
SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector("[data-notice]"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(words);
    if (start >= 0) {
      getSelection().setBaseAndExtent(walker.currentNode, start, walker.currentNode, start + words.length);
      return;
    }
  }
}"""


def test_words_become_an_entry_and_entries_an_incident(site: Site, visit: NewVisitor, locale: str) -> None:
    """Each language goes one of the two ways: selecting with scripts, copying without."""
    scripts = locale == "ja"
    number = next(NUMBERS)
    email = f"noticedesk{number}@kyokun.example"
    person = PersonData("読取 文", email=email, locale=locale, roles=frozenset({Role.AUTHOR}))
    site.give_password(site.add_person(person))
    visitor = sign_in(visit(scripts=scripts), email)
    visitor.open("/studio/notices/new")
    visitor.hand.type(visitor.page.locator("[name=text]"), f"{TEXT}代表取締役　星野 花江（第{number}報）\n")
    visitor.press("Read it", within="main form")
    assert "星野 花江" in visitor.page.locator(".notice-info").inner_text()
    add_entry(visitor, scripts=scripts)
    own = visitor.page.locator("#entry-own-party-1")
    visitor.hand.press(own.locator(".desk-words a"))
    assert visitor.page.locator("#place-own-party-1 + .found").inner_text() == WORDS
    visitor.hand.tick(own.get_by_label(visitor.say("Delete this entry")))
    visitor.press("Save and write the incident", within=".desk-entries")
    assert visitor.page.locator("[name=impact-people]").input_value() == "120"
    assert not visitor.page.locator("textarea", has_text=WORDS).count()


def add_entry(visitor: Visitor, *, scripts: bool) -> None:
    """Add a party by words of the notice: selected there, or copied from it."""
    page = visitor.page
    if scripts:
        page.evaluate(SELECT, WORDS)
        page.wait_for_function("words => document.querySelector('[data-added=words]').value === words", arg=WORDS)
    else:
        visitor.hand.type(page.locator("[data-added=words]"), WORDS)
    visitor.hand.pick(page.locator("[name=added_kind]"), "party")
    visitor.go(lambda: visitor.hand.press(page.locator(".desk-entries [name=adds]")))
