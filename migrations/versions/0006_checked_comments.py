"""Keep of each comment whether it waits for a check, may be shown, or was withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Every comment kept so far waits: nothing has shown one yet.
    op.add_column(
        "comments",
        sa.Column("state", sa.String(length=10), nullable=False, server_default="waiting"),
    )
