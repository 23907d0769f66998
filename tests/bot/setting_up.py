"""Somebody who sets Staff Voice up, answering as they were told to beforehand."""

from collections.abc import Iterable
from pathlib import Path

from alembic import command
from sqlalchemy import Engine

from bot.schema import _config
from bot.setup.command import set_up
from bot.setup.desk import Desk
from bot.setup.env_file import EnvFile
from bot.setup.talking import Talk

ENTER = ""


class Somebody(Talk):
    """Reads everything, and answers by a word of the question; a list is answered in turn."""

    def __init__(self, answers: dict[str, str | list[str]]) -> None:
        self.answers = {
            word: [one] if isinstance(one, str) else one for word, one in answers.items()
        }
        self.asked: list[tuple[str, bool]] = []
        self.read: list[str] = []

    def tell(self, sentence: str) -> None:
        self.read.append(sentence)

    def agree(self, name: str, question: str, *, default: bool) -> bool:
        said = self.line(question, "y" if default else "n", hidden=False)
        return said == "y"

    def line(self, question: str, default: str | None, *, hidden: bool) -> str:
        self.asked.append((question, hidden))
        for word, answers in self.answers.items():
            if word in question and answers:
                if answers[0] == "^C":
                    raise KeyboardInterrupt
                return answers.pop(0) or default or ""
        if default is None:
            raise AssertionError(question)
        return default

    @property
    def said(self) -> str:
        return "\n".join(self.read)

    def questions(self) -> Iterable[str]:
        return (question for question, _ in self.asked)


def sets_up(answers: dict[str, str | list[str]], **how: bool) -> Somebody:
    somebody = Somebody(answers)
    set_up(Desk(somebody, EnvFile(Path(".env")), **how))
    return somebody


def moved_to(engine: Engine, version: str) -> None:
    """Make a database as an earlier version had it."""
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
