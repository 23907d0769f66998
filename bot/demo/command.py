"""`staff-voice demo`: its options, and the sentence when its extra libraries are missing."""

from pathlib import Path
from typing import Annotated

import typer

from bot.demo.options import Mode, Options
from surveys.errors import DemoRefused
from surveys.wording import _


def demo(
    once: Annotated[bool, typer.Option("--once", help="Play the weeks, then stop.")] = False,
    no_staff: Annotated[
        bool, typer.Option("--no-staff", help="Real time, and nobody simulated.")
    ] = False,
    staff: Annotated[int, typer.Option(min=12, max=8000, help="People to invent.")] = 240,
    weeks: Annotated[int, typer.Option(min=1, max=520, help="Weekly rounds to play.")] = 13,
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 1,
    data_dir: Annotated[
        Path | None, typer.Option(help="A folder for the database and the log.")
    ] = None,
    people: Annotated[
        Path | None, typer.Option(help="A people file in place of invented people.")
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(help="A CSV of round, slack_id, question, value, comment to answer with."),
    ] = None,
    truth: Annotated[Path | None, typer.Option(help="Write what each person answered.")] = None,
    calls: Annotated[
        Path | None, typer.Option(help="Write every call received and event sent.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port.")] = 8765,
    mode: Annotated[Mode, typer.Option(help="How the bot hears from Slack.")] = Mode.SOCKET,
) -> None:
    """Show a children's service being asked, answering, and reading its results."""
    try:
        from bot.demo.show import show  # the workspace's libraries come with the demo only
    except ModuleNotFoundError as error:
        raise DemoRefused(
            _('{name} is not installed; install Staff Voice with "[demo]"').format(name=error.name)
        ) from None
    show(
        Options(
            once, no_staff, staff, weeks, seed, data_dir, people, answers, truth, calls, as_json,
            port, mode,
        )
    )  # fmt: skip
