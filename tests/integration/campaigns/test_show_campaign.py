"""The list of campaigns, the page of one, and what can be changed later."""

import uuid
from datetime import UTC, date, datetime, timedelta

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock, dates
from training.campaigns import service
from training.extensions import db
from training.models import Assignment, AssignmentStatus, Campaign, User, UserStatus
from training.models.delivery import Repeats

LIST = "/campaigns/"
OPENED = datetime(2024, 4, 1, tzinfo=UTC)


def numbers(client: PageClient) -> list[list[str]]:
    rows = client.get(LIST).all("tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("td.number")] for row in rows]


def test_the_list_counts_those_who_are_here(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    assert client.sign_in(administrator, locale).get(LIST).has(".empty-state")
    campaign = make.campaign(due_in_days=-1, name="春の研修")
    make.assignment(make.person(), campaign=campaign, status=AssignmentStatus.PASSED)
    make.assignment(make.person(), campaign=campaign)
    make.assignment(make.person(status=UserStatus.DEACTIVATED), campaign=campaign)
    assert numbers(client) == [["1 / 2", "1"]]
    assert client.get(LIST + "?state=open").text("tbody th a") == "春の研修"
    assert client.get(LIST + "?state=closed").has(".empty-state")
    client.get(LIST + "?state=x", 404)


def test_statements_do_not_grow(admin: PageClient, make: Maker, count_statements: StatementCounter) -> None:
    release, person = make.release(), make.person()
    admin.get(LIST)
    first = make.campaign(release)
    for address in (LIST, f"{LIST}{first.id}"):
        counts = []
        for more in (3, 12):
            for _each in range(more):
                make.assignment(person, campaign=make.campaign(release))
                make.assignment(make.person(), campaign=first)
            admin.get(address)
            with count_statements() as counted:
                admin.get(address)
            counts.append(counted.number)
        assert counts[0] == counts[1]


def test_a_campaign_shows_each_person_and_no_answers(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    campaign = make.campaign()
    make.assignment(make.person("青木 花子"), campaign=campaign, status=AssignmentStatus.PASSED)
    make.assignment(make.person("馬場 次郎"), campaign=campaign)
    page = client.sign_in(administrator, locale).get(f"{LIST}{campaign.id}")
    assert {"ja": "2人のうち1人", "en": "1 of 2 people"}[locale] in page.text(".answer")
    assert len(page.all("[aria-labelledby=list] tbody tr")) == 2
    page = client.get(f"{LIST}{campaign.id}?status=passed")
    assert page.text("[aria-labelledby=list] tbody th a") == "青木 花子"
    assert client.get(f"{LIST}{campaign.id}?status=failed").has(".empty-state")
    client.get(f"{LIST}{campaign.id}?status=x", 404)


def test_unknown_campaigns_are_not_found(admin: PageClient) -> None:
    unknown = uuid.uuid4()
    for page in ("", "/due", "/people", "/close"):
        admin.get(f"{LIST}{unknown}{page}", 404)
    admin.get(LIST)
    for page in ("/due", "/people", "/newcomers", "/close"):
        admin.post(f"{LIST}{unknown}{page}", status=404)


def test_the_due_date_is_changed_for_everybody(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    assignment = make.assignment(make.person())
    client.sign_in(administrator, locale).get(f"{LIST}{assignment.campaign_id}/due")
    why = {"reason": "New dates"}
    assert client.submit({"due_on": "2020-01-01"} | why, status=422).has("#due_on-error")
    assert client.submit({"due_on": "9999-12-31"} | why, status=422).has("#due_on-error")
    with client.app.app_context():
        day = dates.day_of(clock.now()) + timedelta(days=40)
    client.submit({"due_on": day.isoformat()} | why, status=200)
    assert client.submit({}).has(".notice-success")
    with client.app.app_context():
        assert db.session.query(Assignment).one().due_at == dates.end_of(day)
        assert db.session.query(Campaign).one().due_at == dates.end_of(day)


def test_where_days_are_counted_their_number_is_asked_for(admin: PageClient, make: Maker) -> None:
    assignment = make.assignment(make.person())
    campaign_id = assignment.campaign_id
    make.run(lambda: setattr(db.session.get_one(Campaign, campaign_id), "due_days", 14))
    page = admin.get(f"{LIST}{campaign_id}/due")
    assert page.one("[name=due_kind][checked]")["value"] == "days"
    assert page.one("#due_days")["value"] == "14"
    for wrong in ("0", "x", "99999999999999999999"):
        assert admin.submit({"due_days": wrong, "reason": "New dates"}, status=422).has("#due_days-error")
    admin.submit({"due_days": "30", "reason": "New dates"}, status=200)
    assert admin.submit({}).has(".notice-success")
    with admin.app.app_context():
        assert db.session.query(Campaign.due_days).scalar() == 30
        opens_on = dates.day_of(db.session.query(Campaign.opens_at).scalar())
        assert db.session.query(Assignment.due_at).scalar() == dates.end_of(opens_on + timedelta(days=30))


def test_a_yearly_campaign_tells_the_due_date_of_this_year(admin: PageClient, make: Maker) -> None:
    campaign = make.campaign()

    def make_yearly() -> None:
        kept = db.session.get_one(Campaign, campaign.id)
        kept.repeats, kept.opens_at, kept.due_at = Repeats.YEARLY, OPENED, dates.end_of(date(2024, 4, 30))

    make.run(make_yearly)
    with clock.moved_to(OPENED + timedelta(days=370)):
        assert admin.get(f"{LIST}{campaign.id}/due").one("#due_on")["value"] == "2025-04-30"
        assert "30 April 2025" in admin.get(LIST).text("td.date")


def test_more_people_are_added(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    campaign = make.campaign()
    make.assignment(administrator, campaign=campaign)
    make.person("青木 花子", email="aoki@kyokun.example")
    client.sign_in(administrator, locale).get(f"{LIST}{campaign.id}/people")
    assert client.submit(status=422).has(".error-summary")
    assert client.submit({"people": "x"}, status=422).has("#people-error")
    page = client.submit({"people": "aoki@kyokun.example"})
    assert page.has(".notice-success")
    assert "青木 花子" in page.text("[aria-labelledby=list] tbody")


def test_newcomers_are_offered_the_training(admin: PageClient, administrator: User, make: Maker) -> None:
    campaign = make.campaign()
    make.assignment(administrator, campaign=campaign)
    assert not admin.get(f"{LIST}{campaign.id}").has("form[action$='/newcomers']")
    make.person("新人 花子")
    admin.get(f"{LIST}{campaign.id}")
    page = admin.submit({}, form="form[action$='/newcomers']")
    assert "新人 花子" in page.text("[aria-labelledby=list] tbody")
    assert not page.has("form[action$='/newcomers']")


def test_closing_asks_first_and_is_for_good(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    campaign = make.campaign()
    client.sign_in(administrator, locale).get(f"{LIST}{campaign.id}/close")
    page = client.submit()
    assert not page.has("a[href$='/close']")
    client.post(f"{LIST}{campaign.id}/newcomers", status=409)
    assert numbers(client) == [["0 / 0", "0"]]
    assert client.get(LIST + "?state=closed").has("tbody tr")


def test_the_forms_of_a_closed_campaign_say_that_it_is_closed(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    campaign = make.campaign()
    make.run(lambda: service.close(campaign.id, administrator.id))
    client.sign_in(administrator, locale)
    for form in ("due", "people", "close"):
        page = client.get(f"{LIST}{campaign.id}/{form}", 409)
        assert {"ja": "終了しているため", "en": "is closed"}[locale] in page.text("main")
