"""Notices that authors paste, with what they keep of the reading."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of notices."""
    op.create_table(
        "notice_record",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("incident_key", sa.String(length=80), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_notice_record_created_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_record")),
    )
    op.create_index(op.f("ix_notice_record_created_at"), "notice_record", ["created_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f("ix_notice_record_created_at"), table_name="notice_record")
    op.drop_table("notice_record")
