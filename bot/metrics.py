"""`/metrics`: what the bot does by itself, for Prometheus; nothing that moves with a person's act.

No counter of answers, openings or requests, no seconds that work took, no processor time, memory,
threads or file sizes: each moves when somebody does something, and looked at every few seconds it
tells when, and so who.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from handlers.sending import LOOK_AT_FILE, SHARE, UPLOAD
from surveys.model.watching import Watched

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
PREFIX: Final = "staff_voice"
SECONDS: Final = 60  # the finest that a moment is told
# Files go out because somebody asked for a pack.
ASKED_FOR: Final = frozenset({UPLOAD, SHARE, LOOK_AT_FILE})


@dataclass(frozen=True)
class Told:
    """What a page tells."""

    version: str
    mode: str  # "socket" or "http"
    started: datetime
    connected: bool
    losses: int  # how often the connection was lost since the start
    last_tick: datetime  # to its end
    faults: int  # of ticks since the start
    watched: Watched | None  # None: the database did not answer in time
    backup: datetime | None  # None: not known
    failed: Mapping[str, bool]  # by check of `doctor`: whether it fails


def page(told: Told) -> bytes:
    """Return a page in Prometheus' own format; moments in it are whole minutes."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Telling(told))
    return generate_latest(registry)


class _Telling(Collector):
    def __init__(self, told: Told) -> None:
        self._told = told

    def collect(self) -> Iterator[Metric]:
        yield from _of_the_process(self._told)
        yield from _of_the_machine(self._told)
        if self._told.watched:
            yield from _of_the_queue(self._told.watched)


def _of_the_process(told: Told) -> Iterator[Metric]:
    version = {(told.version, told.mode): 1}
    yield _each("build_info", "What runs, and how Slack reaches it.", ("version", "mode"), version)
    yield _gauge("start_time_seconds", "When the process started.", _minute(told.started))
    yield _gauge("connected", "1 while Slack can reach us.", told.connected)
    yield _counter("connection_losses", "How often that ended, since the start.", told.losses)
    tick = _minute(told.last_tick)
    yield _gauge("last_tick_timestamp_seconds", "When the clock last ticked to its end.", tick)
    yield _counter("tick_faults", "Steps of ticks that failed, since the start.", told.faults)
    yield _gauge("database_up", "1 while the database answers in time.", told.watched is not None)


def _of_the_machine(told: Told) -> Iterator[Metric]:
    if told.backup:
        at = _minute(told.backup)
        yield _gauge("backup_timestamp_seconds", "When the newest backup was made.", at)
    failed = {(name,): int(is_wrong) for name, is_wrong in told.failed.items()}
    yield _each("check_failed", "1 where this check of doctor fails.", ("check",), failed)


def _of_the_queue(found: Watched) -> Iterator[Metric]:
    messages = {(str(kind), state): n for (kind, state), n in found.messages.items()}
    words = "Messages on record that nobody asked for, by how far they came."
    yield _each("messages", words, ("kind", "state"), messages)
    refused = {(code,): n for code, n in found.refused.items()}
    yield _each("messages_refused", "Those that Slack refused.", ("code",), refused)
    yield _gauge("messages_overdue", "Those an hour late or more.", found.overdue)
    yield _gauge("rounds_open", "Rounds that are open, pools left out.", found.rounds_open)
    yield _gauge("rounds_overdue", "Rounds that should have closed.", found.rounds_overdue)
    yield _gauge("surveys_overdue", "Surveys that should have been asked.", found.surveys_overdue)
    waiting = {
        (one.method or "all", one.error): 1 for one in found.waiting if one.method not in ASKED_FOR
    }
    words = "1 while Slack makes us wait with a method."
    yield _each("slack_waiting", words, ("method", "reason"), waiting)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{PREFIX}_{name}", words, value=float(value))


def _counter(name: str, words: str, value: float) -> Metric:
    return CounterMetricFamily(f"{PREFIX}_{name}", words, value=float(value))


def _each(name: str, words: str, labels: Sequence[str], values: Mapping[Any, int]) -> Metric:
    family = GaugeMetricFamily(f"{PREFIX}_{name}", words, labels=labels)
    for of, value in sorted(values.items()):
        family.add_metric(of, value)
    return family


def _minute(at: datetime) -> float:
    return float(int(at.timestamp()) // SECONDS * SECONDS)
