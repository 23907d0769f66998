"""An HR lead runs a survey in a real browser, wide and narrow; with --pictures, a picture of it."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo.play import Stage, welcome_everyone
from surveys.model.surveys import SurveyState
from surveys.use_cases import authoring
from tests.bot.local_slack.test_page import overflow
from tests.browser import NEEDS_A_BROWSER
from tests.conftest import MONDAY
from tests.organisation import people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
SURVEY = "after-the-move"


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path, people_file(authors=(2,))) as playing:
        welcome_everyone(playing)
        yield playing


@pytest.fixture(params=[1100, 320])
def page(request: pytest.FixtureRequest, browser: Browser, staffed: Stage) -> Iterator[Page]:
    """The page of the author, at a desk and on a small phone."""
    context = browser.new_context(viewport={"width": request.param, "height": 850})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(f"{staffed.slack.address}/#U0002/home")
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def picture(request: pytest.FixtureRequest, page: Page) -> Callable[[str], None]:
    """Take a picture, where pictures are asked for and there is room."""
    folder = request.config.getoption("--pictures")

    def take(name: str) -> None:
        assert overflow(page) == 0  # nothing needs a sideways scroll
        if folder and (page.viewport_size or {})["width"] > 600:
            form = page.get_by_role("dialog")
            form.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")

    return take


def press(form: Locator, name: str, shows: str) -> None:
    form.get_by_role("button", name=name, exact=True).click()
    expect(form).to_contain_text(shows)


def begin(page: Page) -> Locator:
    form = page.get_by_role("dialog")
    page.get_by_role("button", name="New survey").click()
    press(form, "Continue", "Purpose")
    form.get_by_label("Title").fill("After the move")
    form.get_by_label("Purpose").fill("Shows what the new office still lacks")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_label("Purpose")).to_have_accessible_description(
        re.compile("that ends in a full stop")
    )
    form.get_by_label("Purpose").press("End")
    form.get_by_label("Purpose").press_sequentially(".")
    press(form, "Save", "No question yet")
    return form


def add_questions(form: Locator) -> None:
    press(form, "Add a question", "What kind of question?")
    press(form, "Continue", "Which choice is the best?")
    form.get_by_label("Question", exact=True).fill("The new office works well.")
    form.get_by_label("Label", exact=True).fill("A working office")
    form.get_by_label("What it is about").select_option(label="Tools and IT")
    press(form, "Save", "1. The new office works well.")
    press(form, "Add a question", "What kind of question?")
    form.get_by_label("Several choices").check()
    press(form, "Continue", "Two to ten, one a line.")
    form.get_by_label("Question", exact=True).fill("What is missing?")
    form.get_by_label("Label", exact=True).fill("What is missing")
    form.get_by_label("Options").fill("Desk\nLamp\nQuiet room")
    press(form, "Save", "2. What is missing?")
    press(form, "Take from the bank", "compared between surveys")
    form.get_by_role("searchbox").fill("phone")
    form.get_by_role("checkbox").check()
    press(form, "Add", "3. The phone, car or computer")
    form.get_by_role("button", name="More actions: 3.").click()
    press(form, "Move up", "2. The phone, car or computer")


def choose_dates(form: Locator) -> None:
    press(form, "Change dates", "It would open on")
    form.get_by_label("First date").fill("2026-09-21")
    with form.page.expect_response(lambda answer: answer.request.method == "POST"):
        form.get_by_label("First date").dispatch_event("change")
    form.page.wait_for_load_state("networkidle")  # the day may have stood there before
    expect(form).to_contain_text("• Monday 21 September 2026 at 10:00")
    form.get_by_label("How often").select_option(label="Every month")
    expect(form).to_contain_text("• Monday 21 December 2026 at 10:00")


def let_two_weeks_pass(staffed: Stage) -> None:
    staffed.bot.tick()
    staffed.clock.set(MONDAY + timedelta(days=14))
    staffed.bot.tick()


def test_a_survey_is_written_previewed_started_watched_and_closed(
    page: Page, staffed: Stage, picture: Callable[[str], None]
) -> None:
    form = begin(page)
    add_questions(form)
    press(form, "Change who", "Here for at least, in months")
    form.get_by_label("Fostering", exact=True).check()
    press(form, "Save", "Everyone in Fostering")
    picture("survey")
    choose_dates(form)
    press(form, "Confirm", "Every month from Monday 21 September 2026")
    press(form, "Preview", "24 people would be asked on Monday 21 September 2026.")
    picture("survey-preview")
    press(form, "Try the form", "This is a pretend form.")
    form.get_by_label("Agree", exact=True).first.check()
    press(form, "Send", "Nothing was kept")
    form.get_by_role("button", name="Back").click()
    press(form, "Send it to me", "It is on its way to you")
    press(form, "Start", "It opens by itself on")
    press(form, "Start", "It is started.")
    form.get_by_role("button", name="Close").last.click()
    let_two_weeks_pass(staffed)
    page.get_by_role("link", name="Messages").click()
    expect(page.get_by_role("log")).to_contain_text("This is a preview, for you alone.")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_text("24 of 24 invitations delivered")).to_be_visible()
    assert overflow(page) == 0
    page.get_by_role("button", name="Manage After the move").click()
    form.get_by_role("button", name="Close early").click()
    asked_again = page.get_by_role("alertdialog", name="Close this round now?")
    expect(asked_again).to_contain_text("This can't be undone.")
    asked_again.get_by_role("button", name="Close it now").click()
    expect(form).to_contain_text("The round is closed.")
    with staffed.bot.runtime.store.begin() as tx:
        assert SURVEY not in {one.survey for one in tx.rounds.open()}
    assert authoring.show(staffed.bot.runtime, SURVEY).state is SurveyState.RUNNING


def test_another_page_begins_at_its_top_and_the_keyboard_comes_along(page: Page) -> None:
    page.get_by_role("button", name="Manage Weekly pulse").click()
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Who is asked")
    send = form.get_by_role("button", name="Send it to me")
    send.focus()
    page.keyboard.press("Enter")
    expect(form).to_contain_text("It is on its way to you")
    expect(send).to_be_focused()  # though the button carries something new
    form.get_by_role("button", name="Preview").focus()
    page.keyboard.press("Enter")
    expect(form).to_contain_text("How it looks")
    assert page.evaluate("() => document.querySelector('.inside').scrollTop") == 0
    expect(form.locator(":focus")).to_have_count(1)
