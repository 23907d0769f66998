"""A social worker and her manager in a real browser; with --pictures, the README's pictures."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo.play import Stage, open_week, welcome_everyone
from surveys.model.people import Account
from surveys.model.questions import Answers
from surveys.use_cases import answering
from tests.browser import NEEDS_A_BROWSER, faults
from tests.organisation import people_file
from tests.stage import stage

STAFF = 49
pytestmark = NEEDS_A_BROWSER


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Stage]:
    """An organisation in the middle of its first week."""
    with stage(tmp_path, people_file(others={20: "champion"})) as playing:
        welcome_everyone(playing)
        open_week(playing)
        yield playing


@pytest.fixture
def page_of(browser: Browser, week: Stage) -> Iterator[Callable[[int], Page]]:
    """Open the page as one of the staff."""
    context = browser.new_context(viewport={"width": 900, "height": 900}, device_scale_factor=1)

    def opened(number: int) -> Page:
        page = context.new_page()
        page.goto(week.slack.address)
        page.get_by_role("searchbox").fill(f"Person {number}")
        name = re.compile(rf"Person {number}$|Person {number}\b")
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).last.click()
        return page

    yield opened
    context.close()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[str, Locator | Page], None]:
    """Take a picture, where pictures are asked for."""
    folder = request.config.getoption("--pictures")

    def take(name: str, of: Locator | Page) -> None:
        if not folder:
            return
        path = Path(folder) / f"{name}.png"
        if isinstance(of, Page):
            of.screenshot(path=path, animations="disabled")
            return
        of.scroll_into_view_if_needed()
        box = of.bounding_box()
        assert box is not None
        around = {"x": box["x"] - 16, "y": box["y"] - 8}
        size = {"width": box["width"] + 32, "height": box["height"] + 16}
        of.page.screenshot(path=path, clip={**around, **size}, animations="disabled")

    return take


def test_a_social_worker_answers_changes_and_withdraws(
    week: Stage, page_of: Callable[[int], Page], picture: Callable[[str, Locator | Page], None]
) -> None:
    page = page_of(3)
    picture("welcome", page.get_by_role("article").first)
    picture("invitation", page.get_by_role("article").last)
    page.get_by_role("button", name="Doing well").last.click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Doing well")).to_be_checked()
    picture("form", form)
    form.get_by_label("Often", exact=True).or_(form.get_by_label("Agree", exact=True)).first.check()
    form.get_by_role("button", name="Send").click()
    expect(form).to_contain_text("it shows nobody that you answered")
    picture("sent", form)
    form.get_by_role("button", name="Change my answer").click()
    expect(form.get_by_label("Doing well")).to_be_checked()
    form.get_by_label("Getting by").check()
    form.get_by_role("button", name="Send").click()
    form.get_by_role("button", name="Show my answer").click()
    expect(form).to_contain_text("Getting by")
    form.get_by_role("button", name="Withdraw it").click()
    expect(form).to_contain_text("withdrawn and destroyed")
    form.get_by_role("button", name="Close").last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    with week.bot.runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
        assert list(tx.ballots.of(opened.id)) == []


def test_her_manager_reads_whose_results_these_are_and_she_reads_the_same(
    week: Stage, page_of: Callable[[int], Page], picture: Callable[[str, Locator | Page], None]
) -> None:
    runtime = week.bot.runtime
    with runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
    for number in range(1, STAFF + 1):
        scores = {one: 2 + (number + place) % 4 for place, one in enumerate(opened.questions)}
        who = Account("T0LOCAL", f"U{number:04}")
        answering.submit(runtime, who, opened.id, Answers(scores))
    week.clock.set(opened.closes_at)
    week.bot.tick()
    page = page_of(10)
    digest = page.get_by_role("article").last
    expect(digest).to_contain_text("These are Referral and Assessment's results")
    expect(digest).to_contain_text("Please don't ask anyone whether they answered.")
    picture("digest", digest)
    page.goto(f"{week.slack.address}/#U0003/home")
    expect(page.get_by_role("main")).to_contain_text("The same figures your manager reads")
    picture("home", page)
    page.get_by_role("button", name="Ask a question").click()
    expect(page.get_by_role("dialog")).to_contain_text("Your question")
    picture("ask", page.get_by_role("dialog"))


def test_a_long_text_begins_at_its_top_and_the_keyboard_scrolls_it(
    page_of: Callable[[int], Page], picture: Callable[[str, Locator | Page], None]
) -> None:
    page = page_of(3)
    page.get_by_role("button", name="Who sees what").last.click()
    expect(page.get_by_role("dialog")).to_contain_text("You choose.")
    picture("promise", page.get_by_role("dialog"))
    assert faults(page) == []
    text = page.locator("dialog .inside .blocks > *")
    expect(text.first).to_be_in_viewport()
    expect(text.last).not_to_be_in_viewport()
    page.keyboard.press("End")
    expect(text.last).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Get help").last).to_be_focused()
