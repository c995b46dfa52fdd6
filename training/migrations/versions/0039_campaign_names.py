"""English names of campaigns."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; campaigns that were launched before keep one name for everybody."""
    op.add_column("campaign", sa.Column("name_en", sa.String(200), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("campaign", "name_en")
