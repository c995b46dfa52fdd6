"""Every kind of question is answered by keyboard alone, without scripts, and where it can be, by dragging."""

import itertools

import pytest
from playwright.sync_api import Locator

from questions.kinds import KINDS
from questions.quiz import ReleaseDocument
from questions.release import compile_release
from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import sign_in
from tests.browser.pages.training import Case, MyTraining, Result
from tests.browser.visitor import Visitor
from tests.factories import kinds
from tests.support.browser import Site
from training.administration.data import PersonData

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def document(site: Site) -> ReleaseDocument:
    """Return the published quiz of all kinds."""
    bank = kinds.bank()
    made = compile_release(bank.quizzes["kinds"], bank)
    site.release_ids["kinds"] = site.make.release(made).id
    return made


def begin(site: Site, document: ReleaseDocument, visitor: Visitor) -> Case:
    """Let somebody new come to the first decision."""
    email = f"kinds{next(NUMBERS)}@kyokun.example"
    person = site.add_person(PersonData("森 和子", email=email, locale=visitor.locale))
    site.give_password(person)
    site.assign("kinds", person)
    MyTraining(sign_in(visitor, email)).open(document.quiz.title.in_language(visitor.locale))
    case = Case(visitor, document)
    case.start()
    return case


def answer_all(case: Case) -> None:
    """Answer a decision of each kind rightly, and go on to the result."""
    for kind in KINDS:
        case.answer(kinds.RESPONSES[kind])
        case.go_on()


def go_to(case: Case, kind: str) -> None:
    """Answer until the decision of `kind` is open."""
    while (step := case.to_next_decision()).question and step.question.kind != kind:
        case.answer(kinds.RESPONSES[step.question.kind])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_every_kind_by_keyboard_alone(site: Site, document: ReleaseDocument, visit: NewVisitor, scripts: bool) -> None:
    visitor = visit(keyboard=True, scripts=scripts)
    answer_all(begin(site, document, visitor))
    assert Result(visitor).score == "100%"


def drag(visitor: Visitor, handle: Locator, to: Locator, share: float) -> None:
    """Drag by the pointer to a height of the target, 0 at its top."""
    visitor.page.locator("#response").evaluate("element => element.scrollIntoView()")
    start, end = handle.bounding_box(), to.bounding_box()
    assert start
    assert end
    mouse = visitor.page.mouse
    mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] * share, steps=8)
    mouse.up()


def test_items_are_dragged_into_their_order(site: Site, document: ReleaseDocument, visit: NewVisitor) -> None:
    visitor = visit()
    case = begin(site, document, visitor)
    go_to(case, "ordering")
    page = visitor.page
    names = list(kinds.question("ordering").fields(kinds.RESPONSES["ordering"]))
    for name in reversed(names):
        row = page.locator(".order-row").filter(has=page.locator(f"#{name}"))
        drag(visitor, row.locator(".drag-handle"), page.locator(".order-row").first, 0.1)
    assert [page.locator(f"#{name}").input_value() for name in names] == ["1", "2", "3"]
    case.decide()
    assert visitor.page.locator(".verdict-best").count() == 1


def test_neither_a_click_on_a_handle_nor_a_broken_off_drag_answers(
    site: Site, document: ReleaseDocument, visit: NewVisitor
) -> None:
    visitor = visit()
    go_to(begin(site, document, visitor), "ordering")
    page = visitor.page
    shown = page.locator(".order-row .option-card-text").all_inner_texts()
    last, first = page.locator(".order-row").last, page.locator(".order-row").first
    last.locator(".drag-handle").click()
    box = first.bounding_box()
    assert box
    last.locator(".drag-handle").hover()
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] + 2, steps=8)
    assert page.locator(".order-row .option-card-text").all_inner_texts() != shown
    page.evaluate("document.dispatchEvent(new PointerEvent('pointercancel'))")
    page.mouse.up()
    assert page.locator(".order-row .option-card-text").all_inner_texts() == shown
    assert {place.input_value() for place in page.locator(".order-row select").all()} == {""}


def test_buttons_move_an_item_and_say_where_it_is(site: Site, document: ReleaseDocument, visit: NewVisitor) -> None:
    visitor = visit(keyboard=True)
    case = begin(site, document, visitor)
    go_to(case, "ordering")
    rows = visitor.page.locator(".order-row")
    moved = rows.first.locator(".option-card-text").inner_text()
    down = rows.filter(has_text=moved).locator(".order-move").last
    visitor.hand.press(down)
    assert rows.nth(1).locator(".option-card-text").inner_text() == moved
    assert down.evaluate("element => element === document.activeElement")
    said = visitor.say("“{item}” is now at place {place} of {total}.").format(item=moved, place=2, total=3)
    assert visitor.text("#response [role=status]") == said


def test_choices_are_dragged_to_what_they_belong_to(
    site: Site, document: ReleaseDocument, visit: NewVisitor, locale: str
) -> None:
    visitor = visit()
    case = begin(site, document, visitor)
    go_to(case, "matching")
    page = visitor.page
    question = case.step.question
    assert question
    for name, (value,) in question.fields(kinds.RESPONSES["matching"]).items():
        row = page.locator(".match-row").filter(has=page.locator(f"#{name}"))
        drag(visitor, page.locator(f"[data-choice='{value}'] .drag-handle"), row, 0.5)
        assert page.locator(f"#{name}").input_value() == value
    assert {"ja": "選びました", "en": "is now chosen"}[locale] in visitor.text("#response [role=status]")
    case.decide()
    assert page.locator(".verdict-best").count() == 1
