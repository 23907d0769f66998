"""The audit knows the forum: what is in order passes, and each thing spoilt is named."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest

from surveys.model.forum import Addressee, CycleState
from surveys.use_cases import asking, convening
from tests.bot.audit.installation import LATER, Installation, failing, results
from tests.forum import cycle_id, publish_questions, vote
from tests.organisation import account


def with_forum(place: Installation) -> Installation:
    """Close one cycle and begin another, with a question, a vote and a letter in it."""
    runtime = place.runtime
    with runtime.store.begin() as tx:
        cycle, _key = convening.current(runtime, tx)
        convening.close_cycle(runtime, tx, cycle)
    convening.finish(runtime)
    (asked,) = publish_questions(runtime, ["Who decides?"], None)
    vote(runtime, asked, 3)
    asking.ask(runtime, account(4), "form", "Why?", "other", Addressee.ANYONE, alone=True)
    runtime.store.settle()
    return place


def _key_lost(place: Installation) -> None:
    place.runtime.store.keys.destroy(f"forum-{cycle_id(place.runtime)}")


def _key_of_a_closed_cycle(place: Installation) -> None:
    with place.runtime.store.begin() as tx:
        (closed,) = tx.forum_cycles.ended()
    assert closed.state is CycleState.CLOSED
    place.runtime.store.keys.create(closed.key_name, os.urandom(32))


def _key_of_last_week(place: Installation) -> None:
    day = place.clock().date() - timedelta(days=7)
    place.runtime.store.keys.create(convening.day_key_name(day), os.urandom(32))


def _key_of_a_cycle_in_the_backups(place: Installation) -> None:
    name = f"forum-{cycle_id(place.runtime)}"
    key = place.runtime.store.keys.find(name) or b""
    (place.settings["backup_dir"] / "copy").write_bytes(b"before" + key + b"after")


def _vote_of_a_closed_cycle(place: Installation) -> None:
    place.run(
        "INSERT INTO forum_votes (cycle_id, tag) SELECT id, :tag FROM forum_cycles"
        " WHERE state = 'closed'",
        tag=os.urandom(16),
    )


def _letter_of_a_closed_cycle(place: Installation) -> None:
    place.run(
        "UPDATE forum_letters SET cycle_id = (SELECT id FROM forum_cycles WHERE state = 'closed')"
    )


def _letter_of_another_size(place: Installation) -> None:
    place.run("UPDATE forum_letters SET box = :box", box=os.urandom(99))


def _letters_of_last_week_counted(place: Installation) -> None:
    place.run("UPDATE forum_quotas SET day = '2026-01-05'")


SPOILING: dict[str, tuple[Callable[[Installation], None], str]] = {
    "the open cycle's key lost": (_key_lost, "forum-keys"),
    "a key of a closed cycle": (_key_of_a_closed_cycle, "forum-keys"),
    "a key of last week": (_key_of_last_week, "forum-keys"),
    "a key in the backups": (_key_of_a_cycle_in_the_backups, "key-copies-in-files"),
    "a vote of a closed cycle": (_vote_of_a_closed_cycle, "forum-sealed"),
    "a letter of a closed cycle": (_letter_of_a_closed_cycle, "forum-sealed"),
    "a letter of another size": (_letter_of_another_size, "forum-sealed"),
    "letters of last week counted": (_letters_of_last_week_counted, "forum-sealed"),
}


def test_a_forum_in_use_passes(place: Installation) -> None:
    with_forum(place)
    found = results(place.audit(place.clock() + LATER))
    assert "fail" not in found.values()
    assert (found["forum-keys"], found["forum-sealed"]) == ("pass", "pass")


@pytest.mark.parametrize("how", SPOILING)
def test_what_is_spoilt_of_the_forum_is_noticed(on_sqlite: Installation, how: str) -> None:
    with_forum(on_sqlite)
    spoil, expected = SPOILING[how]
    spoil(on_sqlite)
    paper = on_sqlite.audit(on_sqlite.clock() + LATER)
    assert failing(paper) == {expected}
    (said,) = [one for one in paper["checks"] if one["check"] == expected]
    assert said["remedy"].endswith(".")
