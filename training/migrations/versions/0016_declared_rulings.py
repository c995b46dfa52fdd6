"""A correction says by which declaration the writer of the question made it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add why; nothing was declared for rulings of before."""
    op.add_column("ruling", sa.Column("declaration", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("ruling", "declaration")
