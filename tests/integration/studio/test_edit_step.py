"""A step is written with its exhibits and its question, whatever its kind."""

from questions.incident import Incident
from questions.kinds import MultipleChoice, Ordering
from questions.scenario import Scenario, Step
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import User
from training.studio import queries, service

ADDRESS = "/studio/scenarios/first-a/steps/open"
FORM = "form.studio-form"


def step(make: Maker, key: str = "open") -> Step:
    return make.run(lambda: queries.get_document(Scenario, "first-a")).document.step(key)


def test_a_step_shows_what_it_holds(desk: PageClient, locale: str) -> None:
    page = desk.get(ADDRESS)
    assert page.text("h1") == {"ja": "場面 open", "en": "Moment open"}[locale]
    assert page.one("#exhibits-0-subject-en")["value"] == "Invitation"
    assert page.has("#question-options-1-next option[value=trouble][selected]")
    assert page.has("input[name='what_happened-facts'][value=sent][checked]")
    assert page.text("[data-bring-back]") == {"ja": "入力した内容を復元する", "en": "Bring back what I typed"}[locale]


def test_saving_untouched_changes_nothing(english_desk: PageClient, make: Maker) -> None:
    before = step(make)
    english_desk.get(ADDRESS)
    english_desk.submit({}, FORM)
    assert step(make) == before
    assert make.run(lambda: queries.get_document(Scenario, "first-a")).edition == 1


def test_a_question_keeps_its_identifier_and_gets_a_new_option(english_desk: PageClient, make: Maker) -> None:
    english_desk.get(ADDRESS)
    english_desk.submit({"do": "add:question-options"}, FORM)
    english_desk.submit(
        {"question-options-3-text-en": "We ask the manager", "question-options-3-feedback-en": "Good, too."}, FORM
    )
    question = step(make).question
    assert question
    assert question.uid == "q-a00001"
    assert question.answer_parts()[3].key == "we-ask-the-manager"


def test_the_kind_of_a_question_is_changed_without_losing_its_options(desk: PageClient, make: Maker) -> None:
    desk.get(ADDRESS)
    page = desk.submit({"question-kind": "multiple_choice", "do": "show:question"}, FORM)
    assert page.one("#question-options-0-text-en").get_text() == "We call now"
    desk.submit({"question-options-0-right": "y"}, FORM)
    assert isinstance(step(make).question, MultipleChoice)


def test_a_question_is_taken_away_only_when_that_is_said_and_kept_until_then(desk: PageClient, make: Maker) -> None:
    before = step(make).question
    desk.get(ADDRESS)
    page = desk.submit({"question-kind": "", "question-options-1-text-en": "We write"}, FORM, 422)
    assert page.has(".error-summary a[href='#question-kind']")
    assert "3" in page.text("#question .notice-warning")
    assert step(make).question == before
    page = desk.submit({"question-kind": "single_choice", "do": "show:question"}, FORM)
    assert page.one("#question-options-1-text-en").get_text() == "We write"
    assert page.has("#question-options-1-next option[value=trouble][selected]")
    page = desk.submit({"question-kind": "deadline", "do": "show:question"}, FORM)
    desk.submit({"question-kind": "", "do": "show:question"}, FORM)
    assert desk.page.has("#question .notice-warning button[value=without-question]")
    desk.submit({"do": "without-question"}, FORM)
    assert step(make).question is None


def test_a_kind_that_nobody_has_is_refused_and_the_question_stays(desk: PageClient, make: Maker) -> None:
    before = step(make)
    desk.get(ADDRESS)
    page = desk.submit({"question-kind": "nope"}, FORM, 422)
    assert page.has("#question-kind-error")
    assert step(make) == before
    assert desk.submit({"question-kind": "nope", "do": "without-question"}, FORM, 422).has("#question-kind-error")
    desk.submit({"question-kind": "single_choice"}, FORM)
    assert step(make) == before


def test_what_is_written_for_the_question_of_a_new_step_is_kept_too(english_desk: PageClient) -> None:
    english_desk.get("/studio/scenarios/first-a/steps/new?after=fields")
    english_desk.submit({"question-kind": "ordering", "do": "show:question"}, FORM)
    words = {"moment-label-en": "Later", "story-en": "It rings.", "question-prompt-en": "In which order?"}
    page = english_desk.submit({**words, "question-kind": ""}, FORM, 422)
    assert page.one("input[name=question-prompt-en]")["value"] == "In which order?"


def test_every_kind_of_exhibit_has_its_form(desk: PageClient, make: Maker) -> None:
    desk.get(ADDRESS)
    for kind in ("chat", "phone", "invoice", "log", "webpage", "document"):
        page = desk.submit({"do": f"add:exhibits:{kind}"}, FORM)
        assert page.has("form.studio-form")
    assert len(desk.page.all("#exhibits > .row-sheet")) == 7
    page = desk.submit({}, FORM, 422)
    assert len(page.all("#exhibits .field-error")) > 6
    for number in range(6, 0, -1):
        desk.submit({"do": f"remove:exhibits-{number}"}, FORM)
    desk.submit({}, FORM)
    assert len(step(make).exhibits) == 1


