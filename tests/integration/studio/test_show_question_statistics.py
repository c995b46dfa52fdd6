"""A question answer by answer: shares and means of groups of five and more, beside five others."""

import pytest
from sqlalchemy import text

from questions.kinds import KINDS
from questions.release import compile_release
from tests.factories import documents as small
from tests.factories import kinds as every_kind
from tests.factories.maker import Maker
from tests.factories.results import Results
from tests.integration.studio.test_show_statistics import BEST, WORST
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training.extensions import db

ALL = {"all but fewer than 5", "most, or all", "5人未満を除く全員", "大多数または全員"}


@pytest.fixture
def results(make: Maker) -> Results:
    """Return the small quiz, published."""
    return Results(make, small.release_document())


def show(client: PageClient, results: Results, place: str = "first-a/open") -> Page:
    return client.get(f"/studio/releases/{results.release.id}/statistics/{place}")


def answers(page: Page) -> dict[str, list[str]]:
    """Return the rows of the answers by their first cell."""
    rows = page.all(".data-table:has(td[data-label]) tbody tr")
    return {
        row.one("th").get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")] for row in rows
    }


def test_answers_with_their_shares_and_means(english_desk: PageClient, results: Results) -> None:
    for _person in range(6):
        results.attempt(BEST)
    for option in ["wait"] * 9 + ["send"] * 5:
        results.attempt({**WORST, "open": (option,)})
    page = show(english_desk, results)
    assert answers(page)["We call now"] == ["Yes", "30%", "100%"]
    assert answers(page)["We wait now"] == ["No", "45%", "0%"]
    assert answers(page)["We send now"] == ["No", "25%", "0%"]
    assert [bar["width"] for bar in page.all(".chart-bar")] == ["30.0%", "25.0%", "45.0%"]
    assert "Facility index 30%" in page.text("dl.definitions")


@pytest.mark.parametrize("few", [0, 1, 4])
def test_a_small_group_is_no_number_and_hides_the_next(english_desk: PageClient, results: Results, few: int) -> None:
    for number in range(25):
        option = "wait" if number < few else "send" if number < 12 else "call"
        results.attempt({**BEST, "open": (option,)})
    page = show(english_desk, results)
    found = answers(page)
    assert found["We call now"] == ["Yes", "52%", "100%"]
    assert found["We send now"] == ["No", "not told", "not told"]
    assert found["We wait now"] == ["No", "fewer than 5 people", "not told"]
    assert "“fewer than 5 people”, whether it is none or some" in page.text("main")


@pytest.mark.parametrize("others", [0, 1, 4])
def test_what_nearly_all_answered_is_not_told_from_what_all_did(
    desk: PageClient, results: Results, others: int, locale: str
) -> None:
    words = {"en": ["fewer than 5 people", "all but fewer than 5"], "ja": ["5人未満", "5人未満を除く全員"]}[locale]
    for number in range(15):
        results.attempt(WORST if number < others else BEST)
    page = show(desk, results)
    rows = [row[1] for row in list(answers(page).values())[:3]]
    assert sorted(rows) == sorted([words[0], words[0], words[1]])
    marks = {"en": "full marks, but for fewer than 5 people", "ja": "5人未満を除いて満点"}[locale]
    assert marks in page.text("dl.definitions")
    assert not {"everybody earned the same", "全員が同じ得点"} & set(page.text().split())


def test_a_mean_mark_does_not_give_a_small_group_back(english_desk: PageClient, results: Results) -> None:
    for number in range(40):
        chosen = ("to",) if number < 3 else ("subject",) if number < 12 else ("to", "cc")
        results.attempt({**BEST, "fields": chosen})
    found = show(english_desk, results, "first-a/fields").text("dl.definitions")
    assert "Facility index about 75%" in found  # 28 and 3 halves are 29.5 of 40, in tens 30
    assert "Standard deviation not told" in found


def test_parts_of_which_an_answer_holds_several_are_told_in_steps(
    desk: PageClient, results: Results, locale: str
) -> None:
    for number in range(40):
        results.attempt({**BEST, "fields": ("to", "cc", "date")[: 1 + (number < 20) + (number < 3)]})
    page = show(desk, results, "first-a/fields")
    few, most = {"en": ("few, or none", "most, or all"), "ja": ("少数またはなし", "大多数または全員")}[locale]
    about = {"en": "about 50%", "ja": "約50%"}[locale]
    assert [row[1] for row in answers(page).values()] == [most, about, few, few]


