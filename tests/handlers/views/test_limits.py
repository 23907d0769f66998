"""Every view with its fullest, its emptiest and a hostile model: Slack takes all of them."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import answering, enrolling, home, reporting
from handlers.views.notices import fault, refusal
from handlers.views.promise import promise_notice
from handlers.views.support import help_notice
from surveys.errors import Refusal, every_refusal
from surveys.model.messages import Digest, Welcome
from surveys.model.releases import Tier
from surveys.model.rounds import Thresholds
from tests.handlers.views import models

HUGE = Thresholds(10**6, 10**6, 10**6)
HOSTILE = models.hostile(models.BANK.items[0])
SIXTY = tuple(models.part(f"Team {n}", is_team=True) for n in range(60))
ROLLED_UP = tuple(
    models.part(f"Team {n}", (models.section("Referral and Assessment"),), is_team=True)
    for n in range(60)
)
ILL_NAMED = tuple(
    models.part(
        f"{models.LONG_NAME[:190]}{n}",
        (models.section(f"{models.LONG_NAME[:190]}{n}", (models.line(HOSTILE, 1.0, 5.0),)),),
        is_team=True,
    )
    for n in range(60)
)
DIGESTS: dict[str, Digest] = {
    "nobody's": models.digest(),
    "nothing shown": models.digest(models.part(sections=(), is_team=True)),
    "one part": models.digest(models.part(), conversation="What would help most?"),
    "no change": models.digest(models.part(sections=(models.section(lines=(models.line(
        before=3.4),)),))),
    "sixty units": models.digest(*SIXTY),
    "sixty units with nothing to show": models.digest(
        *(models.part(f"Team {n}", ()) for n in range(60))
    ),
    "sixty units in one service": models.digest(*ROLLED_UP),
    "sixty units with ill-meant names": models.digest(*ILL_NAMED, conversation=models.LONG_NAME),
    "a quarter": models.digest(models.quarter("Team 1"), tier=Tier.QUARTERLY),
    "a quarter of ill-meant questions": models.digest(
        models.quarter(models.LONG_NAME, (HOSTILE,) * 40), tier=Tier.QUARTERLY
    ),
    "a quarter of sixty teams": models.digest(
        *(models.quarter(f"Team {n}") for n in range(60)), tier=Tier.QUARTERLY
    ),
}  # fmt: skip
MESSAGES: dict[str, list[dict[str, Any]]] = {
    "welcome": enrolling.welcome(Welcome(models.LIMITS)),
    "welcome with huge thresholds": enrolling.welcome(Welcome(HUGE)),
    "invitation": answering.invitation(models.invitation()),
    "full invitation": answering.invitation(models.invitation(more=True)),
    "hostile invitation": answering.invitation(models.invitation(HOSTILE, more=True)),
    **{f"digest, {name}": reporting.digest(one) for name, one in DIGESTS.items()},
}
TODAY = date(2026, 9, 7)
MODALS: dict[str, dict[str, Any]] = {
    "form": answering.answer_form(models.form(comment="Fine.")),
    "empty form": answering.answer_form(models.form(answered=False)),
    "pretend form": answering.answer_form(models.form(pretend=True)),
    "hostile form": answering.answer_form(models.hostile_form()),
    "saved": answering.saved(models.ROUND, kept=True),
    "nothing saved": answering.saved(models.ROUND, kept=False),
    "pretend done": answering.pretend_done(),
    "reopened": answering.reopened(models.reopened()),
    "own answers": answering.own_answers(models.form(comment="Fine.")),
    "no answers": answering.own_answers(models.form(answered=False)),
    "hostile answers": answering.own_answers(models.hostile_form()),
    "withdrawn": answering.withdrawn(was_there=True),
    "nothing withdrawn": answering.withdrawn(was_there=False),
    "not now": answering.not_now_form(models.ROUND),
    "put off": answering.put_off(models.FRIDAY),
    "skipped": answering.put_off(None),
    "pause": enrolling.pause_form(TODAY, None),
    "paused": enrolling.pause_form(TODAY, date(2026, 9, 30)),
    "pause set": enrolling.paused(TODAY),
    "pause ended": enrolling.paused(None),
    "menu": enrolling.menu(models.open_round()),
    "empty menu": enrolling.menu(None),
    "promise": promise_notice(models.LIMITS),
    "promise with huge thresholds": promise_notice(HUGE),
    "help": help_notice(models.SUPPORT),
    "help of one line": help_notice(replace(models.SUPPORT, help=(), routes=())),
    "fault": refusal(fault("7f3a91c2")),
    "hostile refusal": refusal(models.LONG_TEXT * 2),
}
HOMES: dict[str, dict[str, Any]] = {
    "empty": home.home(models.home()),
    "stranger": home.stranger("You are not on the staff list yet."),
    "next opening": home.home(models.home(next_opening=models.FRIDAY)),
    "paused": home.home(models.home(paused_until=TODAY, next_opening=models.FRIDAY)),
    "paused, open": home.home(models.home(paused_until=TODAY, open_round=models.open_round())),
    **{
        f"open, {name}": home.home(
            models.home(open_round=models.open_round(), weekly=one, quarterly=one)
        )
        for name, one in DIGESTS.items()
        if len(one.parts) < 2  # one person sits in one place
    },
}


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name: str) -> None:
    assert problems(MESSAGES[name], "message") == []


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal(name: str) -> None:
    assert problems(MODALS[name], "modal") == []


@pytest.mark.parametrize("name", HOMES)
def test_slack_takes_every_home(name: str) -> None:
    assert problems(HOMES[name], "home") == []


@pytest.mark.parametrize("kind", every_refusal(), ids=lambda kind: kind.__name__)
def test_slack_takes_every_refusal(kind: type[Refusal]) -> None:
    assert problems(refusal(kind(models.LONG_TEXT).sentence), "modal") == []


@pytest.mark.parametrize("shown", [*MESSAGES.values(), *MODALS.values(), *HOMES.values()])
def test_no_mention_rings_and_no_link_forms(shown: object) -> None:
    text = json.dumps(shown, ensure_ascii=False)
    assert "mrkdwn" in text
    for block in shown["blocks"] if isinstance(shown, dict) else shown:  # type: ignore[union-attr]
        for words in _mrkdwn(block):
            assert "<" not in words


def _mrkdwn(thing: object) -> list[str]:
    if isinstance(thing, list):
        return [words for one in thing for words in _mrkdwn(one)]
    if not isinstance(thing, dict):
        return []
    own = [thing["text"]] if thing.get("type") == "mrkdwn" else []
    return own + [words for one in thing.values() for words in _mrkdwn(one)]
