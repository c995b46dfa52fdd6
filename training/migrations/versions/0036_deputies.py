"""Who stands in for managers, and in whose place deputies decided."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the column; earlier decisions were nobody's in another's place."""
    op.create_table(
        "deputyship",
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("manager_id <> deputy_id", name=op.f("ck_deputyship_somebody_else")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_deputyship_ends_after_start")),
        sa.CheckConstraint("ended_by IS NULL OR ended_at IS NOT NULL", name=op.f("ck_deputyship_ended_with_date")),
        sa.ForeignKeyConstraint(["manager_id"], ["user.id"], name=op.f("fk_deputyship_manager_id_user")),
        sa.ForeignKeyConstraint(["deputy_id"], ["user.id"], name=op.f("fk_deputyship_deputy_id_user")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_deputyship_created_by_user")),
        sa.ForeignKeyConstraint(["ended_by"], ["user.id"], name=op.f("fk_deputyship_ended_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputyship")),
    )
    op.create_index("ix_deputyship_manager_id", "deputyship", ["manager_id"])
    op.create_index("ix_deputyship_deputy_id", "deputyship", ["deputy_id"])
    with op.batch_alter_table("override") as batch:
        batch.add_column(sa.Column("given_for", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_override_given_for_user"), "user", ["given_for"], ["id"])


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("override") as batch:
        batch.drop_constraint(op.f("fk_override_given_for_user"), type_="foreignkey")
        batch.drop_column("given_for")
    op.drop_table("deputyship")
