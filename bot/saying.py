"""What commands say to whoever runs them, and the runtime that they work on."""

import sys
from collections.abc import Iterable
from io import TextIOWrapper

from rich.console import Console

from bot import config as settings
from bot import logs
from bot.app import build_runtime
from bot.config import Config
from surveys.errors import DatabaseNotThere
from surveys.runtime import Runtime
from surveys.store.database import is_there, sqlite_file


def say(sentence: str) -> None:
    """Print a sentence as it is: nothing in it is markup, a number to colour or a picture."""
    Console().print(sentence, markup=False, highlight=False, emoji=False, soft_wrap=True)


def remark(remarks: Iterable[str], before: str = "") -> None:
    """Write what looks like a slip, or is wrong, to standard error: a line each."""
    for one in remarks:
        sys.stderr.write(f"{before}{one}\n")


def never_fail(stream: object) -> None:
    """Let standard output take any character, whatever the machine's language.

    A terminal shows a question mark for what it can't; a program that reads gets UTF-8, and so
    loses nothing.
    """
    if not isinstance(stream, TextIOWrapper):
        return  # there is none, say
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="replace")


def runtime_of_settings(*, begins: bool = False) -> Runtime:
    """Return a runtime on the database of the settings, the log begun.

    Only a command that `begins` an installation may make one. Raises DatabaseNotThere and others.
    """
    config = settings.load()
    logs.start(config.log_level)
    return build_runtime(config) if begins else runtime_there(config)


def runtime_there(config: Config) -> Runtime:
    """Return a runtime on a database that is there: in another folder none would be, and be made.

    Raises DatabaseNotThere and what `build_runtime` raises.
    """
    file = sqlite_file(config.database_url)
    if not is_there(config.database_url) and not (file and file.is_dir()):
        raise DatabaseNotThere(str(file.resolve()) if file else "DATABASE_URL")
    return build_runtime(config)
