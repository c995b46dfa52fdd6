"""People, teams, roles, invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "user",
    "person_identity",
    "credential",
    "role_grant",
    "team",
    "team_closure",
    "team_membership",
    "team_manager",
    "invitation",
    "sign_in_throttle",
)


def upgrade() -> None:
    """Create the tables."""
    _create_user()
    _create_person_identity()
    _create_credential()
    _create_role_grant()
    _create_team()
    _create_team_closure()
    _create_team_membership()
    _create_team_manager()
    _create_invitation()
    _create_sign_in_throttle()


def downgrade() -> None:
    """Drop the tables, children first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_user() -> None:
    op.create_table(
        "user",
        sa.Column(
            "status",
            sa.Enum(
                "invited",
                "active",
                "deactivated",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("time_zone", sa.String(length=50), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(status = 'deactivated') = (deactivated_at IS NOT NULL)", name=op.f("ck_user_deactivated_with_date")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
    )


def _create_person_identity() -> None:
    op.create_table(
        "person_identity",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("display_name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("employee_number", sa.String(length=50), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_identity_email_lower_case")),
        sa.CheckConstraint(
            "email IS NOT NULL OR employee_number IS NOT NULL", name=op.f("ck_person_identity_reachable")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_person_identity_person_id_user")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_identity")),
        sa.UniqueConstraint("email", name=op.f("uq_person_identity_email")),
        sa.UniqueConstraint("employee_number", name=op.f("uq_person_identity_employee_number")),
    )


def _create_credential() -> None:
    op.create_table(
        "credential",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("password", name="kind", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("secret_hash", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_credential_person_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_credential_person_id_kind")),
    )


def _create_role_grant() -> None:
    op.create_table(
        "role_grant",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "author",
                "administrator",
                "auditor",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["granted_by"], ["user.id"], name=op.f("fk_role_grant_granted_by_user")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_role_grant_person_id_user")),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_role_grant")),
    )


def _create_team() -> None:
    op.create_table(
        "team",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_team_not_its_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["team.id"], name=op.f("fk_team_parent_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index(op.f("ix_team_parent_id"), "team", ["parent_id"], unique=False)
    op.create_index("uq_team_parent_id_name", "team", ["parent_id", "name"], unique=True)
    op.create_index(
        "uq_team_top_name",
        "team",
        ["name"],
        unique=True,
        sqlite_where=sa.text("parent_id IS NULL"),
        postgresql_where=sa.text("parent_id IS NULL"),
    )


def _create_team_closure() -> None:
    op.create_table(
        "team_closure",
        sa.Column("ancestor_id", sa.Uuid(), nullable=False),
        sa.Column("descendant_id", sa.Uuid(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(depth = 0) = (ancestor_id = descendant_id)", name=op.f("ck_team_closure_itself_at_depth_zero")
        ),
        sa.CheckConstraint("depth >= 0", name=op.f("ck_team_closure_depth_not_negative")),
        sa.ForeignKeyConstraint(["ancestor_id"], ["team.id"], name=op.f("fk_team_closure_ancestor_id_team")),
        sa.ForeignKeyConstraint(["descendant_id"], ["team.id"], name=op.f("fk_team_closure_descendant_id_team")),
        sa.PrimaryKeyConstraint("ancestor_id", "descendant_id", name=op.f("pk_team_closure")),
    )
    op.create_index(op.f("ix_team_closure_descendant_id"), "team_closure", ["descendant_id"], unique=False)


def _create_team_membership() -> None:
    op.create_table(
        "team_membership",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_team_membership_person_id_user")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_membership_team_id_team")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_team_membership")),
    )
    op.create_index(op.f("ix_team_membership_team_id"), "team_membership", ["team_id"], unique=False)


def _create_team_manager() -> None:
    op.create_table(
        "team_manager",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_team_manager_person_id_user")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_manager_team_id_team")),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_team_manager")),
    )
    op.create_index(op.f("ix_team_manager_person_id"), "team_manager", ["person_id"], unique=False)


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("mail", "sheet", name="channel", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(channel = 'sheet') = (code_digest IS NOT NULL)", name=op.f("ck_invitation_code_on_sheets_only")
        ),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_invitation_expires_later")),
        sa.CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name=op.f("ck_invitation_used_or_revoked")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_invitation_created_by_user")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_invitation_person_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_person_id"), "invitation", ["person_id"], unique=False)


def _create_sign_in_throttle() -> None:
    op.create_table(
        "sign_in_throttle",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_throttle")),
    )
