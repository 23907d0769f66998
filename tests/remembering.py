"""What a process of tests works out once, where every bot that it starts would work it out again.

A bot is started by more than a thousand tests, and by each in an instant of its own; what is
remembered here follows from our code and from files that lie beside it, and from nothing else.
"""

import sys
from collections.abc import Callable
from functools import cache
from types import CodeType, FunctionType
from typing import Any

BOLT, NAMES = "slack_bolt.", "get_arg_names_of_callable"
# Which files of ours are read by whom, when no other file is named.
READ = (("bot.app", "load_bank"), ("bot.support_file", "load_support"))


def work_out_once() -> None:
    """Let nothing that was imported so far be worked out by each test that starts a bot."""
    known: dict[CodeType, list[str]] = {}
    for name, module in [*sys.modules.items()]:
        if name.startswith(BOLT) and NAMES in vars(module):
            setattr(module, NAMES, _by_code(vars(module)[NAMES], known))
    for name, load in READ:
        if name in sys.modules:
            setattr(sys.modules[name], load, _once(vars(sys.modules[name])[load]))


def _by_code(names_of: Callable[[Any], list[str]], known: dict[CodeType, list[str]]) -> Any:
    """Name the arguments of a plain function as those of any other with the same code."""

    def names(function: Any) -> list[str]:
        if not isinstance(function, FunctionType) or vars(function):  # it may stand for another
            return names_of(function)
        if function.__code__ not in known:
            known[function.__code__] = names_of(function)
        return [*known[function.__code__]]

    return names


def _once(load: Callable[..., object]) -> Any:
    """Read our own file once, and another whenever it is asked for."""
    ours = cache(load)
    return lambda *file: load(*file) if file else ours()
