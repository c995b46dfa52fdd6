"""Imports say which columns of a file are not used; their digests, lines and changes are held to what they mean."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CHECKS = {
    "people_import": {
        "file_sha256_whole": "length(file_sha256) = 64",
        "plan_sha256_whole": "length(plan_sha256) = 64",
    },
    "people_import_line": {"read_from_line": "(read IS NULL) = (line IS NULL)"},
    "people_import_change": {
        "team_alone": "person_id IS NULL OR grouping <> 'team'",
        "person_alone": "team_id IS NULL OR grouping IN ('team', 'manager')",
        "changed_something": "grouping NOT IN ('kept', 'unchanged', 'error')",
    },
}


def upgrade() -> None:
    """Of files of before nobody kept which columns were not used."""
    with op.batch_alter_table("people_import") as batch:
        batch.add_column(sa.Column("unused", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("people_import") as batch:
        batch.alter_column("unused", server_default=None)
    for table, rules in CHECKS.items():
        with op.batch_alter_table(table) as batch:
            for name, rule in rules.items():
                batch.create_check_constraint(op.f(f"ck_{table}_{name}"), sa.text(rule))


def downgrade() -> None:
    """Drop them."""
    for table, rules in CHECKS.items():
        with op.batch_alter_table(table) as batch:
            for name in rules:
                batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
    with op.batch_alter_table("people_import") as batch:
        batch.drop_column("unused")
