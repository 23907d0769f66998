"""Keep when each person was asked, whose hours and zone they keep, and what became of a date."""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("units", sa.Column("hours", sa.String(length=100), nullable=True))
    op.add_column("people", sa.Column("own_hours", sa.String(length=100), nullable=True))
    # Defaults stay: to take one away, SQLite would have to make its table anew.
    op.add_column(
        "people", sa.Column("reminders", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column("accounts", sa.Column("zone", sa.String(length=64), nullable=True))
    op.add_column("accounts", sa.Column("zone_checked_at", sa.DateTime(), nullable=True))
    op.add_column(
        "schedules", sa.Column("revision", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "occurrences",
        sa.Column("state", sa.String(length=10), nullable=False, server_default="asked"),
    )
    op.add_column("rounds", sa.Column("milestone", sa.Integer(), nullable=True))
    op.add_column("rounds", sa.Column("left_out", sa.JSON(), nullable=True))
    op.add_column(
        "rosters",
        sa.Column("asked_on", sa.Date(), nullable=False, server_default="2000-01-01"),
    )
    op.create_index(op.f("ix_rosters_asked_on"), "rosters", ["asked_on"])
    _date_what_was_asked()


def _date_what_was_asked() -> None:
    """Date every earlier ask on the Monday of its week.

    Rounds kept the day a bank holiday had moved them to; counted from that, the next week's pulse
    would come too soon for everybody.
    """
    rounds = sa.table("rounds", sa.column("id", sa.String), sa.column("local_date", sa.Date))
    rosters = sa.table("rosters", sa.column("round_id", sa.String), sa.column("asked_on", sa.Date))
    connection = op.get_bind()
    for round_id, asked_on in connection.execute(sa.select(rounds.c.id, rounds.c.local_date)):
        connection.execute(
            sa.update(rosters)
            .where(rosters.c.round_id == round_id)
            .values(asked_on=_monday(asked_on))
        )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
