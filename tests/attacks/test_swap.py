"""The swap: whoever of two colleagues said which of two things, the world looks the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import handlers
from handlers import ids, payloads
from surveys.model.deliveries import Delivery
from surveys.use_cases import answering, delivering, home
from tests.attacks.twins import (
    FEW,
    PAIR,
    SURVEY,
    TEAMS,
    Outcome,
    exchanged,
    live,
    what_people_choose,
    what_people_say,
)

Leak = Callable[[pytest.MonkeyPatch], None]


def two_lives(
    folder: Path, teams: dict[str, int], weeks: int, *, surveyed: bool = False
) -> tuple[Outcome, Outcome]:
    said, chosen = what_people_say(teams, weeks), what_people_choose(teams) if surveyed else {}
    swapped, exchanged_choice = exchanged(said), exchanged({1: chosen})[1] if surveyed else {}
    assert all(said[week][PAIR[0]] != swapped[week][PAIR[0]] for week in said)
    one = live(folder / "one", teams, said, chosen)
    return one, live(folder / "other", teams, swapped, exchanged_choice)


def test_exchanging_what_two_colleagues_said_changes_nothing_that_anyone_can_see(
    tmp_path: Path,
) -> None:
    one, other = two_lives(tmp_path, TEAMS, weeks=2, surveyed=True)
    assert one.differences(other) == []
    assert [row for row in one.results if row["shown"]]
    assert {"comment_tone:negative", "comment_themes:tools"} <= {
        row["question"] for row in one.results if row["shown"]
    }
    shown = {row["question"] for row in one.results if row["shown"] and row["survey"] == SURVEY.id}
    assert {"place:home", "helps:time", "equipped:yes", "friend"} <= shown
    assert sum(one.tables["comments"].values()) > 0
    assert sum(one.written.values()) > 3
    assert {call["method"] for call in one.calls} >= {"chat.postMessage", "views.open"}
    assert sum(call["for"] in PAIR for call in one.calls) >= 2 * len(PAIR)


def _invitation_shows_the_choice(patch: pytest.MonkeyPatch) -> None:
    """After Send the invitation says what was chosen, as polls usually do."""

    def submit(ack: Any, body: dict[str, Any], client: Any, runtime: Any) -> None:
        said = payloads.answers(body)
        answering.submit(runtime, payloads.caller(body), payloads.round_of(body), said)
        channel = f"D0{body['user']['id']}"
        last = client.conversations_history(channel=channel)["messages"][0]
        words = f"You chose {said.scores['how_are_you']}."
        client.chat_update(channel=channel, ts=last["ts"], text=words)
        ack(response_action="update", view=handlers.answering.views.saved("", kept=True))

    patch.setitem(handlers.SUBMISSIONS, ids.SUBMIT_PULSE, submit)
    patch.setattr("bot.demo.play.offers", lambda holder, *_sought: "blocks" in holder)


def _order_follows_the_answers(patch: pytest.MonkeyPatch) -> None:
    """Whoever was content last week is asked first this week."""
    said: dict[str, int] = {}
    submit, claim = answering.submit, delivering.claim

    def remembering(runtime: Any, caller: Any, round_id: str, answers: Any) -> bool:
        with runtime.store.begin() as tx:
            person = tx.people.find_by_account(caller.slack_id, caller.workspace)
        said[person.id] = answers.scores.get("how_are_you", 0)
        return submit(runtime, caller, round_id, answers)

    def sorted_by_answer(runtime: Any, owner: str, reach: Any) -> tuple[Delivery, ...]:
        claimed = claim(runtime, owner, reach)
        return tuple(sorted(claimed, key=lambda one: -said.get(one.person_id, 0)))

    patch.setattr(answering, "submit", remembering)
    patch.setattr(delivering, "claim", sorted_by_answer)


def _home_remembers(patch: pytest.MonkeyPatch) -> None:
    """Home greets the content more warmly."""
    content: set[str] = set()
    submit, page = answering.submit, handlers.home.views.home

    def remembering(runtime: Any, caller: Any, round_id: str, answers: Any) -> bool:
        if answers.scores.get("how_are_you", 0) > 3:
            content.add(caller.slack_id)
        return submit(runtime, caller, round_id, answers)

    def opened(runtime: Any, caller: Any) -> Any:
        model = home.home(runtime, caller)
        warm = caller.slack_id in content
        patch.setattr(handlers.home.views, "home", lambda same: _greeting(page(same), warm))
        return model

    patch.setattr(answering, "submit", remembering)
    patch.setattr(handlers.home, "home", opened)


def _greeting(view: dict[str, Any], warm: bool) -> dict[str, Any]:
    words = "Good to see you!" if warm else "Hello."
    greeting = {"type": "section", "text": {"type": "plain_text", "text": words}}
    return view | {"blocks": [greeting, *view["blocks"]]}


@pytest.mark.parametrize(
    ("leak", "weeks", "seen_in"),
    [
        (_invitation_shows_the_choice, 1, {"calls", "kept"}),
        (_order_follows_the_answers, 2, {"calls"}),
        (_home_remembers, 1, {"calls", "homes"}),
    ],
)
def test_a_bot_that_lets_an_answer_show_would_be_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak, weeks: int, seen_in: set[str]
) -> None:
    leak(monkeypatch)
    one, other = two_lives(tmp_path, FEW, weeks)
    assert set(one.differences(other)) >= seen_in
