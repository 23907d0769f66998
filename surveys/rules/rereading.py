"""What an organisation's own words change in how comments read, before the words are used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveys.model.local_words import NO_LOCAL_WORDS, LocalWords
from surveys.rules.sentiment import Tone, analyse
from surveys.rules.themes import Theme, held_in, themes


@dataclass(frozen=True, slots=True)
class Read:
    """How one comment reads."""

    tone: Tone
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One comment that reads otherwise with the words than without."""

    number: int  # its place among the comments, from 1
    text: str
    before: Read
    after: Read

    @property
    def of_tone(self) -> bool:
        """Whether its class changes; a polarity alone may move within one."""
        return self.before.tone.kind is not self.after.tone.kind

    @property
    def of_themes(self) -> bool:
        """Whether it is about something else."""
        return _ids(self.before) != _ids(self.after)


def read_comment(text: str, question: str | None, local: LocalWords = NO_LOCAL_WORDS) -> Read:
    """Read the tone and the themes of one comment."""
    return Read(analyse(text, question, local), themes(text, question, local))


def changes(comments: Sequence[tuple[str, str | None]], local: LocalWords) -> Iterator[Change]:
    """Every comment, a text and the question that it answers, whose class or themes change."""
    for number, (text, question) in enumerate(comments, start=1):
        before, after = read_comment(text, question), read_comment(text, question, local)
        change = Change(number, text, before, after)
        if change.of_tone or change.of_themes:
            yield change


def unheard(comments: Sequence[tuple[str, str | None]], local: LocalWords) -> list[str]:
    """The words that no comment holds, so that these comments say nothing of their effect."""
    phrases = [*local.tones, *local.names]
    for words in local.themes.values():
        phrases += [*words.added, *words.removed]
    held = held_in(phrases, [text for text, _question in comments])
    return [phrase for phrase in dict.fromkeys(phrases) if phrase not in held]


def _ids(read: Read) -> list[str]:
    return [theme.id for theme in read.themes]
