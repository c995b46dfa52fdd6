"""The organisation's settings, and its notes on controls."""

from flask import Flask

from questions.control import Control
from questions.text import LocalisedText
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training import clock, dates, settings
from training.extensions import db
from training.models import ControlRecord, Setting, User

SETTINGS = "/administration/settings"


def add_control(make: Maker, key: str = "appi-22-24") -> None:
    text = LocalisedText({"ja": "委託先の監督", "en": "Supervise contractors"})
    control = Control(key=key, title=text, rule=text, requirements=[])

    def work() -> None:
        db.session.add(ControlRecord(key=key, document=control.model_dump_json(), updated_at=clock.now()))

    make.run(work)


def test_settings_are_kept_and_shown(client: PageClient, administrator: User, locale: str) -> None:
    client.sign_in(administrator, locale).get(SETTINGS)
    page = client.submit({"organisation_name": "みなと商店", "default_locale": "en", "time_zone": "Europe/Vienna"})
    assert page.has(".notice-success")
    assert "みなと商店" in page.text(".site-footer")
    with client.app.app_context():
        assert dates.zone_name() == "Europe/Vienna"
    page = client.get("/administration/people/new")
    assert page.has("#language option[value=en][selected]")


def test_an_organisation_needs_a_name(client: PageClient, administrator: User, locale: str) -> None:
    client.sign_in(administrator, locale).get(SETTINGS)
    page = client.submit({"organisation_name": "  "}, status=422)
    assert page.has("#organisation_name-error")
    with client.app.app_context():
        assert db.session.get(Setting, "organisation_name") is None


def test_saving_the_same_again_leaves_no_trace(admin: PageClient) -> None:
    for _twice in range(2):
        admin.get(SETTINGS)
        admin.submit({"organisation_name": "みなと商店"})
    page = admin.get("/administration/ledger?action=settings.changed")
    assert len(page.all("tbody tr")) == 1


def test_a_note_on_a_control_is_kept_per_language(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    add_control(make)
    page = client.sign_in(administrator, locale).get(f"{SETTINGS}/controls")
    client.get(page.all("tbody a")[0]["href"])
    page = client.submit({"clause_ja": "規程 第4条", "contact_ja": "内線1234", "clause_en": "Rule 4"})
    assert {"ja": "規程 第4条", "en": "Rule 4"}[locale] in page.text("tbody")
    with client.app.app_context():
        assert settings.slots(["appi-22-24"], "ja")["appi-22-24"].contact == "内線1234"
        assert settings.slots(["appi-22-24"], "en")["appi-22-24"].contact is None
        assert settings.slots(["other"], "en") == {}


def test_a_note_that_is_too_long_is_refused(admin: PageClient, make: Maker, app: Flask) -> None:
    add_control(make)
    admin.get(f"{SETTINGS}/controls/appi-22-24")
    assert admin.submit({"clause_ja": "x" * 201}, status=422).has("#clause_ja-error")
    with app.app_context():
        assert settings.slots(["appi-22-24"], "ja") == {}


def test_without_controls_there_is_a_word_on_what_to_do(admin: PageClient) -> None:
    assert admin.get(f"{SETTINGS}/controls").has(".empty-state")
    admin.get(f"{SETTINGS}/controls/none", 404)


def test_a_number_beside_a_rule_stays_only_by_a_tick_and_a_person_to_call_without(
    admin: PageClient, make: Maker
) -> None:
    add_control(make)
    address = f"{SETTINGS}/controls/appi-22-24"
    admin.get(address)
    admin.submit({"contact_ja": "山口 健一さん 内線1234", "clause_ja": "4539 5787 6362 1486"}, status=422)
    assert admin.page.has("#clause_ja-error")
    assert not admin.page.has("#contact_ja-error")
    assert admin.submit({"keep_words": "y"}).has(".notice-success")
