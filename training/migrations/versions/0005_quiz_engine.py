"""Practice, draws, time limits, drafts of answers, policies, contests and rulings."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NEW_ATTEMPT_CHECKS = {
    "ck_attempt_ended": "ended IN ('completed', 'time_up')",
    "ck_attempt_ends_after_start": "ends_at > started_at",
    "ck_attempt_finished_with_reason": "(finished_at IS NULL) = (ended IS NULL)",
}
ANSWER_OF_A_STEP = ["person_id", "attempt_id", "scenario_key", "step_key"]
ANSWER_COLUMNS = [f"answer.{name}" for name in ANSWER_OF_A_STEP]


def upgrade() -> None:
    """Create the new tables, widen the old ones; attempts of before were counted and completed."""
    _widen_assignment()
    _widen_attempt()
    _create_ruling()
    _create_contest()
    _create_answer_draft()
    _widen_mark()
    _widen_acknowledgement()


def downgrade() -> None:
    """Go back; what only the newer tables can hold is lost: drafts, contests, rulings, practice, policies."""
    _narrow_acknowledgement()
    _narrow_mark()
    for table in ("answer_draft", "contest", "ruling"):
        op.drop_table(table)
    _narrow_attempt()
    _narrow_assignment()


def _widen_assignment() -> None:
    op.execute("ALTER TABLE assignment RENAME COLUMN best_score TO counted_score")
    with op.batch_alter_table("assignment") as batch:
        batch.add_column(sa.Column("extra_minutes", sa.Integer(), server_default="0", nullable=False))
        batch.create_check_constraint(op.f("ck_assignment_extra_minutes_not_negative"), "extra_minutes >= 0")


def _narrow_assignment() -> None:
    with op.batch_alter_table("assignment") as batch:
        batch.drop_constraint(op.f("ck_assignment_extra_minutes_not_negative"), type_="check")
        batch.drop_column("extra_minutes")
    op.execute("ALTER TABLE assignment RENAME COLUMN counted_score TO best_score")


def _widen_attempt() -> None:
    op.add_column("attempt", sa.Column("practice", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("attempt", sa.Column("drawn", sa.Text(), nullable=True))
    op.add_column("attempt", sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attempt", sa.Column("ended", sa.String(length=30), nullable=True))
    op.execute("UPDATE attempt SET ended = 'completed' WHERE finished_at IS NOT NULL")
    op.drop_index("uq_attempt_one_open", "attempt")
    with op.batch_alter_table("attempt") as batch:
        batch.drop_constraint(op.f("uq_attempt_person_id_assignment_id_number"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_attempt_person_id_assignment_id_practice_number"),
            ["person_id", "assignment_id", "practice", "number"],
        )
        for name, rule in NEW_ATTEMPT_CHECKS.items():
            batch.create_check_constraint(op.f(name), rule)
    _create_index_of_open(["person_id", "assignment_id", "practice"])
    running = sa.text("finished_at IS NULL AND ends_at IS NOT NULL")
    op.create_index("ix_attempt_running_out", "attempt", ["ends_at"], sqlite_where=running, postgresql_where=running)


def _narrow_attempt() -> None:
    for table, column in (("mark", "attempt_id"), ("answer", "attempt_id"), ("attempt", "id")):
        op.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM attempt WHERE practice)")  # noqa: S608
    op.drop_index("ix_attempt_running_out", "attempt")
    op.drop_index("uq_attempt_one_open", "attempt")
    with op.batch_alter_table("attempt") as batch:
        for check in NEW_ATTEMPT_CHECKS:
            batch.drop_constraint(op.f(check), type_="check")
        batch.drop_constraint(op.f("uq_attempt_person_id_assignment_id_practice_number"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_attempt_person_id_assignment_id_number"), ["person_id", "assignment_id", "number"]
        )
        for name in ("practice", "drawn", "ends_at", "ended"):
            batch.drop_column(name)
    _create_index_of_open(["person_id", "assignment_id"])


def _create_index_of_open(columns: list[str]) -> None:
    is_open = sa.text("finished_at IS NULL")
    op.create_index(
        "uq_attempt_one_open", "attempt", columns, unique=True, sqlite_where=is_open, postgresql_where=is_open
    )


def _create_ruling() -> None:
    op.create_table(
        "ruling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_uid", sa.String(length=40), nullable=False),
        sa.Column("question_revision", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_ruling_sha256_whole")),
        sa.ForeignKeyConstraint(["ruled_by"], ["user.id"], name=op.f("fk_ruling_ruled_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
    )
    op.create_index(op.f("ix_ruling_question_uid"), "ruling", ["question_uid"], unique=False)


def _create_contest() -> None:
    op.create_table(
        "contest",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("step_key", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("contested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ruling_id", sa.Uuid(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(answered_at IS NULL) = (reply IS NULL)", name=op.f("ck_contest_answered_with_reply")),
        sa.CheckConstraint("ruling_id IS NULL OR answered_at IS NOT NULL", name=op.f("ck_contest_ruled_with_date")),
        sa.ForeignKeyConstraint(ANSWER_OF_A_STEP, ANSWER_COLUMNS, name="fk_contest_answer"),
        sa.ForeignKeyConstraint(["ruling_id"], ["ruling.id"], name=op.f("fk_contest_ruling_id_ruling")),
        sa.ForeignKeyConstraint(["answered_by"], ["user.id"], name=op.f("fk_contest_answered_by_user")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_contest")),
        sa.UniqueConstraint(*ANSWER_OF_A_STEP, name=op.f("uq_contest_person_id_attempt_id_scenario_key_step_key")),
    )


def _create_answer_draft() -> None:
    op.create_table(
        "answer_draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("step_key", sa.String(length=80), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "attempt_id", "release_id"],
            ["attempt.person_id", "attempt.id", "attempt.release_id"],
            name="fk_answer_draft_attempt",
        ),
        sa.ForeignKeyConstraint(
            ["release_id", "scenario_key", "step_key"],
            ["release_step.release_id", "release_step.scenario_key", "release_step.step_key"],
            name="fk_answer_draft_release_step",
        ),
        sa.PrimaryKeyConstraint(*ANSWER_OF_A_STEP, name=op.f("pk_answer_draft")),
    )


def _widen_mark() -> None:
    with op.batch_alter_table("mark") as batch:
        batch.add_column(sa.Column("ruling_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_mark_ruling_id_ruling"), "ruling", ["ruling_id"], ["id"])


def _narrow_mark() -> None:
    with op.batch_alter_table("mark") as batch:
        batch.drop_constraint(op.f("fk_mark_ruling_id_ruling"), type_="foreignkey")
        batch.drop_column("ruling_id")


def _widen_acknowledgement() -> None:
    key = ["person_id", "kind", "subject", "version", "text_sha256"]
    with op.batch_alter_table("acknowledgement") as batch:
        batch.drop_constraint(op.f("ck_acknowledgement_kind"), type_="check")
        batch.add_column(sa.Column("subject", sa.String(length=80), server_default="", nullable=False))
        batch.drop_constraint(op.f("pk_acknowledgement"), type_="primary")
        batch.create_primary_key(op.f("pk_acknowledgement"), key)
        batch.create_check_constraint(op.f("ck_acknowledgement_kind"), "kind IN ('recording', 'policy')")
        batch.create_check_constraint(
            op.f("ck_acknowledgement_policy_with_subject"), "(kind = 'policy') = (subject <> '')"
        )


def _narrow_acknowledgement() -> None:
    op.execute("DELETE FROM acknowledgement WHERE kind = 'policy'")
    with op.batch_alter_table("acknowledgement") as batch:
        batch.drop_constraint(op.f("ck_acknowledgement_kind"), type_="check")
        batch.drop_constraint(op.f("ck_acknowledgement_policy_with_subject"), type_="check")
        batch.drop_constraint(op.f("pk_acknowledgement"), type_="primary")
        batch.create_primary_key(op.f("pk_acknowledgement"), ["person_id", "kind", "version"])
        batch.drop_column("subject")
        batch.create_check_constraint(op.f("ck_acknowledgement_kind"), "kind IN ('recording')")
