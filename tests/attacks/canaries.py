"""Words that nobody else writes, put wherever people write, and a search for them everywhere."""

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import pytest

import handlers
from bot.local_slack import Visitor
from handlers import ids
from tests.organisation import people_file

NAME = "quagganame"
SAID = "quaggasaid"  # in comments of a service too small to stand alone
WITHDRAWN = "quaggawithdrawn"  # in a comment that its writer takes back
PUBLISHED = "quaggapublished"  # in comments that the rule lets through
CHECKED = "quaggachecked"  # in comments that a champion checks and everybody reads
POINTED_OUT = "kayleigh"  # a name in a comment that comes back before it is kept
TYPED = "quaggatyped"  # after the slash command, and in messages to the bot
FAULT = "quaggafault"  # in the messages of exceptions and of Slack's errors
PAGE = 4096
SLACK_ID = re.compile(rb"\bU\d{4}\b")

Deed = Callable[[Visitor], Any]


def people() -> bytes:
    """A people file in which every name is a canary."""
    return people_file().replace(b"Person ", NAME.encode())


@dataclass(frozen=True)
class Act:
    """One thing a person does that one listener answers, and what must be open before."""

    does: Deed
    before: Deed = lambda visitor: None


def _press(action_id: str, **more: Any) -> Deed:
    return lambda visitor: visitor.press(action_id, **more)


def _say(visitor: Visitor) -> Any:
    return visitor.submit({ids.COMMENT: SAID})


def _paused(visitor: Visitor) -> None:
    visitor.press(ids.PAUSE)
    visitor.submit({ids.UNTIL: "2027-03-01"})
    visitor.close_modal(everything=True)
    visitor.press(ids.PAUSE)


def _writing_hours(visitor: Visitor) -> None:
    visitor.open_home()
    visitor.press(ids.HOURS, where="home")


def _with_hours(visitor: Visitor) -> None:
    _writing_hours(visitor)
    visitor.submit({ids.OWN_HOURS: "Mon-Fri 00:00-24:00"})
    visitor.close_modal(everything=True)
    _writing_hours(visitor)


def _unreminded(visitor: Visitor) -> None:
    """Turn reminders off, as often as it takes where each use case of Home fails once."""

    def are_off(one: Visitor) -> bool:
        shown = json.dumps(one.open_home())
        if ids.STOP_REMINDERS in shown:
            one.press(ids.STOP_REMINDERS, where="home")
            if one.modal():
                one.close_modal(everything=True)
        return ids.WANT_REMINDERS in shown

    visitor.until(are_off)


def answered(visitor: Visitor) -> None:
    """Answer with a comment, then come back to the choice of what to do with it."""
    visitor.press(ids.OPEN_FORM, where="message")
    # On a busy machine the form opens after a brisk visitor's patience has ended.
    if visitor.until(lambda one: one.modal())["callback_id"] == ids.SUBMIT_PULSE:
        _say(visitor)
        visitor.close_modal(everything=True)
        visitor.press(ids.OPEN_FORM, where="message")


def _press_at_home(visitor: Visitor, action_id: str) -> None:
    visitor.open_home()
    if action_id not in str(visitor.home()):  # on a busy machine Home comes late
        visitor.open_home()
    visitor.press(action_id, where="home")


def _reading_results(visitor: Visitor) -> None:
    _press_at_home(visitor, ids.RESULTS)


def _reading_comments(visitor: Visitor) -> None:
    _reading_results(visitor)
    visitor.press(ids.COMMENTS)


def _checking(visitor: Visitor) -> None:
    _press_at_home(visitor, ids.CHECK)


def _taking_out(visitor: Visitor) -> None:
    _checking(visitor)
    visitor.press(ids.TAKE_OUT)


def _held_back(visitor: Visitor) -> None:
    """Write words that give somebody away, so that they come back."""
    visitor.press(ids.OPEN_FORM, where="message")
    if visitor.modal()["callback_id"] != ids.SUBMIT_PULSE:
        visitor.press(ids.CHANGE)
    visitor.submit({ids.COMMENT: f"{POINTED_OUT} {SAID}, ring {POINTED_OUT}@example.org"})


