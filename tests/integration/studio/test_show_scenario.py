"""The steps of a scenario in order: they are moved, added and removed, and the way through stays whole."""

from questions.scenario import Scenario
from tests.factories import documents
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import User
from training.studio import queries, service

ADDRESS = "/studio/scenarios/first-a"


def order(make: Maker, key: str = "first-a") -> list[str]:
    return [step.key for step in make.run(lambda: queries.get_document(Scenario, key)).document.steps]


def test_steps_stand_in_order_with_their_questions(desk: PageClient, locale: str) -> None:
    page = desk.get(ADDRESS)
    assert [tag["id"] for tag in page.all(".step-list > li")] == [
        "step-open",
        "step-trouble",
        "step-fields",
        "step-order",
    ]
    assert {"ja": "どうしますか。", "en": "What now?"}[locale] in page.text("#step-open")
    assert page.has("#step-open a[href='#step-trouble']")


def test_steps_change_places(english_desk: PageClient, make: Maker) -> None:
    english_desk.get(ADDRESS)
    english_desk.submit({}, "#step-order form")
    assert order(make) == ["open", "trouble", "order", "fields"]


def test_a_move_on_an_old_page_is_refused(english_desk: PageClient, make: Maker, author: User) -> None:
    other = PageClient(english_desk.app).sign_in(author, "en")
    other.get(ADDRESS)
    english_desk.get(ADDRESS)
    other.submit({}, "#step-order form")
    page = english_desk.submit({}, "#step-order form")
    assert "Somebody saved this" in page.text(".notice")
    assert order(make) == ["open", "trouble", "order", "fields"]


def test_the_map_names_every_step_and_the_options_that_lead_apart(desk: PageClient, locale: str) -> None:
    page = desk.get(ADDRESS)
    labels = [tag.get_text(strip=True) for tag in page.all(".branch-map .map-labels a")]
    word = {"ja": "場面", "en": "Moment"}[locale]
    assert labels == [f"{number}. {word} {key}" for number, key in enumerate(["open", "trouble", "fields", "order"], 1)]
    assert [tag["href"] for tag in page.all(".branch-map .map-labels a")][1] == "#step-trouble"
    assert sorted(tag.get_text() for tag in page.all("svg[role=img] .map-letters")) == ["AC", "B"]
    assert len(page.all("svg[role=img] .map-ring")) == 1


def test_a_step_is_put_behind_another(desk: PageClient, make: Maker) -> None:
    desk.get(ADDRESS)
    desk.submit({"step": "order", "after": "open"}, ".place-form")
    assert order(make) == ["open", "order", "trouble", "fields"]
    desk.submit({"step": "fields", "after": ""}, ".place-form")
    assert order(make) == ["fields", "open", "order", "trouble"]
    assert desk.submit({"step": "nothing"}, ".place-form", 422).has("details[open] #step-error")


def test_a_card_tells_where_each_option_leads(english_desk: PageClient) -> None:
    page = english_desk.get(ADDRESS)
    leads = [tag.get_text(" ", strip=True) for tag in page.all("#step-open .card-leads li")]
    assert [lead[:2] for lead in leads] == ["A:", "B:", "C:"]
    assert "Moment trouble" in leads[1]
    assert "minutes in Japanese" in page.text("#step-open .card-figures")


def test_a_direction_that_no_button_has_is_refused(english_desk: PageClient) -> None:
    english_desk.get(ADDRESS)
    english_desk.post(f"{ADDRESS}/steps/open/move", {"direction": "sideways", "edition": "1"}, 400)


def test_a_step_is_removed_after_a_question(desk: PageClient, make: Maker) -> None:
    page = desk.get(f"{ADDRESS}/steps/trouble/removal")
    assert page.has(".btn-danger")
    desk.submit()
    assert order(make) == ["open", "fields", "order"]


def test_the_only_step_stays(english_desk: PageClient, make: Maker) -> None:
    english_desk.get("/studio/scenarios/second-a/steps/after/removal")
    page = english_desk.submit(status=409)
    assert "A scenario needs at least one step" in page.text()
    assert order(make, "second-a") == ["after"]


def test_a_new_scenario_begins_with_its_first_step(desk: PageClient, make: Maker) -> None:
    page = desk.get("/studio/scenarios/new?incident=mail-to-many")
    assert page.has("#incident option[value=mail-to-many][selected]")
    page = desk.submit({"title-en": "At the counter"}, "form.studio-form", 422)
    assert len(page.all(".error-summary li a")) == len(page.all(".error-summary li"))
    fields = {"role-en": "You serve.", "intro-en": "It is noon."}
    fields |= {"opening-label-en": "Noon", "opening-story-en": "Somebody asks for a list."}
    desk.submit(fields, "form.studio-form")
    assert order(make, "at-the-counter") == ["noon"]


def test_the_head_is_edited_without_touching_the_steps(english_desk: PageClient, make: Maker) -> None:
    english_desk.get(f"{ADDRESS}/head")
    english_desk.submit({"audience": "everybody", "audience-own": "shop"}, "form.studio-form")
    scenario = make.run(lambda: queries.get_document(Scenario, "first-a")).document
    assert scenario.audience == ["everybody", "shop"]
    assert order(make) == ["open", "trouble", "fields", "order"]


def test_ways_that_go_wrong_are_told(english_desk: PageClient) -> None:
    english_desk.get(f"{ADDRESS}/steps/order")
    english_desk.submit({"next": "trouble"}, "form.studio-form")
    page = english_desk.get(ADDRESS)
    assert "This way comes back to the step Moment fields" in page.text(".notice-warning")


def test_a_scenario_that_no_quiz_asks_leads_to_a_new_quiz(desk: PageClient, make: Maker, author: User) -> None:
    assert not desk.get("/studio/scenarios/first-a").has(".notice-info")
    loose = documents.scenario("loose", [documents.step("scene", None, None)])
    make.run(lambda: service.add_document(loose, author.id))
    page = desk.get("/studio/scenarios/loose")
    assert page.has(".notice-info a[href='/studio/quizzes/new?incident=mail-to-many']")
