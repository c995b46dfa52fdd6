"""All cases on one page, found by words, the newest changes first."""

import pytest

from questions.incident import Incident
from questions.release import Bank
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.models import User
from training.studio import service


def test_a_case_shows_its_scenarios_and_quizzes(desk: PageClient, locale: str) -> None:
    page = desk.get("/studio/")
    assert len(page.all(".folder")) == 1
    names = {"ja": ["事例 first-a", "確認テスト a", "未公開"], "en": ["Case first-a", "Quiz a", "Not published yet"]}
    for name in names[locale]:
        assert name in page.text(".folder")


def test_words_find_cases_and_stay_on_the_page(english_desk: PageClient) -> None:
    english_desk.get("/studio/")
    page = english_desk.submit({"q": "一斉 first-a"}, form="form[role=search]")
    assert page.one("#q")["value"] == "一斉 first-a"
    assert len(page.all(".folder")) == 1
    assert english_desk.get("/studio/?q=nothing-like-it").has(".empty-state")


@pytest.mark.parametrize("query", ["%01", "%ED%A0%80", "%", "x" * 3000])
def test_strange_words_do_no_harm(english_desk: PageClient, query: str) -> None:
    assert english_desk.get(f"/studio/?q={query}").status == 200


def test_the_newest_change_comes_first(english_desk: PageClient, make: Maker, author: User) -> None:
    other = small.incident("other").model_copy(update={"organisation": small.incident().title})
    make.run(lambda: service.add_document(other, author.id))
    assert "/studio/incidents/other" in str(english_desk.get("/studio/").all(".folder")[0])


def test_what_belongs_to_no_incident_is_not_lost(client: PageClient, make: Maker, author: User) -> None:
    full = small.bank()
    make.run(lambda: service.import_bank(Bank(full.controls, {}, full.scenarios, full.quizzes), None))
    page = client.sign_in(author, "en").get("/studio/")
    assert "Without an incident" in page.text(".folder")
    assert "Case first-a" in page.text(".folder")


def test_the_page_costs_the_same_with_many_cases(
    english_desk: PageClient, make: Maker, count_statements: StatementCounter
) -> None:
    english_desk.get("/studio/")
    with count_statements() as few:
        english_desk.get("/studio/")
    incidents: dict[str, Incident] = {f"case-{n}": small.incident(f"case-{n}") for n in range(60)}
    make.run(lambda: service.import_bank(Bank({}, incidents, {}, {}), None))
    english_desk.get("/studio/")  # reads what is new
    with count_statements() as many:
        page = english_desk.get("/studio/")
    assert many.number == few.number
    assert len(page.all(".folder")) == 25
    assert page.has("a[rel=next]")


def test_employees_and_managers_do_not_get_in(client: PageClient, make: Maker) -> None:
    client.sign_in(make.person(manages=make.team())).get("/studio/", 403)
