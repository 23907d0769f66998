"""What is said of leaving, with the least and the most there can be: Slack takes all of it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import exits, home, leavers, leaving, parting
from handlers.views.guarding import notices
from surveys.bank.leaving import load_leaving
from surveys.model.deliveries import DeliveryState
from surveys.model.figures import Interval
from surveys.model.leaving import (
    STEPS,
    ExitBegun,
    ExitFigure,
    ExitInvitation,
    ExitPage,
    ExitRelease,
    ExitResults,
    ExitText,
    LeaverLine,
    LeavingAtHome,
    PulseFigure,
    Said,
    TalkRequest,
    Text,
)
from surveys.model.releases import Bound
from surveys.model.support import Route
from surveys.model.words import Held
from surveys.rules.words import guarded
from tests.handlers.dispatching import words
from tests.handlers.views import models

BANK, DAY, LONG = load_leaving(), date(2026, 12, 18), models.LONG_TEXT[:600]
FULL = Said(tuple(BANK.by_id), "caseload", "perhaps", 10, dict.fromkeys(map(str, Text), LONG))
PEOPLE = tuple((f"p{n}", f"{models.LONG_NAME[:100]}{n}") for n in range(150))
TELLING = guarded("Kayleigh and Shanice rang 07700 900123. " * 15, frozenset())
TURN = notices(models.SUPPORT, frozenset(Route))
LINE = LeaverLine(
    "l1", models.LONG_NAME, DAY, BANK.reasons[6], BANK.destinations[5], DeliveryState.SENT, True,
    False,
)  # fmt: skip
FIGURE = ExitFigure(
    models.LONG_NAME, 0.4, Interval(0.05, 0.9), 0.9, True,
    PulseFigure(models.LONG_NAME, 2.8, Bound.GE, 5),
)  # fmt: skip
FEW = replace(FIGURE, share=None, interval=None, before=None, pulse=None)
RELEASE = ExitRelease("e1", 1, DAY, 100, ())
TEXTS = tuple(ExitText(f"t{n}", "e1", "first", LONG) for n in range(100))


def page(step: int, said: Said = Said(), **more: Any) -> ExitPage:  # noqa: B008 - frozen
    return ExitPage(step, "", "", said, BANK, DAY, is_confirmed=False, **more)


def held() -> dict[str, Held]:
    assert TELLING is not None
    return {str(name): Held(name, "", TELLING, frozenset({"Kayleigh"})) for name in Text}


def results(*figures: ExitFigure) -> ExitResults:
    return ExitResults(RELEASE, *(figures,) * 5, ((LONG, TEXTS),) * 3)


MODALS = {
    **{f"step {n}": leaving.step_form(page(n)) for n in range(1, STEPS + 1)},
    **{
        f"step {n}, full": leaving.step_form(page(n, FULL, contacts=PEOPLE), TURN)
        for n in range(1, STEPS + 1)
    },
    **{
        f"step {n}, held": leaving.step_form(page(n, FULL, held=held(), attempt=9), TURN)
        for n in (3, 4)
    },
    "step 1, taken down": leaving.step_form(replace(page(1), subject="l1", name=models.LONG_NAME)),
    "last day": parting.last_day_form(DAY),
    "begun": parting.begun(ExitBegun(5, DAY, has_spoken=True, is_confirmed=False)),
    "taken down before": parting.begun(ExitBegun(0, DAY, has_spoken=True, is_confirmed=True)),
    "finished": parting.finished(
        kept=True, asked_for=models.LONG_NAME, for_hr=False, where_to_turn=TURN
    ),
    "finished by HR": parting.finished(kept=True, asked_for="", for_hr=True),
    "withdrawn": parting.withdrawn(was_there=True),
    "nobody": leavers.leavers(()),
    "many": leavers.leavers((LINE,) * 200),
    **{
        f"one, {state}": leavers.one_leaver(replace(LINE, message=state), kept=True)
        for state in (None, *DeliveryState)
    },
    "out of reach": leavers.one_leaver(
        replace(LINE, message=DeliveryState.CANCELLED, is_on_slack=False)
    ),
    "a record": leavers.leaver_form(BANK, DAY),
    "a change": leavers.leaver_form(BANK, DAY, LINE),
    "agreement": leavers.agreement_form(LINE),
    "taken back": leavers.rescinded(was_there=False),
    "no release": exits.results(None),
    "a release": exits.results(results(*(FIGURE,) * 12, *(FEW,) * 12)),
}
MESSAGES = {
    "invitation": parting.invitation(ExitInvitation(DAY, again=True)),
    "talk": parting.talk(TalkRequest(models.LONG_NAME)),
}


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal(name: str) -> None:
    assert problems(MODALS[name], "modal") == []
    assert '"help_open"' in json.dumps(MODALS[name])
    assert len(json.dumps(MODALS[name])) < 250_000


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name: str) -> None:
    assert problems(MESSAGES[name], "message") == []


@pytest.mark.parametrize("released", [None, (100, DAY)])
def test_slack_takes_home(released: tuple[int, date] | None) -> None:
    model = models.home(leaving=LeavingAtHome(released, may_record=True))
    assert problems(home.home(model), "home") == []


def test_no_notification_names_leaving() -> None:
    for said in (parting.invitation_text(), parting.talk_text()):
        assert "leav" not in said.lower()
    assert "leav" not in json.dumps(MESSAGES["talk"]).lower()


def test_a_release_tells_shares_their_range_and_the_few_by_name() -> None:
    one = ExitFigure("Pay, or its fairness", 0.4, Interval(0.15, 0.7), 0.2)
    said = words(exits.results(results(one, replace(FEW, words="My health"))))
    assert "• Pay, or its fairness: *40%* (15 to 70%); 20% in the release before" in said
    assert "which may be chance" in said
    assert "• Fewer than 3: My health" in said
