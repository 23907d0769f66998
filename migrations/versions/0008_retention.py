"""Keep who has left and when, which accounts are closed, and what was done about old records."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # When those left who have left already is not known: the first night notes that night.
    op.add_column("people", sa.Column("left_at", sa.DateTime(), nullable=True))
    op.add_column(
        "people", sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "accounts", sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "seats_forgotten",
        sa.Column("round_id", sa.String(length=64), nullable=False),
        sa.Column("leaf_id", sa.String(length=80), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_seats_forgotten_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "leaf_id", name=op.f("pk_seats_forgotten")),
    )
    op.create_table(
        "retention",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("unscrubbed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_retention")),
    )
