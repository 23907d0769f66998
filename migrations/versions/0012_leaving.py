"""Keep leavers as HR records them; and, apart from them, what leavers say."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leavers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("census_year", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Integer(), nullable=False),
        sa.Column("destination", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_leavers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leavers")),
        sa.UniqueConstraint("person_id", name=op.f("uq_leavers_person_id")),
    )
    op.create_table(
        "exit_pools",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("looked_at", sa.Integer(), nullable=False),
        sa.Column("scrubbed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_pools")),
    )
    op.create_table(
        "exit_boxes",
        sa.Column("pool_id", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pool_id"], ["exit_pools.id"], name=op.f("fk_exit_boxes_pool_id")),
        sa.PrimaryKeyConstraint("pool_id", "tag", name=op.f("pk_exit_boxes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exit_releases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at_least", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_releases")),
        sa.UniqueConstraint("number", name=op.f("uq_exit_releases_number")),
        sa.UniqueConstraint("until", name=op.f("uq_exit_releases_until")),
    )
    _of_releases()


def _of_releases() -> None:
    op.create_table(
        "exit_cells",
        sa.Column("release_id", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("option", sa.String(length=20), nullable=False),
        sa.Column("share", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["exit_releases.id"], name=op.f("fk_exit_cells_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "question", "option", name=op.f("pk_exit_cells")),
    )
    op.create_table(
        "exit_texts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("release_id", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["exit_releases.id"], name=op.f("fk_exit_texts_release_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_texts")),
    )
