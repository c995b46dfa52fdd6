"""A release cites a review of its own bytes only; kinds, numbers and digests are what they can be."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BYTES = ("quiz_key", "number", "sha256")
CHECKS = {
    **{
        table: {
            "edition_from_one": "edition > 0",
            "shipped_sha256_whole": "length(shipped_sha256) = 64",
            "exported_sha256_whole": "length(exported_sha256) = 64",
        }
        for table in ("incident_record", "control_record", "scenario_draft", "quiz_draft")
    },
    "notice_record": {"edition_from_one": "edition > 0"},
    "older_text": {
        "kind": "kind IN ('control', 'incident', 'quiz', 'scenario')",
        "edition_from_one": "edition > 0",
    },
}


def upgrade() -> None:
    """Name the reviewed bytes in the reference from release to review, and add the checks."""
    with op.batch_alter_table("review") as batch:
        batch.create_unique_constraint(op.f("uq_review_id_quiz_key_number_sha256"), ["id", *BYTES])
    with op.batch_alter_table("release") as batch:
        batch.drop_constraint(op.f("fk_release_review_id_review"), type_="foreignkey")
        batch.create_foreign_key(op.f("fk_release_reviewed_bytes"), "review", ["review_id", *BYTES], ["id", *BYTES])
    for table, rules in CHECKS.items():
        with op.batch_alter_table(table) as batch:
            for name, rule in rules.items():
                batch.create_check_constraint(op.f(f"ck_{table}_{name}"), sa.text(rule))


def downgrade() -> None:
    """Go back to the reference by id alone."""
    for table, rules in CHECKS.items():
        with op.batch_alter_table(table) as batch:
            for name in rules:
                batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
    with op.batch_alter_table("release") as batch:
        batch.drop_constraint(op.f("fk_release_reviewed_bytes"), type_="foreignkey")
        batch.create_foreign_key(op.f("fk_release_review_id_review"), "review", ["review_id"], ["id"])
    with op.batch_alter_table("review") as batch:
        batch.drop_constraint(op.f("uq_review_id_quiz_key_number_sha256"), type_="unique")
