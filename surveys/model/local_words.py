"""What an organisation says of its own words: their tone, its names, and what they are about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class ThemeWords:
    """What changes in one theme; phrases as themes.toml writes them."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)  # one file, one object: what is built from it is kept by it
class LocalWords:
    """One organisation's file, checked; phrases in tokens with a space between."""

    tones: Mapping[str, float] = field(default_factory=dict)  # -1 to 1; 0: it has no tone
    names: tuple[str, ...] = ()  # of teams and systems: they have no tone whatever their words
    themes: Mapping[str, ThemeWords] = field(default_factory=dict)  # by the theme's id

    def __len__(self) -> int:
        """Count what the file says."""
        phrases = sum(len(one.added) + len(one.removed) for one in self.themes.values())
        return len(self.tones) + len(self.names) + phrases


NO_LOCAL_WORDS: Final = LocalWords()
