"""Every view with its fullest, its emptiest and a hostile model: Slack takes all of them."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import (
    answering,
    checking,
    enrolling,
    home,
    preferring,
    reporting,
    restoring,
)
from handlers.views.guarding import notices, words_step
from handlers.views.notices import fault, refusal
from handlers.views.promise import promise_notice
from handlers.views.results import survey_results
from handlers.views.support import help_notice
from surveys.errors import Refusal, every_refusal
from surveys.model.figures import Verdict
from surveys.model.messages import Digest, GoneBack, OtherResults, Welcome
from surveys.model.questions import Choice, Style
from surveys.model.releases import Bound, Tier
from surveys.model.rounds import Thresholds
from surveys.model.support import Route
from surveys.model.words import Held
from surveys.rules.words import guarded
from tests.handlers.views import models
from tests.handlers.views.drawing import Views, later

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
WORSE = models.line(HOSTILE, 4.4, 1.1, verdict=Verdict.HIGHER, releases=12)
DIGESTS |= {
    "news of sixty units with ill-meant names": models.digest(
        *(replace(one, sections=(replace(one.sections[0], lines=(WORSE,)),)) for one in ILL_NAMED),
        conversation=models.LONG_NAME,
    ),
}
COMMENTS = models.section(lines=models.of_comments(0.2, (1.0,) * 16))
DIGESTS |= {
    "comments alone": models.digest(models.part(sections=(COMMENTS,))),
    "comments beside figures": models.digest(
        *(models.part(f"Team {n}", (models.section(), COMMENTS), is_team=True) for n in range(60))
    ),
}
SHARES = models.section(
    lines=(
        models.line(),
        *(models.shares(models.choice(style, 10), before=True) for style in Style),
    )
)
HOSTILE_SHARES = tuple(
    models.shares(one, before=True, bound=Bound.GE)
    for one in models.hostile_kinds()
    if isinstance(one, Choice)
)
OTHERS: dict[str, Digest] = {
    f"{name}, {tier}": models.digest(part, tier=tier, about=about)
    for tier in Tier
    for name, part, about in (
        ("shares", models.part(sections=(SHARES,)), models.HEALTH_CHECK),
        ("nothing shown", models.part(sections=()), models.HEALTH_CHECK),
        ("hostile", models.part(models.LONG_NAME, (models.section(
            models.LONG_NAME, HOSTILE_SHARES * 8),)), models.HOSTILE_ABOUT),
    )
}  # fmt: skip
DIGESTS |= {f"another survey's, {name}": one for name, one in OTHERS.items()}
MESSAGES = Views({
    "welcome": later(enrolling.welcome, Welcome(models.LIMITS)),
    "welcome with huge thresholds": later(enrolling.welcome, Welcome(HUGE)),
    "invitation": later(answering.invitation, models.invitation()),
    "full invitation": later(answering.invitation, models.invitation(more=True)),
    "hostile invitation": later(answering.invitation, models.invitation(HOSTILE, more=True)),
    **{
        f"survey invitation, {one.id}{', more' if more else ''}": later(answering.invitation,
            models.invitation(one, more=more, about=about)
        )
        for more, about in ((False, models.HEALTH_CHECK), (True, models.HOSTILE_ABOUT))
        for one in (*models.every_kind(), *models.hostile_kinds(), models.choice(Style.ONE, 5))
    },
    "reminder": later(preferring.reminder, models.reminder()),
    "hostile reminder": later(preferring.reminder, models.reminder(models.LONG_TEXT)),
    "word of a restore": later(restoring.gone_back, GoneBack(models.FRIDAY, models.FRIDAY, HUGE)),
    **{
        f"digest, {name}": later(reporting.digest, replace(one, release_id=models.ROUND))
        for name, one in DIGESTS.items()
    },
})  # fmt: skip
SURVEY_FORMS = {
    f"survey form, {name}{', required' if required else ''}": later(answering.answer_form,
        models.survey_form(questions, required=required, answered=answered, about=about)
    )
    for name, questions, answered, about in (
        ("every kind", models.every_kind(), True, models.HEALTH_CHECK),
        ("untouched", models.every_kind(), False, models.HEALTH_CHECK),
        ("a text alone", (models.BANK.comment,), False, models.HEALTH_CHECK),
        ("forty questions", sum((models.every_kind(n) for n in range(6)), ())[:40], True,
         models.HEALTH_CHECK),
        ("hostile", models.hostile_kinds(), True, models.HOSTILE_ABOUT),
    )
    for required in (False, True)
}  # fmt: skip
TODAY = date(2026, 9, 7)
NOTICES = notices(models.SUPPORT, frozenset(Route))


def held_back(texts: int) -> list[Held]:
    """Texts as long as they may be and full of what tells, to ill-meant questions."""
    whole = " ".join(["<Sarah>&", "07700 900123", "Kayleigh", "WN7 3AB", "Ian & child K"] * 30)
    found = guarded(whole[:1000])
    assert found is not None
    return [Held(f"q{n}", models.LONG_TEXT, found, frozenset({"Kayleigh"})) for n in range(texts)]


MODALS = Views({
    "hours": later(preferring.hours_form, models.hours()),
    "hours of their own": later(preferring.hours_form, models.hours(own="Sun-Thu 20:00-08:00")),
    "hours chosen": later(preferring.hours_chosen, models.hours(own="Sun-Thu 20:00-08:00")),
    "reminders off": later(preferring.reminders_chosen, wanted=False),
    "reminders on": later(preferring.reminders_chosen, wanted=True),
    "form": later(answering.answer_form, models.form(comment="Fine.")),
    "empty form": later(answering.answer_form, models.form(answered=False)),
    **SURVEY_FORMS,
    "pretend form": later(answering.answer_form, models.form(pretend=True)),
    "hostile form": later(answering.answer_form, models.hostile_form()),
    "saved": later(answering.saved, models.ROUND, kept=True),
    "saved, with every notice": later(
        answering.saved, models.ROUND, kept=True, where_to_turn=NOTICES),
    **{
        f"words held back, {n}, kept {kept}": later(words_step,
            models.ROUND, 1, held_back(n), NOTICES, kept=kept
        )
        for n in (1, 7, 40)
        for kept in (False, True)
    },
    "nothing to check": later(checking.to_check, None),
    "to check": later(checking.to_check, models.to_check()),
    "hostile to check": later(checking.to_check, models.to_check(hostile=True)),
    "words to take out": later(checking.take_out_form, models.to_check()),
    "hostile words to take out": later(checking.take_out_form, models.to_check(hostile=True)),
    "no comments": later(checking.comments, models.comments(0)),
    "comments": later(checking.comments, models.comments(5)),
    "hostile comments": later(checking.comments, models.comments(500, hostile=True)),
    "reported": later(checking.reported, models.comments(500, hostile=True)),
    "nothing reported": later(checking.reported, None),
    "nothing saved": later(answering.saved, models.ROUND, kept=False),
    "pretend done": later(answering.pretend_done),
    "reopened": later(answering.reopened, models.reopened()),
    "own answers": later(answering.own_answers, models.form(comment="Fine.")),
    "no answers": later(answering.own_answers, models.form(answered=False)),
    "hostile answers": later(answering.own_answers, models.hostile_form()),
    "withdrawn": later(answering.withdrawn, was_there=True),
    "nothing withdrawn": later(answering.withdrawn, was_there=False),
    "not now": later(answering.not_now_form, models.ROUND),
    "put off": later(answering.put_off, models.FRIDAY),
    "skipped": later(answering.put_off, None),
    "pause": later(enrolling.pause_form, TODAY, None),
    "paused": later(enrolling.pause_form, TODAY, date(2026, 9, 30)),
    "pause set": later(enrolling.paused, TODAY),
    "pause ended": later(enrolling.paused, None),
    "menu": later(enrolling.menu, [models.open_round()]),
    "empty menu": later(enrolling.menu, []),
    "menu of many": later(enrolling.menu, [models.open_round(models.HOSTILE_ABOUT)] * 9),
    "reopened survey": later(answering.reopened, models.reopened(models.HOSTILE_ABOUT)),
    "answers of every kind": later(answering.own_answers, models.survey_form(models.every_kind())),
    "no answers of any kind": later(answering.own_answers,
        models.survey_form(models.every_kind(), answered=False)
    ),
    "hostile answers of every kind": later(answering.own_answers,
        models.survey_form(models.hostile_kinds())
    ),
    "results of nothing": later(survey_results, []),
    **{f"results, {name}": later(survey_results, [one, one]) for name, one in OTHERS.items()},
    "promise": later(promise_notice, models.LIMITS),
    "promise with huge thresholds": later(promise_notice, HUGE),
    "help": later(help_notice, models.SUPPORT),
    "help of one line": later(help_notice, replace(models.SUPPORT, help=(), routes=())),
    "fault": later(refusal, fault("7f3a91c2")),
    "hostile refusal": later(refusal, models.LONG_TEXT * 2),
})  # fmt: skip
HOMES = Views({
    "empty": later(home.home, models.home()),
    "stranger": later(home.stranger, "You are not on the staff list yet."),
    "next opening": later(home.home, models.home(next_opening=models.FRIDAY)),
    "paused": later(home.home, models.home(paused_until=TODAY, next_opening=models.FRIDAY)),
    "paused, open": later(
        home.home, models.home(paused_until=TODAY, open_rounds=(models.open_round(),))),
    "many surveys": later(home.home,
        models.home(
            open_rounds=tuple(
                replace(models.open_round(models.HOSTILE_ABOUT), round_id=f"r{n}") for n in range(6)
            ),
            others=tuple(OtherResults("x" * 100, models.LONG_TEXT, TODAY) for _survey in range(29)),
        )
    ),
    **{
        f"open, {name}": later(home.home,
            models.home(
                open_rounds=(models.open_round(),),
                weekly=replace(one, release_id=models.ROUND),
                quarterly=one,
                to_check=10**6,
            )
        )
        for name, one in DIGESTS.items()
        if len(one.parts) < 2  # one person sits in one place
    },
})  # fmt: skip


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


@pytest.mark.parametrize(
    ("views", "name"), [(views, name) for views in (MESSAGES, MODALS, HOMES) for name in views]
)
def test_no_mention_rings_and_no_link_forms(views: Views[Any], name: str) -> None:
    shown = views[name]
    text = json.dumps(shown, ensure_ascii=False)
    assert "mrkdwn" in text
    for block in shown["blocks"] if isinstance(shown, dict) else shown:
        for words in mrkdwn_in(block):
            assert "<" not in words


def mrkdwn_in(thing: object) -> list[str]:
    if isinstance(thing, list):
        return [words for one in thing for words in mrkdwn_in(one)]
    if not isinstance(thing, dict):
        return []
    own = [thing["text"]] if thing.get("type") == "mrkdwn" else []
    return own + [words for one in thing.values() for words in mrkdwn_in(one)]


@pytest.mark.parametrize("name", [one for one in MODALS if not one.startswith("help")])
def test_help_is_one_tap_away_in_every_modal(name: str) -> None:
    assert '"help_open"' in json.dumps(MODALS[name])


@pytest.mark.parametrize("name", HOMES)
def test_help_is_one_tap_away_in_every_home(name: str) -> None:
    assert '"help_open"' in json.dumps(HOMES[name])
