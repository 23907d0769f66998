"""`/healthz`, `/readyz` and `/metrics` for whoever runs the bot, on a port of their own.

They tell of the process and of what it does by itself; nothing there moves with a person's act.
"""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import Any, Final

import waitress

from bot import metrics
from bot.config import Config
from bot.doctor import backups, machine
from bot.in_time import InTime
from bot.listening import listening
from bot.schema import Standing, standing
from bot.watching import Reason, Watch
from surveys.model.auditing import Verdict
from surveys.model.watching import Seen
from surveys.runtime import Runtime
from surveys.store.inspecting import reading
from surveys.use_cases.watching import watched

SECONDS_AN_ANSWER_HOLDS: Final = 5
THREADS: Final = 2
TEXT: Final = "text/plain; charset=utf-8"

Answer = tuple[str, str, bytes]  # status, type, body
WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Health:
    """What the pages say."""

    def __init__(self, config: Config, runtime: Runtime, watch: Watch) -> None:
        self._config, self._runtime, self._watch = config, runtime, watch
        self._is_current = InTime(self._look_at_schema, _every(SECONDS_AN_ANSWER_HOLDS))
        # What is counted is counted once a minute, however often somebody looks.
        self._watched = InTime(partial(watched, runtime), self._minute)
        self._around = InTime(self._look_around, self._minute)

    def healthz(self) -> Answer:
        """Say whether the process is alive: whether its clock still ticks."""
        return _judged([Reason.TICKS_STALLED] if self._watch.stalled() else [])

    def readyz(self) -> Answer:
        """Say whether Slack and the database are there for whoever uses the bot."""
        is_current = self._is_current()
        reasons = list(self._watch.unready())
        if is_current is None:
            reasons.append(Reason.DATABASE)
        elif not is_current:
            reasons.append(Reason.SCHEMA)
        return _judged(reasons)

    def metrics(self) -> Answer:
        """Tell Prometheus."""
        watch, around = self._watch, self._around()
        told = metrics.Told(
            version=version("staff-voice"),
            mode=self._config.mode,
            started=watch.started,
            connected=watch.connected(),
            losses=watch.losses,
            last_tick=watch.last_tick,
            faults=watch.faults,
            watched=self._watched(),
            backup=around[0] if around else None,
            failed=around[1] if around else {},
        )
        return "200 OK", metrics.CONTENT_TYPE, metrics.page(told)

    def _look_at_schema(self) -> bool:
        with reading(self._runtime.store.engine) as connection:
            return standing(connection) in {Standing.OURS, Standing.AHEAD}

    def _look_around(self) -> tuple[datetime | None, dict[str, bool]]:
        found = machine.surroundings(self._config, self._runtime.now())
        failed = {one.check: one.judgement.verdict is Verdict.FAIL for one in found}
        return backups.newest(self._config), failed

    def _minute(self) -> int:
        return int(self._runtime.now().timestamp()) // metrics.SECONDS


def pages(health: Health) -> WsgiApp:
    """Return the pages."""
    found: Mapping[str, Callable[[], Answer]] = {
        "/healthz": health.healthz,
        "/readyz": health.readyz,
        "/metrics": health.metrics,
    }

    def answering(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        tell = found.get(environ["PATH_INFO"])
        if tell is None:
            status, kind, body = "404 Not Found", TEXT, b"There is nothing here.\n"
        elif environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            status, kind, body = "405 Method Not Allowed", TEXT, b"Only reading is possible.\n"
        else:
            status, kind, body = tell()
        start_response(
            status,
            [
                ("content-type", kind),
                ("content-length", str(len(body))),
                ("cache-control", "no-store"),
            ],
        )
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    return answering


@contextmanager
def telling(config: Config, app: WsgiApp) -> Iterator[None]:
    """Answer on HEALTH_PORT for a while; nowhere, where that is 0. Raises SettingsWrong."""
    if not config.health_port:
        yield
        return
    socket = listening(config.health_host, config.health_port, "HEALTH_HOST, HEALTH_PORT")
    server: Any = waitress.create_server(app, sockets=[socket], threads=THREADS, ident=None)
    thread = threading.Thread(target=server.run, name="health", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.trigger.pull_trigger(partial(_close, server))
        thread.join(SECONDS_AN_ANSWER_HOLDS)
        server.task_dispatcher.shutdown(timeout=SECONDS_AN_ANSWER_HOLDS)


def seeing(config: Config) -> Callable[[], Seen]:
    """Return what the weekly report tells of the machine, on which the bot starts now."""
    started = datetime.now(UTC)

    def seen() -> Seen:
        wrong = machine.wrong_around(config, datetime.now(UTC))
        return Seen(since=started, backup=backups.newest(config), wrong=wrong)

    return seen


def _close(server: Any) -> None:
    for connection in list(server.active_channels.values()):
        connection.handle_close()
    server.close()


def _judged(reasons: list[Reason]) -> Answer:
    status = "503 Service Unavailable" if reasons else "200 OK"
    said = {"status": "failing" if reasons else "ok", "reasons": [str(one) for one in reasons]}
    return status, "application/json", json.dumps(said).encode() + b"\n"


def _every(seconds: int) -> Callable[[], int]:
    return lambda: int(time.monotonic()) // seconds
