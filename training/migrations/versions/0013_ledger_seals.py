"""The chain of seals over the ledger, and checks of it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; events of before are sealed by the worker, in as many batches as it takes."""
    _create_seal()
    _create_entry()
    op.create_table(
        "ledger_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (report IS NULL)", name=op.f("ck_ledger_check_finished_with_report")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_ledger_check_asked_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_check")),
    )
    op.create_index(op.f("ix_ledger_check_asked_at"), "ledger_check", ["asked_at"])


def downgrade() -> None:
    """Drop them; events stay, and what proved them is lost."""
    for name in ("ledger_check", "ledger_entry", "ledger_seal"):
        op.drop_table(name)


def _create_seal() -> None:
    op.create_table(
        "ledger_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("root_sha256", sa.String(length=64), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("events_total", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("next_key", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_ledger_seal_number_from_one")),
        sa.CheckConstraint("events >= 0 AND events_total >= events", name=op.f("ck_ledger_seal_counts_whole")),
        sa.CheckConstraint("(events = 0) = (first_at IS NULL)", name=op.f("ck_ledger_seal_span_with_events")),
        sa.CheckConstraint("(first_at IS NULL) = (last_at IS NULL)", name=op.f("ck_ledger_seal_span_whole")),
        sa.CheckConstraint("length(sha256) = 64 AND length(signature) = 128", name=op.f("ck_ledger_seal_signed")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ledger_seal")),
        sa.UniqueConstraint("previous_sha256", name=op.f("uq_ledger_seal_previous_sha256")),
        sa.UniqueConstraint("sha256", name=op.f("uq_ledger_seal_sha256")),
    )


def _create_entry() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("seal_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_ledger_entry_position_from_zero")),
        sa.CheckConstraint("length(content_sha256) = 64", name=op.f("ck_ledger_entry_sha256_whole")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("seal_number", "position", name=op.f("uq_ledger_entry_seal_number_position")),
    )
