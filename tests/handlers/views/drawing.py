"""Views drawn when a test first asks for them, not by every worker that collects the tests."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any, Generic, TypeVar

View = TypeVar("View")


class Views(Mapping[str, View], Generic[View]):
    """Views by their names, each drawn once."""

    def __init__(self, ways: Mapping[str, Callable[[], View]]) -> None:
        self._ways = ways

    def __getitem__(self, name: str) -> View:
        return self._ways[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._ways)

    def __len__(self) -> int:
        return len(self._ways)


def later(draw: Callable[..., View], *given: Any, **named: Any) -> Callable[[], View]:
    """Return a way to draw a view, which draws it the first time."""
    return cache(partial(draw, *given, **named))
