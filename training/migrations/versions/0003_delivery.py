"""Campaigns, assignments, attempts, answers, marks, certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("campaign", "assignment", "attempt", "answer", "mark", "certificate", "acknowledgement")


def upgrade() -> None:
    """Create the tables."""
    _create_campaign()
    _create_assignment()
    _create_attempt()
    _create_answer()
    _create_mark()
    _create_certificate()
    _create_acknowledgement()


def downgrade() -> None:
    """Drop the tables, children first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("due_at > opens_at", name=op.f("ck_campaign_due_after_opening")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_campaign_created_by_user")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_campaign_release_id_release")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_release_id"), "campaign", ["release_id"], unique=False)


def _create_assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "passed",
                "failed",
                "exempt",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("best_score", sa.Double(), nullable=True),
        sa.Column("attempts_finished", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'passed' OR completed_at IS NOT NULL", name=op.f("ck_assignment_passed_with_date")
        ),
        sa.CheckConstraint("best_score BETWEEN 0 AND 1", name=op.f("ck_assignment_score_in_range")),
        sa.CheckConstraint("cycle > 0", name=op.f("ck_assignment_cycle_from_one")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_assignment_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_assignment_person_id_user")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "campaign_id", "person_id", "cycle", name=op.f("uq_assignment_campaign_id_person_id_cycle")
        ),
    )
    op.create_index("ix_assignment_status_due_at", "assignment", ["status", "due_at"], unique=False)


def _create_attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (score IS NULL) AND (finished_at IS NULL) = (passed IS NULL)",
            name=op.f("ck_attempt_finished_with_score"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_attempt_number_from_one")),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_attempt_score_in_range")),
        sa.ForeignKeyConstraint(
            ["person_id", "assignment_id"], ["assignment.person_id", "assignment.id"], name="fk_attempt_assignment"
        ),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_attempt_release_id_release")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_attempt_team_id_team")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_attempt")),
        sa.UniqueConstraint(
            "person_id", "assignment_id", "number", name=op.f("uq_attempt_person_id_assignment_id_number")
        ),
        sa.UniqueConstraint("person_id", "id", "release_id", name=op.f("uq_attempt_person_id_id_release_id")),
    )
    op.create_index(op.f("ix_attempt_release_id"), "attempt", ["release_id"], unique=False)
    op.create_index(
        "uq_attempt_one_open",
        "attempt",
        ["person_id", "assignment_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )


def _create_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("step_key", sa.String(length=80), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("certainty BETWEEN 1 AND 3", name=op.f("ck_answer_certainty_in_range")),
        sa.ForeignKeyConstraint(
            ["person_id", "attempt_id", "release_id"],
            ["attempt.person_id", "attempt.id", "attempt.release_id"],
            name="fk_answer_attempt",
        ),
        sa.ForeignKeyConstraint(
            ["release_id", "scenario_key", "step_key"],
            ["release_step.release_id", "release_step.scenario_key", "release_step.step_key"],
            name="fk_answer_release_step",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_answer_team_id_team")),
        sa.PrimaryKeyConstraint("person_id", "attempt_id", "scenario_key", "step_key", name=op.f("pk_answer")),
    )


def _create_mark() -> None:
    op.create_table(
        "mark",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("step_key", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("points BETWEEN 0 AND 1", name=op.f("ck_mark_points_in_range")),
        sa.CheckConstraint("sequence = 1 OR reason IS NOT NULL", name=op.f("ck_mark_later_with_reason")),
        sa.ForeignKeyConstraint(["marked_by"], ["user.id"], name=op.f("fk_mark_marked_by_user")),
        sa.ForeignKeyConstraint(
            ["person_id", "attempt_id", "scenario_key", "step_key"],
            ["answer.person_id", "answer.attempt_id", "answer.scenario_key", "answer.step_key"],
            name="fk_mark_answer",
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "attempt_id", "scenario_key", "step_key", "sequence", name=op.f("pk_mark")
        ),
    )


def _create_certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(address) = 32", name=op.f("ck_certificate_address_whole")),
        sa.ForeignKeyConstraint(
            ["person_id", "attempt_id"], ["attempt.person_id", "attempt.id"], name="fk_certificate_attempt"
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("address", name=op.f("uq_certificate_address")),
        sa.UniqueConstraint("person_id", "attempt_id", name=op.f("uq_certificate_person_id_attempt_id")),
    )


def _create_acknowledgement() -> None:
    op.create_table(
        "acknowledgement",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("recording", name="kind", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_acknowledgement_person_id_user")),
        sa.PrimaryKeyConstraint("person_id", "kind", "version", name=op.f("pk_acknowledgement")),
    )
