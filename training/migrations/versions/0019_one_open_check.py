"""One check of the ledger is open at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OPEN = "ck_ledger_check_open_until_finished"
ONE = "uq_ledger_check_is_open"


def upgrade() -> None:
    """Keep the first of those that are open; each of them would have checked the same ledger."""
    op.execute(
        "DELETE FROM ledger_check WHERE finished_at IS NULL AND id <> "
        "(SELECT id FROM ledger_check WHERE finished_at IS NULL ORDER BY asked_at, id LIMIT 1)"
    )
    op.add_column("ledger_check", sa.Column("is_open", sa.Boolean(), nullable=True))
    op.execute("UPDATE ledger_check SET is_open = true WHERE finished_at IS NULL")
    with op.batch_alter_table("ledger_check") as batch:
        batch.create_unique_constraint(op.f(ONE), ["is_open"])
        batch.create_check_constraint(
            op.f(OPEN),
            sa.text("finished_at IS NULL AND is_open IS TRUE OR finished_at IS NOT NULL AND is_open IS NULL"),
        )


def downgrade() -> None:
    """Let there be several again."""
    with op.batch_alter_table("ledger_check") as batch:
        batch.drop_constraint(op.f(OPEN), type_="check")
        batch.drop_constraint(op.f(ONE), type_="unique")
        batch.drop_column("is_open")
