"""Keep commentary on a quarter's pack, and the files of a pack that goes by Slack."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("files", sa.Text(), nullable=True))
    op.create_table(
        "pack_commentary",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quarter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signer", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_pack_commentary_by_id")),
        sa.PrimaryKeyConstraint(
            "year", "quarter", "signer", "version", name=op.f("pk_pack_commentary")
        ),
    )
    op.create_index(op.f("ix_pack_commentary_by_id"), "pack_commentary", ["by_id"])
