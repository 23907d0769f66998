"""The swap in the forum: whichever of two colleagues asks and votes for what, all is the same."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import handlers
from bot.demo.play import Stage, welcome_everyone
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.forum import QuestionState
from surveys.use_cases import home as homes
from surveys.use_cases import voting
from tests.attacks.twins import PAIR, _calls, _plain, _same_chance
from tests.conftest import MONDAY
from tests.organisation import people_file
from tests.stage import stage

STAFF = {"Children's Services/Team 1": 8}
TEXTS = ("Why is there no parking for duty workers?", "When do the new laptops come?")
THIRD = "Will supervision happen every month?"
COLUMNS = {
    "forum_questions": "state, version, topic, addressee, text, released_on, band, earlier_votes",
    "forum_letters": "length(box)",
    "forum_votes": "length(tag)",
    "forum_quotas": "day, length(tag)",
    "forum_replies": "length(box), written_on",
    "deliveries": "*",
    "people": "*",
}


@dataclass(frozen=True)
class Outcome:
    """Everything of the forum that anybody could see or steal; ids are chance, and their order."""

    tables: Mapping[str, Counter[tuple[Any, ...]]]
    calls: Counter[str]
    kept: list[dict[str, Any]]
    homes: list[Any]
    board: Counter[str]

    def differences(self, other: "Outcome") -> list[str]:
        return [name for name in vars(self) if vars(self)[name] != vars(other)[name]]


def live(folder: Path, texts: Sequence[str]) -> Outcome:
    """Let the pair ask and vote, each for what the other asked; `texts`: whose is which."""
    with _same_chance(), stage(folder, people_file(STAFF)) as on:
        on.slack._calls._path = folder / "calls.jsonl"
        welcome_everyone(on)
        on.clock.set(MONDAY)
        on.bot.tick()
        for person, text in zip((*PAIR, "U0005"), (*texts, THIRD), strict=True):
            _ask(Visitor(on.slack.address, person), text)
        on.clock.set(MONDAY + timedelta(days=1))
        on.bot.tick()
        with on.bot.runtime.store.begin() as tx:
            for one in tx.forum_questions.all():
                tx.forum_questions.change(replace(one, version=2, state=QuestionState.OPEN))
        for person, text in zip(PAIR, reversed(texts), strict=True):
            _vote(Visitor(on.slack.address, person), text)
        on.clock.set(MONDAY + timedelta(days=2))
        on.bot.tick()
        shown = [_plain(Visitor(on.slack.address, f"U{n:04}").open_home()) for n in range(1, 9)]
        return Outcome(_tables(on), _called(folder), on.slack.kept(), shown, _board(on))


def _ask(visitor: Visitor, text: str) -> None:
    visitor.open_home()
    visitor.press(ids.ASK, where="home")
    visitor.until(lambda one: (one.modal() or {}).get("callback_id") == ids.SUBMIT_ASK)
    visitor.submit({ids.ASKED: text})
    visitor.submit()
    visitor.submit()


def _vote(visitor: Visitor, text: str) -> None:
    visitor.open_home()
    visitor.press(ids.FORUM, where="home")
    shown = visitor.until(lambda one: one.modal())
    block = next(one for one in shown["blocks"] if text in str(one))
    visitor.press(ids.FORUM_QUESTION, block_id=block["block_id"])
    visitor.until(lambda one: one.modal()["callback_id"] == ids.FORUM_ONE)
    visitor.press(ids.VOTE)
    visitor.until(lambda one: ids.UNVOTE in str(one.modal()))
    visitor.close_modal(everything=True)


def _board(on: Stage) -> Counter[str]:
    reader = Visitor(on.slack.address, "U0006")
    reader.open_home()
    reader.press(ids.FORUM, where="home")
    shown = reader.until(lambda one: one.modal())
    texts = [json.dumps(block.get("text") or block.get("elements")) for block in shown["blocks"]]
    return Counter(texts)


def _called(folder: Path) -> Counter[str]:
    lines = (folder / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    calls = _calls(json.loads(line) for line in lines)
    told = Counter[str]()
    for call in calls:
        body = {name: one for name, one in call["body"].items() if name != "view_id"}
        told[json.dumps([call["method"], call["for"], body])] += 1
    return told


def _tables(on: Stage) -> dict[str, Counter[tuple[Any, ...]]]:
    with on.bot.runtime.store.engine.connect() as connection:
        return {
            name: Counter(
                tuple(row) for row in connection.exec_driver_sql(f"SELECT {columns} FROM {name}")
            )
            for name, columns in COLUMNS.items()
        }


def two_lives(folder: Path) -> tuple[Outcome, Outcome]:
    return live(folder / "one", TEXTS), live(folder / "other", TEXTS[::-1])


def test_exchanging_what_two_colleagues_ask_and_vote_for_changes_nothing_anyone_can_see(
    tmp_path: Path,
) -> None:
    one, other = two_lives(tmp_path)
    assert one.differences(other) == []
    assert {row[4] for row in one.tables["forum_questions"]} == {*TEXTS, THIRD}
    assert sum(one.tables["forum_votes"].values()) == 2
    assert sum(text in str(one.board) for text in (*TEXTS, THIRD)) == 3


def _home_shows_the_vote(patch: pytest.MonkeyPatch) -> None:
    """Home greets those who voted for parking."""
    voted, vote, page = set[str](), voting.vote, handlers.home.views.home

    def remembering(runtime: Any, caller: Any, question_id: str, *, wanted: bool) -> bool:
        with runtime.store.begin() as tx:
            found = tx.forum_questions.find(question_id)
        if found and "parking" in found.text:
            voted.add(caller.slack_id)
        return vote(runtime, caller, question_id, wanted=wanted)

    def opened(runtime: Any, caller: Any) -> Any:
        model = homes.home(runtime, caller)
        greeting = [{"type": "divider"}] if caller.slack_id in voted else []
        patch.setattr(
            handlers.home.views,
            "home",
            lambda same: page(same) | {"blocks": [*greeting, *page(same)["blocks"]]},
        )
        return model

    patch.setattr(voting, "vote", remembering)
    patch.setattr(handlers.home, "home", opened)


def _a_table_keeps_who_asked(patch: pytest.MonkeyPatch) -> None:
    """The topic of a question is whose it is."""
    ask = handlers.asking.composing.ask

    def telling(runtime: Any, caller: Any, form: str, text: str, *_chosen: Any, alone: bool) -> Any:
        return ask(runtime, caller, form, text, caller.slack_id, _chosen[1], alone=alone)

    patch.setattr(handlers.asking.composing, "ask", telling)


def test_a_forum_that_lets_it_show_would_be_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _home_shows_the_vote(monkeypatch)  # seen on Home alone
    _a_table_keeps_who_asked(monkeypatch)  # seen in tables alone, and in what is made of them
    one, other = two_lives(tmp_path)
    assert set(one.differences(other)) >= {"homes", "tables"}
