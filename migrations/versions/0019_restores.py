"""Remember each restore: what happened between the backup and then is known to nobody."""

import sqlalchemy as sa
from alembic import op

from surveys.store.moments import UtcDateTime

revision = "0019"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restores",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("restored_at", UtcDateTime(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restores")),
    )
