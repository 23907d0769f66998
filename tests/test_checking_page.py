"""A champion checks what people wrote in a real browser, by keyboard; then everybody reads it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.demo.play import Stage, open_week, welcome_everyone
from surveys.model.people import Role
from tests.browser import NEEDS_A_BROWSER
from tests.conftest import FRIDAY
from tests.organisation import account, answer, people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Assessment/Team 1": 14, "Children's Services/Assessment/Team 2": 12}
SAID = ("Too much paper.", "Duty days are calmer.", "We need quiet rooms.", "Kayleigh has left.")
CHAMPION, READER = 5, 9


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A closed round in which four wrote something, and a champion who has yet to look."""
    with stage(tmp_path_factory.mktemp("checking"), people_file(STAFF)) as playing:
        welcome_everyone(playing)
        open_week(playing)
        runtime = playing.bot.runtime
        with runtime.store.begin() as tx:
            (opened,) = tx.rounds.open()
            champion = tx.people.find_by_account(account(CHAMPION).slack_id, "T0LOCAL")
            assert champion is not None
            tx.people.save(replace(champion, roles=frozenset({Role.CHAMPION})))
        said = dict(enumerate(SAID, start=10))
        for number in range(1, 27):
            answer(runtime, number, opened, 1 + number % 5, said.get(number))
        playing.clock.set(FRIDAY)
        playing.bot.tick()
        yield playing


def test_a_champion_decides_by_keyboard_and_then_everybody_reads_what_was_let_through(
    browser: Browser, closed: Stage, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(f"{closed.slack.address}/#U{CHAMPION:04}/home")
    expect(page.get_by_role("main")).to_contain_text("4 comments wait to be checked.")
    page.get_by_role("button", name="Check comments").click()
    form = page.get_by_role("dialog")
    for left in ("4 comments wait", "3 comments wait", "2 comments wait", "1 comment waits"):
        expect(form).to_contain_text(left)
        page.screenshot(path=tmp_path / f"{left}.png")
        gives_away = "Kayleigh" in form.inner_text()
        form.get_by_role("button", name="Withhold it" if gives_away else "Show it").focus()
        page.keyboard.press("Enter")
    expect(form).to_contain_text("No comment waits to be checked.")
    page.close()
    for reader, width in ((READER, 1100), (READER + 1, 320)):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{closed.slack.address}/#U{reader:04}/home")
        page.get_by_role("button", name="What people wrote").click()
        form = page.get_by_role("dialog")
        for said in SAID[:3]:
            expect(form).to_contain_text(said)
        expect(form).not_to_contain_text("Kayleigh")
        page.screenshot(path=tmp_path / f"read-{width}.png")
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
        page.close()
