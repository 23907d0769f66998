"""The demo from its first second to its last: workspace, bot, weeks, digest, and the page."""

import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot import config as settings
from bot import logs
from bot.app import build_bot
from bot.demo.answers_file import write_answers
from bot.demo.champion import check_comments
from bot.demo.clock import DemoClock
from bot.demo.events import plan_events
from bot.demo.forum import lives
from bot.demo.guide import guides, manages_a_team
from bot.demo.leavers import here, leave
from bot.demo.manager import acts
from bot.demo.options import Mode, Options
from bot.demo.play import Played, Stage, open_week, play, welcome_everyone
from bot.demo.reading import as_text
from bot.demo.scene import Scene, prepare
from bot.demo.search import searcher
from bot.local_slack import LocalSlack, Member, Visitor
from bot.serving import HTTP_PATH, Serving
from bot.stopping import waiting_to_be_stopped
from surveys.errors import NobodyToAsk, RoundAlreadyOpen
from surveys.model.people import Role
from surveys.rules.people_file import PersonRow
from surveys.runtime import Runtime
from surveys.use_cases import enrolling, opening, retaining
from surveys.wording import _

BEGIN: Final = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)  # a Thursday; the first round is on Monday
SECRETS: Final = {  # made up for a workspace that only this machine reaches
    "slack_bot_token": "xoxb-local",
    "slack_app_token": "xapp-local",
    "slack_signing_secret": "local-secret",
}
AROUND_THE_CLOCK: Final = "Mon-Sun 00:00-24:00"
PLENTY: Final = 1000  # minutes: whoever tries things out may be asked again at once
SECONDS_TO_CONNECT: Final = 10


def show(options: Options) -> None:
    """Run the demo. Raises DemoRefused, PeopleRefused."""
    scene = prepare(options)
    clock = None if options.no_staff else DemoClock(BEGIN)
    with _stage(options, scene, clock) as (stage, serving):
        enrolling.apply_people(stage.bot.runtime, scene.content)
        if clock is None:
            _by_hand(options, scene, stage, serving)
        else:
            _with_staff(options, scene, stage, serving)


def _with_staff(options: Options, scene: Scene, stage: Stage, serving: Serving) -> None:
    began = time.monotonic()
    champion = next((row for row in scene.rows if Role.CHAMPION in (row.roles or ())), None)

    manager = next(filter(manages_a_team, scene.rows), None)

    def ended(week: int) -> None:
        if champion and week < options.weeks:  # the last week's wait for whoever looks around
            check_comments(stage.slack.address, champion.accounts[0].slack_id)
        if manager:
            acts(stage.slack.address, manager.accounts[0].slack_id, week, stage.clock().date())
        lives(stage.bot.runtime, here(scene.rows, week), week, stage.clock().date())
        leave(stage.slack.address, stage.bot.runtime, scene.rows, scene.content, week)
        told(week)

    with _progress(options, stage) as told:
        welcome_everyone(stage)
        plan_events(stage.bot.runtime, scene.rows, stage.clock().date())
        played, kept = play(
            stage, options.weeks, scene.answers, options.seed, ended, scene.answers_to
        )
    if options.truth is not None:
        write_answers(kept, options.truth)
    if options.as_json:
        _print_json(scene, played, time.monotonic() - began)
    else:
        _print_digest(scene, stage)
    if not options.once:
        open_week(stage)
        stage.clock.run()
        stage.slack.notice = _("The weeks have played. One more round is open: answer it.")
        _stay_up(options, stage, serving)
    tidy(stage.bot.runtime, datetime.now(UTC))


def tidy(runtime: Runtime, today: datetime) -> None:
    """Remove what is too old by today's clock: the demo's may be months behind it.

    Other commands go by today's, and an audit would find what no night of the demo removed.
    """
    retaining.retain(replace(runtime, now=lambda: max(runtime.now(), today)))


def _by_hand(options: Options, scene: Scene, stage: Stage, serving: Serving) -> None:
    stage.bot.tick()
    with suppress(RoundAlreadyOpen, NobodyToAsk):  # a demo that was stopped goes on where it was
        opening.open_now(stage.bot.runtime)
    stage.bot.tick()
    if options.as_json:
        _print_json(scene, None, 0, address=stage.slack.address, environment=_environment(scene))
    else:
        Console().print(
            _("For commands beside it: {settings}").format(
                settings=" ".join(
                    f"{name}='{value}'" for name, value in _environment(scene).items()
                )
            ),
            highlight=False,
            soft_wrap=True,
        )
    _stay_up(options, stage, serving)


