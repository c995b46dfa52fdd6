"""A release cites an approval: neither another verdict, nor one that is taken back later."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BYTES = ("quiz_key", "number", "sha256")
CHECKS = {
    "ck_release_review_with_state": "(review_id IS NULL) = (review_state IS NULL)",
    "ck_release_review_approved": "review_state = 'approved'",
}


def upgrade() -> None:
    """Name the state in the reference from release to review; only approvals were ever cited."""
    with op.batch_alter_table("release") as batch:
        batch.add_column(sa.Column("review_state", sa.String(length=30), nullable=True))
        batch.drop_constraint(op.f("fk_release_reviewed_bytes"), type_="foreignkey")
    op.execute("UPDATE release SET review_state = 'approved' WHERE review_id IS NOT NULL")
    with op.batch_alter_table("review") as batch:
        batch.drop_constraint(op.f("uq_review_id_quiz_key_number_sha256"), type_="unique")
        batch.create_unique_constraint(op.f("uq_review_id_quiz_key_number_sha256_state"), ["id", *BYTES, "state"])
    with op.batch_alter_table("release") as batch:
        batch.create_foreign_key(
            op.f("fk_release_approved_bytes"),
            "review",
            ["review_id", *BYTES, "review_state"],
            ["id", *BYTES, "state"],
        )
        for name, rule in CHECKS.items():
            batch.create_check_constraint(op.f(name), sa.text(rule))


def downgrade() -> None:
    """Go back to the reference without the state."""
    with op.batch_alter_table("release") as batch:
        for name in CHECKS:
            batch.drop_constraint(op.f(name), type_="check")
        batch.drop_constraint(op.f("fk_release_approved_bytes"), type_="foreignkey")
        batch.drop_column("review_state")
    with op.batch_alter_table("review") as batch:
        batch.drop_constraint(op.f("uq_review_id_quiz_key_number_sha256_state"), type_="unique")
        batch.create_unique_constraint(op.f("uq_review_id_quiz_key_number_sha256"), ["id", *BYTES])
    with op.batch_alter_table("release") as batch:
        batch.create_foreign_key(op.f("fk_release_reviewed_bytes"), "review", ["review_id", *BYTES], ["id", *BYTES])
