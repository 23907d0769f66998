"""Somebody says thank you in a real browser; it is read at a desk and on a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.demo.play import Stage, welcome_everyone
from tests.browser import NEEDS_A_BROWSER
from tests.conftest import THURSDAY
from tests.organisation import people_file
from tests.sitting import OVERFLOW
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Assessment/Team 1": 3, "Children's Services/Assessment/Team 2": 3}
LEADER, WRITER, COLLEAGUE = 1, 4, 5
SAID = "You stayed with me until the report was done. It made the evening bearable"


@pytest.fixture(scope="module")
def welcomed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("thanking"), people_file(STAFF)) as playing:
        welcome_everyone(playing)
        yield playing


def test_a_thank_you_is_written_read_and_told_of(
    browser: Browser, welcomed: Stage, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    page.goto(f"{welcomed.slack.address}/#U{WRITER:04}/home")
    page.get_by_role("button", name="Say thank you").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Person 5").check()
    form.get_by_label("Your words").fill(f"{SAID}. Kayleigh saw it too")
    form.get_by_label("Everyone may read these words").check()
    page.screenshot(path=tmp_path / "form.png")
    form.get_by_role("button", name="Send it").click()
    expect(form).to_contain_text("Nothing is sent yet.")
    page.screenshot(path=tmp_path / "held.png")
    form.get_by_label("Your words").fill(SAID)
    form.get_by_role("button", name="Send it").click()
    expect(form).to_contain_text("In the monthly round-up it will read")
    page.screenshot(path=tmp_path / "sent.png")
    page.close()
    welcomed.clock.set(THURSDAY + timedelta(days=1))
    welcomed.bot.tick()
    _read(browser, welcomed, tmp_path / "read.png", f"U{COLLEAGUE:04}/messages", 360)
    for day in (1, 2):
        welcomed.clock.set(datetime(2026, 10, day, 9, 30, tzinfo=UTC))
        welcomed.bot.tick()
    _read(browser, welcomed, tmp_path / "told.png", f"U{LEADER:04}/messages", 1100)
    _read(browser, welcomed, tmp_path / "home.png", f"U{WRITER:04}/home", 360)


def _read(browser: Browser, on: Stage, picture: Path, place: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(f"{on.slack.address}/#{place}")
    expect(page.get_by_role("main")).to_contain_text(SAID)
    page.screenshot(path=picture, full_page=True)
    assert page.evaluate(OVERFLOW) <= 0
    page.close()
