"""Killed around a month's round-up, a milestone's message and a thank-you in a channel.

Each comes once. What went into a channel without Slack's word is given back to its writer, and is
posted again by nobody but them. KILLED_STRIDE=1 tries every moment there is.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from surveys.model.people import Account
from surveys.model.thanks import ThanksEntered, ThanksSheet
from surveys.model.words import Rewritten
from surveys.use_cases import enrolling, thanking
from tests.conftest import Clock
from tests.organisation import account, send_everything
from tests.surveys.use_cases.test_hailing import listed
from tests.trapping import A_LEASE_LATER, Killed, SlackOfOurOwn, Trap, hurried, live, runtime_at

STRIDE = int(os.environ.get("KILLED_STRIDE", "24"))
SEPTEMBER, OCTOBER = (datetime(2026, *on, 10, tzinfo=UTC) for on in ((9, 15), (10, 1)))
CHANNEL = "C1"
# Person 3 has been here for half a year on the sixth of October, three working days later.
STARTED = {3: {"start_date": "2026-04-06"}}
FIVE = range(5)


def prepared(folder: Path) -> Path:
    """Five thank-yous of September, and one that waits for its channel on the first of October."""
    clock = Clock(SEPTEMBER)
    runtime = runtime_at(folder, clock)
    enrolling.apply_people(runtime, listed(STARTED))
    send_everything(runtime)
    for number in FIVE:
        thanking.hand_in(runtime, account(2), said(f"f{number}"))
    send_everything(runtime)
    clock.move_to(OCTOBER)
    thanking.hand_in(runtime, account(2), said("posted", CHANNEL))
    runtime.store.close()
    return folder


def said(form: str, channel: str | None = None) -> ThanksEntered:
    whom: tuple[Account, ...] = (account(4),)
    return ThanksEntered(ThanksSheet(form), whom, None, Rewritten("Well done", 0), channel)


def deaths(folder: Path, ends: Path) -> Iterator[tuple[int, Mapping[str, int]]]:
    """What was sent in the end, for a death at each step of a tick; step 0 is no death."""
    for at in count(0, STRIDE):
        mine, slack, clock = ends / str(at), SlackOfOurOwn(Trap(at)), Clock(OCTOBER)
        shutil.copytree(folder, mine)
        died = False
        try:
            live(mine, clock, slack)
        except Killed:
            died = True
        if at and not died:
            return
        clock.at += A_LEASE_LATER
        live(mine, clock, slack, lives=3)
        yield at, Counter(one["text"] for one in slack.messages)
        shutil.rmtree(mine)


def test_each_message_comes_once_whenever_the_process_dies(tmp_path: Path) -> None:
    with hurried():
        ends = dict(deaths(prepared(tmp_path / "prepared"), tmp_path))
    assert len(ends) > 5
    for at, texts in ends.items():
        assert texts["Last month's thank-yous."] == 1, at
        assert texts["Person 3 passes 6 months here on Tuesday 6 October."] == 1, at
        posted, back = texts["Person 2 says thank you."], texts["Your thank-you was not posted."]
        assert posted <= 1, at
        assert posted + back >= 1, at
        assert texts["Person 2 thanks you."] == (0 if back else 1), at
