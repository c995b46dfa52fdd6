"""Everything that is stored about a person, found by what `training.personal` declares and sent row by row."""

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, func, literal, or_, select, union_all

from questions.canonical import Json
from training import clock, releases
from training.accounts import sections
from training.extensions import db
from training.learning.queries import list_veiled
from training.models import AuditEvent, Base
from training.personal import TABLES, Told
from training.transaction import begin_snapshot

SECRETS = {"salt", "secret_hash", "code_digest"}
"""What proves who a person is stays out of a file that lies on a disk."""
ROWS_AT_ONCE = 500
_JSON_COLUMNS = {"response", "parameters", "drawn", "fields", "read", "told", "values_before", "values_after"}
_encode = json.JSONEncoder(ensure_ascii=False).encode

Row = dict[str, Json]
Change = Callable[[Row], Row | None]
"""What becomes of a row before it is told; nothing leaves it out."""


class Section(NamedTuple):
    """Rows that are told together: under which name, of which table, which of its columns, and of which rows."""

    name: str
    table: Table
    columns: Sequence[ColumnElement[Any]]
    condition: ColumnElement[bool]

    def select(self) -> Select[*tuple[Any, ...]]:
        """Return the statement for the rows, in a fixed order."""
        return select(*self.columns).where(self.condition).order_by(*self.table.primary_key.columns)


def sections_about(person_id: uuid.UUID) -> list[Section]:
    """Return what is told of a person: each way in which a table is declared to name people, none left out."""
    found = [
        _section(Base.metadata.tables[name], column, told, person_id)
        for name, declared in TABLES.items()
        for column, told in declared.people.items()
    ]
    return sorted(found, key=lambda section: section.name != "account")


def count_about(person_id: uuid.UUID) -> dict[str, int]:
    """Return how many rows of each section there are, where there are any."""
    counting = (
        select(literal(section.name).label("name"), func.count().label("number"))
        .select_from(section.table)
        .where(section.condition)
        for section in sections_about(person_id)
    )
    return {row.name: row.number for row in db.session.execute(union_all(*counting)) if row.number}


def file_about(person_id: uuid.UUID) -> Iterator[str]:
    """Yield the pieces of a JSON file: what each section is, in the language of the page, then all rows of it."""
    begin_snapshot()
    changes = _veiling(person_id)
    found = sections_about(person_id)
    labels = {section.name: str(sections.LABELS[section.name]) for section in found}
    yield f'{{\n"sections": {json.dumps(labels, ensure_ascii=False, indent=1)}'
    for section in found:
        yield f",\n{_encode(section.name)}: ["
        between = "\n"
        for row in _rows(section, changes.get(section.name)):
            yield f"{between}{_encode(row)}"
            between = ",\n"
        yield "]"
    yield "\n}\n"


def _section(table: Table, column: str, told: Told, person_id: uuid.UUID) -> Section:
    columns = [each for each in table.c if (each.name in told.columns if told.columns else each.name not in SECRETS)]
    condition = table.c[column] == person_id
    if table.name == AuditEvent.__tablename__:
        is_about = (table.c.subject_kind == "person") & (table.c.subject_id == person_id.hex)
        condition = or_(condition, is_about)
    return Section(told.name, table, columns, condition)


def _rows(section: Section, change: Change | None) -> Iterator[Row]:
    """Fetch rows a few at a time; a reader who goes away in the middle leaves no cursor open."""
    with db.session.execute(section.select(), execution_options={"yield_per": ROWS_AT_ONCE}) as found:
        for each in found.mappings():
            row = {name: _plain(name, value) for name, value in each.items()}
            told = change(row) if change else row
            if told is not None:
                yield told


def _veiling(person_id: uuid.UUID) -> dict[str, Change]:
    """Return what keeps to itself how single answers were marked where the quiz does not show it yet."""
    veiled = {attempt_id.hex for attempt_id in list_veiled(person_id, clock.now())}
    return {
        "mark": lambda row: None if row["attempt_id"] in veiled else row,
        "answer": lambda row: _as_sent(row) if row["attempt_id"] in veiled else row,
    }


def _as_sent(answer: Row) -> Row:
    """Give the response as the form that was sent: the keys that are kept may tell what would have been right."""
    document = releases.get(uuid.UUID(str(answer["release_id"]))).document
    question = document.step(str(answer["scenario_key"]), str(answer["step_key"])).question
    response = answer["response"]
    if question is None or not isinstance(response, list):
        raise ValueError("only questions are answered")
    fields: Json = {name: [*texts] for name, texts in question.fields(tuple(map(str, response))).items()}
    return {**answer, "response": fields}


def _plain(name: str, value: Any) -> Json:
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime | date):
        return value.isoformat()
    if name in _JSON_COLUMNS and value is not None:
        parsed: Json = json.loads(value)
        return parsed
    return value if value is None or isinstance(value, int | float | bool) else str(value)
