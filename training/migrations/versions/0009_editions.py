"""Earlier editions of documents, and which of their texts are older than another language of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = {
    "incident": "incident_record",
    "control": "control_record",
    "scenario": "scenario_draft",
    "quiz": "quiz_draft",
}


def upgrade() -> None:
    """Create both tables; the first edition that is known of a document is the present one."""
    op.create_table(
        "document_edition",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("document_key", sa.String(length=80), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["saved_by"], ["user.id"], name=op.f("fk_document_edition_saved_by_user")),
        sa.PrimaryKeyConstraint("kind", "document_key", "edition", name=op.f("pk_document_edition")),
    )
    op.create_table(
        "older_text",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("document_key", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "document_key", "place", "language", name=op.f("pk_older_text")),
    )
    for kind, table in TABLES.items():
        op.execute(
            "INSERT INTO document_edition (kind, document_key, edition, document, saved_at, saved_by)"  # noqa: S608
            f" SELECT '{kind}', key, edition, document, updated_at, updated_by FROM {table}"
        )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("older_text")
    op.drop_table("document_edition")
