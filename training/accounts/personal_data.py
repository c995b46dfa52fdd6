"""Everything that is stored about a person, for that person."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from questions.canonical import Json
from training import clock, releases
from training.extensions import db
from training.learning.queries import list_veiled
from training.models import AuditEvent, Base, User

SECRETS = {"salt", "secret_hash", "code_digest"}
"""What proves who a person is stays out of a file that lies on a disk."""

_WRITTEN = {
    "reviews_asked_for": ("review", "asked_by", ("id", "quiz_key", "request", "asked_at")),
    "reviews_asked_of": ("review", "asked_of", ("id", "quiz_key", "asked_at")),
    "reviews_decided": ("review", "decided_by", ("id", "quiz_key", "state", "verdict", "decided_at")),
    "documents_saved": ("document_edition", "saved_by", ("kind", "document_key", "edition", "saved_at")),
    "review_comments": ("review_comment", "written_by", ("id", "scenario_key", "step_key", "text", "written_at")),
}
"""What the person wrote into rows that hold the words of others as well: the table, whose id it is, the own columns."""

_JSON_COLUMNS = {"response", "parameters", "drawn", "fields", "read", "told", "values_before", "values_after"}


def everything_about(person_id: uuid.UUID) -> dict[str, Json]:
    """Return the rows of every table that carries this person's id, a new table included, without secrets."""
    users = Base.metadata.tables[User.__tablename__]
    events = Base.metadata.tables[AuditEvent.__tablename__]
    data: dict[str, Any] = {"account": _rows(users, users.c.id == person_id)}
    for name, table in sorted(Base.metadata.tables.items()):
        if "person_id" in table.c:
            data[name] = _rows(table, table.c.person_id == person_id)
    for name, (table_name, whose, columns) in _WRITTEN.items():
        table = Base.metadata.tables[table_name]
        data[name] = _rows(table, table.c[whose] == person_id, columns)
    is_about = (events.c.subject_kind == "person") & (events.c.subject_id == person_id.hex)
    veiled = {attempt_id.hex for attempt_id in list_veiled(person_id, clock.now())}
    # How single answers were marked stays out where the quiz does not show it yet.
    data["mark"] = [mark for mark in data["mark"] if mark["attempt_id"] not in veiled]
    data["answer"] = [_as_sent(row) if row["attempt_id"] in veiled else row for row in data["answer"]]
    data["audit_event"] = _rows(events, (events.c.actor_id == person_id) | is_about)
    return data


def _as_sent(answer: dict[str, Any]) -> dict[str, Json]:
    """Give the response as the form that was sent: the keys that are kept may tell what would have been right."""
    document = releases.get(uuid.UUID(answer["release_id"])).document
    question = document.step(answer["scenario_key"], answer["step_key"]).question
    if question is None:
        raise ValueError("only questions are answered")
    return {**answer, "response": question.fields(tuple(answer["response"]))}


def _rows(table: Table, condition: Any, names: Sequence[str] = ()) -> list[Json]:
    columns = [column for column in table.c if (column.name in names if names else column.name not in SECRETS)]
    rows = db.session.execute(select(*columns).where(condition).order_by(*table.primary_key.columns)).mappings()
    return [{name: _plain(name, value) for name, value in row.items()} for row in rows]


def _plain(name: str, value: Any) -> Json:
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.isoformat()
    if name in _JSON_COLUMNS and value is not None:
        parsed: Json = json.loads(value)
        return parsed
    return value if value is None or isinstance(value, int | float | bool) else str(value)