def test_certainty_is_set_against_the_best_answer(desk: PageClient, results: Results, locale: str) -> None:
    for number in range(40):
        results.attempt(BEST if number % 2 else WORST, certainty=1 + number % 3)
    rows = list(answers(show(desk, results)).values())[-3:]
    assert [row[0] for row in rows] == ["35%", "33%", "33%"]
    assert [row[1] for row in rows] == ["50%", "54%", "46%"]
    assert {len(row) for row in rows} == {3}


def test_a_certainty_of_few_right_answers_hides_another_one(desk: PageClient, results: Results, locale: str) -> None:
    for number in range(40):
        results.attempt(BEST if number % 2 and number > 8 else WORST, certainty=1 if number < 13 else 2 + number % 2)
    rows = list(answers(show(desk, results)).values())[-3:]
    untold = {"en": "not told", "ja": "非表示"}[locale]
    assert [row[0] for row in rows] == ["33%", "33%", "35%"]
    assert {cell for row in rows for cell in row[1:]} == {untold}


def test_shares_of_certainty_are_of_the_answers_that_have_one(english_desk: PageClient, results: Results) -> None:
    for number in range(20):
        results.attempt(BEST, certainty=None if number < 10 else 3 if number < 15 else 1)
    rows = list(answers(show(english_desk, results)).values())[-3:]
    assert [row[0] for row in rows] == ["50%", "not told", "not told"]  # nobody was in between


def test_a_few_answers_with_certainty_are_not_divided(english_desk: PageClient, results: Results) -> None:
    for number in range(10):
        results.attempt(BEST, certainty=3 if number < 4 else None)
    rows = list(answers(show(english_desk, results)).values())[-3:]
    assert {row[0] for row in rows} == {"too few people"}


def test_how_long_people_took(english_desk: PageClient, results: Results) -> None:
    for seconds in (10, 20, 30, 40, 100):
        results.attempt(BEST, seconds=seconds)
        results.attempt(BEST, seconds=seconds)
    assert "Median time to the answer 30 seconds" in show(english_desk, results).text("dl.definitions")


def test_nine_people_are_too_few(english_desk: PageClient, results: Results) -> None:
    for _person in range(9):
        results.attempt(BEST)
    page = show(english_desk, results)
    assert page.has(".empty-state")
    assert not page.has(".data-table")


def test_every_kind_has_its_page(desk: PageClient, make: Maker) -> None:
    bank = every_kind.bank()
    results = Results(make, compile_release(bank.quizzes["kinds"], bank))
    for _person in range(40):
        results.attempt({kind.replace("_", "-"): given for kind, given in every_kind.RESPONSES.items()})
    for kind in KINDS:
        page = show(desk, results, f"every-kind/{kind.replace('_', '-')}")
        right = [row for row in answers(page).values() if row[1] in ALL]
        assert bool(right) == bool(every_kind.question(kind).answer_parts()), kind
        assert {row[0] for row in right} <= {"Yes", "はい"}, kind
        for words in every_kind.RESPONSES["reflection"]:
            assert words.split()[0] not in page.text(), "what somebody wrote is nobody else's to read"


def test_what_is_no_question_is_not_found(english_desk: PageClient, results: Results) -> None:
    for place in ("first-a/trouble", "first-a/after", "nowhere/open"):
        english_desk.get(f"/studio/releases/{results.release.id}/statistics/{place}", 404)


def test_the_page_costs_the_same_with_many_people(
    english_desk: PageClient, results: Results, count_statements: StatementCounter
) -> None:
    numbers = []
    for people in (10, 20):
        for _person in range(people):
            results.attempt(BEST)
        show(english_desk, results)
        with count_statements() as counted:
            show(english_desk, results)
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 7


def test_a_release_keeps_the_revisions_that_it_was_published_with(english_desk: PageClient, results: Results) -> None:
    older = text("UPDATE release_step SET question_revision = 'of an older program'")
    results.make.run(lambda: db.session.execute(older))
    for _person in range(10):
        results.attempt(BEST)
    assert show(english_desk, results).has(".chart")


def test_it_leads_to_where_the_question_is_written_now(english_desk: PageClient, results: Results) -> None:
    assert show(english_desk, results).has("a[href='/studio/scenarios/first-a/steps/open#question-chapter']")
