"""In a real browser: HR enters figures, a leader comments, a pack comes and its page is read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.demo.play import Stage, welcome_everyone
from tests.acting import publish
from tests.browser import NEEDS_A_BROWSER
from tests.organisation import people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Fostering/Team 1": 4, "Children's Services/Duty/Team 2": 2}
LEADER, HR = 1, 3
SAID = "The new system slowed visits in August. It is better since."


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    content = people_file(STAFF, authors=[HR])
    with stage(tmp_path_factory.mktemp("packing"), content) as playing:
        welcome_everyone(playing)
        publish(playing.bot.runtime)
        playing.clock.set(datetime(2026, 10, 5, 9, tzinfo=UTC))
        yield playing


def at_home(browser: Browser, published: Stage, number: int, button: str) -> Page:
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    page.goto(f"{published.slack.address}/#U{number:04}/home")
    page.get_by_role("button", name=button).click()
    return page


def test_hr_enters_figures_and_marks_a_day(
    browser: Browser, published: Stage, tmp_path: Path
) -> None:
    page = at_home(browser, published, HR, "Figures beside the pulse")
    form = page.get_by_role("dialog")
    form.get_by_label("Quarter").select_option("2026-Q3")
    page.screenshot(path=tmp_path / "places.png")
    form.get_by_role("button", name="Next").click()
    form.get_by_label("Turnover in twelve months").fill("14.5")
    form.get_by_label("Average caseload").fill("17.2")
    page.screenshot(path=tmp_path / "figures.png")
    form.get_by_role("button", name="Keep them").click()
    expect(form).to_contain_text("17.2")
    page.screenshot(path=tmp_path / "figures-kept.png")
    form.get_by_role("button", name="Close").first.click()
    page.get_by_role("button", name="Days to mark").click()
    form.get_by_role("button", name="Mark a day").click()
    form.get_by_label("What happened").select_option(index=3)
    form.get_by_label("Label").fill("focused visit")
    page.screenshot(path=tmp_path / "day.png")
    form.get_by_role("button", name="Mark it").click()
    expect(form).to_contain_text("Inspection on 5 October 2026 (focused visit)")
    page.screenshot(path=tmp_path / "days.png")
    page.close()


def test_a_leader_comments_and_is_sent_a_pack_that_holds_it(
    browser: Browser, published: Stage, tmp_path: Path
) -> None:
    page = at_home(browser, published, LEADER, "Comment on a quarter")
    comment(page, tmp_path)
    page.get_by_role("button", name="Make a pack").click()
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("For whom")
    page.screenshot(path=tmp_path / "form.png")
    form.get_by_role("button", name="Make it").click()
    expect(form).to_contain_text("will come in a message")
    form.get_by_role("button", name="Close").first.click()
    published.bot.make_packs()
    page.goto(f"{published.slack.address}/#U{LEADER:04}/messages")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Please take care")
    page.screenshot(path=tmp_path / "message.png")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Pack to read and print").click()
    read = opened.value
    expect(read.get_by_role("heading", name="Commentary: leader of the org")).to_be_visible()
    expect(read.get_by_role("blockquote")).to_have_text(SAID)
    read.screenshot(path=tmp_path / "pack.png", full_page=True)
    read.close()
    page.close()


def comment(page: Page, folder: Path) -> None:
    """Write a commentary that names somebody, then one that names nobody."""
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Next").click()
    form.get_by_label("Commentary").fill(f"{SAID} Thanks to Kayleigh.")
    form.get_by_role("button", name="Keep it").click()
    expect(form).to_contain_text("Nothing is kept yet.")
    page.screenshot(path=folder / "held.png")
    form.get_by_label("Commentary").fill(SAID)
    form.get_by_role("button", name="Keep it").click()
    expect(form).to_contain_text("Kept.")
    form.get_by_role("button", name="Close").first.click()
    page.screenshot(path=folder / "home.png", full_page=True)
