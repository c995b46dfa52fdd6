"""Earlier desks of notices leave the table of documents, whose editions are kept for ever with their digest."""

import hashlib
import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

EDITION = sa.table(
    "document_edition",
    sa.column("kind", sa.String()),
    sa.column("document_key", sa.String()),
    sa.column("edition", sa.Integer()),
    sa.column("document", sa.Text()),
    sa.column("sha256", sa.String()),
    sa.column("saved_at", sa.DateTime(timezone=True)),
)
DESK = sa.table(
    "notice_edition",
    sa.column("notice_id", sa.Uuid()),
    sa.column("edition", sa.Integer()),
    sa.column("desk", sa.Text()),
    sa.column("saved_at", sa.DateTime(timezone=True)),
)
NOTICE = sa.table("notice_record", sa.column("id", sa.Uuid()))
KINDS = ("control", "incident", "notice", "quiz", "scenario")
OF_NOTICE = EDITION.c.kind == "notice"
KIND, DIGEST = "ck_document_edition_kind", "ck_document_edition_digest_of_words"


def upgrade() -> None:
    """Move the desks, notice by notice: a desk holds much of its notice."""
    op.create_table(
        "notice_edition",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_notice_edition_edition_from_one")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice_record.id"], name=op.f("fk_notice_edition_notice_id_notice_record")
        ),
        sa.PrimaryKeyConstraint("notice_id", "edition", name=op.f("pk_notice_edition")),
    )
    connection = op.get_bind()
    for notice_id in connection.scalars(sa.select(NOTICE.c.id)).all():
        _move(connection, notice_id)
    connection.execute(sa.delete(EDITION).where(OF_NOTICE))
    _digest(connection)
    with op.batch_alter_table("document_edition") as batch:
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), _one_of(kind for kind in KINDS if kind != "notice"))
        batch.create_check_constraint(op.f(DIGEST), "document IS NULL OR sha256 IS NOT NULL")


def downgrade() -> None:
    """Move them back."""
    with op.batch_alter_table("document_edition") as batch:
        batch.drop_constraint(op.f(DIGEST), type_="check")
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), _one_of(KINDS))
    connection = op.get_bind()
    for notice_id in connection.scalars(sa.select(NOTICE.c.id)).all():
        _move_back(connection, notice_id)
    op.drop_table("notice_edition")


def _one_of(kinds: Any) -> str:
    return f"kind IN ({', '.join(map(repr, kinds))})"


def _move(connection: sa.Connection, notice_id: uuid.UUID) -> None:
    columns = (EDITION.c.edition, EDITION.c.document.label("desk"), EDITION.c.saved_at)
    mine = sa.select(*columns).where(OF_NOTICE, EDITION.c.document_key == notice_id.hex)
    rows = [{**row, "notice_id": notice_id} for row in connection.execute(mine).mappings() if row["desk"] is not None]
    if rows:
        connection.execute(sa.insert(DESK), rows)


def _move_back(connection: sa.Connection, notice_id: uuid.UUID) -> None:
    columns = (DESK.c.edition, DESK.c.desk.label("document"), DESK.c.saved_at)
    mine = sa.select(*columns).where(DESK.c.notice_id == notice_id)
    named = {"kind": "notice", "document_key": notice_id.hex}
    if rows := [{**row, **named} for row in connection.execute(mine).mappings()]:
        connection.execute(sa.insert(EDITION), rows)


def _digest(connection: sa.Connection) -> None:
    """Digest what is kept of editions whose digest nobody recorded."""
    names = (EDITION.c.kind, EDITION.c.document_key, EDITION.c.edition)
    without = sa.select(*names).where(EDITION.c.sha256.is_(None), EDITION.c.document.is_not(None))
    for kind, key, edition in connection.execute(without).all():
        here = sa.and_(EDITION.c.kind == kind, EDITION.c.document_key == key, EDITION.c.edition == edition)
        said = connection.scalar(sa.select(EDITION.c.document).where(here)) or ""
        sha256 = hashlib.sha256(said.encode()).hexdigest()
        connection.execute(sa.update(EDITION).where(here).values(sha256=sha256))
