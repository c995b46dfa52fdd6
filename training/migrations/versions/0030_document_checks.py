"""Who has read a document again and found it right."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "document_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("document_key", sa.String(length=80), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('control', 'incident', 'quiz', 'scenario')", name=op.f("ck_document_check_kind")),
        sa.CheckConstraint("edition > 0", name=op.f("ck_document_check_edition_from_one")),
        sa.ForeignKeyConstraint(["checked_by"], ["user.id"], name=op.f("fk_document_check_checked_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_check")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("document_check")
