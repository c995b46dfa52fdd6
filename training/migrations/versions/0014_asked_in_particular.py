"""A review may be asked of somebody in particular."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whom; reviews of before were asked of nobody in particular."""
    with op.batch_alter_table("review") as batch:
        batch.add_column(sa.Column("asked_of", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_review_asked_of_user"), "user", ["asked_of"], ["id"])
        batch.create_check_constraint(op.f("ck_review_asked_of_somebody_else"), "asked_of <> asked_by")


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("review") as batch:
        batch.drop_constraint(op.f("ck_review_asked_of_somebody_else"), type_="check")
        batch.drop_constraint(op.f("fk_review_asked_of_user"), type_="foreignkey")
        batch.drop_column("asked_of")
