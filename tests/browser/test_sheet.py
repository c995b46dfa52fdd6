"""Somebody without a mailbox comes in by a printed sheet and signs in by employee number."""

import itertools

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import Agreement, Invitation, SignIn, sign_in
from tests.browser.pages.training import MyTraining
from tests.support.browser import Site
from training.administration.data import PersonData

NAMES = {"ja": "派遣 健太", "en": "Ken Haken"}
NUMBERS = itertools.count(1)


def test_a_sheet_lets_its_person_in_once_and_the_password_ever_after(
    site: Site, visit: NewVisitor, locale: str
) -> None:
    number = f"TP-{next(NUMBERS):04}"
    person = site.add_person(PersonData(NAMES[locale], employee_number=number, locale=locale))
    site.assign("mis-sent-mail", person)
    code = site.issue_sheet(person)
    visitor = visit()
    SignIn(visitor).use_sheet(number, code.lower().replace("-", " "))
    Invitation(visitor).choose_password()
    Agreement(visitor).agree()
    title = site.document("mis-sent-mail").quiz.title.in_language(locale)
    assert MyTraining(visitor).status(title) == visitor.say("Not started")
    visitor.close()
    again = sign_in(visit(), number)
    assert again.heading() == again.say("My training")
    stranger = visit()
    SignIn(stranger).use_sheet(number, code)
    assert stranger.heading() == stranger.say("This invitation has been used")
