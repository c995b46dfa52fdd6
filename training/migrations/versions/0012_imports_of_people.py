"""Employment, hire date and leave of people, and imports of people from files."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EMPLOYMENTS = ("officer", "regular", "fixed-term", "part-time", "dispatched", "other")
STATES = ("planned", "applied", "discarded", "expired", "undone")
GROUPINGS = (
    "joiner", "returner", "mover", "changed", "leaver", "kept", "unchanged", "team", "manager", "error",
)  # fmt: skip
UNDOINGS = ("restored", "removed", "deactivated", "partly", "left")
CHECKS = {
    "ck_user_employment": f"employment IN ({', '.join(map(repr, EMPLOYMENTS))})",
    "ck_user_leave_ends_after_start": "leave_until IS NULL OR leave_from <= leave_until",
    "ck_user_leave_begins": "leave_until IS NULL OR leave_from IS NOT NULL",
}
COLUMNS = {"employment": sa.String(length=30), "hired_on": sa.Date(), "leave_from": sa.Date(), "leave_until": sa.Date()}


def upgrade() -> None:
    """Nothing is known about the people of before, so their columns stay empty."""
    with op.batch_alter_table("user") as batch:
        for name, kind in COLUMNS.items():
            batch.add_column(sa.Column(name, kind, nullable=True))
        for name, rule in CHECKS.items():
            batch.create_check_constraint(op.f(name), rule)
    _create_import()
    _create_line()
    _create_change()


def downgrade() -> None:
    """Drop them; what was imported stays."""
    for name in ("people_import_change", "people_import_line", "people_import"):
        op.drop_table(name)
    with op.batch_alter_table("user") as batch:
        for name in CHECKS:
            batch.drop_constraint(op.f(name), type_="check")
        for name in COLUMNS:
            batch.drop_column(name)


def _enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def _create_import() -> None:
    op.create_table(
        "people_import",
        sa.Column("state", _enum("state", STATES), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("everybody", sa.Boolean(), nullable=False),
        sa.Column("creates_teams", sa.Boolean(), nullable=False),
        sa.Column("sets_managers", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("plan_sha256", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(state = 'planned') = (ended_at IS NULL)", name=op.f("ck_people_import_ended_with_date")),
        sa.CheckConstraint(
            "(state = 'undone') = (undone_at IS NOT NULL)", name=op.f("ck_people_import_undone_with_date")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_people_import_made_by_user")),
        sa.ForeignKeyConstraint(["ended_by"], ["user.id"], name=op.f("fk_people_import_ended_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_import")),
    )


def _create_line() -> None:
    table = "people_import_line"
    op.create_table(
        table,
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("grouping", _enum("grouping", GROUPINGS), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("read", sa.Text(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["people_import.id"], name=op.f(f"fk_{table}_import_id_people_import")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f(f"fk_{table}_person_id_user")),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
    op.create_index(f"ix_{table}_grouping", table, ["import_id", "grouping", "position"])


def _create_change() -> None:
    table = "people_import_change"
    op.create_table(
        table,
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("grouping", _enum("grouping", GROUPINGS), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("values_before", sa.Text(), nullable=False),
        sa.Column("values_after", sa.Text(), nullable=False),
        sa.Column("undoing", _enum("undoing", UNDOINGS), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["people_import.id"], name=op.f(f"fk_{table}_import_id_people_import")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f(f"fk_{table}_person_id_user")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f(f"fk_{table}_team_id_team")),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
    op.create_index(op.f(f"ix_{table}_team_id"), table, ["team_id"])
