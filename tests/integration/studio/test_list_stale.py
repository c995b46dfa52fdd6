"""Authors are told what has aged, mend it or stand by it; auditors read it."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from questions.control import Citation, Control
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.reviews import publish_reviewed
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock
from training.extensions import db
from training.models import (
    AuditEvent,
    ControlRecord,
    IncidentRecord,
    OlderText,
    QuizDraft,
    Role,
    ScenarioDraft,
    User,
)
from training.studio import service

RECORDS = (ControlRecord, IncidentRecord, QuizDraft, ScenarioDraft)
STALE = "/studio/stale"


def age(make: Maker, days: int = 366) -> None:
    """Let all documents have been saved so many days ago."""
    at = clock.now() - timedelta(days=days)
    make.run(lambda: [db.session.execute(update(record).values(updated_at=at)) for record in RECORDS])


def listed(client: PageClient, address: str = STALE) -> list[str]:
    return [cell.get_text(strip=True) for cell in client.get(address).all("main tbody th")]


def test_what_nobody_read_for_a_year_is_told_until_somebody_stands_by_it(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    assert desk.get(STALE).has(".empty-state")
    age(make, days=364)
    assert desk.get(STALE).has(".empty-state")
    age(make)
    names = listed(desk)
    assert len(names) == 5
    assert desk.get("/studio/").has("main a[href='/studio/stale']")
    for left in (4, 3, 2, 1, 0):
        desk.get(STALE)
        desk.submit({}, form="main tbody form")
        assert len(listed(desk)) == left
    assert not desk.get("/studio/").has("main a[href='/studio/stale']")
    with make.app.app_context():
        told = db.session.scalars(select(AuditEvent.actor_id).where(AuditEvent.action == "document.checked")).all()
    assert told == [author.id] * 5


def test_a_published_review_is_reading_as_well(english_desk: PageClient, make: Maker, author: User) -> None:
    publish_reviewed(make, author)
    age(make)
    assert english_desk.get(STALE).has(".empty-state")


def test_ended_citations_and_older_translations_lead_to_their_pages(
    english_desk: PageClient, make: Maker, author: User
) -> None:
    ended = Citation.model_validate({"instrument": "Act", "clause": "Article 9", "valid_until": "2022-03-31"})
    control = small.control().model_copy(update={"citations": [ended]})
    make.run(lambda: service.save_document(control, 1, author.id))
    older = {"kind": "scenario", "document_key": "first-a", "place": "title", "language": "ja", "edition": 1}
    make.run(lambda: db.session.execute(insert(OlderText).values(older)))
    assert listed(english_desk) == ["Check the address", "Case first-a"]
    assert listed(english_desk, f"{STALE}?why=older") == ["Case first-a"]
    assert listed(english_desk, f"{STALE}?kind=control") == ["Check the address"]
    english_desk.get(f"{STALE}?why=tired", status=404)
    page = english_desk.get(STALE)
    assert "Article 9 was valid until 2022-03-31" in page.text("main tbody")
    for link in page.all("main tbody a"):
        english_desk.get(str(link["href"]))


def test_nobody_stands_by_what_was_changed_meanwhile(english_desk: PageClient, make: Maker, author: User) -> None:
    age(make)
    english_desk.get(f"{STALE}?kind=control")
    newer = Control.model_validate(small.control().model_dump() | {"rule": small.both("Three check.", "三人です。")})
    make.run(lambda: service.save_document(newer, 1, author.id))
    english_desk.submit({}, form="main tbody form")
    with make.app.app_context():
        assert not db.session.scalars(select(AuditEvent).where(AuditEvent.action == "document.checked")).all()


def test_an_auditor_reads_and_changes_nothing(client: PageClient, make: Maker, bank: None) -> None:
    age(make)
    page = client.sign_in(make.person(roles=[Role.AUDITOR]), "en").get(STALE)
    assert len(page.all("main tbody tr")) == 5
    assert not page.has("main tbody a, main tbody form")


@pytest.mark.parametrize("more", [0, 40])
def test_the_number_of_statements_does_not_grow(
    english_desk: PageClient, make: Maker, author: User, count_statements: StatementCounter, more: int
) -> None:
    for number in range(more):
        make.run(lambda number=number: service.add_document(small.control(f"c-{number}"), author.id))  # type: ignore[misc]
    age(make)
    english_desk.get(STALE)  # the first page of a process reads the documents
    with count_statements() as counted:
        english_desk.get(STALE)
    assert counted.number == 10
