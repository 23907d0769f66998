"""Commands and settings as pages, from the code: `python -m bot.reference` writes them anew.

Three places: docs/reference/commands.md, docs/reference/settings.md, and the table of settings in
the README. What a setting means stands in bot/settings_told.py, everything else in the code itself.
"""

import re
from collections.abc import Iterator
from datetime import time
from enum import Enum
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

import typer
from annotated_types import Ge, Le
from pydantic.fields import FieldInfo
from typer.core import TyperGroup

from bot.cli import app
from bot.config import Config
from bot.settings_told import MEANINGS

HOUSE: Final = Path(__file__).parents[1]
README: Final = HOUSE / "README.md"
COMMANDS: Final = HOUSE / "docs" / "reference" / "commands.md"
SETTINGS: Final = HOUSE / "docs" / "reference" / "settings.md"
HEAD: Final = "| Name | Default | |\n|---|---|---|\n"
_TABLE: Final = re.compile(re.escape(HEAD) + r"(?:\|.*\n)+")
_LINK: Final = re.compile(r"\]\((?!https?:)([^)]+)\)")
_SHELL: Final = {"install_completion", "show_completion"}  # of every Typer app, about the shell
_MADE: Final = "<!-- Made by `python -m bot.reference` from the code: do not edit. -->\n"


def pages() -> dict[Path, str]:
    """Return each file that is made of the code, with what it must hold."""
    return {COMMANDS: commands(), SETTINGS: settings(), README: readme()}


def main() -> None:
    """Write them; refuse while a setting has no sentence, or its row in the README would go."""
    if problems := untold():
        raise SystemExit("\n".join(problems))
    for file, text in pages().items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


def untold() -> list[str]:
    """Say which settings have no sentence, and which sentences no setting."""
    told = [name for names in MEANINGS for name in names]
    there = {name.upper() for name in Config.model_fields}
    return [
        *(f"bot/settings_told.py does not tell of {name}" for name in sorted(there - {*told})),
        *(f"{name} in bot/settings_told.py is no setting" for name in sorted({*told} - there)),
        *(f"{name} is told of twice" for name in sorted({*told}) if told.count(name) > 1),
    ]


def readme() -> str:
    """Return the README with the table of settings as the code has them."""
    rows = (
        f"| {', '.join(f'`{name}`' for name in names)} |{_defaults(names)} | {meaning} |\n"
        for names, meaning in MEANINGS.items()
    )
    text = README.read_text(encoding="utf-8")
    return _TABLE.sub(lambda _found: HEAD + "".join(rows), text, count=1)


def settings() -> str:
    """Return the page of settings: name, default, what it may be, and what it means."""
    rows = (
        f"| `{name}` |{_cell(default(_field(name)))} | {allowed(_field(name))} |"
        f" {_from_reference(meaning)} |\n"
        for names, meaning in MEANINGS.items()
        for name in names
    )
    return (
        f"# Settings\n\n{_MADE}\n"
        "From the environment, or from a file `.env` in the folder you start in. All are checked at"
        " once, and every problem is named. [Where to begin](../../README.md#settings).\n\n"
        "| Name | Default | What it may be | What it means |\n|---|---|---|---|\n" + "".join(rows)
    )


def default(field: FieldInfo) -> str:
    """Return a setting's default as one writes it in the environment; empty: not set."""
    value = field.default
    if isinstance(value, Path):
        return str(value).replace(str(Path.home()), "~", 1)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def allowed(field: FieldInfo) -> str:
    """Say what a setting may be, from its type and its bounds."""
    kinds = [one for one in get_args(field.annotation) or [field.annotation] if one]
    for kind in (field.annotation, *kinds):
        if get_origin(kind) is Literal:
            return " or ".join(f"`{one}`" for one in get_args(kind))
    least = next((one.ge for one in field.metadata if isinstance(one, Ge)), None)
    most = next((one.le for one in field.metadata if isinstance(one, Le)), None)
    if least is not None:
        return f"{least} to {most}" if most is not None else f"{least} or more"
    if time in kinds:
        return "a time, such as 10:00"
    if Path in kinds:
        return "a path"
    return "a secret" if "SecretStr" in str(field.annotation) else "text"