IN_MESSAGE: dict[str, Any] = {"where": "message"}
ACTS: Mapping[str, Act] = {
    "open_form": Act(_press(f"{ids.CHOOSE}_4", **IN_MESSAGE)),
    "open_not_now": Act(_press(ids.NOT_NOW, **IN_MESSAGE)),
    "change": Act(_press(ids.CHANGE), answered),
    "show": Act(_press(ids.SHOW), answered),
    "open_pretend": Act(_press(ids.PRETEND, **IN_MESSAGE)),
    "open_promise": Act(_press(ids.PROMISE, **IN_MESSAGE)),
    "open_help": Act(_press(ids.HELP, **IN_MESSAGE)),
    "open_pause": Act(_press(ids.PAUSE, **IN_MESSAGE)),
    "end_pause": Act(_press(ids.UNPAUSE), _paused),
    "submit": Act(_say, _press(ids.OPEN_FORM, **IN_MESSAGE)),
    "submit_words": Act(lambda visitor: visitor.submit(), _held_back),
    "submit_pretend": Act(_say, _press(ids.PRETEND, **IN_MESSAGE)),
    "submit_not_now": Act(
        lambda visitor: visitor.submit({ids.WHEN: "tomorrow"}), _press(ids.NOT_NOW, **IN_MESSAGE)
    ),
    "submit_pause": Act(
        lambda visitor: visitor.submit({ids.UNTIL: "2027-03-01"}), _press(ids.PAUSE, **IN_MESSAGE)
    ),
    "open_results": Act(_press(ids.RESULTS, where="home"), lambda visitor: visitor.open_home()),
    "open_comments": Act(_press(ids.COMMENTS), _reading_results),
    "report": Act(_press(ids.REPORT), _reading_comments),
    "open_check": Act(_press(ids.CHECK, where="home"), lambda visitor: visitor.open_home()),
    "permit": Act(_press(ids.PERMIT), _checking),
    "withhold": Act(_press(ids.WITHHOLD), _checking),
    "leave_for_later": Act(_press(ids.LATER), _checking),
    "open_take_out": Act(_press(ids.TAKE_OUT), _checking),
    "take_out": Act(lambda visitor: visitor.submit({ids.TAKEN_OUT: CHECKED}), _taking_out),
    "show_home": Act(lambda visitor: visitor.open_home()),
    "open_menu": Act(lambda visitor: visitor.command(text=TYPED)),
    "open_held": Act(_press(ids.HELD, where="home"), lambda visitor: visitor.open_home()),
    "open_hours": Act(_press(ids.HOURS, where="home"), lambda visitor: visitor.open_home()),
    "submit_hours": Act(lambda visitor: visitor.submit({ids.OWN_HOURS: TYPED}), _writing_hours),
    "forget_hours": Act(_press(ids.FORGET_HOURS), _with_hours),
    "stop_reminders": Act(
        _press(ids.STOP_REMINDERS, where="home"), lambda visitor: visitor.open_home()
    ),
    "want_reminders": Act(_press(ids.WANT_REMINDERS, where="home"), _unreminded),
    "hear_profile": Act(lambda visitor: visitor.move("Europe/Paris")),
    "withdraw": Act(_press(ids.WITHDRAW), answered),
}


class Breaking:
    """Stands in for a module or a function: whatever is asked of it goes wrong, and talks."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"{FAULT} while {SAID} of {NAME}1, U0001")

    def __call__(self, *given: object, **more: object) -> Any:
        raise RuntimeError(f"{FAULT} while {SAID} of {NAME}1, U0001: {given} {more}")


@contextmanager
def broken() -> Iterator[None]:
    """Everything that a listener calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for journey, names in {
            handlers.answering: ("answering", "guarding", "views", "words_step", "notices"),
            handlers.enrolling: ("enrolling", "views", "promise_notice", "help_notice"),
            handlers.home: ("home", "views"),
            handlers.command: ("home", "menu"),
            handlers.checking: ("checking", "views"),
            handlers.reporting: ("reporting", "views"),
            handlers.preferring: ("preferring", "views"),
            handlers.locating: ("locating",),
        }.items():
            for name in names:
                patch.setattr(journey, name, Breaking())
        yield


@contextmanager
def breaking_ticks() -> Iterator[None]:
    """Every step of a tick goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("closing", "opening", "delivering", "deliver_due", "learn_zones"):
            patch.setattr(handlers.ticks, name, Breaking())
        yield


@contextmanager
def logging_as_before() -> Iterator[None]:
    """Give the loggers back as they were."""
    root, talks = logging.getLogger(), logging.raiseExceptions
    loggers = [logging.getLogger(name) for name in list(logging.Logger.manager.loggerDict)]
    before = [(one, one.handlers[:], one.level, one.propagate) for one in (root, *loggers)]
    try:
        yield
    finally:
        for one, its, level, propagate in before:
            one.handlers[:], one.propagate = its, propagate
            one.setLevel(level)
        logging.raiseExceptions = talks


def talkative_log(stream: TextIO) -> None:
    """What a log would be like with a usual handler at DEBUG."""
    root = logging.getLogger()
    root.handlers[:] = [logging.StreamHandler(stream)]
    root.setLevel("DEBUG")


def found_in(content: bytes, words: Iterable[str]) -> list[str]:
    """The words that are in some bytes, in any case."""
    low = content.lower()
    return [word for word in words if word.encode() in low]


def found_on_disk(folder: Path, words: Iterable[str]) -> list[tuple[str, str]]:
    """Each file under a folder that holds one of the words."""
    sought = list(words)
    return [
        (file.name, word)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for word in found_in(file.read_bytes(), sought)
    ]


def written_by_the_bot(kept: Iterable[Mapping[str, Any]], bot: str) -> bytes:
    """What Slack keeps, less what people typed themselves."""
    own = [one for one in kept if one.get("user") == bot]
    return json.dumps(own).encode()


def pages_with(database: Path, word: str) -> list[bytes]:
    """The pages of a database in which a word stands."""
    content = database.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    return [page for page in pages if word.encode() in page]
