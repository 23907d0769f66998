"""Real processes killed with -9: while people answer, a round closes, and messages go out."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack import BotDidNotAnswerError, LocalSlack, Member, NotPossibleError, Visitor
from handlers import ids
from surveys.model.rounds import Round
from surveys.runtime import Runtime
from surveys.use_cases import answering, closing, opening
from tests.conftest import Clock, with_policy
from tests.killing import A_LEASE_LATER, Bots, until
from tests.organisation import (
    account,
    enrol,
    everything_is_sent,
    pulse_answers,
    send_everything,
)
from tests.trapping import runtime_at

TEAMS = {
    "Children's Services/Fostering/Team 1": 9,
    "Children's Services/Fostering/Team 2": 12,
}
STAFF = range(1, sum(TEAMS.values()) + 1)
DEATHS = 8
ACKNOWLEDGED = int(os.environ.get("KILLED_ANSWERS", "12"))  # 500 take two minutes
CHANGES = 3  # how often everyone hands in an answer
NOW = datetime.now(UTC)
ROOT = Path(__file__).parent.parent


@contextmanager
def opened_round(folder: Path) -> Iterator[tuple[Runtime, Round, LocalSlack]]:
    """A round that opened two days ago; its invitations wait to be sent."""
    clock = Clock(NOW - timedelta(days=14))
    runtime = with_policy(runtime_at(folder, clock), hours="Mon-Sun 00:00-24:00")
    enrol(runtime, TEAMS)
    clock.move_to(NOW - timedelta(days=2))
    opened = opening.open_now(runtime)
    clock.move_to(NOW)
    members = [Member(f"U{number:04}", f"Person {number}") for number in STAFF]
    slack = LocalSlack(members)
    slack.start()
    try:
        yield runtime, opened, slack
    finally:
        slack.stop()
        runtime.store.close()


def score_of(number: int) -> int:
    return 1 + number % 5


def hand_in(slack: LocalSlack, number: int, said_how: str = "said by", patience: float = 5) -> bool:
    """Answer once, through Slack; say whether it was acknowledged."""
    visitor = Visitor(slack.address, f"U{number:04}", patience=patience)
    try:
        form = visitor.press(ids.OPEN_FORM, where="message")
        if form and form["callback_id"] == ids.NOTICE:
            form = visitor.press(ids.CHANGE, where="modal")
        if form is None or form["callback_id"] != ids.SUBMIT_PULSE:
            return False
        items = [one["block_id"] for one in form["blocks"] if one["type"] == "input"]
        values = {one: str(score_of(number)) for one in items if one != ids.COMMENT}
        said = visitor.submit(values | {ids.COMMENT: f"{said_how} {number}"})
        return bool(said.modal) and said.modal["title"]["text"] == "Saved"
    except (BotDidNotAnswerError, NotPossibleError):
        return False


def is_kept(runtime: Runtime, opened: Round, number: int, said_how: str = "said by") -> bool:
    """Whether exactly what a person sent is in the database."""
    chosen = answering.recall(runtime, account(number), opened.id).chosen
    scores = dict.fromkeys(opened.questions, score_of(number))
    return chosen == pulse_answers(scores, f"{said_how} {number}")


def send_the_rest(runtime: Runtime, bots: Bots) -> None:
    """Let time pass until nothing waits any more."""
    while not everything_is_sent(runtime):
        bots.restart()
        with suppress(TimeoutError):
            until(lambda: everything_is_sent(runtime), seconds=1)


def messages_by_person(slack: LocalSlack, text: str) -> Counter[str]:
    return Counter(one["channel"] for one in slack.kept() if one["text"].startswith(text))


@pytest.mark.timeout(900)
def test_an_acknowledged_answer_is_in_the_database_however_soon_the_bot_is_killed(
    tmp_path: Path,
) -> None:
    with opened_round(tmp_path) as (runtime, opened, slack), Bots(slack, tmp_path) as bots:
        bots.start()
        until(lambda: everything_is_sent(runtime))
        for turn in range(ACKNOWLEDGED):
            number, said_how = STAFF[turn % len(STAFF)], f"said {turn // len(STAFF)} times by"
            assert hand_in(slack, number, said_how)
            bots.kill()
            assert is_kept(runtime, opened, number, said_how)
            bots.start()


def test_an_answer_acknowledged_before_it_is_kept_would_be_missed(tmp_path: Path) -> None:
    box = opened_round(tmp_path)
    with box as (runtime, opened, slack), Bots(slack, tmp_path, "ack first") as bots:
        bots.start()
        until(lambda: everything_is_sent(runtime))
        assert hand_in(slack, 1)
        bots.kill()
        assert not is_kept(runtime, opened, 1)


def test_deaths_while_everyone_answers_at_once_lose_no_answer_and_count_none_twice(
    tmp_path: Path,
) -> None:
    chance = random.Random(1)
    with opened_round(tmp_path) as (runtime, opened, slack), Bots(slack, tmp_path) as bots:
        bots.start()
        until(lambda: everything_is_sent(runtime))
        with ThreadPoolExecutor(6) as hands:
            answering_all = [hands.submit(hand_in_until_kept, slack, number) for number in STAFF]
            for _ in range(DEATHS):
                time.sleep(chance.uniform(0.05, 0.2))
                bots.restart()
            assert sum(one.result() for one in answering_all) > len(STAFF)
        assert all(is_kept(runtime, opened, number) for number in STAFF)
        bots.kill()
        closing.close_now(runtime)
        assert closing.finish(runtime)
        assert_closed_once(runtime, tmp_path)


def hand_in_until_kept(slack: LocalSlack, number: int) -> int:
    """Say how often it took to have an answer, and then the same again, acknowledged."""
    tries = kept = 0
    while kept < CHANGES:
        tries += 1
        kept += hand_in(slack, number, patience=0.5)
    return tries - CHANGES + 1


def assert_closed_once(runtime: Runtime, folder: Path) -> None:
    """Everyone's one answer is in what is published, and nothing else is left."""
    with runtime.store.begin() as tx:
        (release,) = tx.releases.all()
        assert release.name == "weekly-pulse/1/weekly"
    engine = runtime.store.engine
    with engine.connect() as connection:
        counted = connection.exec_driver_sql(
            "SELECT question_id, sum(n), sum(clipped_sum) FROM unit_totals GROUP BY question_id"
        ).fetchall()
        assert connection.exec_driver_sql("SELECT count(*) FROM ballots").scalar() == 0
        said = connection.exec_driver_sql("SELECT body FROM comments").scalars().all()
    whole = sum(score_of(number) for number in STAFF)
    assert {n for _question, n, _total in counted} == {len(STAFF)}  # who wrote, too
    scores = [total for one, _n, total in counted if not one.startswith("comment_")]
    assert scores == [whole] * 4
    assert Counter(said) == Counter(f"said by {number}" for number in STAFF)
    assert list((folder / "keys").iterdir()) == []


