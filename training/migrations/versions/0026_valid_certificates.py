"""Certificates say on which day they were earned and until when they are valid."""

import json
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IDS = {"person_id": sa.Uuid(), "id": sa.Uuid()}
BATCH = 5_000


def _table(name: str, **columns: Any) -> sa.TableClause:
    return sa.table(name, *(sa.column(key, kind) for key, kind in columns.items()))


CERTIFICATE = _table(
    "certificate",
    **IDS,
    attempt_id=sa.Uuid(),
    override_id=sa.Uuid(),
    issued_at=MOMENT,
    passed_on=sa.Date(),
    valid_until=sa.Date(),
)
ATTEMPT = _table("attempt", **IDS, assignment_id=sa.Uuid())
OVERRIDE = _table("override", **IDS, assignment_id=sa.Uuid(), held_on=sa.Date())
ASSIGNMENT = _table("assignment", **IDS, campaign_id=sa.Uuid(), cycle=sa.Integer())
CAMPAIGN = _table("campaign", id=sa.Uuid(), opens_at=MOMENT, repeats=sa.String(), repeat_months=sa.Integer())
SETTING = _table("setting", key=sa.String(), value=sa.Text())


def upgrade() -> None:
    """Fill both days in from the campaigns of the certificates that there are."""
    with op.batch_alter_table("certificate") as batch:
        batch.add_column(sa.Column("passed_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("valid_until", sa.Date(), nullable=True))
    _fill(op.get_bind())
    with op.batch_alter_table("certificate") as batch:
        batch.alter_column("passed_on", existing_type=sa.Date(), nullable=False)
        batch.create_check_constraint(op.f("ck_certificate_valid_from_its_day"), "valid_until >= passed_on")


def downgrade() -> None:
    """Drop both days."""
    with op.batch_alter_table("certificate") as batch:
        batch.drop_constraint(op.f("ck_certificate_valid_from_its_day"), type_="check")
        batch.drop_column("valid_until")
        batch.drop_column("passed_on")


def _fill(connection: sa.Connection) -> None:
    kept = connection.scalar(sa.select(SETTING.c.value).where(SETTING.c.key == "time_zone"))
    zone = ZoneInfo(json.loads(kept or "null") or current_app.config["BABEL_DEFAULT_TIMEZONE"])
    own = (CERTIFICATE.c.person_id == sa.bindparam("whose"), CERTIFICATE.c.id == sa.bindparam("which"))
    days = {name: sa.bindparam(name) for name in ("passed_on", "valid_until")}
    update = sa.update(CERTIFICATE).where(*own).values(days)
    left = _certificates().where(CERTIFICATE.c.passed_on.is_(None)).limit(BATCH)
    while rows := connection.execute(left).all():
        connection.execute(update, [_days(row, zone) for row in rows])


def _certificates() -> sa.Select[Any]:
    c, attempt, override, assignment = CERTIFICATE.c, ATTEMPT.c, OVERRIDE.c, ASSIGNMENT.c
    of_cause = sa.func.coalesce(attempt.assignment_id, override.assignment_id)
    return (
        sa.select(c.person_id, c.id, c.issued_at, override.held_on, assignment.cycle, *CAMPAIGN.c[1:])
        .outerjoin(ATTEMPT, sa.and_(attempt.person_id == c.person_id, attempt.id == c.attempt_id))
        .outerjoin(OVERRIDE, sa.and_(override.person_id == c.person_id, override.id == c.override_id))
        .join(ASSIGNMENT, sa.and_(assignment.person_id == c.person_id, assignment.id == of_cause))
        .join(CAMPAIGN, CAMPAIGN.c.id == assignment.campaign_id)
    )


def _days(row: sa.Row[Any], zone: ZoneInfo) -> dict[str, Any]:
    passed_on = row.held_on or _day(row.issued_at, zone)
    begins = None
    if row.repeats == "yearly":
        begins = _later(_day(row.opens_at, zone), 12 * row.cycle)
    elif row.repeats:
        begins = _later(passed_on, row.repeat_months)
    valid_until = max(begins - timedelta(days=1), passed_on) if begins else None
    return {"whose": row.person_id, "which": row.id, "passed_on": passed_on, "valid_until": valid_until}


def _day(moment: datetime, zone: ZoneInfo) -> date:
    # SQLite keeps moments in UTC without saying so.
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))
    return aware.astimezone(zone).date()


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
