"""Who saved which edition, with which steps, and which editions went into a release: columns instead of the ledger."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

EDITION = sa.table(
    "document_edition",
    sa.column("kind", sa.String()),
    sa.column("document_key", sa.String()),
    sa.column("edition", sa.Integer()),
    sa.column("document", sa.Text()),
    sa.column("sha256", sa.String()),
    sa.column("changed_steps", sa.Text()),
    sa.column("saved_at", sa.DateTime(timezone=True)),
    sa.column("saved_by", sa.Uuid()),
)
EVENT = sa.table(
    "audit_event",
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor_id", sa.Uuid()),
    sa.column("action", sa.String()),
    sa.column("subject_id", sa.String()),
    sa.column("details", sa.Text()),
)
RELEASE = sa.table("release", sa.column("id", sa.Uuid()), sa.column("document", sa.Text()))
PUBLISHED = sa.table(
    "release_edition",
    sa.column("release_id", sa.Uuid()),
    sa.column("kind", sa.String()),
    sa.column("document_key", sa.String()),
    sa.column("edition", sa.Integer()),
)
NOTICE = "notice"
"""Notices are no documents of the bank; only their latest states are kept."""

CHECKS = {
    "ck_document_edition_kind": "kind IN ('control', 'incident', 'notice', 'quiz', 'scenario')",
    "ck_document_edition_edition_from_one": "edition > 0",
    "ck_document_edition_sha256_whole": "length(sha256) = 64",
}

Place = tuple[str, str, int]


def upgrade() -> None:
    """Fill both as far as the ledger tells; what it does not tell stays empty."""
    with op.batch_alter_table("document_edition") as batch:
        batch.alter_column("document", existing_type=sa.Text(), nullable=True)
        batch.add_column(sa.Column("sha256", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("changed_steps", sa.Text(), nullable=True))
        for name, rule in CHECKS.items():
            batch.create_check_constraint(op.f(name), rule)
    op.create_table(
        "release_edition",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("document_key", sa.String(length=80), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('control', 'incident', 'quiz', 'scenario')", name=op.f("ck_release_edition_kind")),
        sa.CheckConstraint("edition > 0", name=op.f("ck_release_edition_edition_from_one")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_edition_release_id_release")),
        sa.PrimaryKeyConstraint("release_id", "kind", "document_key", name=op.f("pk_release_edition")),
    )
    connection = op.get_bind()
    _digest(connection)
    _fill_editions(connection)
    for row in connection.execute(sa.select(RELEASE.c.id)).all():
        _fill_release(connection, row.id)


def downgrade() -> None:
    """Drop them; the ledger still tells of editions that are not kept."""
    op.drop_table("release_edition")
    op.get_bind().execute(sa.delete(EDITION).where(EDITION.c.document.is_(None)))
    with op.batch_alter_table("document_edition") as batch:
        for name in CHECKS:
            batch.drop_constraint(op.f(name), type_="check")
        batch.drop_column("changed_steps")
        batch.drop_column("sha256")
        batch.alter_column("document", existing_type=sa.Text(), nullable=False)


def _digest(connection: sa.Connection) -> None:
    """Keep what the editions that are there say as a digest."""
    names = sa.select(EDITION.c.kind, EDITION.c.document_key, EDITION.c.edition).where(EDITION.c.kind != NOTICE)
    for place in connection.execute(names).all():
        here = _at(tuple(place))
        said = connection.scalar(sa.select(EDITION.c.document).where(here)) or ""
        sha256 = hashlib.sha256(said.encode()).hexdigest()
        connection.execute(sa.update(EDITION).where(here).values(sha256=sha256))


def _fill_editions(connection: sa.Connection) -> None:
    columns = sa.select(EDITION.c.kind, EDITION.c.document_key, EDITION.c.edition)
    known: set[Place] = {tuple(row) for row in connection.execute(columns).all()}
    saved = sa.select(EVENT).where(EVENT.c.action == "document.saved").order_by(EVENT.c.at)
    for event in connection.execute(saved).all():
        details = json.loads(event.details)
        place = (details["kind"], event.subject_id, details["edition"])
        steps = json.dumps(details["steps"], separators=(",", ":")) if "steps" in details else None
        if place in known:
            connection.execute(sa.update(EDITION).where(_at(place)).values(changed_steps=steps))
            continue
        known.add(place)
        values = dict(zip(("kind", "document_key", "edition"), place, strict=True))
        told = {"sha256": details.get("sha256"), "changed_steps": steps}
        connection.execute(sa.insert(EDITION).values(**values, **told, saved_at=event.at, saved_by=event.actor_id))


def _at(place: Any) -> Any:
    kind, key, edition = place
    return sa.and_(EDITION.c.kind == kind, EDITION.c.document_key == key, EDITION.c.edition == edition)


def _fill_release(connection: sa.Connection, release_id: uuid.UUID) -> None:
    published = sa.select(EVENT.c.details).where(
        EVENT.c.subject_id == release_id.hex, EVENT.c.action == "release.published"
    )
    details = connection.scalar(published)
    told = json.loads(details).get("editions", []) if details else []
    editions = {(kind, key): int(edition) for kind, key, edition in (entry.split(" ") for entry in told)}
    document = connection.scalar(sa.select(RELEASE.c.document).where(RELEASE.c.id == release_id)) or "{}"
    rows = [
        {"release_id": release_id, "kind": kind, "document_key": key, "edition": editions.get((kind, key))}
        for kind, key in dict.fromkeys(_names(json.loads(document)))
    ]
    if rows:
        connection.execute(sa.insert(PUBLISHED), rows)


def _names(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give kind and key of everything that a release holds."""
    folders = {"scenarios": "scenario", "pooled": "scenario", "incidents": "incident", "controls": "control"}
    if "quiz" in document:
        yield "quiz", document["quiz"]["key"]
    for name, kind in folders.items():
        yield from ((kind, part["key"]) for part in document.get(name, []))
