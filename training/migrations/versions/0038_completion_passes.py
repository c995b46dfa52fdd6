"""Passes of each day are counted apart from the rest, and for the whole organisation as well."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; what was kept follows from other tables, and the worker counts it anew."""
    _forget()
    op.create_table(
        "completion_passes",
        sa.Column("place", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_completion_passes_not_negative")),
        sa.PrimaryKeyConstraint("place", "campaign_id", "passed_on", name=op.f("pk_completion_passes")),
    )
    with op.batch_alter_table("completion_count") as table:
        table.drop_column("passed_on")


def downgrade() -> None:
    """Count days with the rest again."""
    _forget()
    with op.batch_alter_table("completion_count") as table:
        table.add_column(sa.Column("passed_on", sa.Date(), nullable=True))
    op.drop_table("completion_passes")


def _forget() -> None:
    """Take counted places away with their counts, so that pages count people until the worker has been there."""
    for name in ("completion_count", "completion_people", "completion_place"):
        op.execute(sa.table(name).delete())
