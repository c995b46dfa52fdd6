"""From the facts of an incident to proposed steps, a scenario of drafts, and what keeps them from being published."""

import re
from pathlib import Path

import pytest

from questions.drafts.placeholders import placeholders
from questions.drafts.unfinished import as_proposed
from questions.incident import Incident
from questions.release import Bank
from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import User
from training.studio import queries, service

ADDRESS = "/studio/incidents/mail-to-many/proposals"
FORM = "form.studio-form"


def warned_bank() -> Bank:
    """Return the small bank with an incident that a customer noticed after forty days."""
    bank = small.bank()
    data = bank.incidents["mail-to-many"].model_dump(mode="json", by_alias=True)
    data["facts"][1]["text"] = small.both("It was noticed by a customer.", "お客様からの指摘で気づきました。")
    data["timeline"][0]["facts"] = ["sent"]
    noticed = {"date": "2020-06-24", "text": small.both("It was noticed.", "気づきました。"), "facts": ["visible"]}
    data["timeline"].append(noticed)
    return Bank(incidents={"mail-to-many": Incident.model_validate(data)}, controls=bank.controls)


def scenario(make: Maker, key: str) -> Scenario:
    return make.run(lambda: queries.get_document(Scenario, key)).document


def test_steps_are_proposed_with_their_reasons_and_facts(desk: PageClient, make: Maker) -> None:
    make.run(lambda: service.import_bank(warned_bank(), None))
    page = desk.get(ADDRESS)
    assert "40" in page.text(".proposals")
    minutes = [line.get_text() for line in page.all(".proposals .facts-line")]
    assert [text for text in minutes if not re.search(r"[12]\.\d.+[12]\.\d", text)] == []
    assert page.has(".draft-sentences a[href='/studio/incidents/mail-to-many#facts-1']")
    assert desk.submit({}, FORM, 422).has("#steps-error")


def test_ticked_steps_become_drafts_that_nobody_publishes_unedited(english_desk: PageClient, make: Maker) -> None:
    make.run(lambda: service.import_bank(warned_bank(), None))
    assert "added to it with this step: Telling at once what was noticed" in english_desk.get(ADDRESS).text(
        ".proposals"
    )
    page = english_desk.submit({"steps": ["first-warning"], "title-en": "The call"}, FORM)
    assert page.address == "/studio/scenarios/the-call"
    assert page.has("#step-first-warning .draft-left")
    assert page.has(".notice-warning a[href='/studio/scenarios/the-call/head']")
    step = english_desk.get("/studio/scenarios/the-call/steps/first-warning")
    assert step.has(".draft-sentences a[href='/studio/incidents/mail-to-many#facts-1']")
    english_desk.submit({}, FORM)
    stored = scenario(make, "the-call")
    assert placeholders(stored.model_copy(update={"steps": []}))
    assert as_proposed(stored.steps[0]), "saving a form that nobody changed is no edit"
    assert {*stored.steps[0].controls} == {"report-at-once", "appi-26-report"}
    own = warned_bank().controls
    assert {*make.run(queries.load_bank).controls} - {*own} == {*stored.steps[0].controls}, "only what they practise"


def test_an_edit_of_the_words_frees_a_draft(english_desk: PageClient, make: Maker) -> None:
    make.run(lambda: service.import_bank(warned_bank(), None))
    english_desk.get(ADDRESS)
    english_desk.submit({"steps": ["first-warning"], "scenario": "first-a"}, FORM)
    assert [step.key for step in scenario(make, "first-a").steps][-1] == "first-warning"
    english_desk.get("/studio/scenarios/first-a/steps/first-warning")
    english_desk.submit({"story-en": "A customer writes to you."}, FORM)
    edited = scenario(make, "first-a").steps[-1]
    assert edited.draft is not None
    assert not as_proposed(edited)


def test_a_ticked_step_that_is_not_proposed_any_more_is_told(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    make.run(lambda: service.import_bank(warned_bank(), None))
    desk.get(ADDRESS)
    page = desk.submit({"steps": ["first-warning", "nope"], "title-en": "The call"}, FORM, 422)
    assert {"ja": "もう提案されていない", "en": "not proposed any more"}[locale] in page.text("#steps-error")
    assert [box["value"] for box in page.all("input[name=steps][checked]")] == ["first-warning"]
    assert page.one("[name=title-en]")["value"] == "The call"
    edition = make.run(lambda: queries.get_document(Incident, "mail-to-many")).edition
    bare = small.incident().model_copy(update={"timeline": []})
    make.run(lambda: service.save_document(bare, edition, author.id))
    page = desk.submit({}, FORM, 422)
    assert {"ja": "もう提案されていない", "en": "not proposed any more"}[locale] in page.text(".error-summary")


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_the_new_scenario_is_called_as_its_author_wants(desk: PageClient, make: Maker, locale: str) -> None:
    make.run(lambda: service.import_bank(warned_bank(), None))
    desk.get(ADDRESS)
    page = desk.submit({"steps": ["first-warning"], "short_name": "電話"}, FORM, 422)
    assert page.has(".error-summary a[href='#short_name']")
    assert desk.submit({"short_name": "the-call"}, FORM).address == "/studio/scenarios/the-call"


@pytest.mark.parametrize("into", ["", "first-a"])
def test_a_form_that_is_sent_twice_takes_its_steps_once(english_desk: PageClient, make: Maker, into: str) -> None:
    make.run(lambda: service.import_bank(warned_bank(), None))
    english_desk.get(ADDRESS)
    asked = english_desk.page
    first = english_desk.submit({"steps": ["first-warning"], "scenario": into}, FORM)
    before = make.run(queries.load_bank).scenarios
    english_desk.page = asked
    again = english_desk.submit({"steps": ["first-warning"], "scenario": into}, FORM)
    assert again.address == first.address
    assert again.has(".notice-info")
    assert make.run(queries.load_bank).scenarios == before
    english_desk.page = asked
    other = english_desk.submit({"steps": ["first-warning"], "title-en": "Another one"}, FORM)
    assert other.address == "/studio/scenarios/another-one"


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", {"ja": "まだ何も書かれていません", "en": "The file holds nothing yet."}),
        ("- one\n", {"ja": "項目がありません", "en": "The file holds no fields."}),
        (
            "key: own\ntitle: one: two\n",
            {"ja": "引用符で囲んで", "en": "Put a text that contains a colon into quotes."},
        ),
        ("key: own\nstage: noticng\n", {"ja": "noticing の間違い", "en": "Did you mean noticing?"}),
    ],
    ids=["empty", "list", "colon", "word"],
)
def test_mistakes_in_own_patterns_are_told_in_the_language_of_the_page(
    desk: PageClient, tmp_path: Path, locale: str, content: str, said: dict[str, str]
) -> None:
    (tmp_path / "own.yaml").write_text(content)
    desk.app.config["PATTERNS_FOLDER"] = str(tmp_path)
    told = desk.get(ADDRESS).text(".notice-warning")
    assert said[locale] in told
    assert {"ja": "own.yaml", "en": "own.yaml, line"}[locale] in told
    assert {"ja": "問題があります", "en": "Something is wrong"}[locale] not in told
