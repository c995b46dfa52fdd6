"""An employee comes in by invitation, takes both cases to the certificate, and loses nothing on the way."""

import itertools
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import Agreement, Invitation, sign_in
from tests.browser.pages.training import Case, MyTraining, Result
from tests.support.browser import Site, best_response
from training.administration.data import PersonData
from training.extensions import db
from training.models import Answer, User

NAMES = {"ja": "小林 陽子", "en": "Yoko Kobayashi"}
NUMBERS = itertools.count(1)


@pytest.fixture
def email() -> str:
    """Return an address that nobody else has."""
    return f"employee{next(NUMBERS)}@kyokun.example"


@pytest.fixture
def employee(site: Site, locale: str, email: str) -> User:
    """Return an employee who is not invited yet."""
    return site.add_person(PersonData(NAMES[locale], email=email, locale=locale))


def title_of(site: Site, quiz: str, locale: str) -> str:
    """Return the title of a quiz of the shipped bank."""
    return site.document(quiz).quiz.title.in_language(locale)


def test_with_the_keyboard_alone_from_the_invitation_to_the_certificate(
    site: Site, visit: NewVisitor, locale: str, employee: User
) -> None:
    title = title_of(site, "mis-sent-mail", locale)
    site.assign("mis-sent-mail", employee)
    visitor = visit(keyboard=True)
    visitor.open(site.mail_invitation(employee))
    Invitation(visitor).choose_password()
    Agreement(visitor).agree()
    MyTraining(visitor).open(title)
    case = Case(visitor, site.document("mis-sent-mail"))
    case.start()
    case.finish()
    assert Result(visitor).score == "100%"
    assert visitor.reads("PASSED")
    certificate = Result(visitor).open_certificate()
    assert certificate.name == NAMES[locale]
    assert title in visitor.text()
    assert certificate.check(NAMES[locale])


def test_without_scripts_in_two_sittings_to_the_certificate_as_pdf(
    site: Site, visit: NewVisitor, locale: str, employee: User, email: str
) -> None:
    title = title_of(site, "payment-module", locale)
    site.give_password(employee)
    site.assign("payment-module", employee)
    visitor = sign_in(visit(scripts=False), email)
    MyTraining(visitor).open(title)
    case = Case(visitor, site.document("payment-module"))
    case.start()
    first_sitting = case.document.scenarios[0]
    for _step in [step for step in first_sitting.steps if step.question]:
        case.answer()
    case.go_on()
    assert visitor.reads(
        "The sitting before this one is finished and kept. You can stop here and go on another day, or go on now."
    )
    visitor.press("Save and leave")
    assert MyTraining(visitor).status(title) == visitor.say("In progress")
    MyTraining(visitor).go_on(title)
    case.finish()
    certificate = Result(visitor).open_certificate()
    download = certificate.download()
    assert download.suggested_filename.endswith(".pdf")
    assert Path(download.path()).read_bytes().startswith(b"%PDF-")


def test_after_closing_the_browser_it_goes_on_at_the_same_decision(
    site: Site, visit: NewVisitor, locale: str, employee: User, email: str
) -> None:
    title = title_of(site, "mis-sent-mail", locale)
    site.give_password(employee)
    site.assign("mis-sent-mail", employee)
    visitor = sign_in(visit(), email)
    MyTraining(visitor).open(title)
    case = Case(visitor, site.document("mis-sent-mail"))
    case.start()
    case.answer()
    place = case.to_next_decision()
    visitor.close()
    again = sign_in(visit(), email)
    MyTraining(again).go_on(title)
    resumed = Case(again, site.document("mis-sent-mail"))
    assert resumed.to_next_decision().key == place.key


def test_changing_the_language_keeps_the_place_and_the_choice(
    site: Site, visit: NewVisitor, locale: str, employee: User, email: str
) -> None:
    site.give_password(employee)
    site.assign("mis-sent-mail", employee)
    visitor = sign_in(visit(), email)
    MyTraining(visitor).open(title_of(site, "mis-sent-mail", locale))
    case = Case(visitor, site.document("mis-sent-mail"))
    case.start()
    while (step := case.to_next_decision()).question and step.question.kind != "red_flags":
        case.answer()
    assert step.question
    chosen = best_response(step.question)
    case.choose(chosen)
    place = visitor.path
    other = {"ja": "en", "en": "ja"}[locale]
    visitor.locale = other
    visitor.go(lambda: visitor.page.locator(f"button[name=language][value={other}]").click())
    assert visitor.path == place
    assert sorted(case.chosen()) == sorted(chosen)
    assert step.question.prompt.in_language(other) in visitor.text()
    case.decide()
    assert visitor.reads("What really happened")


def test_neither_back_nor_a_double_click_changes_an_answer(
    site: Site, visit: NewVisitor, locale: str, employee: User, email: str
) -> None:
    site.give_password(employee)
    site.assign("mis-sent-mail", employee)
    visitor = sign_in(visit(), email)
    MyTraining(visitor).open(title_of(site, "mis-sent-mail", locale))
    case = Case(visitor, site.document("mis-sent-mail"))
    case.start()
    step = case.to_next_decision()
    assert step.question
    best = best_response(step.question)
    case.choose(best)
    visitor.named("Decide").dblclick()
    visitor.page.locator(".feedback").wait_for()  # the second click breaks off the first one's navigation
    visitor.page.wait_for_load_state()
    visitor.check()
    own = case.own_choice()
    visitor.page.go_back()
    if case.at_decision:
        other = next(key for key in step.question.order("") if key not in best)
        case.choose((other,))
        case.decide()
    assert case.own_choice() == own
    assert site.read(lambda: count_answers(employee)) == 1


def count_answers(person: User) -> int:
    """Count what is stored of a person."""
    return db.session.scalar(select(func.count()).select_from(Answer).where(Answer.person_id == person.id)) or 0
