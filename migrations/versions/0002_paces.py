"""Share a pace for calling Slack, and find what is still to be sent however much was."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UNFINISHED = sa.text("state IN ('pending', 'sending')")


def upgrade() -> None:
    op.create_table(
        "paces",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("method", sa.String(length=100), nullable=False),
        sa.Column("next_us", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "method", name=op.f("pk_paces")),
    )
    op.create_index(
        op.f("ix_deliveries_unfinished"),
        "deliveries",
        ["id"],
        unique=False,
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )
