"""Slips of paper for people without a mailbox: what was printed, for whom and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATES = ("queued", "sending", "sent", "failed", "uncertain")
STATE = "ck_outgoing_mail_state"
WITH_DATE = "ck_outgoing_mail_sent_with_date"


def upgrade() -> None:
    """Let the outbox hold what was printed, and make the table."""
    _change_outbox((*STATES, "printed"), "(state IN ('sent', 'printed')) = (sent_at IS NOT NULL)")
    op.create_table(
        "handout",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("printed_at", MOMENT, nullable=False),
        sa.Column("printed_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "mail_id", name=op.f("pk_handout")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_handout_person_id_user")),
        sa.ForeignKeyConstraint(["mail_id"], ["outgoing_mail.id"], name=op.f("fk_handout_mail_id_outgoing_mail")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_handout_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["printed_by"], ["user.id"], name=op.f("fk_handout_printed_by_user")),
        sa.ForeignKeyConstraint(
            ["person_id", "assignment_id"],
            ["assignment.person_id", "assignment.id"],
            name=op.f("fk_handout_assignment"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "attempt_id"], ["attempt.person_id", "attempt.id"], name=op.f("fk_handout_attempt")
        ),
    )
    op.create_index("ix_handout_campaign_id_run_id", "handout", ["campaign_id", "run_id"])


def downgrade() -> None:
    """Drop it, with what the older program knows nothing of: printed slips, and debrief sheets that wait."""
    op.drop_table("handout")
    op.execute("DELETE FROM outgoing_mail WHERE state = 'printed' OR kind = 'debrief'")
    _change_outbox(STATES, "(state = 'sent') = (sent_at IS NOT NULL)")


def _change_outbox(states: tuple[str, ...], with_date: str) -> None:
    with op.batch_alter_table("outgoing_mail") as batch:
        for name in (STATE, WITH_DATE):
            batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(STATE), f"state IN ({', '.join(map(repr, states))})")
        batch.create_check_constraint(op.f(WITH_DATE), with_date)
