"""Somebody asks the forum in a real browser and comes back with the receipt; on a phone too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo.play import Stage, welcome_everyone
from bot.local_slack import Visitor
from surveys.model.forum import QuestionState
from tests.browser import NEEDS_A_BROWSER
from tests.organisation import people_file
from tests.stage import stage
from tests.test_asking_flow import reply

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Assessment/Team 1": 4, "Children's Services/Assessment/Team 2": 4}
ARABIC = "Why :tada: <!channel> & *who* pays? متى تصل الحواسيب الجديدة إلى الفريق؟ (2)"
LAPTOPS = "When will the new laptops reach the Assessment teams, and who gets one first?"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("asking"), people_file(STAFF)) as playing:
        welcome_everyone(playing)
        yield playing


def opened(
    browser: Browser, on: Stage, person: int, width: int, press: str
) -> tuple[Page, Locator]:
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(f"{on.slack.address}/#U{person:04}/home")
    page.get_by_role("main").get_by_role("button", name=press).click()
    return page, page.get_by_role("dialog")


def ask(browser: Browser, on: Stage, person: int, width: int, text: str, folder: Path) -> str:
    """Ask, and return the receipt; a picture of each step goes into a folder."""
    page, form = opened(browser, on, person, width, "Ask a question")
    form.get_by_label("Your question").fill(f"{text} Ask Kayleigh")
    page.screenshot(path=folder / f"form-{width}.png")
    form.get_by_role("button", name="Look at it first").click()
    expect(form).to_contain_text("⟦Kayleigh: name?⟧")
    page.screenshot(path=folder / f"held-{width}.png")
    form.get_by_label("Your question").fill(text)
    if text == ARABIC:  # no words that the guard knows: their writer says that they name nobody
        form.get_by_role("checkbox").first.check()
    form.get_by_role("button", name="Look at it first").click()
    expect(form).to_contain_text("Champions will read exactly this")
    page.screenshot(path=folder / f"preview-{width}.png")
    form.get_by_role("button", name="Send it", exact=True).click()
    expect(form).to_contain_text("Write them down on paper")
    page.screenshot(path=folder / f"sent-{width}.png")
    receipt = form.get_by_label("Your receipt").input_value()
    assert page.evaluate(OVERFLOW) <= 0
    form.get_by_role("button", name="I have written it down").click()
    expect(form).to_have_count(0)
    page.close()
    return receipt


@pytest.fixture(scope="module")
def receipt(browser: Browser, on: Stage, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of the first of three questions that were asked, handed over, and let through."""
    folder = tmp_path_factory.mktemp("asked")
    words = ask(browser, on, 3, 320, ARABIC, folder)
    for person in (4, 5):
        ask(browser, on, person, 1100, LAPTOPS, folder)
    on.clock.set(datetime(2026, 9, 8, 9, 30, tzinfo=UTC))
    on.bot.tick()
    reply(on.bot.runtime, ARABIC, "Whom do you mean by <@U0001>?")
    with on.bot.runtime.store.begin() as tx:
        for one in tx.forum_questions.all():
            new = replace(one, version=2, state=QuestionState.OPEN, topic="caseload")
            assert tx.forum_questions.change(new)
    return words


@pytest.mark.usefixtures("receipt")
@pytest.mark.parametrize(("person", "width"), [(6, 1100), (7, 320)])
def test_people_read_the_forum_and_vote(
    browser: Browser, on: Stage, tmp_path: Path, person: int, width: int
) -> None:
    page, forum = opened(browser, on, person, width, "The forum")
    expect(forum).to_contain_text(":tada: <!channel> & *who* pays?")
    page.screenshot(path=tmp_path / "board.png")
    forum.get_by_role("button", name="Read: When will").first.click()
    forum = page.get_by_role("dialog").last
    forum.get_by_role("button", name="Vote for this question").click()
    expect(forum).to_contain_text("Your vote is counted.")
    page.screenshot(path=tmp_path / "voted.png")
    closed(page, on, person)


@pytest.mark.parametrize(("person", "width"), [(6, 1100), (7, 320)])
def test_the_words_of_a_receipt_open_its_thread_and_stay_where_they_were_typed(
    browser: Browser, on: Stage, receipt: str, tmp_path: Path, person: int, width: int
) -> None:
    page, form = opened(browser, on, person, width, "I have a receipt")
    form.get_by_label("Your receipt").fill(receipt)
    form.get_by_role("button", name="Open it").click()
    expect(form).to_contain_text("Whom do you mean by <@U0001>?")
    expect(form.get_by_label("Your receipt")).to_have_value(receipt)
    page.screenshot(path=tmp_path / "thread.png", full_page=True)
    closed(page, on, person)


@pytest.mark.usefixtures("receipt")
@pytest.mark.parametrize("width", [1100, 320])
def test_a_vote_can_take_the_place_of_a_question(
    browser: Browser, on: Stage, tmp_path: Path, width: int
) -> None:
    page, form = opened(browser, on, 8, width, "Ask a question")
    form.get_by_label("Your question").fill("When do the Assessment teams get new laptops?")
    form.get_by_role("button", name="Look at it first").click()
    expect(form).to_contain_text("Is one of these your question?")
    page.screenshot(path=tmp_path / "alike.png")
    form.get_by_role("button", name="Vote for this instead").last.click()
    expect(form).to_contain_text("nothing was sent")
    closed(page, on, 8)


def closed(page: Page, on: Stage, person: int) -> None:
    assert page.evaluate(OVERFLOW) <= 0
    page.close()
    Visitor(on.slack.address, f"U{person:04}").close_modal(everything=True)
