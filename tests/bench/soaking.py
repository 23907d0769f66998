"""A month in minutes: hundreds of people use a bot that runs as it does for anybody.

The clock goes hour by hour through rounds of the weekly pulse, and over the end of a quarter. What
is watched is the process: memory, open files, threads, SQLite's log, and whether every answer that
was acknowledged is the one that is kept.
"""

import csv
import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.demo.clock import DemoClock
from bot.demo.events import plan_events
from bot.demo.organisation import invented_people
from bot.local_slack import LocalSlack, Member
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.rounds import Round
from surveys.rules import sealing
from surveys.rules.people_file import PersonRow, people_in
from surveys.runtime import Runtime
from surveys.use_cases import authoring, enrolling, starting
from surveys.use_cases.asked import questions_of
from tests.bench.soaking_people import PATIENCE, Seen
from tests.bench.soaking_process import Living, Sample
from tests.bench.soaking_week import FRIDAY, Plan
from tests.bench.stage import Place, Row, empty

BEGIN: Final = datetime(2026, 9, 17, 9, tzinfo=UTC)  # a Thursday; the first round is on Monday
FIRST: Final = datetime(2026, 9, 21, tzinfo=UTC)
BEFORE, WEEKS = 1, 4  # in the first everything is done once for the first time; then the month
SEED: Final = 1
HANDS: Final = 8  # people who act at the same time
MILESTONES: Final = "newly-qualified"
LEAVERS_GONE: Final = 2  # the week from which the list is without them
HOUR: Final = timedelta(hours=1)
HOURS: Final = 7 * 24
MOST_GROWTH: Final = 1.05  # of the last quarter's memory over the second's


@dataclass
class Month:
    """The bot, who uses it, and what has been seen of both."""

    runtime: Runtime
    slack: LocalSlack
    bot: Living
    traces: bool  # what grows in its memory is told too, which itself takes a lot of it
    seen: Seen = field(default_factory=Seen)
    samples: list[Sample] = field(default_factory=list)
    unwell: int = 0  # times that a page for whoever watches was not there
    lost: int = 0  # answers that are not as they were acknowledged
    counted: int = 0  # answers that are

    def hour(self, at: datetime, acts: Sequence[Callable[[], object]]) -> None:
        """Let one hour come, let people act in it, and measure."""
        self.bot.move_to(at, self._is_done)
        if acts:
            with ThreadPoolExecutor(HANDS) as hands:
                list(hands.map(lambda act: act(), acts))
            self.bot.until(self._is_done)
        self.unwell += len(self.bot.watch())
        self.samples.append(self.bot.sample())

    def count(self, asked: Round) -> None:
        """Open every box of a round, and look whether it holds what its owner was told."""
        key = self.runtime.store.keys.find(asked.id)
        assert key is not None
        with self.runtime.store.begin() as tx:
            layout = sealing.layout_of(questions_of(self.runtime, tx, asked))
            boxes = {one.tag: one.box for one in tx.ballots.of(asked.id)}
            ids = {one.accounts[0].slack_id: one.id for one in tx.people.all() if one.accounts}
        for slack_id, scores in self.seen.kept.get(asked.id, {}).items():
            tag = sealing.tag(key, ids[slack_id])
            box = boxes.pop(tag, None)
            found = sealing.unseal(key, asked.id, tag, box, layout) if box else None
            is_right = (
                (found is None or found.is_empty)
                if scores is None
                else (found is not None and dict(found.scores) == dict(scores))
            )
            self.counted += is_right
            self.lost += not is_right
        self.lost += len(boxes)  # of whom nobody was told anything

    def _is_done(self) -> bool:
        with self.runtime.store.begin() as tx:
            return tx.deliveries.overdue(self.runtime.now() + timedelta(seconds=1)) == 0


def measure(place: Place, staff: int, picture: Path, *, traces: bool = False) -> Iterator[Row]:
    """One row a week, and one of the whole month, which says whether it was as it should be."""
    began, clock = time.perf_counter(), DemoClock(BEGIN)
    people, rows = _organisation(staff)
    empty(place.url)
    runtime = place.runtime(clock)
    _begin(runtime, people, rows)
    slack = LocalSlack(
        [Member(row.accounts[0].slack_id, row.name, title=row.job_family) for row in rows],
        now=clock,
        # The machine may have other work: how long people waited is in the table.
        ack_seconds=PATIENCE,
        trigger_seconds=PATIENCE,
    )
    slack.start()
    with tempfile.TemporaryDirectory() as folder:
        month = Month(runtime, slack, Living(place, slack, clock, Path(folder) / "log"), traces)
        try:
            plan = Plan(runtime, slack.address, rows, month.seen, FIRST, BEFORE + WEEKS, SEED)
            yield from _weeks(month, plan, people)
        finally:
            month.bot.end()
            slack.stop()
        yield _verdict(month, time.perf_counter() - began)
    runtime.store.close()
    _draw(month.samples, picture)


