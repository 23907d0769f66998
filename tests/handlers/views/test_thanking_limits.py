"""What is said of thanks, with the least and the most there can be: Slack takes all of it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import home, round_up, thanking
from handlers.views.guarding import notices
from surveys.model.people import Account
from surveys.model.support import Route
from surveys.model.thanks import (
    Given,
    RoundUp,
    Thanked,
    ThanksBack,
    ThanksEntered,
    ThanksForm,
    ThanksSent,
    ThanksSheet,
)
from surveys.model.words import Held, Rewritten
from surveys.rules.words import guarded
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.handlers.views.test_limits import mrkdwn_in

SEPTEMBER, DAY = date(2026, 9, 1), date(2026, 9, 11)
HOSTILE = "<!channel> <@U1>& " + models.LONG_NAME
LONG = ("<!channel> & " + models.LONG_TEXT)[:500]
CHANNEL = "C0GENERAL"
FORM = ThanksForm(ThanksEntered(ThanksSheet("f1")))
THANKED = Thanked("t1", "Person 2", "Well done", (), None, None, is_shared=False)
NOTICES = notices(models.SUPPORT, frozenset(Route))


def hostile_form() -> ThanksForm:
    whole = " ".join(["<Sarah>&", "07700 900123", "Kayleigh", "WN7 3AB", "Ian & child K"] * 30)
    found = guarded(whole[:500])
    assert found is not None
    entered = ThanksEntered(
        ThanksSheet(models.ROUND, 3, found.masks, models.ROUND),
        tuple(Account("T1", f"U{n:010}") for n in range(thanking.MOST_CHOSEN)),
        "u99",
        Rewritten(found.masked, 0),
        CHANNEL,
        True,
    )
    teams = tuple((f"u{n}", HOSTILE) for n in range(100))
    return ThanksForm(entered, HOSTILE, teams, Held("", "", found, frozenset({"Kayleigh"})))


HOSTILE_THANKED = Thanked(models.ROUND, HOSTILE, LONG, (HOSTILE,) * 10, None, CHANNEL, True)
MODALS: dict[str, dict[str, Any]] = {
    "form": thanking.thanks_form(FORM),
    "hostile form": thanking.thanks_form(hostile_form(), NOTICES),
    "hostile form, teams searched": thanking.thanks_form(replace(hostile_form(), teams=())),
    "sent": thanking.sent(ThanksSent(("Person 3",), None, None, None)),
    "hostile, sent": thanking.sent(ThanksSent((HOSTILE,) * 10, None, CHANNEL, LONG * 2), NOTICES),
    "hostile, sent to a team": thanking.sent(ThanksSent((), HOSTILE, None, None)),
    "nothing given": thanking.given(()),
    "hostile given": thanking.given(
        tuple(Given(f"t{n}", DAY, LONG, n % 2 == 0, n % 3 > 0, (HOSTILE,) * 10) for n in range(90)),
        "Done",
    ),
    "left out": thanking.left_out(),
}
ROUND_UPS = {
    "a month of words": RoundUp(SEPTEMBER, None, ("Well done",)),
    "a hostile month": RoundUp(SEPTEMBER, 10**6, (LONG * 2,) * 99),
}
MESSAGES: dict[str, list[dict[str, Any]]] = {
    "a thank-you": thanking.message(THANKED),
    "a hostile one": thanking.message(HOSTILE_THANKED),
    "a hostile one to a team": thanking.message(replace(HOSTILE_THANKED, team=HOSTILE)),
    "back": thanking.message(ThanksBack("t1", CHANNEL, is_unclear=False)),
    "perhaps back": thanking.message(ThanksBack(models.ROUND, CHANNEL, is_unclear=True)),
    "a post": thanking.post(replace(THANKED, whom=("Person 3",))),
    "a hostile post": thanking.post(HOSTILE_THANKED),
    "a hostile post to a team": thanking.post(replace(HOSTILE_THANKED, team=HOSTILE)),
    **{name: thanking.message(one) for name, one in ROUND_UPS.items()},
}
HOMES = {name: home.home(models.home(round_up=one)) for name, one in ROUND_UPS.items()}


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal(name: str) -> None:
    assert problems(MODALS[name], "modal") == []
    assert '"help_open"' in json.dumps(MODALS[name])


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name: str) -> None:
    assert problems(MESSAGES[name], "message") == []


@pytest.mark.parametrize("name", HOMES)
def test_slack_takes_every_home(name: str) -> None:
    assert problems(HOMES[name], "home") == []


@pytest.mark.parametrize("shown", [*MODALS.values(), *MESSAGES.values(), *HOMES.values()])
def test_nothing_rings_and_the_only_link_is_the_chosen_channel(shown: object) -> None:
    for block in shown["blocks"] if isinstance(shown, dict) else shown:
        for said in mrkdwn_in(block):
            assert "<" not in said.replace(f"<#{CHANNEL}>", "")


def test_notifications_say_from_whom_and_nothing_of_what() -> None:
    told = thanking.message_text(replace(HOSTILE_THANKED, sender="<Ann>"))
    assert told == "&lt;Ann&gt; thanks you."
    assert thanking.post_text(THANKED) == "Person 2 says thank you."
    assert thanking.message_text(ROUND_UPS["a month of words"]) == "Last month's thank-yous."


def test_who_writes_is_told_that_it_is_signed_and_who_reads_that_it_was_private() -> None:
    assert "*This is signed*" in words(MODALS["form"])
    assert "Said privately." in words({"blocks": MESSAGES["a thank-you"]})


def test_a_month_says_one_count_or_that_there_were_too_few() -> None:
    for said, told in ((None, "Fewer than 5 thank-yous were"), (43, "43 thank-yous were")):
        shown = words({"blocks": round_up.round_up(RoundUp(SEPTEMBER, said))})
        assert f"Thank-yous in September 2026\n{told} said in the whole organisation." in shown