def test_deaths_while_a_round_closes_publish_it_once_and_send_each_digest_once(
    tmp_path: Path,
) -> None:
    chance = random.Random(2)
    with opened_round(tmp_path) as (runtime, opened, slack), Bots(slack, tmp_path) as bots:
        send_everything(runtime)
        for number in STAFF:
            answer_in_place(runtime, opened, number)
        bots.ahead = (opened.closes_at - NOW).total_seconds() + 60
        for death in range(DEATHS):  # each lives a little longer
            bots.start(wait=False)
            time.sleep(0.02 + 0.05 * death + chance.uniform(0, 0.05))
            bots.kill()
            bots.ahead += A_LEASE_LATER
        bots.start()
        until(lambda: not any((tmp_path / "keys").iterdir()))
        until(lambda: everything_is_sent(runtime))
        bots.kill()
        assert set(messages_by_person(slack, "Weekly results").values()) == {1}
        assert len(messages_by_person(slack, "Weekly results")) == 2
        assert_closed_once(runtime, tmp_path)


def answer_in_place(runtime: Runtime, opened: Round, number: int) -> None:
    scores = dict.fromkeys(opened.questions, score_of(number))
    answering.submit(
        runtime, account(number), opened.id, pulse_answers(scores, f"said by {number}")
    )


FAULTS: list[dict[str, Any]] = [
    {"status": 429, "retry_after": 1},
    {"status": 500},
    {"drop": True},
    {"drop_after_accept": True},
]


def spoil(slack: LocalSlack, chance: random.Random, times: int) -> None:
    for _ in range(times):
        method = chance.choice(["chat.postMessage"] * 4 + ["conversations.open"])
        slack.fail(method, **chance.choice(FAULTS))


def test_deaths_and_faults_while_invitations_go_out_lose_none_and_double_none(
    tmp_path: Path,
) -> None:
    chance = random.Random(3)
    with opened_round(tmp_path) as (runtime, _opened, slack), Bots(slack, tmp_path) as bots:
        for _ in range(DEATHS):
            spoil(slack, chance, 4)
            bots.restart()
            time.sleep(chance.uniform(0, 0.15))
        slack.faults.clear()
        send_the_rest(runtime, bots)
        bots.kill()
        assert messages_by_person(slack, "") == {f"D0U{number:04}": 1 for number in STAFF}


def test_a_bot_that_posts_again_without_looking_would_be_caught(tmp_path: Path) -> None:
    with opened_round(tmp_path) as (runtime, _opened, slack):
        slack.fail("chat.postMessage", drop_after_accept=True, times=3)
        with Bots(slack, tmp_path, "never look") as bots:
            bots.start()
            until(lambda: sum(messages_by_person(slack, "").values()) >= len(STAFF))
            send_the_rest(runtime, bots)
        assert max(messages_by_person(slack, "").values()) > 1


def test_the_command_itself_starts_again_where_it_was_killed(tmp_path: Path) -> None:
    with opened_round(tmp_path) as (runtime, opened, slack):
        for number in (1, 2):
            with running(Bots(slack, tmp_path).environment) as bot:
                until(lambda: everything_is_sent(runtime) and slack.connected.is_set())
                assert hand_in(slack, number)
                bot.kill()
            assert is_kept(runtime, opened, number)
            until(lambda: not slack.connected.is_set())


@contextmanager
def running(settings: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """The bot as an administrator starts it."""
    command = [sys.executable, "-m", "bot", "run"]
    bot = subprocess.Popen(command, env=os.environ | settings, cwd=ROOT)
    try:
        yield bot
    finally:
        bot.kill()
        bot.wait()
