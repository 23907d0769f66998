"""What people do in a month, each act through the workspace, as somebody does on its page."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from threading import Lock
from typing import Any, Final

from bot.demo.play import _filled_in, offers
from bot.demo.staff import SimulatedAnswer
from bot.local_slack import Visitor
from handlers import ids
from handlers.views.thanking import words_block
from surveys.model.chairing import Deed
from surveys.model.leaving import STEPS

LATEST: Final = 40  # messages looked through for an invitation
PATIENCE: Final = 60.0  # seconds
PUBLISH: Final = f"{ids.DEED}_{Deed.PUBLISH}"
Modal = dict[str, Any]
Act = partial[Any]


def _wait(one: Visitor, found: Callable[[Visitor], Any]) -> Any:
    """Wait for something, also on a machine that has a lot of other work."""
    return one.until(found, PATIENCE)


class Unexpected(Exception):
    """Something that somebody did came to nothing, and nothing said why."""


@dataclass
class Seen:
    """What came of everything that people did."""

    done: Counter[str] = field(default_factory=Counter)  # by act
    wrong: Counter[str] = field(default_factory=Counter)  # by act and kind of error
    waits: list[float] = field(default_factory=list)  # seconds until an answer was acknowledged
    # By round, then by Slack id: what the bot said it had. None: it said it was withdrawn.
    kept: dict[str, dict[str, Mapping[str, int] | None]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def do(self, act: Act) -> None:
        """Do something, and keep what came of it."""
        name = act.func.__name__
        try:
            act()
        except Exception as error:  # whatever it is, it is counted, and the others go on
            with self.lock:
                self.wrong[f"{name}: {type(error).__name__} {error}"[:120]] += 1
        else:
            with self.lock:
                self.done[name] += 1


def answer(seen: Seen, one: Visitor, said: SimulatedAnswer, round_id: str) -> None:
    """Tap in the message, fill the form in and send it."""
    _fill_in(seen, one, said, round_id, _open(one, round_id))


def change(seen: Seen, one: Visitor, said: SimulatedAnswer, round_id: str) -> None:
    """Answer again, in place of the answer before."""
    _open(one, round_id)
    _wait(one, lambda who: offers(who.modal() or {"blocks": ()}, ids.CHANGE))
    _fill_in(seen, one, said, round_id, one.press(ids.CHANGE))


def withdraw(seen: Seen, one: Visitor, round_id: str) -> None:
    """Take an answer back."""
    _open(one, round_id)
    _wait(one, lambda who: offers(who.modal() or {"blocks": ()}, ids.WITHDRAW))
    one.press(ids.WITHDRAW)
    _wait(one, lambda who: not offers(who.modal() or {"blocks": ()}, ids.WITHDRAW))
    seen.kept[round_id][one.id] = None
    one.close_modal(everything=True)


def open_home(one: Visitor) -> None:
    """Look at Home, and read what the forum has."""
    if one.open_home() is None:
        raise Unexpected
    _press(one, ids.FORUM, ids.FORUM_BOARD)
    one.close_modal(everything=True)


def ask(one: Visitor, text: str) -> None:
    """Ask the forum, by a day even if alone."""
    one.open_home()
    _press(one, ids.ASK, ids.SUBMIT_ASK)
    one.submit({ids.ASKED: text})
    shown = one.submit().modal
    if shown is None or shown["callback_id"] != ids.SUBMIT_NOTED:
        raise Unexpected
    one.submit()


def vote(one: Visitor) -> None:
    """Vote for the question on top."""
    one.open_home()
    _press(one, ids.FORUM, ids.FORUM_BOARD)
    if "question_0" not in str(one.modal()):
        raise Unexpected
    one.press(ids.FORUM_QUESTION, block_id="question_0")
    shown = _wait(one, lambda who: _is(who, ids.FORUM_ONE) and who.modal())
    if offers(shown, ids.VOTE):
        one.press(ids.VOTE)
        _wait(one, lambda who: ids.UNVOTE in str(who.modal()))
    one.close_modal(everything=True)


def screen(one: Visitor) -> None:
    """Publish every question that waits."""
    shown = one.open_home()
    if shown is not None and offers(shown, ids.SCREEN):
        one.press(ids.SCREEN, where="home")
        _wait(one, lambda who: who.modal())
        while offers(one.modal() or {"blocks": ()}, PUBLISH):
            _publish(one)
        one.close_modal(everything=True)


def _publish(one: Visitor) -> None:
    before = str(one.modal())
    one.press(PUBLISH)
    _wait(one, lambda who: str(who.modal()) != before)


def _says(one: Visitor, words: str) -> None:
    _wait(one, lambda who: words in str(who.modal()))


def thank(one: Visitor, whom: str, words: str) -> None:
    """Thank a colleague."""
    one.open_home()
    _press(one, ids.SAY_THANKS, ids.SUBMIT_THANKS)
    said = one.submit({words_block(0): words, ids.THANKED: [whom]})
    if said.errors or (said.modal or {}).get("callback_id") == ids.SUBMIT_THANKS:
        raise Unexpected
    one.close_modal(everything=True)


def read_events(one: Visitor) -> None:
    """See what comes up."""
    one.open_home()
    _press(one, ids.HELP, ids.EVENTS)
    one.press(ids.EVENTS, where="modal")
    _says(one, ids.ONE_EVENT)
    one.close_modal(everything=True)


def record_leaver(hr: Visitor, who: str, last_day: date) -> None:
    """Record that somebody leaves."""
    hr.open_home()
    _press(hr, ids.LEAVERS, ids.RECORD_LEAVER)
    hr.press(ids.RECORD_LEAVER)
    _wait(hr, lambda one: _is(one, ids.SUBMIT_LEAVER))
    said = hr.submit(
        {
            ids.WHO: who,
            ids.LAST_DAY: last_day.isoformat(),
            f"{ids.CODE}_reason": "1",
            f"{ids.CODE}_destination": "3",
        }
    )
    if said.errors:
        raise Unexpected
    hr.close_modal(everything=True)


def leave(one: Visitor) -> None:
    """Go through the whole conversation."""
    (invited,) = (each for each in _messages(one) if offers(each, ids.LEAVING))
    one.press(ids.LEAVING, message_ts=invited["ts"])
    for step in range(1, STEPS + 1):
        _says(one, f"Step {step}")
        one.submit()
    _wait(one, lambda who: "Step " not in str(who.modal()))
    one.close_modal(everything=True)


def order_pack(one: Visitor) -> None:
    """Ask for the newest quarter's pack."""
    one.open_home()
    _press(one, ids.PACK, ids.SUBMIT_PACK)
    if one.submit().errors:
        raise Unexpected
    one.close_modal(everything=True)


