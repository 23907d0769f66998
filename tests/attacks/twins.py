"""The same weeks lived twice, with what two colleagues said exchanged, and all that came of it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from bot.demo import play as playing
from bot.demo.play import Stage, play, welcome_everyone
from bot.demo.staff import SimulatedAnswer
from bot.demo.survey_staff import survey_answers
from bot.local_slack import Visitor
from handlers import ids
from surveys.bank.questions import load_bank
from surveys.model.releases import CommentState
from surveys.rules.people_file import people_in
from surveys.rules.rotation import items_for
from surveys.use_cases.reporting import results
from tests.asking import open_survey, survey
from tests.organisation import people_file
from tests.stage import stage

Said = Mapping[int, Mapping[str, SimulatedAnswer]]
BANK = load_bank()
SURVEY = survey()
PAIR = ("U0003", "U0004")  # of one team; neither manages it
# Of one tone and theme each, and the pair's are not the same.
WORDS = (
    "My colleagues are wonderful",
    "The IT is hopeless",
    "On Tuesdays",
    "My manager listens",
    "Too many cases and no sleep",
)
TEAMS = {
    "Children's Services/Fostering/Team 1": 9,
    "Children's Services/Fostering/Team 2": 12,
    "Children's Services/Referral/Team 3": 11,
    "Children's Services/Referral/Team 4": 11,
}
FEELINGS = ("calm", "busy", "tiring", "better", "worse", "slow", "rushed", "warm", "cold", "fair")
FEW = {"Children's Services/Fostering/Team 1": 12}


@dataclass(frozen=True)
class Outcome:
    """Everything that anybody could see or steal after the weeks."""

    tables: Mapping[str, Counter[tuple[Any, ...]]]
    results: list[dict[str, Any]]
    calls: list[dict[str, Any]]  # in order, without what only its author sees
    kept: list[dict[str, Any]]
    homes: Mapping[str, Any]
    written: Counter[str]  # what a reader is shown of comments, whose order is chance

    def differences(self, other: "Outcome") -> list[str]:
        """Name what tells the two outcomes apart."""
        mine, theirs = vars(self), vars(other)
        return [name for name in mine if mine[name] != theirs[name]]


def what_people_say(teams: Mapping[str, int], weeks: int) -> Said:
    """Different scores and words for everyone, from a seed."""
    staff = [f"U{number:04}" for number in range(1, sum(teams.values()) + 1)]
    return {
        week: {one: _said(one, week) for one in staff if one not in _silent(week)}
        for week in range(1, weeks + 1)
    }


def exchanged(said: Said) -> Said:
    """The same, each of the pair saying what the other said."""
    one, other = PAIR
    return {
        week: {
            **own,
            one: _as_said_by(one, own[other]),
            other: _as_said_by(other, own[one]),
        }
        for week, own in said.items()
    }


def what_people_choose(teams: Mapping[str, int]) -> Mapping[str, SimulatedAnswer]:
    """Different answers to a survey of every kind for everyone, from a seed."""
    return {
        one.slack_id: one
        for one in survey_answers(people_in(people_file(teams)), SURVEY, 1, seed=2)
    }


def live(
    folder: Path, teams: Mapping[str, int], said: Said, chosen: Mapping[str, SimulatedAnswer]
) -> Outcome:
    """Live through the weeks, one person after the other, with chance drawn from a seed.

    `chosen` is what people answer in a survey of every kind, if one is to follow.
    """
    with _same_chance(), stage(folder, people_file(teams)) as on:
        on.slack._calls._path = folder / "calls.jsonl"
        welcome_everyone(on)
        _played, kept = play(on, len(said), said, seed=3, told=lambda week: None)
        assert len(kept) == sum(len(own) for own in said.values())
        if chosen:
            _survey(on, chosen)
        written = _written(on)
        staff = [f"U{number:04}" for number in range(1, sum(teams.values()) + 1)]
        homes = {one: _plain(Visitor(on.slack.address, one).open_home()) for one in staff}
        lines = (folder / "calls.jsonl").read_text(encoding="utf-8").splitlines()
        return Outcome(
            tables=_tables(on),
            results=results(on.bot.runtime),
            calls=list(_calls(json.loads(line) for line in lines)),
            kept=on.slack.kept(),
            homes=homes,
            written=written,
        )


def _silent(week: int) -> set[str]:
    assert week < 10  # else one of the pair would fall silent
    return {f"U{number:04}" for number in (2, 14 + week, 25)}


def _said(one: str, week: int) -> SimulatedAnswer:
    chance = Random(f"{one}/{week}")
    items = items_for(BANK, week - 1)
    scores = {item.id: chance.randint(item.scale.lo, item.scale.hi) for item in items}
    words = WORDS[(int(one[1:]) + week) % len(WORDS)]
    # No number, which would be masked: both would then send the same.
    told = " ".join(chance.choice(FEELINGS) for _word in range(6))
    comment = f"{words}, it was {told}"
    return SimulatedAnswer(week, one, scores, comment)


def _as_said_by(slack_id: str, said: SimulatedAnswer) -> SimulatedAnswer:
    return replace(said, slack_id=slack_id)


@contextmanager
def _same_chance() -> Iterator[None]:
    ids, chance = Random(11), Random(12)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(playing, "HANDS", 1)
        new = SimpleNamespace(uuid4=lambda: UUID(bytes=ids.randbytes(16), version=4))
        patch.setattr("bot.app.uuid", new)
        patch.setattr("bot.app.os", SimpleNamespace(urandom=chance.randbytes))
        yield


def _tables(on: Stage) -> dict[str, Counter[tuple[Any, ...]]]:
    """What is published and what is kept of the rounds; a comment's id is chance."""
    columns = {"comments": "release_id, question_id, node_id, body"}
    names = ("release_cells", "release_turnout", "unit_totals", "releases", "rounds", "comments")
    names += ("deliveries", "rosters", "ballots", "postponements", "people", "accounts")
    with on.bot.runtime.store.engine.connect() as connection:
        return {
            name: Counter(
                tuple(row)
                for row in connection.exec_driver_sql(
                    f"SELECT {columns.get(name, '*')} FROM {name}"
                )
            )
            for name in names
        }


