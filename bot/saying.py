"""What commands say to whoever runs them, and the runtime that they work on."""

import sys
from collections.abc import Iterable

from rich.console import Console

from bot import config as settings
from bot import logs
from bot.app import build_runtime
from surveys.runtime import Runtime


def say(sentence: str) -> None:
    """Print a sentence as it is: nothing in it is markup, a number to colour or a picture."""
    Console().print(sentence, markup=False, highlight=False, emoji=False, soft_wrap=True)


def remark(remarks: Iterable[str], before: str = "") -> None:
    """Write what looks like a slip, or is wrong, to standard error: a line each."""
    for one in remarks:
        sys.stderr.write(f"{before}{one}\n")


def runtime_of_settings() -> Runtime:
    """Return a runtime on the database of the settings, the log begun."""
    config = settings.load()
    logs.start(config.log_level)
    return build_runtime(config)
