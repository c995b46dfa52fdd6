"""Leavers are pseudonymised when their retention ends, unless they are held back."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

RULE = "ck_user_pseudonymised_leavers"


def upgrade() -> None:
    """Nobody is pseudonymised or held back yet."""
    with op.batch_alter_table("user") as batch:
        batch.add_column(sa.Column("pseudonymised_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_check_constraint(op.f(RULE), "pseudonymised_at IS NULL OR status = 'deactivated'")
    op.create_table(
        "retention_hold",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_retention_hold_with_reason")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_retention_hold_person_id_user")),
        sa.ForeignKeyConstraint(["held_by"], ["user.id"], name=op.f("fk_retention_hold_held_by_user")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_retention_hold")),
    )


def downgrade() -> None:
    """Names that were erased do not come back."""
    op.drop_table("retention_hold")
    with op.batch_alter_table("user") as batch:
        batch.drop_constraint(op.f(RULE), type_="check")
        batch.drop_column("pseudonymised_at")
