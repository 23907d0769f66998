"""Keep what HR enters about a quarter."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "context_figures",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quarter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_context_figures_unit_id")),
        sa.PrimaryKeyConstraint(
            "year", "quarter", "unit_id", "measure", name=op.f("pk_context_figures")
        ),
    )
    op.create_table(
        "context_markers",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_context_markers_unit_id")),
        sa.PrimaryKeyConstraint("on_day", "event", "unit_id", name=op.f("pk_context_markers")),
    )
