"""A champion holds a meeting in a real browser, by keyboard too; everybody reads its minutes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.demo.play import Stage, welcome_everyone
from tests.browser import NEEDS_A_BROWSER
from tests.forum import QUESTIONS, make_champion, publish_questions, vote
from tests.organisation import people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Team 1": 3, "Children's Services/Team 2": 3}
CHAMPION, READER = 2, 5
THE_DAY = datetime(2026, 12, 10, 11, tzinfo=UTC)
WIDE, PHONE = 1100, 320


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("meeting"), people_file(STAFF)) as playing:
        welcome_everyone(playing)
        runtime = playing.bot.runtime
        make_champion(runtime, CHAMPION)
        ids = publish_questions(runtime)
        vote(runtime, ids[2], 1, 3, 4)
        yield playing


def _at_home(browser: Browser, playing: Stage, number: int, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(f"{playing.slack.address}/#U{number:04}/home")
    expect(page.get_by_role("main")).to_contain_text("The Champions Forum")
    return page


def _fits(page: Page) -> None:
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


def test_a_meeting_is_held_and_its_minutes_are_read(
    browser: Browser, asked: Stage, tmp_path: Path
) -> None:
    _walk_through(browser, asked, tmp_path)
    _publish(browser, asked, tmp_path)
    for reader, width in ((READER, WIDE), (READER + 1, PHONE)):
        page = _at_home(browser, asked, reader, width)
        page.screenshot(path=tmp_path / f"home-{width}.png", full_page=True)
        page.get_by_role("button", name="Past meetings").click()
        form = page.get_by_role("dialog")
        form.get_by_role("button", name="Minutes of 10 December 2026").click()
        expect(form).to_contain_text("HR does, from Monday.")
        page.screenshot(path=tmp_path / f"minutes-{width}.png")
        _fits(page)
        page.close()


def _walk_through(browser: Browser, asked: Stage, tmp_path: Path) -> None:
    """Make the agenda, and note what was said of its first question."""
    page = _at_home(browser, asked, CHAMPION, WIDE)
    page.get_by_role("button", name="Look after the meeting").click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Make the agenda").click()
    expect(form).to_contain_text("People can still vote until")
    page.screenshot(path=tmp_path / "making.png")
    form.get_by_role("button", name="End voting, make it").click()
    expect(form).to_contain_text("The agenda is made: 3 questions.")
    page.screenshot(path=tmp_path / "made.png")
    asked.clock.set(THE_DAY)
    form.get_by_role("button", name="Walk through the agenda").press("Enter")
    expect(form).to_contain_text(QUESTIONS[2])
    form.get_by_label("What was said").fill("Ask Kayleigh, she knows")
    form.get_by_label("Answered at the meeting").press("Space")
    page.screenshot(path=tmp_path / "step.png")
    form.get_by_role("button", name="Keep and go on").press("Enter")
    expect(form).to_contain_text("Nothing is kept yet.")
    page.screenshot(path=tmp_path / "held.png")
    form.get_by_label("What was said").fill("HR does, from Monday.")
    form.get_by_role("button", name="Keep and go on").press("Enter")
    expect(form).to_contain_text(QUESTIONS[0])
    expect(form.get_by_label("What was said")).to_be_empty()
    page.close()


def _publish(browser: Browser, asked: Stage, tmp_path: Path) -> None:
    """Publish the minutes, on a phone and by keyboard."""
    page = _at_home(browser, asked, CHAMPION, PHONE)
    form = page.get_by_role("dialog")  # still open, as in Slack
    page.screenshot(path=tmp_path / "step-320.png")
    _fits(page)
    page.get_by_text("Close", exact=True).press("Enter")
    page.get_by_role("button", name="Look after the meeting").press("Enter")
    expect(form).to_contain_text("The Champions Forum meets today.")
    page.screenshot(path=tmp_path / "chair-320.png")
    form.get_by_role("button", name="Look at the minutes").press("Enter")
    expect(form).to_contain_text("Nobody else sees this yet.")
    page.screenshot(path=tmp_path / "preview-320.png")
    form.get_by_role("button", name="Publish to everyone").press("Enter")
    expect(form).to_contain_text("The minutes are published.")
    page.close()
