"""Yearly campaigns remember from which year on they are due on another day."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Campaigns of before are due on the day of their first year in every year."""
    with op.batch_alter_table("campaign") as batch:
        batch.add_column(sa.Column("due_moves", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop what was moved; duties keep their due dates until they are written anew."""
    with op.batch_alter_table("campaign") as batch:
        batch.drop_column("due_moves")
