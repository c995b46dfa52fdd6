"""What finished cycles showed, by cohorts: nothing is counted here, since settling what is over is the worker's."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = ("cohort_scenario", "cohort_decision", "cohort_part", "cohort", "cohort_round")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "cohort_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_round")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_cohort_round_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_cohort_round_release_id_release")),
        sa.UniqueConstraint(
            "campaign_id", "cycle", "release_id", name=op.f("uq_cohort_round_campaign_id_cycle_release_id")
        ),
        sa.CheckConstraint("cycle > 0", name=op.f("ck_cohort_round_cycle_from_one")),
        sa.CheckConstraint("respondents >= 0", name=op.f("ck_cohort_round_respondents_not_negative")),
    )
    op.create_index(op.f("ix_cohort_round_release_id"), "cohort_round", ["release_id"])
    op.create_table(
        "cohort",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("mixed", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.ForeignKeyConstraint(["round_id"], ["cohort_round.id"], name=op.f("fk_cohort_round_id_cohort_round")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_cohort_team_id_team")),
        sa.UniqueConstraint("round_id", "team_id", "mixed", name=op.f("uq_cohort_round_id_team_id_mixed")),
        sa.UniqueConstraint("id", "round_id", name=op.f("uq_cohort_id_round_id")),
        sa.CheckConstraint("people >= 5", name=op.f("ck_cohort_at_least_five")),
        sa.CheckConstraint("people >= 9 OR NOT mixed", name=op.f("ck_cohort_mixed_of_nine")),
    )
    op.create_index(op.f("ix_cohort_team_id"), "cohort", ["team_id"])
    op.create_table(
        "cohort_part",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("round_id", "team_id", name=op.f("pk_cohort_part")),
        sa.ForeignKeyConstraint(["round_id"], ["cohort_round.id"], name=op.f("fk_cohort_part_round_id_cohort_round")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_cohort_part_team_id_team")),
        sa.ForeignKeyConstraint(
            ["cohort_id", "round_id"], ["cohort.id", "cohort.round_id"], name=op.f("fk_cohort_part_cohort")
        ),
    )
    _create_figures()


def downgrade() -> None:
    """Drop them; they are counted anew after an upgrade."""
    for name in TABLES:
        op.drop_table(name)


def _create_figures() -> None:
    op.create_table(
        "cohort_decision",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("step_key", sa.String(length=80), nullable=False),
        sa.Column("chosen_right", sa.Integer(), nullable=False),
        sa.Column("sure_wrong", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("cohort_id", "scenario_key", "step_key", name=op.f("pk_cohort_decision")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_decision_cohort_id_cohort")),
        sa.CheckConstraint("chosen_right >= 0", name=op.f("ck_cohort_decision_chosen_right_not_negative")),
        sa.CheckConstraint("sure_wrong >= 0", name=op.f("ck_cohort_decision_sure_wrong_not_negative")),
    )
    op.create_table(
        "cohort_scenario",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("never_stopped", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", "scenario_key", name=op.f("pk_cohort_scenario")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_scenario_cohort_id_cohort")),
        sa.CheckConstraint("never_stopped >= 0", name=op.f("ck_cohort_scenario_never_stopped_not_negative")),
    )
