"""The long forms of authors fold: with scripts and without, nothing in them is out of reach."""

import itertools

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import sign_in
from tests.browser.visitor import Visitor
from tests.support.browser import Site
from training.administration.data import PersonData
from training.models import Role

NUMBERS = itertools.count(1)
INCIDENT = "/studio/incidents/captain-tom-2019"
STEP = "/studio/scenarios/mis-sent-invitation/steps/just-sent"


def author(site: Site, visit: NewVisitor, locale: str, *, scripts: bool = True) -> Visitor:
    """Return the browser of a new author."""
    email = f"folding{next(NUMBERS)}@kyokun.example"
    site.give_password(
        site.add_person(PersonData("折田 文", email=email, locale=locale, roles=frozenset({Role.AUTHOR})))
    )
    return sign_in(visit(scripts=scripts), email)


def test_the_contents_open_what_they_lead_to(site: Site, visit: NewVisitor, locale: str) -> None:
    visitor = author(site, visit, locale)
    visitor.open(INCIDENT)
    page, link = visitor.page, visitor.page.locator(".form-contents a[href='#facts-chapter']")
    visitor.hand.press(visitor.named("Fold everything"))
    assert page.locator(".studio-form details[open]").count() == 0
    for _again in range(2):
        visitor.hand.press(link)
        page.locator("#facts-chapter[open]").wait_for()
        visitor.hand.press(page.locator("#facts-chapter > summary"))
    visitor.hand.press(visitor.named("Open everything"))
    assert page.locator(".studio-form details:not([open])").count() == 0
    visitor.check()
    visitor.open(f"{STEP}#question-use")
    page.locator("#question-use[open] .standing").wait_for()
    visitor.check()


def test_without_scripts_a_row_is_added_and_what_is_wrong_stands_open(
    site: Site, visit: NewVisitor, locale: str
) -> None:
    visitor = author(site, visit, locale, scripts=False)
    visitor.open(INCIDENT)
    assert visitor.page.locator(".fold-all").is_hidden()
    assert visitor.page.locator("#facts-0 textarea").first.is_hidden()
    visitor.press("Add: %(thing)s", within="#facts", thing=visitor.say("Fact"))
    added = visitor.page.locator("#facts .row-sheet").last
    assert added.locator("textarea").first.is_visible()
    visitor.hand.press(visitor.page.locator("#facts-0 summary").first)
    for box in visitor.page.locator("#facts-0 textarea").all():
        visitor.hand.type(box, "")
    visitor.press("Save the incident")
    visitor.hand.press(visitor.page.locator(".error-summary a[href='#facts-0-text']"))
    assert visitor.page.locator("#facts-0-text").is_visible()
