"""The promise as a page for staff, in the very words of the window "Who sees what".

`python -m bot.promise` writes the page of our documents anew; `staff-voice promise` prints it with
the organisation's own numbers.
"""

import re
import sys
from pathlib import Path
from typing import Final

import typer

from bot import config as settings
from handlers.views.promise import paragraphs
from surveys import wording
from surveys.model.policy import LOWEST
from surveys.model.rounds import Thresholds
from surveys.wording import _

PAGE: Final = Path(__file__).parents[1] / "docs" / "privacy" / "promise.md"
_BOLD: Final = re.compile(r"(?<![*\w])\*(?=\S)([^*\n]+)\*")
_ITALIC: Final = re.compile(r"(?<!\w)_(?=\S)([^_\n]+)_(?!\w)")


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(promise)


def promise() -> None:
    """Print the promise for staff, with your own numbers: Markdown, to hand out or put up."""
    config = settings.read()
    wording.use(config.locale)
    policy = config.policy
    sys.stdout.write(page(policy.thresholds, keys_apart=policy.keys_apart))


def page(thresholds: Thresholds, *, keys_apart: bool = True) -> str:
    """Return the page in Markdown."""
    title = f"# {_('The promise')}"
    where = _(
        'For everyone who is asked. The same words are behind the button "Who sees what" in every'
        " message, with the numbers of your organisation."
    )
    said = paragraphs(thresholds, keys_apart=keys_apart)
    return "\n\n".join([title, where, *map(_markdown, said)]) + "\n"


def main() -> None:
    """Write the page with the lowest numbers there can be."""
    PAGE.write_text(page(LOWEST), encoding="utf-8")


def _markdown(mrkdwn: str) -> str:
    """Write Slack's bold, italic and bullets as Markdown has them."""
    bold = _BOLD.sub(r"**\1**", mrkdwn)
    # After the bold: its own stars are doubled by now, and one star is left for italics.
    return _ITALIC.sub(r"*\1*", bold).replace("\n•", "\n\n•", 1).replace("\n•", "\n-")


if __name__ == "__main__":
    main()
