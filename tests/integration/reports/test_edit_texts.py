"""Administrators write what no row tells; auditors read it, and the ledger knows which words stood there."""

import json
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from tests.integration.reports.conftest import World
from tests.support.client import PageClient
from training.extensions import db
from training.models import AuditEvent
from training.typesetting import STAND_IN

LONGEST_LINE = 120
"""Small Latin letters between the edges of the paper."""
GIVEN = {"purpose": "法令順守\n委託先の監督", "open_points": "未受講者に個別に連絡する"}


def test_what_is_written_stands_in_the_report(client: PageClient, world: World, locale: str) -> None:
    client.sign_in(world.boss, locale).get(world.address)
    form = client.get(str(client.page.one("main a[href$='/texts']")["href"])).one("form textarea")
    assert form.get_text().strip()  # the usual words, to begin with
    page = client.submit(GIVEN)
    assert page.address == world.address
    for words in ("法令順守", "委託先の監督"):
        assert words in page.text("section[aria-labelledby=purpose]")
    assert GIVEN["open_points"] in page.text("section[aria-labelledby=open]")
    page = client.sign_in(world.auditor).get(world.address)
    assert "法令順守" in page.text("main")
    assert not page.has("main a[href$='/texts']")
    with client.app.app_context():
        told = db.session.scalars(select(AuditEvent.details).where(AuditEvent.action == "campaign.report-written"))
        assert [json.loads(details)["cycle"] for details in told] == [1]


def test_a_long_address_stays_on_the_paper_and_any_sign_can_be_printed(client: PageClient, world: World) -> None:
    address = f"https://kyokun.example/{'abcdefghij' * 20}"
    client.sign_in(world.boss, "en").get(f"{world.address}/texts")
    client.submit({"purpose": f"See {address}", "open_points": "Done 🎉"})
    with client.flask_client.get(f"{world.address}.pdf") as response:
        texts = [sheet.extract_text().replace("\u200b", "") for sheet in PdfReader(BytesIO(response.data)).pages]
    lines = [line for text in texts for line in text.splitlines()]
    assert max(map(len, lines)) <= LONGEST_LINE
    said = "".join(lines)
    assert address in said
    assert f"Done {STAND_IN}" in said


def test_two_who_write_at_once_do_not_lose_each_others_words(client: PageClient, world: World) -> None:
    address = f"{world.address}/texts"
    client.sign_in(world.boss, "en").get(address)
    client.submit({**GIVEN, "edition": "0"})
    client.get(address)
    client.submit({**GIVEN, "edition": "0"})  # the same form sent twice
    client.get(address)
    page = client.submit({"purpose": "Mine", "edition": "0"}, status=422)
    assert "Somebody else" in page.text(".error-summary")
    assert page.text("textarea[name=purpose]") == "Mine"
    assert "法令順守" in client.get(world.address).text("main")
    client.get(address)
    assert "Mine" in client.submit({"purpose": "Mine"}).text("main")


def test_it_is_not_too_long(client: PageClient, world: World) -> None:
    client.sign_in(world.boss).get(f"{world.address}/texts")
    assert client.submit({"purpose": "あ" * 4_001}, status=422).has(".error-summary")