def _messages(one: Visitor) -> list[Modal]:
    """The newest messages that are more than words or files."""
    return [each for each in one.messages(limit=LATEST) if each.get("blocks")]


def _press(one: Visitor, button: str, leads_to: str) -> None:
    """Press something at Home, and wait for what it opens."""
    _wait(one, lambda who: button in str(who.home()))
    one.press(button, where="home")
    _wait(one, lambda who: leads_to in str(who.modal()))


def _is(one: Visitor, callback_id: str) -> bool:
    return (one.modal() or {}).get("callback_id") == callback_id


def _open(one: Visitor, round_id: str) -> Modal:
    """Open the form of a round from its newest message."""
    asked = [each for each in _messages(one) if offers(each, ids.OPEN_FORM, round_id)]
    if not asked:
        raise Unexpected("no invitation")
    one.press(ids.OPEN_FORM, message_ts=asked[-1]["ts"])
    shown: Modal = _wait(one, lambda who: who.modal())
    return shown


def _fill_in(
    seen: Seen, one: Visitor, said: SimulatedAnswer, round_id: str, form: Modal | None
) -> None:
    form = _wait(one, lambda who: _is(who, ids.SUBMIT_PULSE) and who.modal())
    began = time.perf_counter()
    came = one.submit(_filled_in(form, said))
    seen.waits.append(time.perf_counter() - began)
    if came.modal is not None and came.modal["callback_id"] == ids.SUBMIT_WORDS:
        came = one.submit()  # without the words that were pointed out
    if came.modal is None or not offers(came.modal, ids.WITHDRAW):
        raise Unexpected(str(came.errors))
    before = seen.kept.setdefault(round_id, {}).get(one.id) or {}
    seen.kept[round_id][one.id] = {**before, **said.scores}  # what was skipped stays as it was
    one.close_modal(everything=True)
