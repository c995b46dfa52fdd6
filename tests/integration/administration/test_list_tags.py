"""Tags of people: made, given, taken and removed."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training.administration import service
from training.campaigns.audience import Audience
from training.extensions import db
from training.models import AuditEvent, Campaign, PersonTag, Tag, User, UserStatus

PEOPLE = "/administration/people"
TAGS = f"{PEOPLE}/tags"


def tag(make: Maker, name: str, name_en: str | None = None) -> Tag:
    return make.run(lambda: service.add_tag(name, name_en, None))


def tagged(app: Flask, wanted: Tag) -> set[object]:
    with app.app_context():
        return {*db.session.scalars(select(PersonTag.person_id).where(PersonTag.tag_id == wanted.id))}


def lines(page: Page) -> list[str]:
    return [" ".join(row.get_text().split()) for row in page.all("tbody tr")]


def test_a_tag_is_made_and_given_to_one_person(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    person = make.person("青木 花子", email="aoki@kyokun.example", locale=locale)
    page = client.sign_in(administrator, locale).get(TAGS)
    assert page.has(".empty-state")
    client.get(f"{TAGS}/new")
    page = client.submit({"name": "カード情報、住所"}, status=422)
    assert page.has("#name-error")
    client.submit({"name": " ｶｰﾄﾞ情報  を扱う", "name_en": "Handles card data"})
    client.get(f"{TAGS}/new")
    assert client.submit({"name": "カード情報 を扱う"}, status=422).has("#name-error"), "the same in other widths"
    client.get(f"{PEOPLE}/{person.id}/edit")
    chosen = client.page.one("#tags input")["value"]
    page = client.submit({"tags": chosen})
    name = {"ja": "カード情報 を扱う", "en": "Handles card data"}[locale]
    assert name in page.text(".definitions")
    assert name in client.get(PEOPLE).text("table")
    client.get(f"{PEOPLE}/{person.id}/edit")
    client.submit({"name": "青木 花代"})
    assert name in client.get(f"{PEOPLE}/{person.id}").text(".definitions"), "another change leaves it"
    unticked = {"name": "青木 花代", "email": "aoki@kyokun.example", "language": locale, "team": "", "employment": ""}
    client.post(f"{PEOPLE}/{person.id}/edit", unticked)
    assert name not in client.get(f"{PEOPLE}/{person.id}").text(".definitions")
    with client.app.app_context():
        actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()
    assert actions == ["tag.added", "person.tagged", "person.changed", "person.untagged"]


def test_several_people_get_and_lose_a_tag_at_once(admin: PageClient, make: Maker) -> None:
    team, card = make.team(), tag(make, "カード情報")
    first, second, third = (make.person(f"社員 {number}", team=team) for number in range(3))
    make.person("退職 者", team=team, status=UserStatus.DEACTIVATED)
    give, take = "button[formaction*=give]", "button[formaction*=take]"
    admin.get(f"{PEOPLE}?team={team.id}")
    assert admin.submit({}, "main form[method=post]", button=give).has(
        ".alert-warning, .notice-warning, .flash-warning"
    )
    admin.get(f"{PEOPLE}?team={team.id}")
    page = admin.submit({"person": [str(first.id), str(second.id)]}, "main form[method=post]", button=give)
    assert page.address.endswith(f"team={team.id}"), "the filters stay"
    assert tagged(admin.app, card) == {first.id, second.id}
    admin.get(f"{PEOPLE}?team={team.id}&tag={card.id}")
    assert len(lines(admin.page)) == 2
    admin.submit({"person": str(first.id)}, "main form[method=post]", button=take)
    assert tagged(admin.app, card) == {second.id}
    admin.get(f"{PEOPLE}?team={team.id}")
    admin.submit({"everybody": "y"}, "main form[method=post]", button=give)
    assert tagged(admin.app, card) == {first.id, second.id, third.id}
    with admin.app.app_context():
        events = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at, AuditEvent.id)).all()
    assert sorted(events[1:]) == ["person.tagged"] * 4 + ["person.untagged"], "only who did not have it yet"
    page = admin.get("/administration/ledger")
    assert "カード情報" in page.text("table")


def test_removing_a_tag_says_what_happens(admin: PageClient, make: Maker) -> None:
    card, person = tag(make, "カード情報"), make.person()
    make.run(lambda: service.give_tag(card.id, [person.id], None))
    uses = {
        "対象": Audience(tag_ids=[card.id]),
        "条件": Audience(everyone=True, only_tag_ids=[card.id]),
        "除外": Audience(everyone=True, without_tag_ids=[card.id]),
    }
    campaigns = {name: make.campaign(make.release(number=n), name=name) for n, name in enumerate(uses, 1)}
    for name, audience in uses.items():
        make.run(partial(_set, campaigns[name], audience=audience.kept()))
    page = admin.get(f"{TAGS}/{card.id}/remove")
    assert [name for name in uses if name in page.text("main")] == [*uses]
    assert admin.submit(status=409).has(".error-summary")
    assert tagged(admin.app, card) == {person.id}
    make.run(lambda: _set(campaigns["除外"], closed_at=campaigns["除外"].opens_at))
    admin.get(f"{TAGS}/{card.id}/remove")
    assert admin.submit().has(".empty-state")
    assert tagged(admin.app, card) == set()
    admin.get(f"{TAGS}/{card.id}", 404)
    assert "カード情報" in admin.get(f"/campaigns/{campaigns['除外'].id}").text("main"), "what it asked for stays told"
    tag(make, "カード情報")


def _set(campaign: Campaign, **values: object) -> None:
    row = db.session.get_one(Campaign, campaign.id)
    for name, value in values.items():
        setattr(row, name, value)


@pytest.mark.parametrize("query", ["q=カード", "q=card"])
def test_the_list_is_searched_and_paged_with_as_many_statements(
    admin: PageClient, make: Maker, count_statements: StatementCounter, query: str
) -> None:
    tag(make, "在宅勤務", "Works from home")
    tag(make, "カード 00", "Card 00")
    admin.get(TAGS)
    with count_statements() as few:
        assert len(lines(admin.get(f"{TAGS}?{query}"))) == 1
    for number in range(1, 30):
        tag(make, f"カード {number:02}", f"Card {number:02}")
    with count_statements() as many:
        assert len(lines(admin.get(f"{TAGS}?{query}"))) == 25
    assert few.number == many.number
    assert len(lines(admin.get(f"{TAGS}?{query}&page=2"))) == 5
