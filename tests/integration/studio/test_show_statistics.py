"""Authors see what first attempts say about a release; never of fewer than five people, nor by subtraction."""

import uuid

import pytest

from questions.drawing import to_json
from questions.quiz import Quiz
from questions.release import compile_release
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.results import Results
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter

BEST = {"open": ("call",), "fields": ("to", "cc"), "order": ("stop", "tell", "write"), "after": ("wait",)}
WORST = {"open": ("send",), "fields": ("subject",), "order": ("write", "tell", "stop"), "after": ("send",)}


@pytest.fixture
def results(make: Maker) -> Results:
    """Return the small quiz, published."""
    return Results(make, small.release_document())


def show(client: PageClient, results: Results) -> Page:
    return client.get(f"/studio/releases/{results.release.id}/statistics")


def figures(page: Page) -> dict[str, str]:
    """Return the figures of the quiz as a whole by name."""
    last = page.all("dl.definitions")[0]
    return {row.one("dt").get_text(strip=True): row.one("dd").get_text(strip=True) for row in last.select("div")}


def row_of(page: Page, number: int) -> dict[str, str]:
    """Return the cells of a question by heading."""
    table = page.all(".data-table:has(td[data-label])")[0]
    return {
        cell["data-label"]: cell.get_text(" ", strip=True) for cell in table.select("tbody tr")[number].select("td")
    }


def test_four_people_are_too_few(desk: PageClient, results: Results, locale: str) -> None:
    for _person in range(4):
        results.attempt(BEST)
    page = show(desk, results)
    assert page.has(".empty-state")
    assert not page.has(".chart")
    assert not page.has(".data-table")
    assert {"ja": "5人", "en": "five people"}[locale] in page.text(".empty-state")


def test_five_people_give_figures(english_desk: PageClient, results: Results) -> None:
    for given in (BEST, BEST, BEST, WORST, {**WORST, "open": ("call",)}):
        results.attempt(given)
    page = show(english_desk, results)
    # Four decisions: 1, 1, 1, 0 and 1/4: the mean is 3.25 / 5, which are 13 marks of 20, to the nearest five 15.
    assert figures(page)["Mean of first attempts"] == "about 75%"
    assert figures(page)["Median"] == "100%"
    assert figures(page)["Standard deviation"] == "not told"  # with the others it would tell each of the five scores
    assert row_of(page, 0)["Number of people"] == "Fewer than ten people have met this question."


def test_ten_people_give_figures_of_questions(english_desk: PageClient, results: Results) -> None:
    for number in range(10):
        results.attempt({**BEST, "open": ("send",)} if number % 2 else {**WORST, "open": ("call",)})
    page = show(english_desk, results)
    assert (row_of(page, 0)["Facility index"], row_of(page, 1)["Facility index"]) == ("50%", "not told")
    assert figures(page)["Mean of first attempts"] == "about 50%"
    assert row_of(page, 0)["Random guess score"] == "33%"  # one of three options
    assert row_of(page, 0)["Intended weight"] == "25%"
    assert [bar["width"] for bar in page.all(".chart-bar")] == ["50.0%", "50.0%"]  # of one option only


def test_a_score_that_nearly_all_have_is_not_told_from_one_that_all_have(
    english_desk: PageClient, results: Results
) -> None:
    for number in range(10):
        results.attempt(WORST if number == 0 else BEST)
    page = show(english_desk, results)
    assert figures(page)["Mean of first attempts"] == "full marks, but for fewer than 5 people"
    assert figures(page)["Median"] == "full marks, but for fewer than 5 people"
    assert {figures(page)[name] for name in ("Standard deviation", "Skewness", "Internal consistency")} == {"not told"}


def test_one_score_of_five_people_is_not_told(english_desk: PageClient, results: Results) -> None:
    for _person in range(5):
        results.attempt(BEST)
    assert figures(show(english_desk, results))["Mean of first attempts"] == "not told"


def test_figures_move_on_in_steps_of_five(english_desk: PageClient, results: Results) -> None:
    for _person in range(5):
        results.attempt(BEST)
    five = show(english_desk, results).text()
    for _person in range(4):
        results.attempt(WORST)
        assert show(english_desk, results).text() == five
    results.attempt(WORST)
    assert figures(show(english_desk, results))["First attempts"] == "10"


def test_only_first_finished_attempts_that_count_are_counted(english_desk: PageClient, results: Results) -> None:
    again = results.person()
    results.attempt(BEST, again)
    for _person in range(4):
        results.attempt(BEST)
    for _person in range(5):
        results.attempt(WORST)
        results.attempt(WORST, practice=True)
        results.attempt({"open": ("send",)}, finished=False)
    for _attempt in range(5):
        results.attempt(BEST, again)
    assert figures(show(english_desk, results))["First attempts"] == "10"
    assert figures(show(english_desk, results))["Mean of first attempts"] == "about 50%"


def test_who_began_with_an_earlier_release_is_left_out(english_desk: PageClient, results: Results) -> None:
    for _person in range(5):
        results.attempt(BEST)
    alone = show(english_desk, results).text()
    for _person in range(5):
        results.attempt(WORST, number=2)
    assert show(english_desk, results).text() == alone


def test_somebody_with_two_trainings_of_one_release_is_one_person(
    english_desk: PageClient, results: Results, make: Maker
) -> None:
    person = make.person()
    results.attempt(BEST, results.assign(person))
    results.attempt(BEST, results.assign(person, make.campaign(results.release)))
    for _person in range(3):
        results.attempt(BEST)
    assert show(english_desk, results).has(".empty-state")


