"""What was decided about single people, in one table; extra time of before is carried over with its reason."""

import json
import uuid

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KINDS = ("extension", "exemption", "reset", "extra_time", "attended", "manual_pass", "taking_back")
MOMENT = sa.DateTime(timezone=True)
CHECKS = {
    "with_reason": "trim(reason) <> ''",
    "extension_with_day": "(kind = 'extension') = (until IS NOT NULL)",
    "extra_time_with_minutes": "(kind = 'extra_time') = (minutes IS NOT NULL)",
    "minutes_not_negative": "minutes >= 0",
    "reset_with_attempts": "(kind = 'reset') = (attempts IS NOT NULL)",
    "attended_with_day_and_place": "(kind = 'attended') = (held_on IS NOT NULL)"
    " AND (kind = 'attended') = (place IS NOT NULL)",
    "manual_pass_with_evidence": "(kind = 'manual_pass') = (evidence IS NOT NULL)",
    "passed_with_release": "(kind IN ('attended', 'manual_pass')) = (release_id IS NOT NULL)",
    "taking_back_something": "(kind = 'taking_back') = (takes_back_id IS NOT NULL)",
}
UNKNOWN_REASON = "Given before reasons were kept here."


def upgrade() -> None:
    """Create the table, and what assignments and certificates say of it."""
    _create_override()
    with op.batch_alter_table("assignment") as batch:
        batch.add_column(sa.Column("settled_by", _kind("settled_by"), nullable=True))
        batch.add_column(sa.Column("reset_after", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("override_count", sa.Integer(), nullable=False, server_default="0"))
        batch.create_check_constraint(
            op.f("ck_assignment_reset_after_attempts"), "reset_after BETWEEN 0 AND attempts_finished"
        )
        batch.create_check_constraint(op.f("ck_assignment_override_count_not_negative"), "override_count >= 0")
    with op.batch_alter_table("certificate") as batch:
        batch.alter_column("attempt_id", existing_type=sa.Uuid(), nullable=True)
        batch.add_column(sa.Column("override_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            "fk_certificate_override", "override", ["person_id", "override_id"], ["person_id", "id"]
        )
        batch.create_unique_constraint(op.f("uq_certificate_person_id_override_id"), ["person_id", "override_id"])
        batch.create_check_constraint(
            op.f("ck_certificate_of_one_cause"), "(attempt_id IS NULL) <> (override_id IS NULL)"
        )
    _carry_extra_time_over()


def downgrade() -> None:
    """Drop it; what was passed without an attempt stays passed, without its certificate."""
    op.execute("DELETE FROM certificate WHERE attempt_id IS NULL")
    with op.batch_alter_table("certificate") as batch:
        batch.drop_constraint(op.f("ck_certificate_of_one_cause"), type_="check")
        batch.drop_constraint(op.f("uq_certificate_person_id_override_id"), type_="unique")
        batch.drop_constraint("fk_certificate_override", type_="foreignkey")
        batch.drop_column("override_id")
        batch.alter_column("attempt_id", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("assignment") as batch:
        batch.drop_constraint(op.f("ck_assignment_override_count_not_negative"), type_="check")
        batch.drop_constraint(op.f("ck_assignment_reset_after_attempts"), type_="check")
        batch.drop_constraint(op.f("ck_assignment_settled_by"), type_="check")
        batch.drop_column("override_count")
        batch.drop_column("reset_after")
        batch.drop_column("settled_by")
    op.drop_table("override")


def _kind(name: str) -> sa.Enum:
    return sa.Enum(*KINDS, name=name, native_enum=False, create_constraint=True, length=30)


def _create_override() -> None:
    op.create_table(
        "override",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _kind("kind"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("takes_back_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=True),
        sa.Column("given_at", MOMENT, nullable=False),
        *(sa.CheckConstraint(check, name=op.f(f"ck_override_{name}")) for name, check in CHECKS.items()),
        sa.ForeignKeyConstraint(
            ["person_id", "assignment_id"], ["assignment.person_id", "assignment.id"], name="fk_override_assignment"
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "takes_back_id"], ["override.person_id", "override.id"], name="fk_override_taken_back"
        ),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_override_release_id_release")),
        sa.ForeignKeyConstraint(["given_by"], ["user.id"], name=op.f("fk_override_given_by_user")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_override")),
        sa.UniqueConstraint(
            "person_id", "assignment_id", "request_id", name=op.f("uq_override_person_id_assignment_id_request_id")
        ),
        sa.UniqueConstraint("person_id", "takes_back_id", name=op.f("uq_override_person_id_takes_back_id")),
    )
    op.create_index(op.f("ix_override_request_id"), "override", ["request_id"])


def _carry_extra_time_over() -> None:
    connection = op.get_bind()
    columns = {"id": sa.Uuid(), "person_id": sa.Uuid(), "campaign_id": sa.Uuid(), "extra_minutes": sa.Integer()}
    columns |= {"assigned_at": MOMENT, "override_count": sa.Integer()}
    assignment = sa.table("assignment", *(sa.column(name, kind) for name, kind in columns.items()))
    given = connection.execute(sa.select(assignment).where(assignment.c.extra_minutes > 0)).all()
    reasons = _reasons(connection) if given else {}
    rows = []
    for row in given:
        reason, by, at = reasons.get((row.campaign_id.hex, row.person_id.hex), (UNKNOWN_REASON, None, row.assigned_at))
        kept = {"person_id": row.person_id, "id": uuid.uuid4(), "assignment_id": row.id, "kind": "extra_time"}
        kept |= {"reason": reason, "minutes": row.extra_minutes, "request_id": uuid.uuid4()}
        rows.append(kept | {"given_by": by, "given_at": at})
    if rows:
        kinds = {"person_id": sa.Uuid(), "id": sa.Uuid(), "assignment_id": sa.Uuid(), "kind": sa.String()}
        kinds |= {"reason": sa.Text(), "minutes": sa.Integer(), "request_id": sa.Uuid(), "given_by": sa.Uuid()}
        kinds |= {"given_at": MOMENT}
        op.bulk_insert(sa.table("override", *(sa.column(name, kind) for name, kind in kinds.items())), rows)
    connection.execute(sa.update(assignment).where(assignment.c.extra_minutes > 0).values(override_count=1))


def _reasons(connection: sa.Connection) -> dict[tuple[str, str], tuple[str, uuid.UUID | None, object]]:
    """Map (campaign, person) to reason, giver and moment of the last time that was granted."""
    columns = {"at": MOMENT, "actor_id": sa.Uuid(), "action": sa.String(), "subject_id": sa.String()}
    columns["details"] = sa.Text()
    event = sa.table("audit_event", *(sa.column(name, kind) for name, kind in columns.items()))
    granted = sa.select(event).where(event.c.action == "campaign.time-granted").order_by(event.c.at)
    found = [(row, json.loads(row.details)) for row in connection.execute(granted)]
    return {(row.subject_id, details["person_id"]): (details["reason"], row.actor_id, row.at) for row, details in found}
