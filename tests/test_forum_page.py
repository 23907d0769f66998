"""A whole cycle of the Champions Forum in a real browser, as five people play it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import NEEDS_A_BROWSER
from tests.forum_stages import (
    BATCH,
    BY_THEN,
    BYSTANDER,
    CHAMPION,
    CHANNEL,
    LAPTOPS,
    SECOND,
    SHOWN,
    answer,
    ask,
    assign,
    come_back,
    hand_over,
    merge_and_write_to_the_asker,
    screen,
    vote,
)
from tests.organisation import people_file
from tests.sitting import PHONE, Desk
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Assessment/Team 1": 4, "Children's Services/Assessment/Team 2": 4}
MEETING = datetime(2026, 10, 8, 13, tzinfo=UTC)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the keys of this workspace's bot."""
    return tmp_path_factory.mktemp("forum") / "keys"


@pytest.fixture(scope="module")
def desk(browser: Browser, keys: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    people = people_file(STAFF, others={CHAMPION: "champion", SECOND: "psw"})
    with stage(keys.parent, people, forum_channel=CHANNEL) as on:
        page = browser.new_page(locale="en-GB")
        page.set_default_timeout(15_000)
        yield Desk(page, on, request.config.getoption("--stages"))
        page.close()


def test_a_whole_cycle_as_five_people(desk: Desk, keys: Path) -> None:
    laptops, vague, rumour = ask(desk)
    hand_over(desk, BATCH)
    screen(desk)
    vote(desk)
    merge_and_write_to_the_asker(desk)
    come_back(desk, laptops, vague, rumour)
    hand_over(desk, BY_THEN)
    assign(desk)
    answer(desk)
    _hold_the_meeting(desk)
    _publish_the_minutes(desk, keys)
    _read_what_came_of_it(desk)


def _hold_the_meeting(desk: Desk) -> None:
    """Move the meeting, make the agenda, and hold it: one is answered, one is not reached."""
    with desk.sitting(CHAMPION, "Look after the meeting") as form:
        desk.press("Move the meeting")
        form.get_by_label("The new day").fill(MEETING.date().isoformat())
        desk.press("Move it")
        desk.says("The meeting is moved.")
        desk.press("Make the agenda")
        desk.says("People can still vote until")
        desk.press("End voting, make it")
        desk.says("The agenda is made: 2 questions.")
        desk.on.clock.set(MEETING)
        desk.press("Walk through the agenda", key="Enter")
        desk.says(LAPTOPS, "3 votes")
        form.get_by_label("What was said").fill("Ask Kayleigh, she knows")
        desk.press("Keep and go on", key="Enter")
        desk.says("Nothing is kept yet.")
        form.get_by_label("What was said").fill("In November; Assessment comes first.")
        form.get_by_label("Answered at the meeting").press("Space")
        desk.stage("noting")
        desk.press("Keep and go on")
        desk.says(SHOWN, "1 vote")
        desk.press("Back")
        desk.says(LAPTOPS)
        desk.press("Record an action")
        _record(desk)


def _record(desk: Desk) -> None:
    """Let an action follow the question, and go on to the next."""
    desk.form.get_by_label("Part of the organisation").select_option(label="Assessment")
    desk.press("Next")
    desk.says("It follows this question of the forum:", LAPTOPS)
    desk.form.get_by_label("What we will do").fill("Order sixty laptops")
    desk.form.get_by_label("Due by").fill("2026-11-20")
    desk.press("Keep it")
    desk.says("Kept.")
    desk.leave(1)
    desk.press("Next, keeping nothing")
    desk.says(SHOWN)
    desk.press("Keep and go on")
    desk.says("That was the last question.")


def _publish_the_minutes(desk: Desk, keys: Path) -> None:
    """Publish while another champion looks at the same minutes; theirs come second."""
    desk.sit(SECOND, "Look after the meeting")
    desk.press("Look at the minutes")
    desk.says("Nobody else sees this yet.", "Order sixty laptops", "Not reached: carried over")
    before = set(keys.iterdir())
    with desk.sitting(CHAMPION, "Look after the meeting"):
        desk.press("Look at the minutes")
        desk.press("Publish to everyone")
        desk.says("The minutes are published.")
    desk.on.bot.tick()
    destroyed = {one.name for one in before - set(keys.iterdir())}
    assert sum(one.startswith("forum-") for one in destroyed) == 1
    with desk.sitting(SECOND):
        desk.press("Publish to everyone")
        desk.says("published already and its votes are gone, so nothing was changed.")


def _read_what_came_of_it(desk: Desk) -> None:
    with desk.sitting(BYSTANDER, "Past meetings") as form:
        form.get_by_role("button", name="Minutes of 8 October 2026").click()
        desk.says("In November; Assessment comes first.", "3 votes", "Order sixty laptops")
    with desk.sitting(BYSTANDER, "The forum", PHONE) as form:
        desk.says("1 vote at the last meeting", "Answered at the meeting of 8 October")
        form.get_by_role("button", name=f"Read: {LAPTOPS[:20]}").click()
        desk.says("In November; Assessment comes first.", "1 other question joined with it")
    desk.page.goto(f"{desk.on.slack.address}/#U{BYSTANDER:04}/{CHANNEL}")
    expect(desk.main).to_contain_text("Champions Forum, meeting on 8 October 2026")
    expect(desk.main).to_contain_text(SHOWN)
    desk.stage("minutes in the channel")