@contextmanager
def _stage(
    options: Options, scene: Scene, clock: DemoClock | None
) -> Iterator[tuple[Stage, Serving]]:
    """Start the workspace, then the bot in it; afterwards stop both."""
    bot_port = _free_port()
    slack = LocalSlack(
        members=[_member(row, account.slack_id) for row in scene.rows for account in row.accounts],
        request_url=f"http://127.0.0.1:{bot_port}{HTTP_PATH}"
        if options.mode is Mode.HTTP
        else None,
        now=clock,
        team_name=scene.rows[0].unit[0],
        calls_path=options.calls,
        guide=guides(scene.rows, by_hand=options.no_staff),
    )
    slack.search = searcher((scene.data_dir,), scene.database, slack.kept)
    slack.start(options.port if _is_free(options.port) else 0)
    if not options.as_json:
        Console().print(_("Open {address} in a browser.").format(address=slack.address))
    with scene.log.open("a", encoding="utf-8") as log:
        scene.log.chmod(0o600)
        config = _config(options, scene, slack, bot_port)
        logs.start(config.log_level, log)
        bot = build_bot(config, clock)
        serving = Serving(bot, ticking=False)
        if options.mode is Mode.SOCKET:
            slack.connected.wait(SECONDS_TO_CONNECT)
        try:
            yield Stage(bot, slack, clock or DemoClock(datetime.now(UTC))), serving
        finally:
            serving.stop()
            slack.stop()
            logs.start(config.log_level)


def _config(options: Options, scene: Scene, slack: LocalSlack, port: int) -> settings.Config:
    given: dict[str, Any] = {
        **SECRETS,
        "slack_api_url": slack.api_url,
        "slack_mode": str(options.mode),
        "database_url": scene.database_url,
        "key_dir": scene.key_dir,
        "http_port": port,
        "tick_seconds": 1,
        "backup_every_hours": 0,  # a BACKUP_DIR of the environment is not for what is invented
        "_env_file": None,  # a folder's own settings are not the demo's
    }
    if options.no_staff:
        given |= {
            "welcome_working_days": 0,
            "working_hours": AROUND_THE_CLOCK,
            "days_between_asks": 0,
            "minutes_a_month": PLENTY,
        }
    return settings.load(**given)


@contextmanager
def _progress(options: Options, stage: Stage) -> Iterator[Callable[[int], None]]:
    bar = Progress(
        TextColumn(_("Playing the weeks")),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        disable=options.as_json,
    )
    with bar:
        task = bar.add_task("", total=options.weeks)

        def told(week: int) -> None:
            bar.advance(task)
            stage.slack.notice = _("Week {week} of {weeks} has played.").format(
                week=week, weeks=options.weeks
            )

        stage.slack.notice = _("The first week is playing.")
        yield told


def _environment(scene: Scene) -> dict[str, str]:
    """Settings with which other commands work beside a demo that stays up."""
    return {
        "DATABASE_URL": scene.database_url,
        "KEY_DIR": str(scene.key_dir),
        "WORKING_HOURS": AROUND_THE_CLOCK,
        "WELCOME_WORKING_DAYS": "0",
        "DAYS_BETWEEN_ASKS": "0",
        "MINUTES_A_MONTH": str(PLENTY),
    }


def _print_json(scene: Scene, played: Played | None, seconds: float, **more: object) -> None:
    nothing = Played(rounds=0, asked=0, answered=0, digests=0)
    facts = {
        "database_url": scene.database_url,
        "key_dir": str(scene.key_dir),
        **asdict(played or nothing),
        "seconds": round(seconds, 1),
        **more,
    }
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def _print_digest(scene: Scene, stage: Stage) -> None:
    console = Console()
    manager = next(filter(manages_a_team, scene.rows), None)
    if manager is not None:
        *_earlier, last = Visitor(stage.slack.address, manager.accounts[0].slack_id).messages()
        console.print(_("What {name} reads:").format(name=manager.name), style="bold")
        console.print(as_text(last), markup=False, highlight=False)
    console.print(f"DATABASE_URL={scene.database_url} KEY_DIR={scene.key_dir}", highlight=False)


def _stay_up(options: Options, stage: Stage, serving: Serving) -> None:
    wait = waiting_to_be_stopped()
    serving.begin_ticking()
    if not options.as_json:
        said = _("The page stays up at {address}; press Ctrl-C to stop.")
        Console().print(said.format(address=stage.slack.address))
    wait()


def _member(row: PersonRow, slack_id: str) -> Member:
    return Member(slack_id, row.name, email=row.email, title=row.job_family)


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
