"""`staff-voice report`: a quarter's pack: documents, action plans, and pictures for slides."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import config as settings
from bot import logs
from bot.pack.files import files_of, slides_of
from bot.pack.writing import write_all
from bot.saying import runtime_there
from surveys.model.packs import Audience
from surveys.use_cases import packing


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(report)


def report(
    quarter: Annotated[str, typer.Option(help="Such as 2026-Q3: July to September 2026.")],
    out: Annotated[Path, typer.Option(help="The folder to write to; made where it is missing.")],
    audience: Annotated[
        Audience, typer.Option("--for", help="Members get no comments; leaders get every part.")
    ] = Audience.BOARD,
    *,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Also write each chart as a PNG for slides.")
    ] = False,
) -> None:
    """Write a quarter's pack: HTML, DOCX and XLSX with the same figures, and action plans."""
    config = settings.load()
    logs.start(config.log_level)
    runtime = runtime_there(config)
    pack = packing.pack(runtime, quarter, audience)
    files = files_of(pack)
    if pictures:
        files |= slides_of(pack)
    packing.note_written(runtime, pack)
    sys.stdout.write("".join(f"{file}\n" for file in write_all(files, out)))
