"""Drafts, controls, incidents, releases and their projection."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "incident_record",
    "control_record",
    "scenario_draft",
    "quiz_draft",
    "release",
    "release_step",
    "release_step_control",
)


def upgrade() -> None:
    """Create the tables."""
    _create_incident_record()
    _create_control_record()
    _create_scenario_draft()
    _create_quiz_draft()
    _create_release()
    _create_release_step()
    _create_release_step_control()


def downgrade() -> None:
    """Drop the tables, children first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_incident_record() -> None:
    op.create_table(
        "incident_record",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["updated_by"], ["user.id"], name=op.f("fk_incident_record_updated_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_record")),
        sa.UniqueConstraint("key", name=op.f("uq_incident_record_key")),
    )


def _create_control_record() -> None:
    op.create_table(
        "control_record",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["updated_by"], ["user.id"], name=op.f("fk_control_record_updated_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control_record")),
        sa.UniqueConstraint("key", name=op.f("uq_control_record_key")),
    )


def _create_scenario_draft() -> None:
    op.create_table(
        "scenario_draft",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["updated_by"], ["user.id"], name=op.f("fk_scenario_draft_updated_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_draft")),
        sa.UniqueConstraint("key", name=op.f("uq_scenario_draft_key")),
    )


def _create_quiz_draft() -> None:
    op.create_table(
        "quiz_draft",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["updated_by"], ["user.id"], name=op.f("fk_quiz_draft_updated_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_draft")),
        sa.UniqueConstraint("key", name=op.f("uq_quiz_draft_key")),
    )


def _create_release() -> None:
    op.create_table(
        "release",
        sa.Column("quiz_key", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_release_sha256_whole")),
        sa.CheckConstraint("number > 0", name=op.f("ck_release_number_from_one")),
        sa.ForeignKeyConstraint(["published_by"], ["user.id"], name=op.f("fk_release_published_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("quiz_key", "number", name=op.f("uq_release_quiz_key_number")),
    )


def _create_release_step() -> None:
    op.create_table(
        "release_step",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("step_key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_uid", sa.String(length=40), nullable=False),
        sa.Column("question_revision", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("family", sa.String(length=80), nullable=True),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("barrier", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_step_release_id_release")),
        sa.PrimaryKeyConstraint("release_id", "scenario_key", "step_key", name=op.f("pk_release_step")),
        sa.UniqueConstraint("release_id", "position", name=op.f("uq_release_step_release_id_position")),
    )
    op.create_index(op.f("ix_release_step_question_uid"), "release_step", ["question_uid"], unique=False)


def _create_release_step_control() -> None:
    op.create_table(
        "release_step_control",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("step_key", sa.String(length=80), nullable=False),
        sa.Column("control_key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id", "scenario_key", "step_key"],
            ["release_step.release_id", "release_step.scenario_key", "release_step.step_key"],
            name="fk_release_step_control_step",
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "scenario_key", "step_key", "control_key", name=op.f("pk_release_step_control")
        ),
    )
    op.create_index(op.f("ix_release_step_control_control_key"), "release_step_control", ["control_key"], unique=False)
