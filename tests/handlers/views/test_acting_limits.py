"""What is said of actions, with the least and the most there can be: Slack takes all of it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import acting, home, promises, recording, reporting
from handlers.views.guarding import notices
from surveys.model.actions import (
    ActionForm,
    ActionState,
    AtHome,
    Entered,
    Figure,
    Ledger,
    Named,
    Noticed,
    Offered,
    Parts,
    Post,
    PromiseReminder,
    Promises,
    Said,
    Sheet,
    Step,
    Text,
    Told,
)
from surveys.model.releases import Bound
from surveys.model.support import Route
from surveys.model.words import Held, Rewritten
from surveys.rules.words import guarded
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.surveys.rules.test_actions import CHANGE

LONG = models.LONG_TEXT[:600]
DAY = date(2026, 9, 11)
FIGURE = Figure(2.8, None, DAY)
SAID = Said(None, "How people are", "Fostering", top=5, figure=FIGURE)
MANAGER = Named("Person 10", Post.MANAGER, "Team 2")
STEP = Step(DAY, ActionState.PLANNED, "", MANAGER)
TOLD = Told("a1", "Team 2", SAID, CHANGE, MANAGER, False, False, True, (STEP,))
HOSTILE_SAID = Said(
    models.LONG_NAME,
    models.LONG_NAME,
    models.LONG_NAME,
    models.LONG_NAME,
    lower_is_better=True,
    figure=replace(FIGURE, bound=Bound.GE),
    since=replace(FIGURE, bound=Bound.LE),
)
HOSTILE_NAMED = Named(models.LONG_NAME, Post.MANAGER, models.LONG_NAME)
HOSTILE = Told(
    models.ROUND,
    models.LONG_NAME,
    HOSTILE_SAID,
    replace(CHANGE, what=LONG, outcome=LONG, measure=LONG, note=LONG),
    HOSTILE_NAMED,
    True,
    False,
    True,
    (Step(DAY, ActionState.UNDER_WAY, LONG, HOSTILE_NAMED),) * 99,
)
PROMISES = Promises((TOLD,), (TOLD,), 1, 1)
HOSTILE_PROMISES = Promises((HOSTILE,) * 5, (HOSTILE,) * 5, 10**6, 10**6)
FULL_HOME = AtHome((HOSTILE,) * 3, 10**6, replace(HOSTILE_PROMISES, mine=(HOSTILE,) * 3), True)
SHEET = Sheet(models.ROUND, 0, "u1")
OFFERED = Offered(f"{models.ROUND}:how_are_you", SAID)
FORM = ActionForm(SHEET, "Team 2", ((OFFERED,),), Entered(OFFERED.key, {}, None, None), DAY)


def hostile_form(*, held: bool) -> ActionForm:
    whole = " ".join(["<Sarah>&", "07700 900123", "Kayleigh", "WN7 3AB", "Ian & child K"] * 30)
    found = guarded(whole[:600])
    assert found is not None
    texts = {name: Rewritten(found.masked if held else LONG, 0) for name in Text}
    offers = tuple(Offered(f"{models.ROUND}:{'q' * 90}{n}", HOSTILE_SAID) for n in range(250))
    return ActionForm(
        replace(SHEET, version=3, step=2 if held else 0),
        models.LONG_NAME,
        (offers,) * 12,
        Entered(offers[0].key, texts, None, DAY),
        DAY,
        HOSTILE_NAMED,
        {name: Held(name, "", found, frozenset({"Kayleigh"})) for name in Text} if held else {},
    )


NOTICES = notices(models.SUPPORT, frozenset(Route))
MODALS: dict[str, dict[str, Any]] = {
    "no actions": acting.ledger(Ledger((), 0, 1, may_record=True)),
    "actions": acting.ledger(Ledger((TOLD,), 0, 1, may_record=True)),
    "hostile actions": acting.ledger(Ledger((HOSTILE,) * 10, 3, 9, may_record=True)),
    "an action": acting.one_action(TOLD),
    "hostile action": acting.one_action(HOSTILE, kept=True, first=NOTICES),
    "hostile action, asked about": acting.one_action(
        replace(
            HOSTILE,
            now=replace(HOSTILE.now, state=ActionState.DONE),
            noticed=Noticed(models.LONG_NAME, replace(FIGURE, value=0.6)),
            may_ask=True,
        )
    ),
    "whether people noticed": acting.noticing_kept(models.LONG_NAME),
    "parts": recording.parts_form(Parts((("Fostering", (("u1", "Team 4"),)),))),
    "hostile parts": recording.parts_form(
        Parts(((models.LONG_NAME, tuple((f"u{n}", models.LONG_NAME) for n in range(600))),) * 2)
    ),
    "form": recording.action_form(FORM),
    "hostile form": recording.action_form(hostile_form(held=False)),
    "hostile form, held back": recording.action_form(hostile_form(held=True), NOTICES),
}
MESSAGES = {
    "reminder": recording.reminder(PromiseReminder("a1", "Quiet rooms", "Team 2", DAY, False)),
    "hostile reminder": recording.reminder(
        PromiseReminder(models.ROUND, LONG, models.LONG_NAME, DAY, True)
    ),
    "digest with promises": reporting.digest(
        replace(models.digest(models.part()), promises=HOSTILE_PROMISES)
    ),
}
HOMES = {
    "nothing done": home.home(models.home(actions=AtHome((), 0, Promises(), False))),
    "everything done": home.home(models.home(actions=FULL_HOME)),
}


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal(name: str) -> None:
    assert problems(MODALS[name], "modal") == []
    assert '"help_open"' in json.dumps(MODALS[name])
    assert len(json.dumps(MODALS[name])) < 250_000


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name: str) -> None:
    assert problems(MESSAGES[name], "message") == []


@pytest.mark.parametrize("name", HOMES)
def test_slack_takes_every_home(name: str) -> None:
    assert problems(HOMES[name], "home") == []


def test_an_action_is_told_in_plain_words_for_each_state() -> None:
    said = "*You said* How people are: 2.8 of 5 (Fostering, weekly pulse, 11 September 2026)"
    lead = "Lead: Person 10, manager of Team 2."
    told = acting.brief(TOLD)
    assert told == f"{said}\n*We will:* Quiet rooms\nPlanned, due by 25 September 2026. {lead}"
    assert "Planned, *overdue since 25 September 2026*." in acting.brief(
        replace(TOLD, is_late=True)
    )
    done = replace(TOLD, now=replace(CHANGE, state=ActionState.DONE, note="Open since Monday"))
    assert acting.brief(replace(done, steps=())).splitlines()[1:] == [
        "*We did:* Quiet rooms",
        f"Done. {lead}",
        "_Open since Monday_",
    ]


def test_whether_it_worked_is_told_by_the_displayed_values_then_and_now() -> None:
    newer = replace(SAID, since=Figure(3.1, Bound.LE, date(2026, 10, 9)))
    shown = words(acting.one_action(replace(TOLD, said=newer)))
    assert (
        "Then 2.8 of 5 (11 September 2026), now 3.1 of 5 or lower (9 October 2026)."
        " Other things change too."
    ) in shown
    assert "No newer result" in words(acting.one_action(TOLD))


def test_how_many_noticed_is_told_by_the_displayed_share_alone() -> None:
    asked = replace(TOLD, noticed=Noticed("Fostering", Figure(0.6, Bound.LE, DAY)))
    said = "60% or lower of those who answered have noticed it (Fostering, 11 September 2026)."
    assert said in words(acting.one_action(asked))


def test_whoever_left_is_told_as_a_post_without_a_name() -> None:
    assert acting.named(Named(None, Post.LEADER, "Fostering")) == "formerly: leader of Fostering"


def test_every_action_is_counted_in_good_english() -> None:
    for count, said in ((1, "Show 1 action"), (2, "Show all 2 actions")):
        model = AtHome((TOLD,), count, PROMISES, False)
        assert said in words({"blocks": promises.actions_section(model)})
