"""What is written in Japanese alone gets a readable address, too: from what it is about, or by a short name."""

import pytest

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.scenario import Scenario
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.studio import queries

FORM = "form.studio-form"

INCIDENT = {
    "title-ja": "端末の置き忘れ",
    "organisation-ja": "ある小売店",
    "sector-ja": "小売業",
    "summary-ja": "店員が端末を電車に置き忘れました。",
    "sources-0-title-ja": "お知らせ",
    "sources-0-publisher-ja": "ある小売店",
    "facts-0-text-ja": "端末が電車に置き忘れられました。",
}
SCENARIO = {
    "title-ja": "終電の忘れ物",
    "role-ja": "あなたは店舗の担当者です。",
    "intro-ja": "金曜日の夜の話です。",
    "opening-label-ja": "金曜日 23時",
    "opening-story-ja": "端末がかばんにありません。",
}
QUIZ = {"title-ja": "置き忘れの確認テスト", "summary-ja": "最初の一時間を練習します。"}


def keys(make: Maker, model: type[Incident | Scenario | Quiz | Control]) -> set[str]:
    return set(make.run(lambda: queries.list_keys(model)))


def test_an_incident_is_called_by_its_topic_and_year(desk: PageClient, make: Maker) -> None:
    desk.get("/studio/incidents/new")
    desk.submit({"do": "add:timeline"}, FORM)
    event = {"timeline-0-date": "2021-05-07", "timeline-0-text-ja": "端末が見つかりました。"}
    page = desk.submit({**INCIDENT, **event, "topics": "lost-device"}, FORM)
    assert page.address == "/studio/incidents/lost-device-2021"


def test_without_anything_to_go_by_a_short_name_is_proposed_and_kept(desk: PageClient, make: Maker) -> None:
    desk.get("/studio/incidents/new")
    page = desk.submit(INCIDENT, FORM, 422)
    assert page.has(".error-summary a[href='#short_name']")
    assert page.has("#about-chapter[open] input[name=short_name][value=incident-1]")
    assert page.has("input[name=title-ja][value=端末の置き忘れ]")
    assert keys(make, Incident) == {"mail-to-many"}
    assert desk.submit({}, FORM).address == "/studio/incidents/incident-1"


def test_a_scenario_and_a_quiz_are_called_by_their_incident(desk: PageClient, make: Maker) -> None:
    desk.get("/studio/scenarios/new?incident=mail-to-many")
    assert desk.submit(SCENARIO, FORM).address == "/studio/scenarios/mail-to-many"
    desk.get("/studio/scenarios/new?incident=mail-to-many")
    assert desk.submit(SCENARIO, FORM).address == "/studio/scenarios/mail-to-many-2"
    desk.get("/studio/quizzes/new?incident=mail-to-many")
    assert desk.submit({**QUIZ, "title-en": ""}, FORM).address == "/studio/quizzes/mail-to-many/publication"


def test_a_control_is_called_by_its_number_in_the_checklist(desk: PageClient, make: Maker) -> None:
    desk.get("/studio/controls/new")
    words = {"title-ja": "委託先の監督", "rule-ja": "委託先を監督する。", "requirements-ja": "監督していますか。"}
    desk.submit({**words, "checklist_code": "22-24"}, FORM)
    assert "checklist-22-24" in keys(make, Control)


@pytest.mark.parametrize("typed", ["Lost Tablet", "　ＬＯＳＴ＿ｔａｂｌｅｔ　"])
def test_a_short_name_comes_before_the_title(desk: PageClient, typed: str) -> None:
    desk.get("/studio/incidents/new")
    page = desk.submit({**INCIDENT, "title-en": "Something else", "short_name": typed}, FORM)
    assert page.address == "/studio/incidents/lost-tablet"


def test_latin_words_of_a_japanese_title_are_taken(desk: PageClient) -> None:
    desk.get("/studio/incidents/new")
    page = desk.submit({**INCIDENT, "title-ja": "PCI DSSの確認漏れ（2019年）"}, FORM)
    assert page.address == "/studio/incidents/pci-dss-2019"


@pytest.mark.parametrize(("typed", "proposed"), [("mail to many", "mail-to-many-2"), ("new", "new-2")])
def test_a_short_name_that_is_taken_is_refused_beside_a_free_one(desk: PageClient, typed: str, proposed: str) -> None:
    desk.get("/studio/incidents/new")
    page = desk.submit({**INCIDENT, "short_name": typed}, FORM, 422)
    assert page.has(f"#short_name[value={proposed}]")
    assert page.has("#short_name-error")


def test_a_short_name_in_japanese_is_refused_as_it_was_typed(desk: PageClient) -> None:
    desk.get("/studio/incidents/new")
    page = desk.submit({**INCIDENT, "short_name": "置き忘れ"}, FORM, 422)
    assert page.has("#short_name[value=置き忘れ]")
    assert page.has("#short_name-error")


def test_a_title_that_is_missing_is_all_that_is_asked_for(desk: PageClient) -> None:
    desk.get("/studio/incidents/new")
    page = desk.submit({**INCIDENT, "title-ja": ""}, FORM, 422)
    assert page.has("#title-error")
    assert not page.has("#short_name-error")


def test_the_address_stays_when_the_title_changes(desk: PageClient) -> None:
    page = desk.get("/studio/incidents/mail-to-many")
    assert not page.has("#short_name")
    assert desk.submit({"title-en": "Renamed"}, FORM).address == "/studio/incidents/mail-to-many"
