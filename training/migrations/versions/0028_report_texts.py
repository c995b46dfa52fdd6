"""What administrators write into training reports."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; reports without such texts tell the usual ones."""
    op.create_table(
        "report_text",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("cycle", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("open_points", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("campaign_id", "cycle", name=op.f("pk_report_text")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_report_text_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name=op.f("fk_report_text_written_by_user")),
        sa.CheckConstraint("cycle > 0", name=op.f("ck_report_text_cycle_from_one")),
        sa.CheckConstraint("edition > 0", name=op.f("ck_report_text_edition_from_one")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("report_text")
