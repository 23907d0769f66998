"""A leaver's whole conversation in a real browser, broken off and resumed; HR's; the release."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.demo.play import Stage
from bot.local_slack import Visitor
from surveys.model.leaving import Said
from surveys.use_cases import releasing
from tests.browser import NEEDS_A_BROWSER
from tests.leaving import HR, IN_TURN, JANUARY, OCTOBER, STAFF, record, say
from tests.organisation import account, people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
LEAVER = IN_TURN[0]
WIDE, NARROW = {"width": 1100, "height": 1000}, {"width": 360, "height": 900}
SAYINGS = (
    Said(("caseload", "stress", "pay"), "caseload", "perhaps", 6, {"change": "Fewer cases each"}),
    Said(("manager", "caseload"), "manager", "no", 4, {"change": "Time for supervision"}),
    Said(("pay",), "pay", "yes", 8, {"nearly": "My team"}),
    Said(("family", "flexibility"), "family", "yes", 9),
)


@pytest.fixture
def playing(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path, people_file(STAFF, authors=(HR,))) as on:
        on.clock.set(OCTOBER)
        on.bot.tick()
        on.clock.set(OCTOBER + timedelta(days=1))
        yield on


def at_home(browser: Browser, on: Stage, number: int, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport=size)
    page.goto(f"{on.slack.address}/#U{number:04}/home")
    return page


def test_a_leaver_is_recorded_speaks_stops_and_goes_on(
    browser: Browser, playing: Stage, tmp_path: Path
) -> None:
    _hr_records_a_leaver(browser, playing, tmp_path)
    _the_leaver_speaks_and_stops(browser, playing, tmp_path)
    _they_go_on_where_they_stopped(browser, playing, tmp_path)


def _hr_records_a_leaver(browser: Browser, playing: Stage, tmp_path: Path) -> None:
    page = at_home(browser, playing, HR, WIDE)
    page.screenshot(path=tmp_path / "home.png", full_page=True)
    page.get_by_role("button", name="Leavers", exact=True).click()
    form = page.get_by_role("dialog").last
    form.get_by_role("button", name="Record a leaver").click()
    form.get_by_label("Who leaves").select_option(f"U{LEAVER:04}")
    form.get_by_label("Last day").fill("2026-10-22")
    form.get_by_label("Reason, as the census has it").select_option("1")
    page.screenshot(path=tmp_path / "record.png")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("Saved.")
    page.screenshot(path=tmp_path / "recorded.png")
    Visitor(playing.slack.address, f"U{HR:04}").close_modal(everything=True)
    page.close()


def _the_leaver_speaks_and_stops(browser: Browser, playing: Stage, tmp_path: Path) -> None:
    playing.bot.tick()
    page = browser.new_page(viewport=NARROW)
    page.goto(f"{playing.slack.address}/#U{LEAVER:04}/messages")
    page.screenshot(path=tmp_path / "message.png")
    page.get_by_role("button", name="Have a look").click()
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Step 1 of 5.")
    form.get_by_label("Too much work, or too many children").check()
    page.screenshot(path=tmp_path / "step1.png")
    form.get_by_role("button", name="Save and go on").click()
    expect(form).to_contain_text("Step 2 of 5.")
    form.get_by_label("Pay, or its fairness").check()
    form.get_by_role("button", name="Save and go on").click()
    expect(form).to_contain_text("Step 3 of 5.")
    page.screenshot(path=tmp_path / "step3.png")
    form.get_by_role("button", name="Stop here").last.click()
    page.get_by_role("button", name="Have a look").click()
    expect(form).to_contain_text("You have saved 2 of 5 steps.")
    page.screenshot(path=tmp_path / "begun.png")
    page.close()


def _they_go_on_where_they_stopped(browser: Browser, playing: Stage, tmp_path: Path) -> None:
    page = browser.new_page(viewport=NARROW)
    page.goto(f"{playing.slack.address}/#U{LEAVER:04}/messages")
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Go on").click()
    expect(form).to_contain_text("Step 3 of 5.")
    form.get_by_label("The main reason").select_option("caseload")
    form.get_by_label("What first made you think").fill("In May, when Kayleigh left")
    form.get_by_role("button", name="Save and go on").click()
    expect(form).to_contain_text("what stands below is not yet")
    page.screenshot(path=tmp_path / "held.png")
    form.get_by_role("button", name="Save and go on").click()
    expect(form).to_contain_text("Step 4 of 5.")
    form.get_by_role("button", name="Save and go back").click()
    expect(form).to_contain_text("Step 3 of 5.")
    expect(form.get_by_label("What first made you think")).to_have_value("In May, when [name] left")
    form.get_by_role("button", name="Save and go on").click()
    form.get_by_label("If we could change one thing").fill("Fewer cases each")
    form.get_by_role("button", name="Save and go on").click()
    form.get_by_label("Perhaps").check()
    page.screenshot(path=tmp_path / "step5.png")
    form.get_by_role("button", name="Save and finish").click()
    expect(form).to_contain_text("Thank you, and all good wishes")
    page.screenshot(path=tmp_path / "finished.png")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    page.close()


def test_hr_takes_a_spoken_interview_down(browser: Browser, playing: Stage, tmp_path: Path) -> None:
    record(playing.bot.runtime, IN_TURN[1], playing.clock().date() + timedelta(days=20))
    page = at_home(browser, playing, HR, WIDE)
    page.get_by_role("button", name="Leavers", exact=True).click()
    form = page.get_by_role("dialog").last
    page.screenshot(path=tmp_path / "list.png")
    form.get_by_role("button", name="Open").first.click()
    form.get_by_role("button", name="Take down what they say").click()
    page.screenshot(path=tmp_path / "agreement.png")
    form.get_by_label("They agree that I take it down").check()
    form.get_by_role("button", name="Begin").click()
    expect(form).to_contain_text("with their agreement")
    form.get_by_label("Supervision").check()
    page.screenshot(path=tmp_path / "spoken.png")
    for _step in range(4):
        form.get_by_role("button", name="Save and go on").click()
    form.get_by_role("button", name="Save and finish").click()
    expect(form).to_contain_text("nobody can open it again")
    page.close()


def test_everyone_reads_the_pooled_release(
    browser: Browser, playing: Stage, tmp_path: Path
) -> None:
    runtime = playing.bot.runtime
    for place, number in enumerate(IN_TURN[2:16]):
        record(runtime, number, playing.clock().date() + timedelta(days=7))
        say(runtime, account(number), SAYINGS[place % len(SAYINGS)])
    playing.clock.set(JANUARY)
    releasing.tend(runtime)
    for reader, size in ((1, WIDE), (40, NARROW)):
        page = at_home(browser, playing, reader, size)
        page.get_by_role("button", name="Why people leave").click()
        told = page.get_by_role("dialog")
        expect(told).to_contain_text("What 10 leavers or more said, until 31 December 2026.")
        expect(told).to_contain_text("Too much work, or too many children: ")
        expect(told).to_contain_text("Fewer than 3:")
        page.screenshot(path=tmp_path / f"release-{size['width']}.png")
        page.close()
