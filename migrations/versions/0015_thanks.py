"""Thank-yous, and the months that were told of."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "thanks",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sender_id", sa.String(length=64), nullable=True),
        sa.Column("unit_id", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=64), nullable=True),
        sa.Column("workspace", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("shared", sa.Text(), nullable=True),
        sa.Column("told_in", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["sender_id"], ["people.id"], name=op.f("fk_thanks_sender_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_thanks_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
    )
    op.create_index(op.f("ix_thanks_day"), "thanks", ["day"])
    op.create_index(op.f("ix_thanks_sender_id"), "thanks", ["sender_id"])
    op.create_table(
        "thanked",
        sa.Column("thanks_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_thanked_person_id")),
        sa.ForeignKeyConstraint(["thanks_id"], ["thanks.id"], name=op.f("fk_thanked_thanks_id")),
        sa.PrimaryKeyConstraint("thanks_id", "person_id", name=op.f("pk_thanked")),
    )
    op.create_index(op.f("ix_thanked_person_id"), "thanked", ["person_id"])
    op.create_table(
        "thanks_months",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_thanks_months")),
    )
