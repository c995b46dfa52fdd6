"""Which incident each scenario of a release is about, and what the worker counts of who was asked about what."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

RELEASE = sa.table("release", sa.column("id", sa.Uuid()), sa.column("document", sa.Text()))
SCENARIO = sa.table(
    "release_scenario",
    sa.column("release_id", sa.Uuid()),
    sa.column("scenario_key", sa.String()),
    sa.column("incident_key", sa.String()),
    sa.column("drawn", sa.Boolean()),
)
KINDS = ("officer", "manager", "regular", "fixed-term", "part-time", "dispatched", "other")


def upgrade() -> None:
    """Make the tables, and read from each release what its scenarios are about; the worker counts the rest."""
    op.create_table(
        "release_scenario",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sa.String(length=80), nullable=False),
        sa.Column("incident_key", sa.String(length=80), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_scenario_release_id_release")),
        sa.PrimaryKeyConstraint("release_id", "scenario_key", name=op.f("pk_release_scenario")),
    )
    _create_counts()
    connection = op.get_bind()
    for release_id in connection.scalars(sa.select(RELEASE.c.id)).all():
        _fill(connection, release_id)


def downgrade() -> None:
    """Drop them; an upgrade reads the releases again, and the worker counts again."""
    for name in ("coverage_count", "coverage_group", "release_scenario"):
        op.drop_table(name)


def _create_counts() -> None:
    op.create_table(
        "coverage_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name=op.f("ck_coverage_group_kind")),
        sa.CheckConstraint("people > 0", name=op.f("ck_coverage_group_of_somebody")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_coverage_group_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage_group")),
    )
    op.create_table(
        "coverage_count",
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("incident_key", sa.String(length=80), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("assigned", sa.Integer(), nullable=False),
        sa.Column("earlier", sa.Integer(), nullable=False),
        sa.CheckConstraint("subject_kind IN ('control', 'topic')", name=op.f("ck_coverage_count_subject_kind")),
        sa.CheckConstraint(
            "decided >= 0 AND assigned >= 0 AND earlier >= 0", name=op.f("ck_coverage_count_not_negative")
        ),
        sa.CheckConstraint(
            "subject_kind = 'control' OR incident_key = ''", name=op.f("ck_coverage_count_topic_through_any")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coverage_group.id"], name=op.f("fk_coverage_count_group_id_coverage_group")
        ),
        sa.PrimaryKeyConstraint("subject_kind", "subject", "incident_key", "group_id", name=op.f("pk_coverage_count")),
    )


def _fill(connection: sa.Connection, release_id: object) -> None:
    document = json.loads(connection.scalar(sa.select(RELEASE.c.document).where(RELEASE.c.id == release_id)) or "{}")
    rows = [
        {"release_id": release_id, "scenario_key": each["key"], "incident_key": each["incident"], "drawn": drawn}
        for drawn, part in ((False, "scenarios"), (True, "pooled"))
        for each in document.get(part, [])
    ]
    if rows:
        connection.execute(sa.insert(SCENARIO), rows)
