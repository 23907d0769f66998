"""A survey of every kind in a real browser: by keyboard, and as a screen reader names it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.demo.play import Stage, welcome_everyone
from surveys.use_cases import answering
from tests.asking import BANK, open_survey, survey
from tests.browser import NEEDS_A_BROWSER
from tests.organisation import account, people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
REQUIRED = frozenset({"place", "friend", "helps", "why"})


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, str]]:
    """A few people with a survey of every kind before them."""
    content = people_file({"Children's Services/Team 1": 3})
    with stage(tmp_path_factory.mktemp("survey"), content) as playing:
        welcome_everyone(playing)
        opened = open_survey(playing.bot.runtime, survey(required=REQUIRED))
        playing.clock.set(playing.bot.runtime.now().replace(day=4, hour=10))
        playing.bot.tick()
        yield playing, opened.id


@pytest.fixture
def page_of(browser: Browser, asked: tuple[Stage, str]) -> Iterator[Callable[[int], Page]]:
    """Open the page as one of the staff."""
    context = browser.new_context(viewport={"width": 900, "height": 1400})

    def opened(number: int) -> Page:
        page = context.new_page()
        page.goto(f"{asked[0].slack.address}/#U{number:04}/messages")
        return page

    yield opened
    context.close()


def key_to(page: Page, name: str) -> None:
    """Press Tab until what has the keyboard is called so."""
    for _ in range(60):
        found = page.evaluate(
            "() => { const at = document.activeElement; if (at.matches('body, main')) return '';"
            " return at.labels?.[0]?.innerText || at.innerText || ''; }"
        )
        if name in found:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never came to {name!r}")


def test_every_kind_is_answered_by_keyboard_alone(
    page_of: Callable[[int], Page], asked: tuple[Stage, str]
) -> None:
    page = page_of(2)
    page.get_by_role("button", name="Open the form").last.focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    expect(form).to_be_visible()
    page.keyboard.press("Space")  # the first option of the first question has the keyboard
    key_to(page, "Would you tell a friend")
    page.keyboard.type("7")
    key_to(page, "Time")
    page.keyboard.press("Space")
    key_to(page, "Cover")
    page.keyboard.press("Space")
    key_to(page, "What should change first?")
    page.keyboard.type("Less paper")
    key_to(page, "Send")
    page.keyboard.press("Enter")
    expect(form).to_contain_text("it shows nobody that you answered")
    kept = answering.recall(asked[0].bot.runtime, account(2), asked[1]).chosen
    assert kept.scores == {"friend": 7}
    assert kept.picks == {"place": ("office",), "helps": ("time", "cover")}
    assert kept.comments == {"why": "Less paper"}


def test_a_screen_reader_hears_what_is_asked_and_what_cannot_be_skipped(
    page_of: Callable[[int], Page],
) -> None:
    page = page_of(3)
    page.get_by_role("button", name="Open the form").last.click()
    form = page.get_by_role("dialog", name="The yearly health check")
    friend = form.get_by_role("combobox", name="Would you tell a friend to work here?")
    expect(friend).to_have_attribute("aria-required", "true")
    assert friend.locator("option").all_inner_texts()[1:3] == ["0: Not at all", "1"]
    group = form.get_by_role("group", name="What would help?")
    expect(group.get_by_role("checkbox")).to_have_count(4)
    expect(form.get_by_role("radiogroup", name="Where do you work most?")).to_have_attribute(
        "aria-required", "true"
    )
    optional = form.get_by_role("radiogroup", name=f"{BANK.items[0].text} (optional)")
    expect(optional.get_by_label("Skip this question")).to_have_count(1)
    form.get_by_role("button", name="Send").click()
    for field in (friend, group, form.get_by_role("textbox", name="What should change first?")):
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(
            re.compile("Please complete this required field.")
        )