def commands() -> str:
    """Return the page of commands, each with its arguments and options."""
    group = typer.main.get_command(app)
    return (
        f"# Commands\n\n{_MADE}\n"
        "Each prints the same with `--help`. A command ends with 0 when all is well,"
        " with 1 when it is refused or fails (the reason is one sentence on standard error), and"
        " with 2 on wrong usage. `--json` prints JSON for scripts. [An overview]"
        "(../../README.md#the-command-line).\n" + "".join(_commands_of(group, ["staff-voice"]))
    )


def _commands_of(command: Any, path: list[str]) -> Iterator[str]:
    if isinstance(command, TyperGroup):
        if len(path) > 1:
            yield f"\n## `{' '.join(path)}`\n\n{_prose(command.help)}\n"
        # A group's own heading would take in what comes after it: single commands stand first.
        inner = sorted(command.commands.items(), key=lambda one: isinstance(one[1], TyperGroup))
        for name, one in inner:
            yield from _commands_of(one, [*path, name])
        return
    usage = [*path, *(_usage(one) for one in command.params if one.name not in _SHELL)]
    yield f"\n{'#' * min(len(path), 3)} `{' '.join(path)}`\n\n{_prose(command.help)}\n"
    yield f"\n```text\n{' '.join(usage)}\n```\n"
    if rows := [_row(one) for one in command.params if one.name not in _SHELL]:
        yield "\n| Word | Default | What it means |\n|---|---|---|\n" + "".join(rows)


def _usage(param: Any) -> str:
    word = f"{param.name.upper()}..." if param.nargs == -1 else param.name.upper()
    if param.param_type_name == "option":
        word = param.opts[0] if param.is_flag else f"{param.opts[0]} {_value(param)}"
    return word if param.required else f"[{word}]"


def _value(param: Any) -> str:
    kind = param.type_descriptor.annotation
    kinds = [one for one in (kind, *get_args(kind)) if isinstance(one, type)]
    for one in kinds:
        if issubclass(one, Enum):
            return "|".join(str(choice.value) for choice in one)
        if issubclass(one, int) and one is not bool:
            return "N"
    return str(param.metavar or param.name.upper())


def _row(param: Any) -> str:
    named = f"{param.opts[0]} {_value(param)}" if param.param_type_name == "option" else ""
    if getattr(param, "is_flag", False):
        named = param.opts[0]
    value = getattr(param.default, "value", param.default)
    if isinstance(value, Path) and value.is_relative_to(HOUSE):
        value = value.relative_to(HOUSE).as_posix()
    shown = "" if value is None or isinstance(value, bool) else str(value)
    bounds = "" if getattr(param, "min", None) is None else f" {param.min} to {param.max}."
    needed = " Needed." if param.required else ""
    said = _prose(param.help or "") + bounds + needed
    # In a table a bar parts columns even inside code.
    name = _cell(named or param.name.upper()).replace("|", "\\|")
    return f"|{name} |{_cell(shown)} | {said} |\n"


def _prose(text: str | None) -> str:
    """Return a help text on one line, as Markdown takes it."""
    return " ".join((text or "").split()).replace("<", "&lt;").replace("|", "\\|")


def _cell(text: str) -> str:
    return f" `{text}`" if text else ""


def _field(name: str) -> FieldInfo:
    return Config.model_fields[name.lower()]


def _defaults(names: tuple[str, ...]) -> str:
    shown = filter(None, (_cell(default(_field(name))) for name in names))
    return ",".join(shown)


def _from_reference(markdown: str) -> str:
    """Return links that start at the top of the house as they read from docs/reference."""

    def moved(found: re.Match[str]) -> str:
        to = found[1]
        if to.startswith("#"):
            return f"](../../README.md{to})"
        return f"](../{to.removeprefix('docs/')})" if to.startswith("docs/") else f"](../../{to})"

    return _LINK.sub(moved, markdown)


if __name__ == "__main__":
    main()
