"""What is held about somebody, with the least and the most there can be: Slack takes all of it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers import ids
from handlers.views.holding import MOST_OPEN, MOST_ROUNDS, held
from surveys.model.deliveries import UNCOUNTED, DeliveryState, Kind
from surveys.model.holdings import AskedIn, Holdings
from surveys.model.keeping import USUAL
from surveys.model.messages import OpenRound
from surveys.model.milestones import Event
from surveys.model.people import Account, Role
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.surveys.store import samples

DAY = date(2026, 9, 7)
EMPTY = Holdings(samples.person(accounts=()), "", (), None, (), {}, (), USUAL)
PULSE = AskedIn(None, DAY, date(2026, 9, 11), is_open=True)
USUALLY = replace(
    EMPTY,
    person=samples.person(email="one@example.org", own_hours="Mon-Thu 10:00-15:00"),
    unit="Children's Services/Team 1",
    rounds=(PULSE, AskedIn("Health check", DAY, date(2026, 9, 30), is_open=False)),
    messages={Kind.INVITATION: {DeliveryState.SENT: 2, DeliveryState.CANCELLED: 1}},
    open_rounds=(models.open_round(),),
)
ACCOUNTS = tuple(Account(models.LONG_NAME[:64], f"{models.LONG_NAME[:60]}{n}") for n in range(40))
HOSTILE = Holdings(
    person=samples.person(
        name=models.LONG_NAME,
        email=models.LONG_TEXT[:320],
        key=models.LONG_NAME,
        job_family=models.LONG_NAME,
        contract=models.LONG_NAME,
        working_pattern=models.LONG_NAME[:100],
        roles=frozenset(Role),
        accounts=ACCOUNTS,
        closed=frozenset(ACCOUNTS),
        active=False,
        paused_until=DAY,
        welcomed_at=datetime(2026, 9, 3, 9, tzinfo=UTC),
        own_hours=models.LONG_NAME[:100],
        zone=models.LONG_NAME[:64],
        reminders=False,
        dates=tuple((event, DAY) for event in Event if event is not Event.START),
        milestone_notes=False,
    ),
    unit=models.LONG_TEXT,
    manages=(models.LONG_NAME,) * 60,
    left_on=DAY,
    rounds=(AskedIn(models.LONG_TEXT, DAY, DAY, is_open=True),) * 700,
    messages={kind: dict.fromkeys(DeliveryState, 10**6) for kind in Kind if kind not in UNCOUNTED},
    open_rounds=tuple(
        OpenRound(f"r{n}", models.HOSTILE_ABOUT, models.FRIDAY) for n in range(MOST_OPEN + 9)
    ),
    keep=USUAL,
    told_of=10**6,
)
MODELS = {"empty": EMPTY, "usual": USUALLY, "hostile": HOSTILE}


@pytest.mark.parametrize("name", MODELS)
def test_slack_takes_it_help_is_in_it_and_no_mention_rings(name: str) -> None:
    view = held(MODELS[name])
    assert problems(view, "modal") == []
    assert '"help_open"' in json.dumps(view)
    assert not any("<" in said for said in _mrkdwn(view["blocks"]))


def test_the_usual_is_told_in_plain_words() -> None:
    said = words(held(USUALLY))
    for told in (
        "Name: *Person 1*",
        "E-mail: *one@example.org*",
        "Slack accounts: *U1, T1*",
        "Your own hours: *Mon-Thu 10:00-15:00*",
        "Paused until: nothing",
        "• Weekly pulse: asked on 7 September 2026, open until 11 September 2026",
        "• Health check: asked on 7 September 2026, closed on 30 September 2026",
        "• invitations to answer: 2 sent, 1 not sent",
        "who was asked, 8 months after a round",
    ):
        assert told in said


def test_long_lists_are_cut_with_a_count() -> None:
    said = words(held(HOSTILE))
    assert f"and {700 - MOST_ROUNDS} more" in said
    assert "and 9 more" in said  # open rounds
    assert "and 50 more" in said  # of what they manage
    assert "and 30 more" in said  # accounts
    assert "You are not on the list any more, since 7 September 2026." in said


def test_each_open_round_has_the_two_ways_to_an_answer_and_nothing_else_has() -> None:
    assert _pressed(held(USUALLY)) == {(ids.SHOW, models.ROUND), (ids.WITHDRAW, models.ROUND)}
    assert _pressed(held(replace(USUALLY, open_rounds=()))) == set()


def _pressed(view: dict[str, Any]) -> set[tuple[str, str]]:
    elements = [one for block in view["blocks"] for one in block.get("elements", ())]
    return {(one["action_id"], one["value"]) for one in elements if "value" in one}


def _mrkdwn(thing: object) -> list[str]:
    if isinstance(thing, list):
        return [said for one in thing for said in _mrkdwn(one)]
    if not isinstance(thing, dict):
        return []
    own = [thing["text"]] if thing.get("type") == "mrkdwn" else []
    return own + [said for one in thing.values() for said in _mrkdwn(one)]
