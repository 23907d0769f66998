"""Every use case goes wrong once, wherever it is called from, and says too much as it does."""

import functools
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest

from surveys import use_cases
from tests.attacks.canaries import FAULT, NAME, SAID

FLOORS = ("bot", "handlers", "surveys")


def every_use_case() -> dict[str, Callable[..., Any]]:
    """Each public function of each journey, by a name such as "answering.submit"."""
    found = {}
    for info in pkgutil.iter_modules(use_cases.__path__):
        module = importlib.import_module(f"{use_cases.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{info.name}.{name}"] = function
    return found


@contextmanager
def each_fails_once() -> Iterator[set[str]]:
    """Let each use case fail when it is first called; yield the names of those that have."""
    failed: set[str] = set()
    failing = {
        id(function): _failing_once(name, function, failed)
        for name, function in every_use_case().items()
    }
    with pytest.MonkeyPatch.context() as patch:
        for module in _ours():
            called = [key for key, one in vars(module).items() if id(one) in failing]
            for attribute in called:
                patch.setattr(module, attribute, failing[id(getattr(module, attribute))])
        yield failed


def _failing_once(name: str, function: Callable[..., Any], failed: set[str]) -> Callable[..., Any]:
    @functools.wraps(function)
    def failing(*given: Any, **more: Any) -> Any:
        if name in failed:
            return function(*given, **more)
        failed.add(name)
        raise RuntimeError(f"{FAULT} in {name}: {SAID} of {NAME}1, U0001: {given} {more}")

    return failing


def _ours() -> list[ModuleType]:
    return [
        module
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in FLOORS and isinstance(module, ModuleType)
    ]
