"""Campaigns have rules: how long, for whom late, how often; they can pause, and duties can end."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CHECKS = {
    "closes_after_due": "closes_at >= due_at",
    "due_days_from_one": "due_days > 0",
    "grace_days_not_negative": "grace_days >= 0",
    "months_of_own_rhythm": ("(repeat_months IS NOT NULL) = (repeats IS NOT NULL AND repeats = 'after_completion')"),
    "repeat_months_in_range": "repeat_months BETWEEN 1 AND 120",
    "paused_or_closed": "paused_at IS NULL OR closed_at IS NULL",
}


def upgrade() -> None:
    """Campaigns of before ask once, for one due date, in the release that they were launched with."""
    repeats = sa.Enum(
        "yearly", "after_completion", name="repeats", native_enum=False, create_constraint=True, length=30
    )
    with op.batch_alter_table("campaign") as batch:
        batch.add_column(sa.Column("follows_newest", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("due_days", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("grace_days", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("closes_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("repeats", repeats, nullable=True))
        batch.add_column(sa.Column("repeat_months", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("pauses", sa.Text(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("paused_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("ticked_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("leased_until", MOMENT, nullable=True))
        for name, rule in CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_campaign_{name}"), sa.text(rule))
    op.add_column("assignment", sa.Column("begins_on", sa.Date(), nullable=True))
    op.add_column("assignment", sa.Column("ended_at", MOMENT, nullable=True))


def downgrade() -> None:
    """Drop them; a campaign that was to repeat stays as it stands."""
    with op.batch_alter_table("assignment") as batch:
        batch.drop_column("ended_at")
        batch.drop_column("begins_on")
    with op.batch_alter_table("campaign") as batch:
        batch.drop_constraint(op.f("ck_campaign_repeats"), type_="check")
        for name in CHECKS:
            batch.drop_constraint(op.f(f"ck_campaign_{name}"), type_="check")
        for column in (
            "leased_until",
            "ticked_at",
            "paused_at",
            "pauses",
            "repeat_months",
            "repeats",
            "closes_at",
            "grace_days",
            "due_days",
            "follows_newest",
        ):
            batch.drop_column(column)
