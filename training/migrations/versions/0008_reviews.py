"""Reviews with their comments, and what each release was published on."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APPROVALS = "approval IN ('reviewed', 'alone', 'program', 'unrecorded')"
RELEASE_CHECKS = {
    "ck_release_approval": APPROVALS,
    "ck_release_reviewed_with_review": "(approval = 'reviewed') = (review_id IS NOT NULL)",
    "ck_release_alone_with_declaration": "(approval = 'alone') = (declaration IS NOT NULL)",
    "ck_release_published_by_somebody": "approval NOT IN ('reviewed', 'alone') OR published_by IS NOT NULL",
}


def upgrade() -> None:
    """Create both tables; of releases of before, those without a person came from the program."""
    _create_review()
    _create_review_comment()
    op.add_column("release", sa.Column("approval", sa.String(length=30), nullable=True))
    op.add_column("release", sa.Column("review_id", sa.Uuid(), nullable=True))
    op.add_column("release", sa.Column("declaration", sa.Text(), nullable=True))
    op.execute("UPDATE release SET approval = CASE WHEN published_by IS NULL THEN 'program' ELSE 'unrecorded' END")
    with op.batch_alter_table("release") as batch:
        batch.alter_column("approval", existing_type=sa.String(length=30), nullable=False)
        batch.create_foreign_key(op.f("fk_release_review_id_review"), "review", ["review_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_release_review_id"), ["review_id"])
        for name, rule in RELEASE_CHECKS.items():
            batch.create_check_constraint(op.f(name), rule)


def downgrade() -> None:
    """Drop them; releases stay, and who reviewed them is lost."""
    with op.batch_alter_table("release") as batch:
        for name in RELEASE_CHECKS:
            batch.drop_constraint(op.f(name), type_="check")
        batch.drop_constraint(op.f("uq_release_review_id"), type_="unique")
        batch.drop_constraint(op.f("fk_release_review_id_review"), type_="foreignkey")
        for column in ("declaration", "review_id", "approval"):
            batch.drop_column(column)
    op.drop_table("review_comment")
    op.drop_table("review")


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("quiz_key", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_review_number_from_one")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_review_sha256_whole")),
        sa.CheckConstraint(
            "state IN ('open', 'changes_asked', 'approved', 'withdrawn', 'replaced')", name=op.f("ck_review_state")
        ),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("ck_review_closed_with_date")),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_review_decided_by_somebody")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'changes_asked') OR decided_by <> asked_by",
            name=op.f("ck_review_decided_by_somebody_else"),
        ),
        sa.CheckConstraint(
            "state <> 'changes_asked' OR verdict IS NOT NULL", name=op.f("ck_review_changes_with_words")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_review_asked_by_user")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_review_decided_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_quiz_key"), "review", ["quiz_key"])
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_review_one_open", "review", ["quiz_key"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )


def _create_review_comment() -> None:
    op.create_table(
        "review_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=True),
        sa.Column("step_key", sa.String(length=80), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(scenario_key IS NULL) = (step_key IS NULL)", name=op.f("ck_review_comment_place_whole")),
        sa.CheckConstraint(
            "(resolved_at IS NULL) = (resolved_by IS NULL)", name=op.f("ck_review_comment_resolved_by_somebody")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_comment_review_id_review")),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name=op.f("fk_review_comment_written_by_user")),
        sa.ForeignKeyConstraint(["resolved_by"], ["user.id"], name=op.f("fk_review_comment_resolved_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comment")),
    )
    op.create_index(op.f("ix_review_comment_review_id"), "review_comment", ["review_id"])
    op.create_index(op.f("ix_review_comment_scenario_key"), "review_comment", ["scenario_key"])
