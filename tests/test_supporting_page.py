"""An organiser plans an open safe space in a real browser; a colleague finds it on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.demo.play import Stage, welcome_everyone
from tests.browser import NEEDS_A_BROWSER
from tests.organisation import people_file
from tests.stage import stage
from tests.supporting import LINK

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Assessment/Team 1": 4}
HR, READER = 2, 3
OUTLOOK = (
    "https://outlook.office.com/calendar/0/deeplink/compose"
    "?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent&subject=Open%20safe%20space"
    "&startdt=2026-09-10T11%3A30%3A00%2B00%3A00&enddt=2026-09-10T12%3A30%3A00%2B00%3A00"
    "&location=Room%202%2C%20Civic%20Centre%2C%20https%3A%2F%2Fmeet.example.org%2Fopen-space"
)


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("events"), people_file(STAFF, authors=(HR,))) as playing:
        welcome_everyone(playing)
        yield playing


def test_an_organiser_plans_and_a_colleague_finds_it(
    browser: Browser, on: Stage, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    page.goto(f"{on.slack.address}/#U{HR:04}/home")
    page.get_by_role("button", name="Add an event").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Name").fill("Open safe space")
    form.get_by_label("What it is").fill("Somewhere to talk, with biscuits and without an agenda.")
    form.get_by_label("Day", exact=True).fill("2026-09-10")
    form.get_by_label("Repeats").select_option(label="Every week")
    form.get_by_label("Until").fill("2026-12-31")
    form.get_by_label("Room").fill("Room 2, Civic Centre")
    form.get_by_label("Link to meet at").fill(LINK)
    page.screenshot(path=tmp_path / "form.png")
    form.get_by_role("button", name="Keep it").click()
    expect(form).to_contain_text("Kept.")
    page.screenshot(path=tmp_path / "kept.png")
    page.close()
    for reader, width in ((READER, 1100), (READER + 1, 360)):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{on.slack.address}/#U{reader:04}/home")
        expect(page.get_by_role("main")).to_contain_text("Thursday 10 September, 12:30 to 13:30")
        expect(page.get_by_role("link", name="Join online")).to_have_attribute("href", LINK)
        page.screenshot(path=tmp_path / f"home-{width}.png", full_page=True)
        page.get_by_role("button", name="More about Open safe space").click()
        shown = page.get_by_role("dialog")
        link = shown.get_by_role("link", name="Outlook").first
        expect(link).to_have_attribute("href", OUTLOOK)
        page.screenshot(path=tmp_path / f"event-{width}.png")
        shown.get_by_role("button", name="Get help").click()
        expect(shown).to_contain_text("In crisis now")
        page.screenshot(path=tmp_path / f"help-{width}.png")
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
        page.close()