def _begin(runtime: Runtime, content: bytes, rows: Sequence[PersonRow]) -> None:
    """What an administrator does at the command line before anybody is asked."""
    enrolling.apply_people(runtime, content)
    starting.begin_keys(runtime)
    starting.check(runtime)
    authoring.load_ready(runtime, MILESTONES)
    authoring.start(runtime, MILESTONES)
    plan_events(runtime, rows, BEGIN.date())


def _weeks(month: Month, plan: Plan, content: bytes) -> Iterator[Row]:
    at = BEGIN
    while at < FIRST:  # welcomes, and whatever a process does for the first time
        at += HOUR
        month.hour(at, ())
    for week in range(BEFORE + WEEKS):
        seen = len(month.seen.waits)
        if week == LEAVERS_GONE:
            enrolling.apply_people(month.runtime, _without(content, plan.leavers))
        if month.traces and week in (BEFORE + 1, BEFORE + WEEKS - 1):
            month.bot.look()
        while at < FIRST + timedelta(weeks=week + 1):
            at += HOUR
            month.hour(at, plan.acts(at))
            if (at.weekday(), at.hour) == (FRIDAY, 12):
                for asked in plan.rounds():
                    month.count(asked)
        name = str(week + 1 - BEFORE) if week >= BEFORE else "before"
        yield _row(month, name, month.samples[-HOURS:], month.seen.waits[seen:])


def _row(month: Month, week: str, samples: Sequence[Sample], waits: Sequence[float]) -> Row:
    cuts = statistics.quantiles(waits, n=100)
    return {
        "week": week,
        "acts": sum(month.seen.done.values()),
        "answers": month.counted,
        "p50_ms": round(cuts[49] * 1000),
        "p99_ms": round(cuts[98] * 1000),
        "memory_mb": round(statistics.median(one.memory_mb for one in samples), 1),
        "files": max(one.files for one in samples),
        "threads": max(one.threads for one in samples),
        "wal_mb": round(max(one.log_mb for one in samples), 1),
        "wrong": sum(month.seen.wrong.values()) + month.unwell + month.lost,
        "verdict": "",
    }


def _verdict(month: Month, seconds: float) -> Row:
    """The row of the month, after the bot has stopped."""
    growth = growth_of(month.samples[-HOURS * WEEKS :])
    with month.runtime.store.begin() as tx:
        counts = {kind: tx.deliveries.counts(kind) for kind in Kind}
    arrived = sum(one[DeliveryState.SENT] for one in counts.values())
    refused = sum(one[DeliveryState.FAILED] for one in counts.values())
    wrong = {
        **month.seen.wrong,
        **{f"log: {what}": n for what, n in month.bot.faults().items()},
        "messages refused": refused,
        "pages not well": month.unwell,
        "answers lost or changed": month.lost,
        "ended with": month.bot.code or 0,
    }
    wrong = {what: n for what, n in wrong.items() if n}
    fails = [f"{n} x {what}" for what, n in wrong.items()]
    if growth > MOST_GROWTH:
        fails.append(f"memory grew {growth:.3f} times from the second week to the last")
    row = _row(month, "all", month.samples[-HOURS * WEEKS :], month.seen.waits)
    return row | {
        "wrong": sum(wrong.values()),
        "verdict": f"FAIL: {'; '.join(fails)}" if fails else "pass",
        "growth": round(growth, 3),
        "messages": arrived,
        "seconds": round(seconds),
        "month_in_acts": dict(sorted(month.seen.done.items())),
        "samples": [asdict(one) | {"at": one.at.isoformat()} for one in month.samples[::24]],
    }


def growth_of(samples: Sequence[Sample]) -> float:
    """Return the median memory of the last quarter of a time over that of its second."""
    quarter = len(samples) // 4
    second, last = samples[quarter : 2 * quarter], samples[-quarter:]
    of_second, of_last = (
        statistics.median(one.memory_mb for one in some) for some in (second, last)
    )
    return of_last / of_second


def _organisation(staff: int) -> tuple[bytes, tuple[PersonRow, ...]]:
    invented = invented_people(staff, SEED, BEGIN.date())
    text = io.StringIO()
    writer = csv.DictWriter(text, list(invented[0]))
    writer.writeheader()
    writer.writerows(invented)
    content = text.getvalue().encode()
    return content, tuple(people_in(content))


def _without(content: bytes, leavers: Sequence[str]) -> bytes:
    lines = content.decode().splitlines(keepends=True)
    return "".join(one for one in lines if not any(who in one for who in leavers)).encode()


def _draw(samples: Sequence[Sample], file: Path) -> None:
    from matplotlib.figure import Figure  # slow to import, and only a picture needs it

    days = [(one.at - FIRST) / timedelta(days=1) for one in samples]
    figure = Figure(figsize=(9, 6), layout="constrained")
    figure.suptitle("A month of use, hour by hour")
    of = {"memory_mb": "MB in memory", "files": "open files", "threads": "threads"}
    for axes, (name, words) in zip(figure.subplots(3, 1, sharex=True), of.items(), strict=True):
        axes.plot(days, [getattr(one, name) for one in samples])
        axes.set(ylabel=words, ylim=(0, None))
    axes.set(xlabel="days")
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=120)
