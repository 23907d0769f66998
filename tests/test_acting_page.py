"""A manager records in a real browser what they will do; their staff read it, on a phone too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.demo.play import Stage, welcome_everyone
from tests.acting import WHAT, publish
from tests.browser import NEEDS_A_BROWSER
from tests.organisation import people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Assessment/Team 1": 3, "Children's Services/Assessment/Team 2": 3}
MANAGER, READER = 4, 5


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("acting"), people_file(STAFF)) as playing:
        welcome_everyone(playing)
        publish(playing.bot.runtime)
        yield playing


def test_a_manager_records_and_staff_read_it(
    browser: Browser, published: Stage, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    page.goto(f"{published.slack.address}/#U{MANAGER:04}/home")
    page.get_by_role("button", name="Record what we will do").click()
    form = page.get_by_role("dialog")
    form.get_by_label("You said").select_option(index=1)
    form.get_by_label("What we will do").fill(f"{WHAT}. Ask Kayleigh")
    form.get_by_label("Outcome sought").fill("Visits are written up in working hours")
    form.get_by_label("Due by").fill("2026-10-02")
    page.screenshot(path=tmp_path / "form.png")
    form.get_by_role("button", name="Keep it").click()
    expect(form).to_contain_text("Nothing is kept yet.")
    page.screenshot(path=tmp_path / "held.png")
    form.get_by_label("What we will do").fill(WHAT)
    form.get_by_role("button", name="Keep it").click()
    expect(form).to_contain_text("Kept.")
    page.screenshot(path=tmp_path / "kept.png")
    page.close()
    for reader, width in ((READER, 1100), (READER + 1, 320)):
        page = browser.new_page(viewport={"width": width, "height": 1000})
        page.goto(f"{published.slack.address}/#U{reader:04}/home")
        expect(page.get_by_role("main")).to_contain_text(f"We will: {WHAT}")
        page.screenshot(path=tmp_path / f"home-{width}.png", full_page=True)
        page.get_by_role("button", name="Show 1 action").click()
        page.get_by_role("dialog").get_by_role("button", name="Show").click()
        expect(page.get_by_role("dialog")).to_contain_text("Visits are written up")
        page.screenshot(path=tmp_path / f"read-{width}.png")
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
        page.close()
