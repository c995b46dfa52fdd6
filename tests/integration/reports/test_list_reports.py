"""The report of last year's training is two clicks away, and every cycle has its own."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock
from training.extensions import db
from training.models import Campaign, Release, Role, User
from training.models.delivery import Repeats

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def auditor(make: Maker) -> User:
    return make.person("江藤 監査", roles=[Role.AUDITOR])


@pytest.fixture
def release(make: Maker) -> Release:
    return make.release()


def campaign(make: Maker, release: Release, name: str, opens: tuple[int, int], **values: object) -> Campaign:
    """Make a campaign that opened in a month of a year."""
    made = make.campaign(release, name=name)

    def work() -> Campaign:
        held = db.session.get_one(Campaign, made.id)
        held.opens_at = held.created_at = datetime(*opens, 10, tzinfo=UTC)
        held.due_at = held.opens_at + timedelta(days=30)
        for key, value in values.items():
            setattr(held, key, value)
        return held

    return make.run(work)


def links(client: PageClient) -> list[str]:
    return [" ".join(link.get_text(" ").split()) for link in client.page.all("main tbody a")]


def test_last_years_report_in_two_clicks(
    client: PageClient, make: Maker, auditor: User, release: Release, locale: str
) -> None:
    campaign(make, release, "昨年の研修", (2025, 4), closed_at=datetime(2025, 7, 1, tzinfo=UTC))
    with clock.moved_to(NOW):
        home = client.sign_in(auditor, locale).get("/")
        client.get(str(home.one("nav a[href='/reports/']")["href"]))
        page = client.get(str(client.page.one("main tbody a")["href"]))
    assert "昨年の研修" in page.text("h1")
    assert "2025" in page.text("h2#population")


def test_each_cycle_has_its_report_and_years_narrow_the_list(
    client: PageClient, make: Maker, auditor: User, release: Release
) -> None:
    campaign(make, release, "once", (2024, 5))
    campaign(make, release, "yearly", (2024, 4), repeats=Repeats.YEARLY)
    campaign(make, release, "ended", (2023, 4), repeats=Repeats.YEARLY, closed_at=datetime(2024, 3, 1, tzinfo=UTC))
    with clock.moved_to(NOW):
        client.sign_in(auditor, "en").get("/reports/")
        assert [link.rsplit(" ", 1)[1] for link in links(client)] == ["once", *["yearly"] * 3, "ended"]
        (yearly,) = {str(link["href"]) for link in client.page.all("main tbody a[href$='/3']")}
        assert client.get(yearly.removesuffix("/3")).address == yearly  # a page of the campaign leads to the newest
        client.get("/reports/?year=2025")
        assert links(client) == ["Cycle 2, begun on 10 April 2025 yearly"]
        page = client.get(str(client.page.one("main tbody a")["href"]))
        assert "9 April 2026" in page.text("h2#population")  # the day before the next cycle began
        client.get("/reports/?year=1999", 404)
        # A year that has not begun is offered once something is planned for it, and holds that alone.
        client.get("/reports/?year=2027", 404)
        campaign(make, release, "planned", (2027, 4))
        client.get("/reports/?year=2027")
        assert len(client.page.all("main tbody tr")) == 1
        assert links(client)[0].endswith("planned")


def test_the_list_has_pages_and_few_statements(
    client: PageClient, make: Maker, auditor: User, release: Release, count_statements: StatementCounter
) -> None:
    for number in range(26):
        campaign(make, release, f"研修 {number}", (2026, 1))
    client.sign_in(auditor).get("/reports/")
    with count_statements() as counted:
        assert len(client.get("/reports/").all("main tbody tr")) == 25
    assert counted.number <= 5, counted.statements
    assert len(client.get("/reports/?page=2").all("main tbody tr")) == 1
