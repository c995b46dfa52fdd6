"""What documents said when they last came from files, so that an import can tell which side has changed since."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("incident_record", "control_record", "scenario_draft", "quiz_draft")
COLUMNS = ("shipped_sha256", "exported_sha256")


def upgrade() -> None:
    """Add the digests; what nobody has edited still says what its file said."""
    for name in TABLES:
        for column in COLUMNS:
            op.add_column(name, sa.Column(column, sa.String(length=64), nullable=True))
        table = sa.table(
            name,
            sa.column("id", sa.Uuid()),
            sa.column("document", sa.Text()),
            sa.column("updated_by", sa.Uuid()),
            sa.column("shipped_sha256", sa.String()),
        )
        connection = op.get_bind()
        unedited = sa.select(table.c.id, table.c.document).where(table.c.updated_by.is_(None))
        for row in connection.execute(unedited).all():
            sha256 = hashlib.sha256(row.document.encode()).hexdigest()
            connection.execute(table.update().where(table.c.id == row.id).values(shipped_sha256=sha256))


def downgrade() -> None:
    """Drop the digests."""
    for name in TABLES:
        for column in COLUMNS:
            op.drop_column(name, column)
