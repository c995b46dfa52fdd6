"""A manager sees who has finished as soon as that is so, who is late, and takes the list along."""

import csv
import itertools
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import sign_in
from tests.browser.pages.team import MyPeople
from tests.browser.pages.training import Case, MyTraining, Result
from tests.browser.visitor import Visitor
from tests.factories.cohorts import settled
from tests.support.browser import Site
from training import dates
from training.administration.data import PersonData
from training.models import User

PEOPLE = {
    "ja": ("上長 太郎", "早川 進", "遅井 守", "外野 聡"),
    "en": ("Mary Manager", "Emma Early", "Luke Late", "Otto Outside"),
}
WHY = "出張のため。"  # in the language of the colleagues who read it later on pages of theirs
NUMBERS = itertools.count(1)


@pytest.fixture
def cast(site: Site, locale: str) -> list[User]:
    """Return a manager, somebody who is about to finish, somebody who is late, and somebody of another team."""
    number = next(NUMBERS)
    names = PEOPLE[locale]

    def person(index: int, team: uuid.UUID | None = None) -> User:
        address = f"manager{number}-{index}@kyokun.example"
        return site.add_person(PersonData(names[index], email=address, locale=locale, team_id=team))

    manager = person(0)
    team = site.add_team(f"営業{number}部", f"Sales {number}", manager)
    cast = [manager, person(1, team), person(2, team), person(3)]
    for each in cast[:2]:
        site.give_password(each)
    site.assign("mis-sent-mail", cast[1], cast[3])
    late = site.assign("mis-sent-mail", cast[2], days_ago=20)
    settled(site.make, late, site.release_ids["mis-sent-mail"], team)
    site.play(cast[1], leave=1)
    return cast


def test_completion_is_seen_a_moment_later(site: Site, visit: NewVisitor, locale: str, cast: list[User]) -> None:
    _manager_name, early, late, outside = PEOPLE[locale]
    manager = sign_in(visit(), site.sign_in_name(cast[0]))
    people = MyPeople(manager)
    people.open()
    assert sorted(people.names()) == sorted([early, late])
    assert manager.say("In progress") in people.line(early)
    people.remind()
    employee = sign_in(visit(), site.sign_in_name(cast[1]))
    people.give_time(early, WHY, (site.read(dates.today) + timedelta(days=20)).isoformat())
    read_why(employee, WHY)
    people.open()
    finish(site, employee, locale)
    manager.go(manager.page.reload)
    assert manager.say("Passed") in people.line(early)
    assert "100%" in people.line(early)
    people.only("overdue")
    assert people.names() == [late]
    rows = list(csv.reader(Path(people.download().path()).read_text(encoding="utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == [manager.say("Full name"), late]
    people.open_person(late)
    assert manager.heading() == late
    assert outside not in manager.text()
    talk_about_gaps(people)


def talk_about_gaps(people: MyPeople) -> None:
    """Find out what to talk about, and open the sheet for it: two presses from the first page."""
    manager = people.visitor
    people.open()
    manager.press("All gaps")
    manager.press("Where it could have been stopped")
    assert len(manager.page.locator("figure .chart-row").all()) == 5
    manager.go(manager.page.go_back)
    manager.press("Open the debrief sheet")
    assert manager.heading() == manager.say("Debrief sheet")


def read_why(employee: Visitor, why: str) -> None:
    """Read what a manager decided and why, beside the training."""
    employee.press("My training", within=".site-nav")
    employee.press("What was decided about your training, and why")
    assert why in employee.text()
    employee.press("My training", within=".site-nav")


def finish(site: Site, employee: Visitor, locale: str) -> None:
    """Give the last answer."""
    document = site.document("mis-sent-mail")
    MyTraining(employee).go_on(document.quiz.title.in_language(locale))
    Case(employee, document).finish()
    assert Result(employee).score == "100%"
