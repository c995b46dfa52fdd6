"""Neither a closed window nor an ended sign-in costs what was chosen; an author hears what seems wrong."""

import itertools

import pytest
from sqlalchemy import func, select

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import SignIn, sign_in
from tests.browser.pages.training import Case, MyTraining
from tests.browser.visitor import Visitor
from tests.support.browser import Site, best_response
from training.administration.data import PersonData
from training.extensions import db
from training.models import AnswerDraft, User

NUMBERS = itertools.count(1)


@pytest.fixture
def email() -> str:
    """Return an address that nobody else has."""
    return f"survivor{next(NUMBERS)}@kyokun.example"


@pytest.fixture
def employee(site: Site, locale: str, email: str) -> User:
    """Return an employee with a password and a case to take."""
    person = site.add_person(PersonData("Yoko Kobayashi", email=email, locale=locale))
    site.give_password(person)
    site.assign("mis-sent-mail", person)
    return person


def at_first_decision(site: Site, visitor: Visitor, email: str, locale: str) -> Case:
    """Sign in, begin the case and choose the best answer to its first decision without sending it."""
    sign_in(visitor, email)
    MyTraining(visitor).open(site.document("mis-sent-mail").quiz.title.in_language(locale))
    case = Case(visitor, site.document("mis-sent-mail"))
    case.start()
    step = case.to_next_decision()
    assert step.question
    case.choose(best_response(step.question))
    return case


@pytest.mark.usefixtures("employee")
def test_a_choice_that_was_not_sent_is_there_on_another_device(
    site: Site, visit: NewVisitor, locale: str, email: str
) -> None:
    visitor = visit()
    case = at_first_decision(site, visitor, email, locale)
    chosen, place = list(case.chosen()), visitor.path
    visitor.page.locator("[data-draft-status]:not(:empty)").wait_for()
    visitor.check()
    other = sign_in(visit(), email)
    other.open(place)
    assert list(Case(other, site.document("mis-sent-mail")).chosen()) == chosen


def test_a_choice_is_kept_when_the_page_is_left_at_once(
    site: Site, visit: NewVisitor, locale: str, email: str, employee: User
) -> None:
    visitor = visit()
    case = at_first_decision(site, visitor, email, locale)
    chosen, place = list(case.chosen()), visitor.path
    visitor.open("/training/")
    for _wait in range(100):
        if site.read(lambda: count_drafts(employee)):
            break
        visitor.page.wait_for_timeout(100)
    visitor.open(place)
    assert list(case.chosen()) == chosen


def test_a_choice_whose_sending_fails_is_kept(
    site: Site, visit: NewVisitor, locale: str, email: str, employee: User
) -> None:
    visitor = visit()
    at_first_decision(site, visitor, email, locale)
    page = visitor.page
    page.route("**", lambda route: route.fulfill(status=204), times=1)  # nothing arrives, and the page stays
    page.locator("#decision button[type=submit]").click()
    page.locator("[data-draft-status]:not(:empty)").wait_for()
    assert site.read(lambda: count_drafts(employee)) == 1


@pytest.mark.usefixtures("employee")
def test_the_time_of_a_draft_is_the_same_before_and_after_reloading(
    site: Site, visit: NewVisitor, locale: str, email: str
) -> None:
    visitor = visit()
    at_first_decision(site, visitor, email, locale)
    status = visitor.page.locator("[data-draft-status]:not(:empty)")
    status.wait_for()
    told = status.inner_text()
    visitor.open(visitor.path)
    assert status.inner_text() == told


def count_drafts(person: User) -> int:
    """Count the drafts of a person."""
    drafts = select(func.count()).select_from(AnswerDraft).where(AnswerDraft.person_id == person.id)
    return db.session.scalar(drafts) or 0


@pytest.mark.usefixtures("employee")
def test_without_scripts_an_ended_sign_in_costs_no_choice(
    site: Site, visit: NewVisitor, locale: str, email: str
) -> None:
    visitor = visit(scripts=False)
    case = at_first_decision(site, visitor, email, locale)
    chosen, place = list(case.chosen()), visitor.path
    visitor.page.context.clear_cookies()
    case.decide()
    assert visitor.heading() == visitor.say("Sign in")
    SignIn(visitor).fill(email)
    assert visitor.path == place
    assert list(case.chosen()) == chosen
    case.decide()
    assert visitor.reads("What really happened")
