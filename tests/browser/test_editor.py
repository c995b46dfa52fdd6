"""Authors at a scenario: they move its steps, play it to its end, and lose nothing when they leave or meet."""

import itertools

from questions.release import Bank
from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import sign_in
from tests.browser.visitor import Visitor
from tests.factories import documents as small
from tests.support.browser import Site
from training.administration.data import PersonData
from training.models import Role
from training.studio import service

NUMBERS = itertools.count(1)


def write_scenario(site: Site) -> str:
    """Put a small case into the bank and return its address."""
    made = small.bank(f"x{next(NUMBERS)}")
    case = next(iter(made.scenarios.values()))
    bank = Bank(made.controls, made.incidents, {case.key: case}, {})
    site.run(lambda: service.import_bank(bank, None))
    return f"/studio/scenarios/{case.key}"


def author(site: Site, visit: NewVisitor, locale: str, *, keyboard: bool = False) -> Visitor:
    """Return the browser of a new author."""
    email = f"editor{next(NUMBERS)}@kyokun.example"
    data = PersonData("編田 文子", email=email, locale=locale, roles=frozenset({Role.AUTHOR}))
    site.give_password(site.add_person(data))
    return sign_in(visit(keyboard=keyboard), email)


def test_a_step_is_moved_and_the_case_is_played_by_keyboard(site: Site, visit: NewVisitor, locale: str) -> None:
    address, visitor = write_scenario(site), author(site, visit, locale, keyboard=True)
    visitor.open(address)
    visitor.hand.press(visitor.page.locator("details:has(.place-form) > summary"))
    visitor.hand.pick(visitor.page.locator("#step"), "trouble")
    visitor.hand.pick(visitor.page.locator("#after"), "order")
    visitor.press("Move the step")
    assert visitor.page.locator(".step-list > li").last.get_attribute("id") == "step-trouble"
    visitor.press("Play it from the beginning")
    visitor.hand.tick(visitor.page.locator("input[name=choice][value=call]"))
    visitor.press("Decide")
    visitor.press("As wide as a phone")
    visitor.page.frame_locator("iframe").locator(".feedback").first.wait_for()
    visitor.open(f"{address}/end/preview?past=open?choice%3Dcall")
    assert visitor.page.locator(".case-map-drawing").is_visible()


def test_what_was_typed_comes_back_and_two_authors_are_joined(site: Site, visit: NewVisitor, locale: str) -> None:
    address = f"{write_scenario(site)}/steps/open"
    one, other = author(site, visit, locale), author(site, visit, locale)
    one.page.on("dialog", lambda dialog: dialog.accept())
    one.open(address)
    one.page.locator("#story-en").fill("The story as one author tells it.")
    one.page.locator("[data-unsaved-status]").wait_for()
    one.open("/studio/")
    one.open(address)
    one.go(lambda: one.hand.press(one.page.locator("[data-bring-back]")))
    other.open(address)
    other.page.locator("#story-en").fill("The story as another author tells it.")
    other.page.locator("#story-ja").fill("もう一人の作者の状況です。")
    other.press("Save the step")
    one.press("Save the step")
    assert one.reads("Two people changed the same")
    one.page.locator("#join-clashes-0-text").fill("The story as both tell it.")
    assert one.page.locator("#join-clashes-0-whose-2").is_checked()
    one.press("Save both together")
    one.open(address)
    assert one.page.locator("#story-en").input_value() == "The story as both tell it."
    assert one.page.locator("#story-ja").input_value() == "もう一人の作者の状況です。"
    editions = f"{address.partition('/steps/')[0]}/editions/"
    for shown in (editions, f"{editions}1"):
        one.open(shown)
