"""Keep the Champions Forum."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _cycles()
    _questions()
    _sealed()
    _answers()
    _deciding()
    op.add_column("actions", sa.Column("forum_question_id", sa.String(length=64), nullable=True))


def _cycles() -> None:
    op.create_table(
        "forum_cycles",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("scrubbed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_cycles")),
        sa.UniqueConstraint("number", name=op.f("uq_forum_cycles_number")),
    )


def _questions() -> None:
    op.create_table(
        "forum_questions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("cycle_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("addressee", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("thread_id", sa.String(length=64), nullable=True),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("merged_into", sa.String(length=64), nullable=True),
        sa.Column("split_from", sa.String(length=64), nullable=True),
        sa.Column("hidden_for", sa.String(length=30), nullable=True),
        sa.Column("band", sa.String(length=10), server_default="0-4", nullable=False),
        sa.Column("earlier_votes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("holder_id", sa.String(length=64), nullable=True),
        sa.Column("holder_post", sa.String(length=20), nullable=True),
        sa.Column("holder_unit_id", sa.String(length=64), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        *_references(
            "forum_questions",
            cycle_id="forum_cycles",
            merged_into="forum_questions",
            split_from="forum_questions",
            holder_id="people",
            holder_unit_id="units",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_questions")),
    )
    for column in ("cycle_id", "state", "thread_id"):
        op.create_index(op.f(f"ix_forum_questions_{column}"), "forum_questions", [column])


def _sealed() -> None:
    op.create_table(
        "forum_letters",
        sa.Column("cycle_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        *_references("forum_letters", cycle_id="forum_cycles"),
        sa.PrimaryKeyConstraint("cycle_id", "id", name=op.f("pk_forum_letters")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "forum_votes",
        sa.Column("cycle_id", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.false(), nullable=False),
        *_references("forum_votes", cycle_id="forum_cycles"),
        sa.PrimaryKeyConstraint("cycle_id", "tag", name=op.f("pk_forum_votes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "forum_quotas",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("day", "tag", name=op.f("pk_forum_quotas")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "forum_replies",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("thread_id", sa.String(length=64), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_replies")),
    )
    op.create_index(op.f("ix_forum_replies_thread_id"), "forum_replies", ["thread_id"])


def _answers() -> None:
    op.create_table(
        "forum_answers",
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=64), nullable=True),
        sa.Column("by_post", sa.String(length=20), nullable=False),
        sa.Column("at_meeting", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=True),
        *_references("forum_answers", question_id="forum_questions", by_id="people"),
        sa.PrimaryKeyConstraint("question_id", "version", name=op.f("pk_forum_answers")),
    )
    op.create_index(op.f("ix_forum_answers_by_id"), "forum_answers", ["by_id"])
    op.create_table(
        "forum_notes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        *_references("forum_notes", question_id="forum_questions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_notes")),
    )
    op.create_index(op.f("ix_forum_notes_question_id"), "forum_notes", ["question_id"])


def _deciding() -> None:
    op.create_table(
        "forum_decisions",
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("hide_for", sa.String(length=30), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        *_references("forum_decisions", question_id="forum_questions", person_id="people"),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_forum_decisions")),
    )
    op.create_table(
        "forum_agenda",
        sa.Column("cycle_id", sa.String(length=64), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_references("forum_agenda", cycle_id="forum_cycles", question_id="forum_questions"),
        sa.PrimaryKeyConstraint("cycle_id", "question_id", name=op.f("pk_forum_agenda")),
    )


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in columns.items()
    ]
