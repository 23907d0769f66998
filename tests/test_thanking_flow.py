"""Thanks: said to colleagues or in a channel, and told once a month without names."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack import Visitor
from handlers import ids
from handlers.views.thanking import words_block
from tests.handlers.dispatching import WAYS, Scene, scene, words

STAFF = {"Children's Services/Team 1": 3, "Children's Services/Team 2": 3}
LEADER, WRITER, COLLEAGUE, OTHER = 1, 2, 3, 5
SAID = "You stayed with me until the report was done"
CHANNEL = "C0GENERAL"
FIRST_OF_OCTOBER = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def stage(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Scene]:
    way = getattr(request, "param", WAYS[0])
    with scene(tmp_path, way, STAFF) as one:
        yield one


def thank(stage: Scene, number: int = WRITER, said: str = SAID, **changes: Any) -> Visitor:
    """Use the shortcut, fill in the form, send it."""
    visitor = stage.person(number)
    visitor.shortcut(ids.THANKS_SHORTCUT)
    visitor.until(lambda one: one.modal())
    filled = {words_block(0): said, ids.THANKED: [f"U{COLLEAGUE:04}"], **changes}
    shown = visitor.submit(filled)
    assert not shown.errors, shown.errors
    return visitor


def sees(visitor: Visitor, said: str) -> str:
    """Wait until the open form holds something; return everything it says."""
    visitor.until(lambda one: said in str(one.modal()))
    return words(visitor.modal())


def told(stage: Scene, number: int) -> list[str]:
    """What arrived at somebody after their welcome."""
    return [words(one) for one in stage.person(number).messages()[1:]]


@pytest.mark.parametrize("stage", WAYS, indirect=True)
def test_a_thank_you_arrives_once_at_whom_it_is_for_and_says_from_whom(stage: Scene) -> None:
    writer = thank(stage)
    assert "Sent. Person 3 will read it" in words(writer.modal()).replace("*", "")
    stage.dispatching.again()
    for _tick in range(3):
        stage.bot.tick()
    (said,) = told(stage, COLLEAGUE)
    assert f"*Person 2 thanks you.*\n“{SAID}”\nSaid privately." in said
    assert [told(stage, number) for number in (LEADER, WRITER, OTHER)] == [[], [], []]
    assert len(stage.kept()["thanks"]) == 1


def test_a_childs_name_comes_back_before_anything_is_kept_and_a_colleagues_may_stay(
    stage: Scene,
) -> None:
    before = stage.kept()
    writer = thank(stage, said="Person 3, you were so kind with Kayleigh, ring 07700 900123")
    shown = words(writer.modal())
    assert "Nothing is sent yet." in shown
    assert "⟦Kayleigh: name?⟧" in shown
    assert stage.kept() == before
    writer.submit({})
    stage.bot.tick()
    assert "Person 3, you were so kind with [name], ring [phone]" in told(stage, COLLEAGUE)[0]
    assert "Kayleigh" not in str(stage.kept())


def test_words_of_crisis_show_where_to_turn_to_their_writer_alone(stage: Scene) -> None:
    writer = thank(stage, said="You heard me say that I want to die, and you stayed")
    assert "You don't have to carry it alone" in words(writer.modal())
    stage.bot.tick()
    assert "carry it alone" not in told(stage, COLLEAGUE)[0]


def test_a_team_is_found_by_its_name_and_each_of_it_but_the_writer_hears(stage: Scene) -> None:
    writer = stage.person(WRITER)
    writer.command()
    sees(writer, ids.SAY_THANKS)
    writer.press(ids.SAY_THANKS)
    sees(writer, ids.SUBMIT_THANKS)
    shown = writer.modal() or {}
    (teams,) = (one for one in shown["blocks"] if one["block_id"] == ids.THANKED_TEAM)
    found = {one["text"]["text"]: one["value"] for one in teams["element"]["options"]}
    writer.submit({words_block(0): SAID, ids.THANKED_TEAM: found["Team 1"]})
    stage.bot.tick()
    for number in (LEADER, COLLEAGUE):
        assert "*Person 2 thanks Team 1*, and you are one of them." in told(stage, number)[0]
    assert told(stage, WRITER) == told(stage, OTHER) == []


def test_what_cannot_be_is_said_beneath_its_input_and_nothing_is_kept(stage: Scene) -> None:
    before = stage.kept()
    writer = stage.person(WRITER)
    writer.shortcut(ids.THANKS_SHORTCUT)
    sees(writer, ids.SUBMIT_THANKS)
    filled = {words_block(0): SAID}
    nobody = writer.submit(filled).errors
    assert nobody[ids.THANKED].startswith("Please choose whom you thank")
    for chosen, said in (
        ("U9999", "is not on the staff list"),
        ("U0STAFFVOICE", "is not on the staff list"),
        (f"U{WRITER:04}", "You are among those you chose"),
    ):
        wrong = writer.submit({**filled, ids.THANKED: [f"U{COLLEAGUE:04}", chosen]}).errors
        assert said in wrong[ids.THANKED]
    direct = writer.submit(
        {**filled, ids.THANKED: [f"U{COLLEAGUE:04}"], ids.THANKS_CHANNEL: f"D0U{COLLEAGUE:04}"}
    )
    assert direct.errors == {
        ids.THANKS_CHANNEL: "Thank-yous are posted in public channels alone, so nothing was sent."
    }
    assert stage.kept() == before


def test_a_channel_reads_it_and_then_whom_it_is_for_and_may_keep_it_from_the_round_up(
    stage: Scene,
) -> None:
    thank(stage, **{ids.THANKS_CHANNEL: CHANNEL, ids.SHARED: [ids.SHARED]})
    stage.bot.tick()
    posted = stage.person(OTHER).messages(CHANNEL)
    assert f"*Person 2* thanks *Person 3*\n“{SAID}”" in words(posted[-1])
    stage.bot.tick()
    assert "It stands in <#C0GENERAL> too." in told(stage, COLLEAGUE)[0]
    stranger = stage.person(OTHER)
    stranger.press(ids.LEAVE_OUT, posted[-1]["ts"], where="message")
    sees(stranger, "is not yours to change")
    colleague = stage.person(COLLEAGUE)
    colleague.press(ids.LEAVE_OUT, where="message")
    sees(colleague, "the round-up won't tell these words")
    assert SAID not in round_up(stage)


def test_what_a_channel_does_not_take_is_with_its_writer_and_sent_anew(stage: Scene) -> None:
    stage.slack.fail("chat.postMessage", times=1, error="not_in_channel")
    thank(stage, **{ids.THANKS_CHANNEL: CHANNEL})
    for _tick in range(2):
        stage.bot.tick()
    assert told(stage, COLLEAGUE) == []
    (back,) = told(stage, WRITER)
    assert "could not be posted in <#C0GENERAL>" in back
    writer = stage.person(WRITER)
    writer.press(ids.THANKS_AGAIN, where="message")
    sees(writer, SAID)
    writer.submit({ids.THANKS_CHANNEL: ""})
    for _tick in range(2):
        stage.bot.tick()
    assert len(told(stage, COLLEAGUE)) == 1
    writer.close_modal(everything=True)
    writer.press(ids.THANKS_AGAIN, where="message")
    sees(writer, "nothing was changed")


def test_what_is_withdrawn_before_it_is_read_reaches_nobody(stage: Scene) -> None:
    writer = thank(stage, **{ids.SHARED: [ids.SHARED]})
    writer.close_modal(everything=True)
    writer.open_home()
    writer.press(ids.THANKS_GIVEN, where="home")
    said = sees(writer, ids.WITHDRAW_THANKS)
    assert SAID in said
    assert "3 September 2026, to Person 3" in said
    writer.press(ids.WITHDRAW_THANKS)
    sees(writer, "Nothing that you wrote")
    stage.bot.tick()
    assert told(stage, COLLEAGUE) == []
    assert SAID not in round_up(stage)


def round_up(stage: Scene) -> str:
    """What the leader was sent, and everybody reads, on the first of the next month."""
    stage.clock.move_to(FIRST_OF_OCTOBER)
    for _tick in range(3):
        stage.bot.tick()
    return "\n".join([*told(stage, LEADER), words(stage.person(OTHER).open_home())])


def test_a_month_is_told_to_leaders_once_with_one_count_and_words_without_names(
    stage: Scene,
) -> None:
    shared = {ids.SHARED: [ids.SHARED]}
    thank(stage, said="Person 3, thank you for Saturday", **shared)
    for number in (1, 4, 5, 6):
        thank(stage, number)
    said = round_up(stage)
    assert "Thank-yous in September 2026\n5 thank-yous were said in the whole organisation." in said
    assert "“[name], thank you for Saturday”" in said
    assert SAID not in said
    assert len([one for one in told(stage, LEADER) if "Thank-yous in" in one]) == 1
    assert [one for one in told(stage, OTHER) if "Thank-yous in" in one] == []
