"""Controls are listed with where they are practised, written and edited."""

from questions.control import Control
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.studio import queries


def test_controls_name_the_scenarios_that_practise_them(
    desk: PageClient, locale: str, count_statements: StatementCounter
) -> None:
    with count_statements() as counted:
        page = desk.get("/studio/controls/")
    assert counted.number <= 8
    names = {"ja": ["宛先の確認", "事例 first-a"], "en": ["Check the address", "Case first-a"]}[locale]
    for name in names:
        assert name in page.text("tbody tr")


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
