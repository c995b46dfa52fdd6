"""Campaigns remember how often they asked before that was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No rhythm has been changed so far."""
    with op.batch_alter_table("campaign") as batch:
        batch.add_column(sa.Column("rhythms", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop the rhythms of before; rounds that have begun keep their dates until they are written anew."""
    with op.batch_alter_table("campaign") as batch:
        batch.drop_column("rhythms")
