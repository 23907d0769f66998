"""What is said of packs, with the least and the most there can be: Slack takes all of it."""

from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import commenting, noting, packing
from handlers.views.guarding import notices
from handlers.views.quarters import no_quarter
from surveys.model.commentary import LONGEST, Commentary, CommentaryForm, Signer
from surveys.model.context import MOST, Event, Marker, Measure
from surveys.model.noting import DaysPage, FiguresForm, NotedPart, NotedPlaces
from surveys.model.ordering import Desk, PackChoices, PackNotMade
from surveys.model.packs import Audience
from surveys.model.quarters import Quarter
from surveys.model.support import Route
from surveys.model.words import Held, Rewritten
from surveys.rules.words import guarded
from tests.conftest import MONDAY
from tests.handlers.views import models

Q3 = Quarter(2026, 3)
MANY = tuple(Quarter(year, number) for year in range(2100, 2000, -1) for number in (4, 3, 2, 1))
HOSTILE = NotedPart("u" * 64, models.LONG_NAME)
PARTS = (HOSTILE, *(NotedPart(f"u{n}", models.LONG_NAME) for n in range(150)))
MARKED = tuple(
    (models.LONG_NAME, Marker(date(2026, 9, 7), Event.NEW_LEADER, "u" * 64, "<" * 60))
    for _day in range(60)
)
NAMES = guarded(" ".join(["Kayleigh"] * (LONGEST // 9)))
assert NAMES is not None
TURN = notices(models.SUPPORT, frozenset(Route))
VIEWS: dict[str, Any] = {
    "pack": packing.pack_form(PackChoices("o" * 36, (Q3,), tuple(Audience))),
    "pack of many quarters": packing.pack_form(PackChoices("o1", MANY, (Audience.BOARD,))),
    "being made": packing.being_made(),
    "no quarter": no_quarter(),
    "which quarter": commenting.quarter_form(MANY),
    "commentary": commenting.commentary_form(
        CommentaryForm(Q3, Signer.LEADER, 0, Rewritten("", 0))
    ),
    "commentary full of names": commenting.commentary_form(
        CommentaryForm(
            Q3, Signer.PSW, 9, Rewritten(NAMES.masked, 0), 9, Held("text", "", NAMES, frozenset())
        ),
        TURN,
    ),
    "commentary kept": commenting.commentary_kept(
        Commentary(Q3, Signer.PSW, 1, MONDAY, None, "x"), TURN
    ),
    "commentary withdrawn": commenting.commentary_kept(None),
    "places": noting.places_form(NotedPlaces(MANY, PARTS)),
    "figures": noting.figures_form(FiguresForm(Q3, HOSTILE, MOST)),
    "no figures": noting.figures_form(FiguresForm(Q3, HOSTILE, {})),
    "figures kept": noting.figures_kept(FiguresForm(Q3, HOSTILE, {Measure.CASELOAD: 17.2})),
    "no days": noting.days_page(DaysPage((), PARTS, date(2026, 9, 7))),
    "many days": noting.days_page(DaysPage(MARKED, PARTS, date(2026, 9, 7))),
    "a day": noting.day_form(DaysPage((), PARTS, date(2026, 9, 7))),
}


@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_every_form(name: str) -> None:
    assert problems(VIEWS[name], "modal") == []


@pytest.mark.parametrize("may_not_upload", [True, False])
def test_slack_takes_the_word_that_a_pack_will_not_come(may_not_upload: bool) -> None:
    word = PackNotMade(Q3, Audience.BOARD, may_not_upload)
    assert problems(packing.not_made(word), "message") == []


def test_home_has_nothing_of_packs_for_whoever_has_nothing_to_do_with_them() -> None:
    whole = Desk(tuple(Audience), enters=True, signer=Signer.LEADER)
    assert len(packing.desk_section(whole)[-1]["elements"]) == 4
    assert packing.desk_section(None) == []
