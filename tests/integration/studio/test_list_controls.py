"""Controls are listed with where they are practised, written and edited."""

from questions.control import Control
from questions.release import Bank
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.studio import queries, service


def test_controls_name_the_scenarios_that_practise_them(
    desk: PageClient, locale: str, count_statements: StatementCounter
) -> None:
    desk.get("/studio/controls/")  # the first page of a process reads the documents
    with count_statements() as counted:
        page = desk.get("/studio/controls/")
    assert counted.number <= 8
    names = {"ja": ["宛先の確認", "事例 first-a"], "en": ["Check the address", "Case first-a"]}[locale]
    for name in names:
        assert name in page.text("tbody tr")


def test_of_many_scenarios_some_are_named_and_the_rest_are_found_among_the_cases(
    english_desk: PageClient, make: Maker
) -> None:
    scenario = small.bank().scenarios["first-a"]
    names = [f"more-{number}" for number in range(7)]
    many = {name: scenario.model_copy(update={"key": name}) for name in names}
    make.run(lambda: service.import_bank(Bank({}, {}, many, {}), None))
    page = english_desk.get("/studio/controls/")
    assert len(page.all("tbody td a[href^='/studio/scenarios/']")) == 5
    all_of_them = english_desk.get(str(page.one("tbody td a[href*='q=']")["href"]))
    assert len(all_of_them.all(".folder a[href^='/studio/scenarios/more-']")) == 7


def test_a_control_is_written(desk: PageClient, make: Maker) -> None:
    desk.get("/studio/controls/new")
    desk.submit({"do": "add:citations"}, "form.studio-form")
    fields = {
        "title-en": "Lock the screen",
        "rule-en": "Lock it whenever you leave.",
        "requirements-en": "Does it lock by itself?\r\nDo you lock it?",
        "citations-0-instrument-en": "Our rules",
        "citations-0-clause-en": "7",
        "citations-0-valid_from": "2022-04-01",
        "citations-0-valid_until": "2022-03-31",
    }
    page = desk.submit(fields, "form.studio-form", 422)
    assert page.has("#citations-0 .field-error")
    desk.submit({"citations-0-valid_until": ""}, "form.studio-form")
    control = make.run(lambda: queries.get_document(Control, "lock-the-screen")).document
    assert len(control.requirements) == 2
    assert control.citations[0].clause.root == {"en": "7"}


def test_a_control_is_edited(english_desk: PageClient, make: Maker) -> None:
    english_desk.get("/studio/controls/check-the-address")
    english_desk.submit({"rule-en": "Two people check."}, "form.studio-form")
    rule = make.run(lambda: queries.get_document(Control, "check-the-address")).document.rule
    assert rule.root["en"] == "Two people check."
