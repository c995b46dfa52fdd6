"""An assignment can be extended until a day."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has an extension yet."""
    op.add_column("assignment", sa.Column("extended_until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop it; due dates stay as they were written."""
    with op.batch_alter_table("assignment") as batch:
        batch.drop_column("extended_until")
