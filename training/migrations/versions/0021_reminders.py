"""Reminders, how a campaign reminds, and which due date people were told last."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KINDS = ("before", "after", "nudge", "escalation")
MOMENT = sa.DateTime(timezone=True)
OWN_ASSIGNMENT = ["person_id", "assignment_id"], ["assignment.person_id", "assignment.id"]


def upgrade() -> None:
    """Take what is unfinished as told: nobody is written to because of dates that moved long ago."""
    _create_reminder()
    op.create_table(
        "reminder_plan",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("days_before", sa.String(length=100), nullable=False),
        sa.Column("days_after", sa.String(length=100), nullable=False),
        sa.Column("manager_after", sa.Integer(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_reminder_plan")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_reminder_plan_campaign_id_campaign")),
        sa.CheckConstraint("manager_after BETWEEN 1 AND 90", name=op.f("ck_reminder_plan_manager_after_in_range")),
    )
    op.create_table(
        "told_due",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "assignment_id", name=op.f("pk_told_due")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_told_due_person_id_user")),
        sa.ForeignKeyConstraint(*OWN_ASSIGNMENT, name=op.f("fk_told_due_assignment")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_told_due_sequence_not_negative")),
    )
    op.execute(
        "INSERT INTO told_due (person_id, assignment_id, due_at, sequence, told_at) "
        "SELECT person_id, id, due_at, 0, assigned_at FROM assignment WHERE status NOT IN ('passed', 'exempt')"
    )


def downgrade() -> None:
    """Drop them; mails that wait in the outbox are of kinds that the older program does not know, so they go too."""
    kinds = "'reminder', 'overdue', 'nudge', 'escalation', 'weekly', 'due_moved'"
    op.execute(f"DELETE FROM outgoing_mail WHERE kind IN ({kinds})")  # noqa: S608  # no value from outside
    for name in ("told_due", "reminder_plan", "reminder"):
        op.drop_table(name)


def _create_reminder() -> None:
    kind = sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=30)
    op.create_table(
        "reminder",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_reminder")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_reminder_person_id_user")),
        sa.ForeignKeyConstraint(["recipient_id"], ["user.id"], name=op.f("fk_reminder_recipient_id_user")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_reminder_created_by_user")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_reminder_campaign_id_campaign")),
        sa.ForeignKeyConstraint(*OWN_ASSIGNMENT, name=op.f("fk_reminder_assignment")),
        sa.UniqueConstraint(
            *("person_id", "campaign_id", "cycle", "kind", "planned_on", "recipient_id"),
            name=op.f("uq_reminder_planned_once"),
        ),
        sa.CheckConstraint(
            "(kind = 'escalation') = (recipient_id <> person_id)", name=op.f("ck_reminder_escalation_to_another")
        ),
        sa.CheckConstraint("(kind = 'nudge') = (created_by IS NOT NULL)", name=op.f("ck_reminder_nudge_by_somebody")),
    )
    own = sa.text("kind <> 'escalation'")
    op.create_index(
        "uq_reminder_one_a_day",
        "reminder",
        ["person_id", "campaign_id", "sent_on"],
        unique=True,
        sqlite_where=own,
        postgresql_where=own,
    )
    op.create_index(
        op.f("ix_reminder_recipient_id_campaign_id_sent_on"), "reminder", ["recipient_id", "campaign_id", "sent_on"]
    )
