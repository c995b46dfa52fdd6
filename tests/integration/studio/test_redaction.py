"""What names somebody is told where authors work, refused at publication, and kept with one reason."""

import json

import pytest
from sqlalchemy import select

from questions.incident import Incident
from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.extensions import db
from training.models import AuditEvent, NoticeRecord, User
from training.studio import queries, service
from training.studio.desk import reading

NUMBER = "03-3456-7890"
STEP = "/studio/scenarios/first-a/steps/open"
PUBLICATION = "/studio/quizzes/quiz-a/publication"
REASON = "役所の窓口の番号です。"


@pytest.fixture
def exposing(make: Maker, author: User, bank: None) -> None:
    """Let the story of the first step say a telephone number."""
    made = small.bank().scenarios["first-a"].model_dump(mode="json", by_alias=True, exclude_none=True)
    made["steps"][0]["story"] = small.both(f"Call {NUMBER}.", f"{NUMBER}に電話します。")
    make.run(lambda: service.save_document(Scenario.model_validate(made), 1, author.id))


def test_words_are_kept_from_the_link_beside_them(exposing: None, desk: PageClient, make: Maker) -> None:
    refused = desk.get(PUBLICATION)
    assert NUMBER in refused.text(f"li:has(a[href='{STEP}'])")
    assert not refused.has("main form[method=post] button.btn-primary")
    for address in (STEP, f"{STEP}/preview", "/studio/scenarios/first-a"):
        told = desk.get(address).one("[aria-labelledby=blocking-title]")
        assert NUMBER in told.get_text()
    page = desk.get(told.one("a.doubt-keep")["href"])
    assert page.one("#kept_on_purpose-0 details[open] [name=kept_on_purpose-0-words]")["value"] == NUMBER
    desk.submit({"kept_on_purpose-0-reason": REASON}, "form.studio-form")
    assert REASON in desk.get(PUBLICATION).text(".doubts")
    event = make.run(lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.action == "words.kept")).one())
    assert json.loads(event.details) == {"kind": "scenario", "edition": 3, "number": 1, "steps": ["open"]}
    assert event.actor_id is not None


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_the_field_that_holds_the_words_is_named_and_led_to(exposing: None, desk: PageClient, locale: str) -> None:
    links = desk.get(PUBLICATION).all("li a[href*='#']")
    names = {"ja": ["状況 – 日本語", "状況 – 英語"], "en": ["Story – Japanese", "Story – English"]}[locale]
    assert {(link.get_text(), link["href"]) for link in links} == {(name, f"{STEP}#story") for name in names}
    told = desk.get(STEP).all("[aria-labelledby=blocking-title] a[href*='#story']")
    assert {link.get_text() for link in told} == set(names)
    assert desk.page.has("#story textarea")


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_nobody_is_led_to_where_the_organisation_may_be_named(
    desk: PageClient, make: Maker, author: User, bank: None
) -> None:
    named = {**small.incident().model_dump(mode="json", exclude_none=True), "organisation": "株式会社ほしの製作"}
    made = small.bank().scenarios["first-a"].model_dump(mode="json", by_alias=True, exclude_none=True)
    made["steps"][0] |= {"story": small.both("A call.", "ほしの製作から電話です。")}
    made["steps"][0]["what_happened"] = {
        "text": small.both("They said so.", "ほしの製作の発表です。"),
        "facts": ["sent"],
    }
    make.run(lambda: service.save_document(Incident.model_validate(named), 1, author.id))
    make.run(lambda: service.save_document(Scenario.model_validate(made), 1, author.id))
    for address, place in ((STEP, "[aria-labelledby=blocking-title]"), (PUBLICATION, "main")):
        links = {link["href"] for link in desk.get(address).all(f"{place} a[href*='#']")}
        assert f"{STEP}#story" in links
        assert not any("what_happened" in link for link in links)


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_whom_the_notice_names_is_known_to_the_bank(make: Maker, author: User, bank: None) -> None:
    text = "個人情報漏えいのお知らせ\n2021年5月20日、流出が判明しました。\n代表取締役　星野 花江\n"
    notice_id = make.run(lambda: reading.paste(reading.read_text(text), "", None, author.id))
    make.run(lambda: reading.connect(notice_id, "mail-to-many"))
    assert make.run(queries.load_bank).people == {"mail-to-many": ["星野 花江"]}
    make.run(lambda: db.session.delete(db.session.get_one(NoticeRecord, notice_id)))
    assert make.run(queries.load_bank).people == {}


def test_who_removes_a_notice_is_told_whose_names_are_not_looked_for(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    notice_id = make.run(lambda: reading.paste(reading.read_text("流出が判明しました。"), "", None, author.id))
    told = {"ja": "それ以降、調べられません", "en": "are then no longer looked for in trainings"}
    assert told[locale] in desk.get(f"/studio/notices/{notice_id}/remove").text("main")