def test_a_table_is_pasted_from_a_spreadsheet(english_desk: PageClient, make: Maker) -> None:
    english_desk.get(ADDRESS)
    english_desk.submit({"do": "add:exhibits:log"}, FORM)
    english_desk.submit(
        {
            "exhibits-1-title-en": "Log",
            "exhibits-1-columns-en": "Time\r\nWhat",
            "exhibits-1-rows-en": "9:00\tOpened\r\n9:05 | Closed",
            "exhibits-1-rows-ja": "9:00\t開店\r\n9:05\t閉店",
        },
        FORM,
    )
    rows = step(make).exhibits[1].rows  # type: ignore[union-attr]
    assert [[cell.root for cell in row] for row in rows] == [
        [{"und": "9:00"}, {"ja": "開店", "en": "Opened"}],
        [{"und": "9:05"}, {"ja": "閉店", "en": "Closed"}],
    ]


def test_a_new_step_stands_behind_the_one_it_was_added_to(english_desk: PageClient, make: Maker) -> None:
    english_desk.get("/studio/scenarios/first-a/steps/new?after=fields")
    english_desk.submit({"question-kind": "ordering", "do": "show:question"}, FORM)
    words = {"moment-label-en": "An hour later", "story-en": "It rings.", "question-prompt-en": "In which order?"}
    words |= {f"question-options-{n}-text-en": f"Item {n}" for n in range(3)}
    words |= {f"question-options-{n}-feedback-en": "Because." for n in range(3)}
    page = english_desk.submit({**words, "question-feedback-en": "So."}, FORM)
    assert page.address.startswith("/studio/scenarios/first-a")
    scenario = make.run(lambda: queries.get_document(Scenario, "first-a")).document
    assert [s.key for s in scenario.steps] == ["open", "trouble", "fields", "an-hour-later", "order"]
    assert scenario.step("fields").next == "an-hour-later"
    question = scenario.step("an-hour-later").question
    assert isinstance(question, Ordering)
    assert question.uid.startswith("q-")


def test_two_authors_save_different_steps_and_both_are_kept(
    english_desk: PageClient, make: Maker, author: User
) -> None:
    other = PageClient(english_desk.app).sign_in(author, "en")
    other.get("/studio/scenarios/first-a/steps/fields")
    english_desk.get(ADDRESS)
    other.submit({"story-en": "Theirs."}, FORM)
    english_desk.submit({"story-en": "Mine."}, FORM)
    assert (step(make).story.root["en"], step(make, "fields").story.root["en"]) == ("Mine.", "Theirs.")


def test_saving_can_lead_to_the_preview(english_desk: PageClient) -> None:
    english_desk.get(ADDRESS)
    assert english_desk.submit({"do": "preview"}, FORM).address == f"{ADDRESS}/preview"


def test_a_step_of_another_scenario_is_not_found(english_desk: PageClient) -> None:
    english_desk.get("/studio/scenarios/second-a/steps/open", 404)
    english_desk.get("/studio/scenarios/nothing/steps/open", 404)
    english_desk.get(ADDRESS)
    english_desk.post("/studio/scenarios/second-a/steps/open", {}, 404)


def test_what_a_step_holds_is_summed_up_until_it_is_wrong(desk: PageClient) -> None:
    page = desk.get(ADDRESS)
    assert page.has("#question-chapter[open] #question-options-0 > details:not([open]) .row-gist")
    assert page.has("#exhibits-chapter[open] #exhibits-0 > details:not([open])")
    page = desk.submit({"question-options-1-text-en": "", "question-options-1-text-ja": ""}, FORM, 422)
    assert page.has(".error-summary a[href='#question-options-1-text']")
    assert page.has("#question-chapter[open] #question-options-1 > details[open] #question-options-1-text")
    assert page.has("#question-options-0 > details:not([open])")
    assert page.has(".form-contents a[href='#question-chapter'] + .chapter-wrong")


def test_a_step_that_may_be_asked_alone_stays_so(desk: PageClient, make: Maker) -> None:
    desk.get("/studio/scenarios/first-a/steps/order")
    desk.submit({"alone": "y"}, FORM)
    desk.get("/studio/scenarios/first-a/steps/order")
    assert desk.page.has("#place-chapter[open] input[name=alone][checked]")
    desk.submit({}, FORM)
    assert make.run(lambda: queries.get_document(Scenario, "first-a")).document.step("order").alone


def test_a_control_that_nobody_has_is_told_at_its_field(desk: PageClient, make: Maker, locale: str) -> None:
    desk.get(ADDRESS)
    page = desk.submit({"controls": "2026-13-45"}, FORM, 422)
    message = {"ja": "2026-13-45はありません", "en": "There is no 2026-13-45."}[locale]
    assert message in page.text("#controls-error")
    assert "2026-13-45" not in step(make).controls
    desk.get("/studio/scenarios/first-a/steps/new?after=fields")
    words = {"moment-label-en": "Later", "story-en": "It rings.", "moment-label-ja": "後", "story-ja": "電話です。"}
    assert message in desk.submit({**words, "controls": "2026-13-45"}, FORM, 422).text("#controls-error")


def test_a_fact_that_its_incident_lost_is_told_at_its_field(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    incident = make.run(lambda: queries.get_document(Incident, "mail-to-many")).document
    left = incident.model_copy(update={"facts": incident.facts[1:]})
    desk.get(ADDRESS)
    make.run(lambda: service.save_document(left, 1, author.id))
    page = desk.submit({"story-en": "Mine."}, FORM, 422)
    assert {"ja": "sentはありません", "en": "There is no sent."}[locale] in page.text("#what_happened-facts-error")
    assert page.one("#story-en").get_text() == "Mine."
    assert page.has("input[name='what_happened-facts'][value=sent][checked]")
    desk.submit({"what_happened-facts": "visible"}, FORM)
    assert (step(make).story.root["en"], step(make).what_happened.facts) == ("Mine.", ["visible"])  # type: ignore[union-attr]
