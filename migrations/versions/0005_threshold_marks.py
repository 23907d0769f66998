"""Mark the thresholds that each round was opened under, those of earlier rounds too."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    marks = op.create_table(
        "threshold_marks",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round_id", sa.String(length=64), nullable=False),
        sa.Column("k_team", sa.Integer(), nullable=False),
        sa.Column("k_week", sa.Integer(), nullable=False),
        sa.Column("k_comments", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_threshold_marks")),
        sa.UniqueConstraint("round_id", name=op.f("uq_threshold_marks_round_id")),
    )
    connection, digest = op.get_bind(), ""
    earlier = connection.execute(
        sa.text("SELECT id, k_team, k_week, k_comments FROM rounds ORDER BY opens_at, id")
    ).all()
    for position, row in enumerate(earlier, start=1):
        line = (
            f"{position}|{row.id}|team={row.k_team}|week={row.k_week}"
            f"|comments={row.k_comments}|after={digest}"
        )
        digest = hashlib.sha256(line.encode()).hexdigest()
        connection.execute(
            marks.insert().values(
                position=position,
                round_id=row.id,
                k_team=row.k_team,
                k_week=row.k_week,
                k_comments=row.k_comments,
                digest=digest,
            )
        )
