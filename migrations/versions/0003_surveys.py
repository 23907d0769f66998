"""Keep surveys and every revision of them, and what a round asked and how long it takes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
    )
    op.create_table(
        "survey_revisions",
        sa.Column("survey_id", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_survey_revisions_survey_id")
        ),
        sa.PrimaryKeyConstraint("survey_id", "revision", name=op.f("pk_survey_revisions")),
    )
    # Every round so far was the weekly pulse's: its first revision, answered in a minute. The
    # default stays: to take it away, SQLite would have to make the table anew, under rows that
    # need it.
    for name in ("revision", "minutes"):
        op.add_column("rounds", sa.Column(name, sa.Integer(), nullable=False, server_default="1"))
