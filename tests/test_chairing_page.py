"""Champions screen and a leader answers in a real browser, on a phone too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.demo.play import Stage, welcome_everyone
from tests.browser import NEEDS_A_BROWSER
from tests.chairing import CHAMPION, LEADER, SECOND, appoint, hand_in
from tests.conftest import MONDAY
from tests.organisation import people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
TEAMS = {"Children's Services/Team 1": 12, "Children's Services/Team 2": 14}
NAMING = "Why did Kayleigh Ashworth of Duty have to leave before anybody spoke with her team?"
FILES = "When will the new case system open each file in under a minute?"
ROOMS = "Could we have quiet rooms in each office?"
CHANNEL = "C0GENERAL"


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("chairing")
    with stage(folder, people_file(TEAMS), forum_channel=CHANNEL) as one:
        welcome_everyone(one)
        one.clock.set(MONDAY)
        appoint(one.bot.runtime)
        hand_in(one.bot.runtime, (NAMING, FILES, ROOMS))
        yield one


def at_home(browser: Browser, playing: Stage, number: int, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(f"{playing.slack.address}/#U{number:04}/home")
    return page


def shot(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png", animations="disabled")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


def come_to(page: Page, text: str) -> None:
    """Leave questions for later until one is there."""
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Champions have had it since")
    for _turn in range(5):
        if text in form.inner_text():
            return
        before = form.inner_text()
        form.get_by_role("button", name="Leave for later").click()
        expect(form).not_to_have_text(before, use_inner_text=True)
    raise AssertionError(text)


def test_two_champions_hide_one_and_publish_another(
    browser: Browser, playing: Stage, tmp_path: Path
) -> None:
    page = at_home(browser, playing, CHAMPION, 1100)
    expect(page.get_by_role("main")).to_contain_text("3 questions wait to be screened")
    shot(page, tmp_path, "home")
    page.get_by_role("button", name="Screen questions").click()
    form = page.get_by_role("dialog")
    come_to(page, "Kayleigh")
    expect(form).to_contain_text("⟦Kayleigh Ashworth: name?⟧")
    shot(page, tmp_path, "screening")
    form.get_by_role("button", name="Hide…").click()
    form.get_by_label("It could identify a colleague").check()
    form.get_by_label("In your words").fill("Please take this up with HR: it is about one person.")
    shot(page, tmp_path, "hiding")
    form.get_by_role("button", name="Keep it").click()
    expect(form).to_contain_text("once a second champion agrees")
    come_to(page, FILES)
    form.get_by_role("button", name="Publish it").click()
    expect(form).to_contain_text("Published.")
    shot(page, tmp_path, "next")
    form.get_by_role("button", name="Close", exact=True).last.click()
    page.close()
    page = at_home(browser, playing, SECOND, 320)
    expect(page.get_by_role("main")).to_contain_text("1 waits for you as the second champion.")
    page.screenshot(path=tmp_path / "home-320.png", full_page=True)
    page.get_by_role("button", name="Screen questions").click()
    come_to(page, "Kayleigh")
    shot(page, tmp_path, "second-320")
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Hide it").click()
    page.get_by_role("button", name="Hide it").last.click()
    expect(form).to_contain_text("Hidden.")
    shot(page, tmp_path, "hidden-320")
    page.close()


def test_a_champion_gives_a_question_to_a_leader_who_answers_on_a_phone(
    browser: Browser, playing: Stage, tmp_path: Path
) -> None:
    page = at_home(browser, playing, CHAMPION, 1100)
    page.get_by_role("button", name="All questions").click()
    form = page.get_by_role("dialog")
    form.get_by_role("combobox").select_option(label="Open (1)")
    expect(form).to_contain_text("Open, with nobody")
    shot(page, tmp_path, "list")
    form.get_by_role("button", name="Open question 1").click()
    page.get_by_role("dialog").last.get_by_role("button", name="Give it to a leader…").click()
    form = page.get_by_role("dialog").last
    form.get_by_label("Senior leader").select_option(label="Person 1")
    shot(page, tmp_path, "assigning")
    form.get_by_role("button", name="Keep it").click()
    expect(form).to_contain_text("They see it on their Home tab")
    shot(page, tmp_path, "assigned")
    page.close()
    page = at_home(browser, playing, LEADER, 320)
    expect(page.get_by_role("main")).to_contain_text("With you: 1, the first due Monday 21 Sept")
    page.get_by_role("button", name="What is with you").click()
    page.get_by_role("dialog").get_by_role("button", name="Open question 1").click()
    form = page.get_by_role("dialog").last
    form.get_by_role("button", name="Write the answer…").click()
    form.get_by_label("Answer", exact=True).fill("From March: the search is replaced first.")
    shot(page, tmp_path, "answering-320")
    form.get_by_role("button", name="Keep draft").click()
    expect(form).to_contain_text("Draft kept.")
    shot(page, tmp_path, "draft-320")
    form.get_by_role("button", name="Publish this answer").click()
    page.get_by_role("button", name="Publish this answer").last.click()
    expect(form).to_contain_text("Everybody can read this answer.")
    shot(page, tmp_path, "published-320")
    playing.bot.tick()
    page.goto(f"{playing.slack.address}/#U{SECOND:04}/{CHANNEL}")
    expect(page.get_by_role("main")).to_contain_text("From March: the search is replaced first.")
    shot(page, tmp_path, "channel-320")
    page.close()
