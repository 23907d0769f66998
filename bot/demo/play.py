"""Living through weeks: simulated staff answer over the wire, as people on the page do."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from bot.app import Bot
from bot.demo.clock import DemoClock
from bot.demo.staff import SimulatedAnswer, acting_order
from bot.local_slack import LocalSlack, Visitor
from handlers import ids
from surveys.errors import SurveyNotStarted
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.releases import Tier
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, Survey
from surveys.rules.schedule import closing_from, moment

LATEST: Final = 8  # messages looked through for an invitation
HANDS: Final = 8  # people acting at the same time
EVENING: Final = time(20, 30)  # when those who work at night have begun
MORNING: Final = time(11)


Others = Callable[[Survey, int], Mapping[str, SimulatedAnswer]]


@dataclass(frozen=True)
class Played:
    """What came of some weeks."""

    rounds: int
    asked: int
    answered: int
    digests: int


@dataclass(frozen=True)
class Stage:
    """The bot, its workspace and its clock."""

    bot: Bot
    slack: LocalSlack
    clock: DemoClock


def welcome_everyone(stage: Stage) -> None:
    """Let the welcomes arrive, on the first day and in its evening."""
    stage.bot.tick()
    _move_to_evening(stage)
    stage.bot.tick()


def play(
    stage: Stage,
    weeks: int,
    answers: Mapping[int, Mapping[str, SimulatedAnswer]],
    seed: int,
    told: Callable[[int], None],
    others: Others = lambda _survey, _round: {},
) -> tuple[Played, list[SimulatedAnswer]]:
    """Play so many rounds: open, answer, close; return also the answers that the bot kept.

    `answers` holds each round's of the weekly pulse, by Slack id; `others` says what people answer
    in a round, from 1, of any other survey that is open.
    """
    kept: list[SimulatedAnswer] = []
    answered: set[str] = set()
    for week in range(1, weeks + 1):
        closes_at = open_week(stage)
        for asked in _open_rounds(stage, answered):
            answered.add(asked.id)
            own = asked.survey == WEEKLY_PULSE
            said = answers.get(week, {}) if own else _said(stage, asked, others)
            kept += _answer(stage, said, asked, seed)
        stage.clock.set(closes_at)
        stage.bot.tick()
        told(week)
    with stage.bot.runtime.store.begin() as tx:
        played = Played(
            rounds=sum(one.tier is Tier.WEEKLY for one in tx.releases.all()),
            asked=tx.deliveries.counts(Kind.INVITATION)[DeliveryState.SENT],
            answered=len(kept),
            digests=tx.deliveries.counts(Kind.DIGEST)[DeliveryState.SENT],
        )
    return played, kept


def open_week(stage: Stage) -> datetime:
    """Move to the next opening and deliver every invitation; return when the round closes."""
    policy = stage.bot.runtime.policy
    stage.bot.tick()  # gives the survey its schedule the first time
    opens_at = _next_opening(stage)
    stage.clock.set(opens_at)
    stage.bot.tick()
    _move_to_evening(stage)
    stage.bot.tick()
    next_day = stage.clock().astimezone(policy.zone).date() + timedelta(days=1)
    stage.clock.set(moment(next_day, MORNING, policy.zone))
    stage.bot.tick()
    return closing_from(opens_at, policy.open_working_days, policy.closing_time, policy.zone)


def _next_opening(stage: Stage) -> datetime:
    with stage.bot.runtime.store.begin() as tx:
        opens_at = tx.schedules.next_run(WEEKLY_PULSE)
    if opens_at is None:
        raise SurveyNotStarted
    return opens_at


def _move_to_evening(stage: Stage) -> None:
    zone = stage.bot.runtime.policy.zone
    stage.clock.set(moment(stage.clock().astimezone(zone).date(), EVENING, zone))


def _open_rounds(stage: Stage, answered: set[str]) -> list[Round]:
    """The rounds that nobody has answered yet, oldest first."""
    with stage.bot.runtime.store.begin() as tx:
        return [one for one in tx.rounds.open() if one.id not in answered]


def _said(stage: Stage, asked: Round, others: Others) -> Mapping[str, SimulatedAnswer]:
    with stage.bot.runtime.store.begin() as tx:
        survey = tx.surveys.definition(asked.survey, asked.revision)
    return others(survey, (asked.number or 0) + 1)


def _answer(
    stage: Stage, answers: Mapping[str, SimulatedAnswer], asked: Round, seed: int
) -> list[SimulatedAnswer]:
    order = acting_order(list(answers), (asked.number or 0) + 1, seed)
    address = stage.slack.address
    with ThreadPoolExecutor(HANDS, thread_name_prefix="staff") as hands:
        were_kept = hands.map(lambda person: _act(address, answers[person], asked.id), order)
        return [answers[person] for person, kept in zip(order, were_kept, strict=True) if kept]


def _act(address: str, answer: SimulatedAnswer, round_id: str) -> bool:
    """One person taps, fills in the form and sends it; say whether the bot kept it."""
    visitor = Visitor(address, answer.slack_id)
    invitations = [
        one["ts"] for one in visitor.messages(limit=LATEST) if offers(one, ids.OPEN_FORM, round_id)
    ]
    if not invitations:
        return False
    headline = answer.scores.get("how_are_you")
    tapped = ids.OPEN_FORM if headline is None else f"{ids.CHOOSE}_{headline}"
    form = visitor.press(tapped, message_ts=invitations[-1])
    if form is None or form["callback_id"] != ids.SUBMIT_PULSE:
        return False
    said = visitor.submit(_filled_in(form, answer))
    if said.modal is not None and said.modal["callback_id"] == ids.SUBMIT_WORDS:
        said = visitor.submit()  # without the words that were pointed out
    visitor.close_modal(everything=True)
    return said.modal is not None and offers(said.modal, ids.WITHDRAW)


def _filled_in(form: dict[str, Any], answer: SimulatedAnswer) -> dict[str, Any]:
    there = {block["block_id"] for block in form["blocks"]}
    values: dict[str, Any] = {
        **{f"{ids.ITEM}_{item}": str(score) for item, score in answer.scores.items()},
        **{f"{ids.PICK}_{choice}": list(picked) for choice, picked in answer.picks.items()},
        **{f"{ids.TEXT}_{question}": words for question, words in answer.texts.items()},
    }
    if answer.comment is not None:
        values[ids.COMMENT] = answer.comment
    return {block_id: value for block_id, value in values.items() if block_id in there}


def offers(holder: Mapping[str, Any], action_id: str, value: str | None = None) -> bool:
    """Say whether a message or view has something to press, and with a value if one is named."""
    return any(
        element.get("action_id") == action_id and value in (None, element.get("value"))
        for block in holder["blocks"]
        for element in block.get("elements", ())
    )
