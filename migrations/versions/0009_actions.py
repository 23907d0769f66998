"""Keep what is promised after a result, and every change of it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("release_id", sa.String(length=64), nullable=True),
        sa.Column("question_id", sa.String(length=100), nullable=True),
        sa.Column("node_id", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_actions_unit_id")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_actions_release_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    op.create_index(op.f("ix_actions_unit_id"), "actions", ["unit_id"])
    op.create_table(
        "action_changes",
        sa.Column("action_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=64), nullable=True),
        sa.Column("by_post", sa.String(length=20), nullable=False),
        sa.Column("by_unit_id", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=True),
        sa.Column("owner_post", sa.String(length=20), nullable=False),
        sa.Column("owner_unit_id", sa.String(length=64), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [table], name=op.f(f"fk_action_changes_{column}"))
            for column, table in (
                ("action_id", "actions.id"),
                ("by_id", "people.id"),
                ("by_unit_id", "units.id"),
                ("owner_id", "people.id"),
                ("owner_unit_id", "units.id"),
            )
        ),
        sa.PrimaryKeyConstraint("action_id", "version", name=op.f("pk_action_changes")),
    )
    op.create_index(op.f("ix_action_changes_by_id"), "action_changes", ["by_id"])
    op.create_index(op.f("ix_action_changes_owner_id"), "action_changes", ["owner_id"])
