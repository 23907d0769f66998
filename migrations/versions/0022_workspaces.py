"""Keep several workspaces, each with its sealed token, and where a message was tried."""

import sqlalchemy as sa
from alembic import op

from surveys.store.moments import UtcDateTime

revision = "0022"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("bot_id", sa.String(length=64), nullable=False),
        sa.Column("bot_user", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.String(length=64), nullable=True),
        sa.Column("installed_at", UtcDateTime(), nullable=False),
        sa.Column("key_name", sa.String(length=64), nullable=True),
        sa.Column("token", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "install_states",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_install_states")),
    )
    op.add_column("deliveries", sa.Column("workspace", sa.String(length=64), nullable=True))