def _calls(lines: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each call and whom it was for; what only one of the pair saw in a form is left out."""
    acted: dict[str, str] = {}  # a trigger or a view, and whose it is
    for line in lines:
        body = line["body"]
        if line["direction"] == "event":
            person = body.get("user", {}).get("id") or body.get("user_id", "")
            acted[body.get("trigger_id", "")] = person
            acted[body.get("view", {}).get("id", "")] = person
            continue
        whose = acted.get(body.get("trigger_id", "")) or acted.get(body.get("view_id", ""))
        left_out = {"trigger_id", "hash"} | ({"view"} if whose in PAIR else set())
        shown = {name: value for name, value in body.items() if name not in left_out}
        yield {"method": line["method"], "for": whose, "body": shown}


def _survey(on: Stage, chosen: Mapping[str, SimulatedAnswer]) -> None:
    """Ask a survey of every kind in the week that follows, in which the pulse gives way to it."""
    open_survey(on.bot.runtime, SURVEY, until=on.clock() + timedelta(days=6))
    others = {SURVEY.id: chosen}
    _played, kept = play(
        on, 1, {}, seed=3, told=lambda week: None, others=lambda asked, _number: others[asked.id]
    )
    assert len(kept) == len(chosen)


def _written(on: Stage) -> Counter[str]:
    """Let everything through that was written, and open it as somebody would."""
    with on.bot.runtime.store.begin() as tx:
        for one in tx.comments.in_states([CommentState.WAITING]):
            tx.comments.change(one.id, [CommentState.WAITING], CommentState.PERMITTED)
        if not tx.comments.count([CommentState.PERMITTED]):
            return Counter()
    reader = Visitor(on.slack.address, "U0005")
    reader.open_home()
    shown = reader.press(ids.COMMENTS, where="home")
    reader.close_modal(everything=True)
    assert shown is not None
    return Counter(json.dumps(block.get("text")) for block in shown["blocks"])


def _plain(view: Any) -> Any:
    """A view without the ids and hashes that the workspace draws by chance."""
    if isinstance(view, dict):
        return {name: _plain(value) for name, value in view.items() if name not in ("id", "hash")}
    return (
        [_plain(one) for one in view]
        if isinstance(view, Sequence) and not isinstance(view, str)
        else view
    )
