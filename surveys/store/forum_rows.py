"""The rows of the forum's questions, as the nouns that they hold."""

from typing import Any

from sqlalchemy import Row

from surveys.model.actions import Post
from surveys.model.forum import (
    Addressee,
    ForumQuestion,
    HideReason,
    Holding,
    QuestionState,
    Thread,
)


def values_of(one: ForumQuestion) -> dict[str, Any]:
    """Return a question as its row holds it."""
    held = one.held
    return {
        "id": one.id,
        "cycle_id": one.cycle_id,
        "state": str(one.state),
        "version": one.version,
        "topic": one.topic,
        "addressee": str(one.addressee),
        "text": one.text,
        "released_on": one.released_on,
        "thread_id": one.thread.id if one.thread else None,
        "public_key": one.thread.public_key if one.thread else None,
        "opened_on": one.opened_on,
        "answered_on": one.answered_on,
        "merged_into": one.merged_into,
        "split_from": one.split_from,
        "hidden_for": str(one.hidden_for) if one.hidden_for else None,
        "band": one.band,
        "earlier_votes": one.earlier_votes,
        "holder_id": held.person_id if held else None,
        "holder_post": str(held.post) if held else None,
        "holder_unit_id": held.unit_id if held else None,
        "due": held.due if held else None,
    }


def question_in(row: Row[Any]) -> ForumQuestion:
    """Return the question of a row."""
    held = row.holder_post is not None
    return ForumQuestion(
        id=row.id,
        cycle_id=row.cycle_id,
        state=QuestionState(row.state),
        version=row.version,
        topic=row.topic,
        addressee=Addressee(row.addressee),
        text=row.text,
        released_on=row.released_on,
        thread=Thread(row.thread_id, row.public_key) if row.thread_id else None,
        opened_on=row.opened_on,
        answered_on=row.answered_on,
        merged_into=row.merged_into,
        split_from=row.split_from,
        hidden_for=HideReason(row.hidden_for) if row.hidden_for else None,
        band=row.band,
        earlier_votes=row.earlier_votes,
        held=Holding(row.holder_id, Post(row.holder_post), row.holder_unit_id, row.due)
        if held
        else None,
    )
