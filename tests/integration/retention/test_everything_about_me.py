"""A person gets all that is stored, whatever table it is in, a few rows at a time."""

import json
import tracemalloc
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, func, insert, select

from tests.factories.maker import LONG_AGO, Maker
from tests.integration.core.test_constraints import fill
from tests.support.client import PageClient
from training.accounts import personal_data, sections
from training.extensions import db
from training.models import Base, OutgoingMail, User, new_id
from training.personal import TABLES

MANY = 5_000


@pytest.fixture
def people(app: Flask, make: Maker) -> list[User]:
    """Return two people about whom there is something in nearly every table."""
    fill(app, make)
    return make.run(lambda: list(db.session.scalars(select(User).order_by(User.id))))


def count(column: Column[Any], person: User) -> int:
    rows = select(func.count()).select_from(column.table).where(column == person.id)
    return db.session.scalar(rows) or 0


def sent(client: PageClient) -> dict[str, Any]:
    with client.flask_client.get("/profile/data.json") as response:
        assert response.status_code == 200
        return dict(json.loads(response.get_data(as_text=True)))


def test_every_row_that_leads_to_the_person_is_in_the_file(client: PageClient, make: Maker, people: list[User]) -> None:
    for person in people:
        data = sent(client.sign_in(person))
        for table in Base.metadata.sorted_tables:
            for column in table.c:
                if any(key.column.table.name == "user" for key in column.foreign_keys):
                    told = data[TABLES[table.name].people[column.name].name]
                    assert len(told) >= make.run(partial(count, column, person)), column
        assert {*data} == {"sections", *sections.LABELS}
        assert len(data["answer"]) == len(data["mark"]) == 4
        for secret in ("argon2", "salt", "no hash of anything"):
            assert secret not in str(data)


def test_the_page_says_what_there_is_and_what_becomes_of_it(
    client: PageClient, people: list[User], locale: str
) -> None:
    page = client.sign_in(people[0], locale).get("/profile/data")
    counts = {line.select_one("th").get_text(): line.select("td") for line in page.all("tbody tr")}  # type: ignore[union-attr]
    data = sent(client)
    assert {name: len(rows) for name, rows in data.items() if rows and name != "sections"} == {
        name: int(counts[label][0].get_text()) for name, label in data["sections"].items() if label in counts
    }
    erased = {"ja": "名前と一緒に消去されます", "en": "Is erased together with your name"}[locale]
    assert counts[data["sections"]["person_identity"]][1].get_text() == erased


def test_a_long_file_is_sent_in_pieces(app: Flask, make: Maker) -> None:
    person = make.person()
    row = {"person_id": person.id, "kind": "due_moved", "locale": "ja", "parameters": "{}", "state": "sent"}
    moments = {"created_at": LONG_AGO, "next_at": LONG_AGO, "sent_at": LONG_AGO, "tries": 1}
    keys = [{"id": new_id(), "dedupe_key": f"{number}", "message_id": f"{number}"} for number in range(MANY)]
    make.run(lambda: db.session.execute(insert(OutgoingMail), [{**row, **moments, **key} for key in keys]))
    with app.test_request_context():
        pieces = personal_data.file_about(person.id)
        next(pieces)
        tracemalloc.start()
        length = sum(len(piece) for piece in pieces)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        db.session.rollback()
    assert length > MANY * 200
    assert most < length


def test_everything_told_has_a_name_in_words() -> None:
    told = {each.name for declared in TABLES.values() for each in declared.people.values()}
    assert told == set(sections.LABELS)
