"""A seal holds as many events as a batch does, and digests and keys of whole length."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

CHECKS = {
    "ck_ledger_seal_events_in_one_batch": "events <= 1000",
    "ck_ledger_seal_digests_whole": (
        "length(previous_sha256) = 64 AND length(root_sha256) = 64 AND length(public_key) = 64"
        " AND length(next_key) = 64"
    ),
}


def upgrade() -> None:
    """Hold new seals to it; one that was tampered with stays as it is, for a check of the ledger to find."""
    _let_old_rows_be(True)
    with op.batch_alter_table("ledger_seal") as batch:
        for name, rule in CHECKS.items():
            batch.create_check_constraint(op.f(name), sa.text(rule), postgresql_not_valid=_is_broken(rule))
    _let_old_rows_be(False)


def downgrade() -> None:
    """Hold them to it no longer."""
    _let_old_rows_be(True)
    with op.batch_alter_table("ledger_seal") as batch:
        for name in CHECKS:
            batch.drop_constraint(op.f(name), type_="check")
    _let_old_rows_be(False)


def _is_broken(rule: str) -> bool:
    found = op.get_bind().execute(sa.text(f"SELECT 1 FROM ledger_seal WHERE NOT ({rule}) LIMIT 1"))  # noqa: S608
    return found.first() is not None


def _let_old_rows_be(really: bool) -> None:
    # SQLite moves the rows into a new table, where each would be checked.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA ignore_check_constraints = {'ON' if really else 'OFF'}")
