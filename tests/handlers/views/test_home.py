"""The Home tab of each role, with the least and the most there can be: Slack takes all of it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.local_slack.block_kit import problems
from handlers import ids
from handlers.views import home, next_steps, results
from handlers.views.enrolling import menu
from surveys.model.actions import AtHome, Promises
from surveys.model.browsing import ForumAtHome
from surveys.model.chairing import Duties, Pile
from surveys.model.commentary import Signer
from surveys.model.context import Measure
from surveys.model.events import Programme
from surveys.model.home import (
    Missing,
    Next,
    NextUp,
    Piece,
    Seat,
    ToRead,
    Trouble,
    Unasked,
    Worsened,
)
from surveys.model.leaving import LeavingAtHome
from surveys.model.meetings import Stage, Standing
from surveys.model.messages import Home, OtherPage, OtherResults
from surveys.model.milestones import Event, LandmarkLine, Month
from surveys.model.ordering import Desk
from surveys.model.packs import Audience
from surveys.model.quarters import Quarter
from surveys.model.releases import Tier
from surveys.model.thanks import RoundUp
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.handlers.views.drawing import Views, later
from tests.handlers.views.survey_models import listed, many_page
from tests.handlers.views.test_acting_limits import FULL_HOME, HOSTILE_PROMISES, TOLD
from tests.handlers.views.test_supporting_limits import PLAIN

DAY = date(2026, 9, 11)
EVERYONE = tuple(Seat)
MOST_BLOCKS = 100
ROOM = 3  # blocks for what the next journeys bring
MEETING = Standing("c", Stage.COLLECTING, DAY, DAY, DAY, 1, 10**6, 10**6, looks_after=True)
EVENTS = Programme((PLAIN,) * 3, 0, 9, 10**6, may_arrange=True)
OTHERS = tuple(OtherResults("x" * 40, models.LONG_TEXT, DAY) for _survey in range(29))
FULL = NextUp(
    troubles=tuple((kind, 10**6) for kind in Trouble),
    to_read=tuple(ToRead(f"r{n}", models.LONG_TEXT, Tier.QUARTERLY, DAY) for n in range(3)),
    worse=(Worsened(models.LONG_TEXT, models.LONG_TEXT, True),) * 3,
    worse_in_all=10**6,
    unasked=tuple(Unasked(f"s{n}", models.LONG_TEXT, n == 0) for n in range(3)),
    unasked_in_all=10**6,
    missing=Missing(Quarter(2026, 3), tuple(Measure)),
)
FEW = NextUp(
    troubles=((Trouble.REFUSED, 1),),
    to_read=(
        ToRead("r1", None, Tier.WEEKLY, DAY),
        ToRead("r2", "Health check", Tier.QUARTERLY, DAY),
    ),
    worse=(Worsened("Manageable caseload", "Fostering", False),),
    worse_in_all=1,
    unasked=(Unasked("s1", "Health check", True), Unasked("s2", "Settling in", False)),
    unasked_in_all=2,
    missing=Missing(Quarter(2026, 3), (Measure.TURNOVER, Measure.CASELOAD)),
)


def fullest(**changes: object) -> Home:
    """Everything at once, for somebody who holds every role."""
    open_rounds = (
        replace(models.open_round(models.HOSTILE_ABOUT), round_id=f"r{n}") for n in range(60)
    )
    deep = models.digest(models.quarter("Team 1", places=14))
    whole = models.home(
        open_rounds=tuple(open_rounds),
        others=OTHERS,
        weekly=replace(deep, release_id=models.ROUND),
        quarterly=replace(deep, tier=Tier.QUARTERLY),
        to_check=10**6,
        surveys=listed(*(many_page().brief,) * 10, page=3, pages=9),
        actions=replace(FULL_HOME, pressing=HOSTILE_PROMISES),
        paused_until=DAY,
        desk=Desk(tuple(Audience), enters=True, signer=Signer.LEADER),
        leaving=LeavingAtHome((100, DAY), may_record=True),
        seats=EVERYONE,
        next_up=FULL,
        month=Month(
            (LandmarkLine(models.LONG_NAME, Event.QUALIFIED, 12, DAY, None),) * 10, 5000, True
        ),
        round_up=RoundUp(DAY, 10**6, (models.LONG_TEXT,) * 9),
        forum=ForumAtHome(10**6, 10**6, 10**6, was_lost=True),
        meeting=MEETING,
        chairing=Duties(dict.fromkeys(Pile, 10**6), True, DAY, True, DAY, True),
        events=EVENTS,
    )
    return replace(whole, **changes)


HOMES = Views({
    "the fullest": later(home.home, fullest()),
    **{f"an empty {one}": later(home.home, models.home(seats=(one, Seat.STAFF))) for one in Seat},
    **{f"a full {seat}": later(home.home, fullest(seats=(seat, Seat.STAFF))) for seat in Seat},
})  # fmt: skip
LONGEST_DIGEST = models.digest(
    *(models.quarter(f"Team {n}") for n in range(60)), about=models.HOSTILE_ABOUT
)
MODALS = Views({
    "no others": later(results.other_results, OtherPage((), 0, 1)),
    "hostile others": later(results.other_results, OtherPage(OTHERS[:10], 1, 3)),
    "a digest to read": later(results.results_to_read, models.digest(models.part())),
    "a digest of nobody": later(results.results_to_read, models.digest()),
    "a long digest": later(results.results_to_read,
        replace(LONGEST_DIGEST, release_id=models.ROUND, promises=Promises())
    ),
    "all that is open": later(menu, fullest().open_rounds),
})  # fmt: skip


@pytest.mark.parametrize("name", HOMES)
def test_slack_takes_every_home(name: str) -> None:
    assert problems(HOMES[name], "home") == []
    assert '"help_open"' in json.dumps(HOMES[name])


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal(name: str) -> None:
    assert problems(MODALS[name], "modal") == []


def test_the_fullest_home_leaves_room_for_what_is_to_come() -> None:
    assert len(home.home(fullest())["blocks"]) <= MOST_BLOCKS - ROOM


@pytest.mark.parametrize("name", HOMES)
def test_right_below_what_is_next_everybody_finds_thanks_the_forum_help_and_the_promise(
    name: str,
) -> None:
    blocks = HOMES[name]["blocks"]
    place = next(n for n, one in enumerate(blocks) if one.get("block_id") == "at_once")
    assert [one["type"] for one in blocks[:place]].count("header") == 1  # what is next, above it
    shown = [one["action_id"] for one in blocks[place]["elements"]]
    forum = [] if "empty" in name else [ids.FORUM]
    assert shown == [ids.SAY_THANKS, *forum, ids.HELP, ids.PROMISE]


def test_every_section_and_every_step_has_its_view() -> None:
    assert set(home.SECTIONS) == set(Piece)
    assert set(next_steps.TOLD) == set(Next)


def told(model: Home) -> str:
    return words({"blocks": next_steps.next_section(model)})


def test_what_can_grow_is_cut_and_a_button_leads_to_all_of_it() -> None:
    shown = json.dumps(HOMES["the fullest"], ensure_ascii=False)
    for said, led_by in (
        ("Show all 60 that are open", ids.ALL_OPEN),
        ("Show all 29 surveys", ids.OTHERS),
        ("Show all figures", ids.RESULTS),
        ("Show all 1000000 actions", ids.LEDGER),
        ("Page 4 of 9", f"{ids.SURVEYS_PAGE}_on"),
    ):
        assert said in shown
        assert f'"{led_by}"' in shown


def test_staff_see_nothing_of_what_others_do() -> None:
    shown = json.dumps(home.home(fullest(seats=(Seat.STAFF,), actions=None, leaving=None)))
    others = (ids.CHECK, ids.READ, ids.RECORD, ids.MANAGE, ids.NEW_SURVEY, ids.CHANGE_ACTION)
    for one in (*others, ids.PACK, ids.FIGURES):
        assert f'"{one}"' not in shown
    assert "staff-voice" not in shown
    assert shown.count('"header"') == 6  # next, results, forum, thanks, events, help


def test_where_nothing_waits_a_calm_sentence_says_so() -> None:
    calm = "What is next for you\nNothing waits for you just now."
    assert told(models.home()) == calm
    assert told(models.home(next_opening=models.FRIDAY)) == (
        f"{calm}\nThe next pulse opens on Friday 11 September at 16:00."
    )
    assert told(models.home(paused_until=DAY, next_opening=models.FRIDAY)) == (
        f"{calm}\nYou are paused until Friday 11 September."
    )
    assert told(models.home(seats=(Seat.CHAMPION, Seat.STAFF), to_check=0)) == calm


def test_each_step_is_told_in_plain_words_with_its_button() -> None:
    pressing = Promises((replace(TOLD, is_late=True),), (), 3, 0)
    actions = AtHome((), 0, Promises(), True, pressing)
    model = models.home(seats=EVERYONE, next_up=FEW, to_check=1, actions=actions)
    shown = told(model)
    for said in (
        "• 1 message of the past week was refused by Slack.",
        "1 comment waits to be checked.",
        "*You promised* Quiet rooms\n*Overdue since 25 September 2026*, Team 2.\nSay how it goes",
        "and 2 more",
        "The weekly results to 11 September are out.",
        "The team results of *Health check*, closed on 11 September, are out.",
        "nothing is recorded after it yet\n• Manageable caseload in Fostering\nRecord",
        "*Health check* is a draft: nobody is asked before it is started.\nManage",
        "*Settling in* runs, and nobody on the list of people is in its audience.",
        "The pack for July to September 2026 has no figures of yours yet for: turnover, average",
    ):
        assert said in shown
    labels = [one["accessory"]["accessibility_label"] for one in home.home(model)["blocks"]
              if "accessibility_label" in one.get("accessory", {})]  # fmt: skip
    assert len(set(labels)) == len(labels)
    assert "Manage Settling in" in labels
