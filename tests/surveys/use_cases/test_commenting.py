"""Commenting on a quarter: signed by a post, guarded, never altering a figure, never lost."""

from dataclasses import replace

import pytest

from bot.pack.files import files_of
from surveys.errors import (
    CommentaryChangedMeanwhile,
    CommentaryTells,
    CommentaryTooLong,
    NotYoursToSign,
    QuarterNotOver,
)
from surveys.model.commentary import LONGEST, CommentaryForm, Signer
from surveys.model.packs import Audience
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.use_cases import commenting, holding, packing
from tests.conftest import Clock
from tests.organisation import account
from tests.packing import HR, LEADER, MANAGER, PSW, QUARTER, STAFF, a_quarter

SAID = "The new system slowed visits in August.\nIt is better since."


@pytest.fixture
def runtime(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    a_quarter(sqlite_runtime, clock)
    return sqlite_runtime


def form(runtime: Runtime, number: int, said: str) -> CommentaryForm:
    opened = commenting.form(runtime, account(number), QUARTER)
    return replace(opened, text=Rewritten(said, 0))


def keep(runtime: Runtime, number: int, said: str) -> commenting.HandedIn:
    return commenting.hand_in(runtime, account(number), form(runtime, number, said))


def test_each_post_has_a_text_that_every_audience_reads_and_no_figure_moves(
    runtime: Runtime, clock: Clock
) -> None:
    before = packing.pack(runtime, QUARTER, Audience.MEMBERS)
    keep(runtime, PSW, "Supervision held.")
    clock.pass_(days=1)
    keep(runtime, LEADER, SAID)
    after = packing.pack(runtime, QUARTER, Audience.MEMBERS)
    told = [(one.signer, one.on.isoformat(), one.body) for one in after.commentary]
    assert told == [
        (Signer.LEADER, "2024-10-08", SAID),
        (Signer.PSW, "2024-10-07", "Supervision held."),
    ]
    assert replace(after, commentary=()) == before
    assert files_of(after) == files_of(packing.pack(runtime, QUARTER, Audience.MEMBERS))


def test_a_change_and_a_withdrawal_stay_on_record(runtime: Runtime) -> None:
    for said in (SAID, SAID, "Shorter.", ""):
        keep(runtime, LEADER, said)
    assert packing.pack(runtime, QUARTER, Audience.BOARD).commentary == ()
    assert holding.held_about_me(runtime, account(LEADER)).commented == 3
    history = [(one.version, one.body) for one in commenting.every_commentary(runtime)]
    assert history == [(1, SAID), (2, "Shorter."), (3, "")]


def test_telling_words_come_back_and_nothing_of_them_is_kept(runtime: Runtime) -> None:
    handed = keep(runtime, LEADER, "Thanks to Kayleigh in Service 1.")
    assert handed.form is not None
    assert handed.form.text.text == "Thanks to [name] in Service 1."
    assert commenting.every_commentary(runtime) == ()
    again = replace(handed.form, text=Rewritten(handed.form.text.text, 1, {0: "Kayleigh"}))
    kept = commenting.hand_in(runtime, account(LEADER), again).kept
    assert kept is not None
    assert kept.body == "Thanks to Kayleigh in Service 1."


def test_two_leaders_never_overwrite_each_other(runtime: Runtime) -> None:
    late = form(runtime, LEADER, "Mine, later.")
    keep(runtime, LEADER, SAID)
    with pytest.raises(CommentaryChangedMeanwhile):
        commenting.hand_in(runtime, account(LEADER), late)
    same = replace(late, text=Rewritten(SAID, 0))  # a form that is handed in twice
    assert commenting.hand_in(runtime, account(LEADER), same).form is None
    assert [one.body for one in commenting.every_commentary(runtime)] == [SAID]


@pytest.mark.parametrize("number", [HR, MANAGER, STAFF])
def test_others_sign_nothing(runtime: Runtime, number: int) -> None:
    stolen = form(runtime, LEADER, SAID)
    with pytest.raises(NotYoursToSign):
        commenting.hand_in(runtime, account(number), stolen)
    assert commenting.every_commentary(runtime) == ()


def test_too_much_and_too_early_are_refused(runtime: Runtime) -> None:
    with pytest.raises(CommentaryTooLong):
        keep(runtime, LEADER, "x" * (LONGEST + 1))
    with pytest.raises(QuarterNotOver):
        commenting.form(runtime, account(LEADER), "2024-Q4")
    with pytest.raises(CommentaryTells, match="Kayleigh"):
        commenting.write(runtime, QUARTER, Signer.PSW, "Kayleigh did well.")
    commenting.write(runtime, QUARTER, Signer.PSW, "Kayleigh did well.", {"Kayleigh"})
    (kept,) = commenting.every_commentary(runtime)
    assert (kept.by, kept.body) == (None, "Kayleigh did well.")
