"""`staff-voice demo`: its options, and the sentence when its extra libraries are missing."""

from pathlib import Path
from typing import Annotated, Final

import typer

from bot.demo.options import Mode, Options
from surveys.errors import DemoRefused
from surveys.wording import _

WITH_STAFF_ONLY: Final = ("once", "weeks", "answers", "truth")


def demo(
    context: typer.Context,
    *,
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
    if no_staff:
        _refuse_what_needs_staff(context)
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


def _refuse_what_needs_staff(context: typer.Context) -> None:
    for name in WITH_STAFF_ONLY:
        source = context.get_parameter_source(name)
        if source is not None and source.name != "DEFAULT":
            raise typer.BadParameter(
                _(
                    "--no-staff lives in real time and nobody answers, so --{name} has no use"
                ).format(name=name)
            )
