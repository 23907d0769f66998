"""Keep days of people's own, and which milestones a manager was told of."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "people",
        sa.Column("milestone_notes", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.create_table(
        "people_dates",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_people_dates_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "event", name=op.f("pk_people_dates")),
    )
    op.create_table(
        "milestones_told",
        sa.Column("manager_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("months", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["people.id"], name=op.f("fk_milestones_told_manager_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_milestones_told_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "manager_id", "person_id", "event", "months", name=op.f("pk_milestones_told")
        ),
    )
    op.create_index(op.f("ix_milestones_told_subject"), "milestones_told", ["subject"])
