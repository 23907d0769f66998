"""Many at once: nothing acknowledged is lost, nothing is taken twice, nobody waits long."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from surveys.errors import AnswerNotValid, RoundClosed
from surveys.model.rounds import Round
from surveys.runtime import Runtime
from surveys.store.database import Store
from surveys.use_cases import answering, closing
from tests.conftest import Clock
from tests.organisation import account, enrol, open_round, pulse_answers
from tests.surveys.store import samples

HOUSE = Path(__file__).parents[3]
THREADS = 16
CLAIMER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from surveys.store.database import Store, open_database
from surveys.store.keyring import Keyring

url, owner, now = sys.argv[1], sys.argv[2], datetime(2026, 9, 7, 9, tzinfo=UTC)
store = Store(open_database(url), Keyring(Path("keys")))
print("ready", flush=True)
sys.stdin.readline()
while True:
    with store.begin() as tx:
        claimed = tx.deliveries.claim(owner, now, now + timedelta(seconds=40), 7)
    if not claimed:
        break
    print(*(one.id for one in claimed))
store.close()
"""


def at_once(people: range, act: Callable[[int], bool]) -> list[tuple[int, bool]]:
    """Let people act from many threads; say for each whether it was acknowledged."""
    together = threading.Barrier(THREADS)
    numbers = iter(people)
    turn = threading.Lock()

    def hands() -> list[tuple[int, bool]]:
        together.wait()
        done = []
        while True:
            with turn:
                number = next(numbers, None)
            if number is None:
                return done
            done.append((number, act(number)))

    with ThreadPoolExecutor(THREADS) as pool:
        working = [pool.submit(hands) for _thread in range(THREADS)]
        return [one for each in working for one in each.result()]


def submitting(runtime: Runtime, opened: Round) -> Callable[[int], bool]:
    def act(number: int) -> bool:
        scores = dict.fromkeys(opened.questions, 1 + number % 5)
        try:
            return answering.submit(
                runtime, account(number), opened.id, pulse_answers(scores, f"from {number}")
            )
        except RoundClosed:
            return False

    return act


def test_sixteen_threads_answer_without_anybody_being_turned_away(
    runtime: Runtime, clock: Clock
) -> None:
    staff = enrol(runtime)
    opened = open_round(runtime, clock)
    act = submitting(runtime, opened)
    for _time in range(2):  # the second time each answer takes the place of the first
        done = at_once(range(1, staff + 1), act)
        assert sorted(done) == [(number, True) for number in range(1, staff + 1)]
    with runtime.store.begin() as tx:
        assert len(list(tx.ballots.of(opened.id))) == staff


def test_one_person_sending_many_times_at_once_has_one_answer(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime, {"Children's Services/Team 1": 2})
    opened = open_round(runtime, clock)
    act = submitting(runtime, opened)
    done = at_once(range(THREADS * 3), lambda _number: act(1))
    assert all(kept for _number, kept in done)
    with runtime.store.begin() as tx:
        assert len(list(tx.ballots.of(opened.id))) == 1


def test_a_wrong_answer_sent_among_others_is_refused_alone(runtime: Runtime, clock: Clock) -> None:
    staff = enrol(runtime)
    opened = open_round(runtime, clock)

    def act(number: int) -> bool:
        score = 99 if number % 2 else 3
        said = pulse_answers(dict.fromkeys(opened.questions, score))
        try:
            return answering.submit(runtime, account(number), opened.id, said)
        except AnswerNotValid:
            return False

    done = at_once(range(1, staff + 1), act)
    assert sorted(done) == [(number, number % 2 == 0) for number in range(1, staff + 1)]
    with runtime.store.begin() as tx:
        assert len(list(tx.ballots.of(opened.id))) == staff // 2


def test_a_close_counts_everything_acknowledged_before_it_and_refuses_the_rest(
    runtime: Runtime, clock: Clock
) -> None:
    staff = enrol(runtime)
    opened = open_round(runtime, clock)
    act = submitting(runtime, opened)
    half = threading.Semaphore(0)

    def acting(number: int) -> bool:
        kept = act(number)
        half.release()
        return kept

    def closes() -> tuple[Round, ...]:
        for _answer in range(staff // 2):
            half.acquire(timeout=10)
        return closing.close_now(runtime)

    with ThreadPoolExecutor(1) as closer:
        closed = closer.submit(closes)
        done = at_once(range(1, staff + 1), acting)
        assert [one.id for one in closed.result()] == [opened.id]
    acknowledged = sum(kept for _number, kept in done)
    with runtime.store.begin() as tx:
        headline = [one for one in tx.rounds.totals(opened.id) if one.question_id == "how_are_you"]
        assert sum(one.n for one in headline) == acknowledged
        assert list(tx.ballots.of(opened.id)) == []
    assert acknowledged >= staff // 2


def test_two_processes_close_a_round_once(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, {"Children's Services/Team 1": 2})
    opened = open_round(runtime, clock)
    clock.move_to(opened.closes_at)
    with ThreadPoolExecutor(4) as pool:
        closed = list(pool.map(lambda _n: closing.close_due(runtime), range(4)))
    assert sorted(len(one) for one in closed) == [0, 0, 0, 1]
    with runtime.store.published() as db:
        assert len(db.releases.all()) == 1


def test_two_processes_never_claim_the_same_message(store: Store, tmp_path: Path) -> None:
    samples.furnish(store)
    with store.begin() as tx:
        tx.deliveries.add(samples.delivery(n) for n in range(200))
    url = store.engine.url.render_as_string(hide_password=False)
    claimers = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMER, url, owner],
            cwd=tmp_path,
            env={"PYTHONPATH": str(HOUSE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for owner in ("one", "two")
    ]
    for claimer in claimers:
        assert claimer.stdout is not None
        assert claimer.stdout.readline() == "ready\n"
    with ThreadPoolExecutor(2) as pool:
        outputs = list(pool.map(_go, claimers))
    claimed = [id_ for out in outputs for id_ in out.split()]
    assert len(claimed) == len(set(claimed)) == 200


def _go(claimer: "subprocess.Popen[str]") -> str:
    out, _err = claimer.communicate("go\n", timeout=30)
    assert claimer.returncode == 0
    return out


def test_reading_what_is_published_does_not_wait_for_a_writer(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime, {"Children's Services/Team 1": 2})
    with runtime.store.begin() as tx:
        tx.schedules.begin("another survey", clock())
        with ThreadPoolExecutor(8) as pool:
            reading = [pool.submit(_read, runtime) for _reader in range(8)]
            assert [one.result(timeout=5) for one in reading] == [0] * 8


def _read(runtime: Runtime) -> int:
    with runtime.store.published() as db:
        return len(db.releases.all())
