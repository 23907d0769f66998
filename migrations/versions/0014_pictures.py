"""Remember which pictures Slack holds, so that none is uploaded twice."""

import sqlalchemy as sa
from alembic import op

from surveys.store.moments import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("release_id", sa.String(length=64), nullable=False),
        sa.Column("node_id", sa.String(length=80), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_pictures_release_id")
        ),
        sa.PrimaryKeyConstraint("workspace", "release_id", "node_id", name=op.f("pk_pictures")),
    )