def test_later_attempts_are_told_when_five_people_have_made_one(english_desk: PageClient, results: Results) -> None:
    assignments = [results.person() for _person in range(10)]
    for number, assignment in enumerate(assignments):
        results.attempt(BEST if number < 5 else WORST, assignment)
    for assignment in assignments[5:9]:
        results.attempt(BEST, assignment)
    found = figures(show(english_desk, results))
    assert (found["All attempts"], found["Mean of highest attempts"]) == ("10", "about 50%")
    results.attempt(BEST, assignments[9])
    found = figures(show(english_desk, results))
    assert (found["All attempts"], found["Mean of all attempts"]) == ("15", "about 75%")
    assert (found["Mean of last attempts"], found["Mean of first attempts"]) == ("about 75%", "about 50%")


def test_what_time_ran_out_for_counts_nothing(english_desk: PageClient, results: Results) -> None:
    for _person in range(5):
        results.attempt(BEST)
        results.attempt({**BEST, "after": None})
    assert row_of(show(english_desk, results), 3)["Facility index"] == "50%"


def test_the_present_mark_counts(english_desk: PageClient, results: Results) -> None:
    for option in ["call"] * 9 + ["send"] * 5 + ["wait"] * 5:
        results.attempt({**BEST, "open": (option,)})
    assignment = results.person()
    attempt = results.attempt({**BEST, "open": ("send",)}, assignment)
    assert row_of(show(english_desk, results), 0)["Facility index"] == "45%"
    results.mark_again(assignment.person_id, attempt, "open", 1.0)
    assert row_of(show(english_desk, results), 0)["Facility index"] == "50%"


def test_a_finding_is_a_sentence_that_leads_to_its_question(desk: PageClient, results: Results, locale: str) -> None:
    # Whoever sends the mail at once knows the rest; whoever calls does not.
    for _person in range(12):
        results.attempt({**BEST, "open": ("send",)})
        results.attempt({**WORST, "open": ("call",)})
    page = show(desk, results)
    sentences = {
        "en": "The wrong option “We send now” draws the people who otherwise score best: reread it.",
        "ja": "誤答の「そのまま送る」を選んだ人は、正答した人よりも他の設問の成績が良い傾向にあります。",
    }
    assert sentences[locale] in page.text(".remarked li")
    link = page.all(".remarked h3 a")[0]["href"]
    assert str(link).endswith("/statistics/first-a/open")


def test_drawn_questions_have_people_of_their_own(english_desk: PageClient, make: Maker) -> None:
    bank = small.bank()
    steps = [small.step(key, small.single(f"q-pool0{key}"), None, alone=True) for key in ("p1", "p2", "p3")]
    for step, following in zip(steps, ("p2", "p3", None), strict=True):
        step["next"] = following
    bank.scenarios["loose"] = small.scenario("loose", steps)
    draw = {"title": small.both("More", "追加"), "count": 2, "controls": ["check-the-address"]}
    quiz = {**bank.quizzes["quiz-a"].model_dump(), "sections": [{"scenario": "second-a"}, {"draw": draw}]}
    results = Results(make, compile_release(Quiz.model_validate(quiz), bank))
    pooled = sorted(ref for ref in results.document.pools[0].refs if ref[0] == "loose")
    for number in range(18):
        refs = pooled[:2] if number < 9 else pooled[1:]
        given = {key: ("call",) for _scenario, key in refs} | {"after": ("wait",)}
        results.attempt(given, drawn=to_json({1: refs}))
    for _person in range(2):
        results.attempt({"after": ("wait",), **dict.fromkeys(("p1", "p2"), ("send",))}, drawn=to_json({1: pooled[:2]}))
    page = show(english_desk, results)
    names = [cell.get_text(" ", strip=True) for cell in page.all(".data-table:has(td[data-label]) tbody th")]
    rows = {name.split()[2]: row_of(page, number) for number, name in enumerate(names)}
    # Of twenty people eleven drew p1 (ten are shown), all drew p2, nine drew p3.
    assert rows["p1"]["Number of people"] == "10"
    assert rows["p2"]["Number of people"] == "20"
    assert rows["p3"]["Number of people"] == "Fewer than ten people have met this question."
    assert figures(page)["Internal consistency"] == "people were asked different questions"


def test_the_page_costs_the_same_with_many_people(
    english_desk: PageClient, results: Results, count_statements: StatementCounter
) -> None:
    numbers = []
    for people in (5, 20):
        for _person in range(people):
            results.attempt(BEST)
        show(english_desk, results)
        with count_statements() as counted:
            show(english_desk, results)
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 5


def test_many_questions_come_in_pages(english_desk: PageClient, make: Maker) -> None:
    bank = small.bank()
    keys = [f"s{number}" for number in range(30)]
    steps = [
        small.step(key, small.single(f"q-many{key:0>4}"), following)
        for key, following in zip(keys, [*keys[1:], None], strict=True)
    ]
    bank.scenarios["first-a"] = small.scenario("first-a", steps)
    results = Results(make, compile_release(bank.quizzes["quiz-a"], bank))
    for _person in range(5):
        results.attempt({**dict.fromkeys(keys, ("call",)), "after": ("wait",)})
    page = show(english_desk, results)
    assert len(page.all(".data-table:has(td[data-label]) tbody tr")) == 25
    page = english_desk.get(f"{page.address}?page=2")
    assert "26. Moment s25" in page.text(".data-table:has(td[data-label]) tbody th")


def test_an_unknown_release_is_not_found(english_desk: PageClient) -> None:
    english_desk.get(f"/studio/releases/{uuid.uuid4()}/statistics", 404)


def test_the_pages_before_lead_here(desk: PageClient, results: Results) -> None:
    address = f"/studio/releases/{results.release.id}/statistics"
    for page in ("/studio/", "/studio/quizzes/quiz-a/releases", f"/studio/releases/{results.release.id}"):
        assert desk.get(page).has(f"a[href='{address}']"), page
