"""Campaigns remember whom they were for before that was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No audience has been replaced so far; those that grew are kept as they are now."""
    with op.batch_alter_table("campaign") as batch:
        batch.add_column(sa.Column("audiences", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop the audiences of before; people keep what they were assigned."""
    with op.batch_alter_table("campaign") as batch:
        batch.drop_column("audiences")
