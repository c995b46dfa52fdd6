"""A quiz with every rule at once: a policy, a time limit, certainty, feedback at the end, and practice afterwards."""

import itertools
import uuid
from datetime import timedelta

from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import sign_in
from tests.browser.pages.training import Case, MyTraining, Result
from tests.factories.documents import both, release_document
from tests.factories.maker import Maker
from tests.support.browser import Site
from training.administration.data import PersonData
from training.extensions import db
from training.models import Attempt

NUMBERS = itertools.count(1)
POLICY = {"title": both("House rules", "社内ルール"), "text": both("Lock your screen.", "画面をロックします。")}


def test_with_the_keyboard_from_the_policy_to_practice(site: Site, visit: NewVisitor, locale: str) -> None:
    email = f"rules{next(NUMBERS)}@kyokun.example"
    person = site.add_person(PersonData("規則 守", email=email, locale=locale))
    site.give_password(person)
    tag = f"rules{locale}"
    document = release_document(tag, policy=POLICY, time_limit_minutes=10, certainty=True, feedback="at_end")
    site.release_ids[tag] = Maker(site.app).release(document).id
    site.assign(tag, person)
    visitor = sign_in(visit(keyboard=True), email)
    MyTraining(visitor).open(document.quiz.title.in_language(locale))
    visitor.press("Start")
    assert visitor.reads("Please read the text and tick the box before you start.", within=".error-summary")
    visitor.hand.tick(visitor.page.locator("input[name=policy]"))
    visitor.press("Start", within="main form .actions")
    case = Case(visitor, document)
    while not visitor.path.endswith("/result"):
        if case.at_decision:
            assert visitor.text(".time-left [data-time-left]").count(":") == 1
            visitor.hand.tick(visitor.page.locator("input[name=certainty][value='3']"))
            case.answer()
        else:
            case.go_on()
    assert Result(visitor).score == "100%"
    assert visitor.reads("Map of the case")
    visitor.press("Practise")
    assert visitor.reads("Practice: this attempt never counts.")


def test_the_time_left_is_told_before_it_is_over(site: Site, visit: NewVisitor, locale: str) -> None:
    email = f"late{next(NUMBERS)}@kyokun.example"
    person = site.add_person(PersonData("時間 切", email=email, locale=locale))
    site.give_password(person)
    tag = f"late{locale}"
    document = release_document(tag, time_limit_minutes=6)
    site.release_ids[tag] = Maker(site.app).release(document).id
    site.assign(tag, person)
    visitor = sign_in(visit(sets_clock=True), email)
    visitor.page.clock.install()
    MyTraining(visitor).open(document.quiz.title.in_language(locale))
    case = Case(visitor, document)
    case.start()
    case.go_on()
    told = visitor.page.locator("[data-time-warning]")
    assert told.inner_text() == ""
    for seconds, text in ((65, "Less than five minutes are left."), (240, "Less than one minute is left.")):
        visitor.page.clock.run_for(seconds * 1000)
        assert told.inner_text() == visitor.say(text)
    visitor.page.clock.run_for(61_000)
    assert told.inner_text() == visitor.say("The time is up. An answer that is sent within 30 seconds still counts.")
    Maker(site.app).run(lambda: give_an_hour(person.id))
    visitor.page.locator("input[type=radio]").first.check()
    visitor.page.clock.run_for(2_000)
    expect(visitor.page.locator("[data-time-left]")).to_contain_text("65:")
    assert told.inner_text() == ""


def give_an_hour(person_id: uuid.UUID) -> None:
    attempt = db.session.scalars(select(Attempt).where(Attempt.person_id == person_id)).one()
    assert attempt.ends_at
    attempt.ends_at += timedelta(hours=1)
