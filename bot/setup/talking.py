"""Where answers come from while setting up: somebody at a terminal, or a file of a script."""

import json
import sys
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

import typer

from bot.saying import say
from surveys.errors import AnswerNeeded, Refusal

Read = TypeVar("Read")
_YES: Final = frozenset({"yes", "y", "true", "1"})


class Talk:
    """Asks somebody at a terminal, again for as long as an answer can't be taken."""

    is_script = False

    def has(self, name: str) -> bool:
        """Say whether somebody came with an answer already."""
        return False

    def beyond(self, names: AbstractSet[str]) -> set[str]:
        """Return what somebody came with an answer to, beside these."""
        return set()

    def tell(self, sentence: str) -> None:
        """Say something."""
        say(sentence)

    def step(self, heading: str) -> None:
        """Begin a step."""
        self.tell("")
        self.tell(f"— {heading}")

    def done(self, name: str, result: str, sentence: str) -> None:
        """End a step with what came of it: done, kept or later."""
        self.tell(sentence)

    def ask(
        self,
        name: str,
        question: str,
        check: Callable[[str], Read],
        *,
        default: str | None = None,
        hidden: bool = False,
    ) -> Read:
        """Return an answer that `check` took; what it refuses is said, and asked again."""
        while True:
            try:
                return check(self.line(question, default, hidden=hidden))
            except Refusal as refusal:
                self.tell(refusal.sentence)

    def agree(self, name: str, question: str, *, default: bool) -> bool:
        """Return whether somebody agrees."""
        return typer.confirm(question, default=default)

    def line(self, question: str, default: str | None, *, hidden: bool) -> str:
        """Return one line, without what stands around it; hidden, it is not seen as it is typed."""
        said: str = typer.prompt(
            question, default=default, hide_input=hidden, show_default=bool(default) and not hidden
        )
        return said.strip()


class Script(Talk):
    """Takes answers from a file, else the usual ones; what is wrong ends it in a sentence."""

    is_script = True

    def __init__(self, answers: Mapping[str, str], *, as_json: bool) -> None:
        self._answers, self._as_json = dict(answers), as_json

    def has(self, name: str) -> bool:
        """Say whether the file answers this."""
        return name in self._answers

    def beyond(self, names: AbstractSet[str]) -> set[str]:
        """Return what the file answers beside these."""
        return set(self._answers) - names

    def tell(self, sentence: str) -> None:
        """Say something, unless it is a program that reads."""
        if not self._as_json:
            super().tell(sentence)

    def done(self, name: str, result: str, sentence: str) -> None:
        """End a step; for a program that reads, in a line of JSON."""
        if self._as_json:
            told = {"step": name, "result": result, "said": sentence}
            sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        super().done(name, result, sentence)

    def ask(
        self,
        name: str,
        question: str,
        check: Callable[[str], Read],
        *,
        default: str | None = None,
        hidden: bool = False,
    ) -> Read:
        """Return an answer that `check` took. Raises AnswerNeeded, and what `check` raises."""
        said = self._answers.get(name, default)
        if said is None:
            raise AnswerNeeded(name)
        return check(said.strip())

    def agree(self, name: str, question: str, *, default: bool) -> bool:
        """Return what the file says, else the usual."""
        said = self._answers.get(name)
        return default if said is None else said.strip().casefold() in _YES
