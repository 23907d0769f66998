"""The settings file as it lies there: it can be read, and every line of it sets something."""

import io
from pathlib import Path
from typing import Final

from dotenv.parser import parse_stream

from surveys.errors import SettingsWrong
from surveys.wording import _, ngettext

FILE: Final = Path(".env")
_MOST_NAMED: Final = 10  # lines


def check(file: Path) -> None:
    """Check that a settings file, if there is one, can be read and has no line that says nothing.

    A library would leave such a line out, and a threshold with it. Raises SettingsWrong.
    """
    try:
        if file.is_dir():
            raise SettingsWrong(
                _(
                    ".env is a folder, as Docker makes one where the file to be mounted is missing;"
                    " remove it and put the file there"
                )
            )
        if not file.is_file():
            return  # there is none, or a pipe, which can be read once
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsWrong(_(".env is not a text file in UTF-8")) from None
    except OSError as error:
        raise SettingsWrong(
            _(
                ".env can't be read ({error}); let it belong to the user that runs Staff Voice, or"
                " run this as that user"
            ).format(error=error.strerror or type(error).__name__)
        ) from None
    if wrong := lines_wrong(text):
        raise SettingsWrong(f".env: {wrong}")


def lines_wrong(text: str) -> str:
    """Say which lines are not NAME=value, by number alone: what they hold may be secret.

    Empty: every line is one, is a remark, or belongs to a quoted value.
    """
    numbers = [
        str(one.original.line + _empty_before(one.original.string))
        for one in parse_stream(io.StringIO(text))
        if one.error or (one.key is not None and one.value is None)
    ]
    if not numbers:
        return ""
    named = ", ".join(numbers[:_MOST_NAMED]) + (" …" if len(numbers) > _MOST_NAMED else "")
    said = ngettext(
        "line {numbers} is not of the form NAME=value",
        "lines {numbers} are not of the form NAME=value",
        len(numbers),
    )
    return said.format(numbers=named)


def _empty_before(statement: str) -> int:
    """Count the empty lines that the parser takes for the beginning of a statement."""
    return statement[: len(statement) - len(statement.lstrip())].count("\n")
