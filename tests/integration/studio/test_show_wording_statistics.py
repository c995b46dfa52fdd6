"""A question over all releases that ask it in the same words, without those that would follow by subtraction."""

from questions.quiz import ReleaseDocument
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.results import Results
from tests.integration.studio.test_show_statistics import BEST, WORST
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter


def changed(document: ReleaseDocument, pass_mark: int) -> ReleaseDocument:
    return document.model_copy(update={"quiz": document.quiz.model_copy(update={"pass_mark": pass_mark})})


def show(client: PageClient, results: Results, place: tuple[str, str] = ("first-a", "open")) -> Page:
    step = results.document.step(*place)
    assert step.question
    return client.get(f"/studio/questions/{step.question.uid}/{step.revision()}/statistics")


def test_releases_of_ten_and_more_are_added_up(english_desk: PageClient, make: Maker) -> None:
    document = small.release_document()
    for number, (people, given) in enumerate(((10, BEST), (20, WORST), (9, BEST)), 1):
        results = Results(make, changed(document, 60 + number), number)
        for person in range(people):
            results.attempt({**given, "open": ("call",) if person % 2 else ("send",)})
    page = show(english_desk, results)
    figures = page.text("dl.definitions")
    assert "Number of first attempts 30" in figures
    assert "Facility index 50%" in figures
    rows = [row.get_text(" ", strip=True) for row in page.all("table")[-1].select("tbody tr")]
    assert len(rows) == 3
    assert sum("Fewer than ten people" in row for row in rows) == 1


def test_what_one_release_hides_does_not_follow_from_the_whole(english_desk: PageClient, make: Maker) -> None:
    document = small.release_document()
    for number, sent in enumerate((10, 3), 1):
        results = Results(make, changed(document, 60 + number), number)
        for option in ["send"] * sent + ["call"] * (20 - sent):
            results.attempt({**BEST, "open": (option,)}, certainty=1 if option == "send" else 3)
    page = show(english_desk, results)
    rows = {
        row.one("th").get_text(strip=True): row.get_text(" ", strip=True) for row in page.all("table tbody tr:has(th)")
    }
    assert rows["We send now"].endswith("not told not told")  # thirteen of forty, but three in one release
    assert rows["We call now"].endswith("not told not told")
    assert rows["Not sure"] == "Not sure not told not told not told"
    assert "Facility index not told" in page.text("dl.definitions")


def test_another_wording_is_another_question(english_desk: PageClient, make: Maker) -> None:
    first, second = small.release_document(), small.release_document()
    data = second.model_dump(mode="json", by_alias=True)
    data["scenarios"][0]["steps"][0]["story"]["en"] = "Another story."
    before = Results(make, first)
    after = Results(make, ReleaseDocument.model_validate(data), 2)
    for results in (before, after):
        for _person in range(10):
            results.attempt(BEST)
    assert "Number of first attempts 10" in show(english_desk, before).text("dl.definitions")
    assert "Number of first attempts 20" in show(english_desk, before, ("first-a", "fields")).text("dl.definitions")


def test_the_page_says_in_what_steps_it_tells(english_desk: PageClient, make: Maker) -> None:
    results = Results(make, small.release_document())
    said = show(english_desk, results).text("main")
    assert "shares are told in steps of five people and the mean mark in steps of ten" in said
    assert "over several releases, in steps of as many people of each release" in said
    assert "in fewer than eight steps, no share is told" in said


def test_who_took_two_releases_is_two_attempts_and_not_two_people(english_desk: PageClient, make: Maker) -> None:
    people = [make.person() for _number in range(10)]
    for number in (1, 2):
        results = Results(make, changed(small.release_document(), 60 + number), number)
        for person in people:
            results.attempt(BEST, results.assign(person))
    figures = show(english_desk, results).text("dl.definitions")
    assert "Number of first attempts 20" in figures
    assert "Number of people" not in figures


def test_a_question_leads_to_it_when_several_releases_ask_it(desk: PageClient, make: Maker) -> None:
    document = small.release_document()
    first = Results(make, document)
    address = f"/studio/releases/{first.release.id}/statistics/first-a/open"
    assert not desk.get(address).has("main a[href^='/studio/questions/'][href$='/statistics']")
    Results(make, changed(document, 61), 2)
    assert desk.get(address).has("main a[href^='/studio/questions/'][href$='/statistics']")


def test_the_page_costs_the_same_with_many_releases(
    english_desk: PageClient, make: Maker, count_statements: StatementCounter
) -> None:
    document, numbers = small.release_document(), []
    for number in range(1, 5):
        results = Results(make, changed(document, 60 + number), number)
        for _person in range(10):
            results.attempt(BEST)
        show(english_desk, results)
        with count_statements() as counted:
            show(english_desk, results)
        numbers.append(counted.number)
    assert len(set(numbers)) == 1
    assert numbers[0] <= 5


def test_a_wording_that_nobody_published_is_not_found(english_desk: PageClient) -> None:
    english_desk.get("/studio/questions/q-nothing/0000/statistics", 404)
