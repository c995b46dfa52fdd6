"""A campaign is called in the language of whoever reads, and may be called otherwise after its launch."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.factories.maker import Maker
from tests.integration.access.own import world_of
from tests.support.client import PageClient
from training.extensions import db
from training.mail.contents import content_of, reader_of
from training.models import Assignment, AuditEvent, Campaign, OutgoingMail, User
from training.naming import name_in

NAMES = {"ja": "春の研修", "en": "Spring training"}


def launch(admin: PageClient, **fields: str) -> Campaign:
    admin.get("/campaigns/new")
    admin.submit({"name": NAMES["ja"], "name_en": NAMES["en"], "everyone": "y", **fields})
    admin.submit()
    with admin.app.app_context():
        return db.session.scalars(select(Campaign)).one()


def test_everybody_reads_it_in_the_own_language(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    make.release()
    person = make.person(email="ryo@minato.example", locale=locale)
    campaign = launch(client.sign_in(administrator, locale))
    for address in (f"/campaigns/{campaign.id}", "/campaigns/", "/team/organisation", "/reports/"):
        said = client.get(address).text("main")
        assert [name in said for name in NAMES.values()] == [name == NAMES[locale] for name in NAMES.values()], address
    assert NAMES[locale] in client.sign_in(person, locale).get("/training/").text("main")
    with client.app.app_context():
        mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.person_id == person.id)).one()
        assert NAMES[locale] in str(content_of(mail, reader_of(mail))["title"])


LISTS = {"/administration/ledger", "/campaigns/", "/reports/", "/team/", "/team/organisation", "/training/"}
ABOUT = {"assignment_id", "attempt_id", "campaign_id", "person_id", "round_id", "tag_id"}
BOTH = {"campaigns.edit_name", "slips.show_organisation_run", "slips.show_run"}
"""Forms that change both names, and slips in the languages of those who get them."""


def test_no_page_names_a_training_in_the_other_language(
    app: Flask, client: PageClient, make: Maker, locale: str
) -> None:
    world, told = world_of(app, make), dict[str, set[str]]()
    make.run(lambda: db.session.execute(update(Campaign).values(name=NAMES["ja"], name_en=NAMES["en"])))
    for role in ("administrator", "manager", "employee"):
        client.sign_in(world.people[role], locale)
        for rule in app.url_map.iter_rules():
            is_asked = "GET" in (rule.methods or ()) and rule.endpoint not in BOTH
            if is_asked and (rule.rule in LISTS or rule.arguments & ABOUT):
                with client.flask_client.get(world.address(rule)) as page:
                    body = page.get_data(as_text=True) if page.mimetype == "text/html" else ""
                told.setdefault(rule.endpoint, set()).update(name for name in NAMES.values() if name in body)
    named = {endpoint: names for endpoint, names in told.items() if names}
    assert set().union(*named.values()) == {NAMES[locale]}, named
    assert named.keys() >= {"team.show_people", "slips.list_slips", "reminders.edit_plan", "gaps.show_gaps"}


def test_without_an_english_name_there_is_one_for_everybody(
    client: PageClient, administrator: User, make: Maker
) -> None:
    make.release()
    campaign = launch(client.sign_in(administrator, "en"), name_en="  ")
    assert campaign.name_en is None
    assert client.get(f"/campaigns/{campaign.id}").text("h1") == NAMES["ja"]


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_column_may_say_who_reads(app: Flask, make: Maker, locale: str) -> None:
    person, campaign = make.person(locale=locale), make.campaign(name=NAMES["ja"])
    make.assignment(person, campaign=campaign)
    with app.app_context():
        db.session.get_one(Campaign, campaign.id).name_en = NAMES["en"]
        db.session.flush()
        called = select(name_in(Campaign, User.locale.expression)).select_from(Assignment).join(Campaign)
        assert db.session.scalars(called.join(User, User.id == Assignment.person_id)).all() == [NAMES[locale]]


def test_another_name_is_told_from_then_on_and_recorded(client: PageClient, administrator: User, make: Maker) -> None:
    campaign = make.campaign(name="春の研集")
    client.sign_in(administrator, "en").get(f"/campaigns/{campaign.id}/close")
    client.submit()
    client.get(next(link["href"] for link in client.page.all("main .actions a") if link["href"].endswith("/name")))
    assert client.page.all("[name=name]")[0]["value"] == "春の研集"
    assert client.submit({"name": ""}, status=422).has("#name-error")
    client.submit({"name": " 春の  研修", "name_en": NAMES["en"]})
    assert client.page.text("h1") == NAMES["en"]
    client.get(f"/campaigns/{campaign.id}/name")
    client.submit()
    with client.app.app_context():
        kept = db.session.get_one(Campaign, campaign.id)
        assert (kept.name, kept.name_en) == ("春の 研修", NAMES["en"])
        renamed = select(AuditEvent.subject_id).where(AuditEvent.action == "campaign.renamed")
        assert db.session.scalars(renamed).all() == [campaign.id.hex]


@pytest.mark.parametrize("field", ["name", "name_en"])
def test_a_name_that_exposes_somebody_stays_only_by_a_tick(
    client: PageClient, administrator: User, make: Maker, field: str
) -> None:
    campaign = make.campaign()
    client.sign_in(administrator, "en").get(f"/campaigns/{campaign.id}/name")
    page = client.submit({field: "090-3456-7890"}, status=422)
    assert "090-3456-7890" in page.text(f"#{field}-error")
    client.submit({"keep_words": "y"})
    assert client.page.text("h1") == "090-3456-7890"
