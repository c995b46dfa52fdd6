"""Counts of completion are kept, and changes noted until they are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_STATUSES = "'not_started', 'in_progress', 'passed', 'failed', 'exempt'"


def upgrade() -> None:
    """Make the tables; the worker counts what is there already within its first minute."""
    op.create_table(
        "completion_change",
        sa.Column("place", sa.Uuid(), nullable=False),
        sa.Column("everywhere", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_change")),
    )
    op.create_table(
        "completion_place",
        sa.Column("place", sa.Uuid(), nullable=False),
        sa.Column("zone", sa.String(length=50), nullable=False),
        sa.Column("open_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_completion_place")),
    )
    _make_counts()
    op.create_table(
        "completion_people",
        sa.Column("place", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("is_assigned", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leave_from", sa.Date(), nullable=True),
        sa.Column("leave_until", sa.Date(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_completion_people_of_some")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_people")),
    )
    op.create_index("ix_completion_people_place_campaign_id", "completion_people", ["place", "campaign_id"])


def _make_counts() -> None:
    op.create_table(
        "completion_count",
        sa.Column("place", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(length=30), nullable=True),
        sa.Column("is_extended", sa.Boolean(), nullable=False),
        sa.Column("leave_from", sa.Date(), nullable=True),
        sa.Column("leave_until", sa.Date(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_completion_count_of_some")),
        sa.CheckConstraint(f"status IN ({_STATUSES})", name=op.f("ck_completion_count_status")),
        sa.CheckConstraint(
            "settled_by IN ('extension', 'exemption', 'reset', 'extra_time', 'attended', 'manual_pass', 'taking_back')",
            name=op.f("ck_completion_count_settled_by"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_count")),
    )
    op.create_index("ix_completion_count_place_campaign_id", "completion_count", ["place", "campaign_id"])


def downgrade() -> None:
    """Drop them."""
    for name in ("completion_people", "completion_count", "completion_place", "completion_change"):
        op.drop_table(name)
