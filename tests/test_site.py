"""The site: every page is reached, what is made of the code is as the code, and all can read it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.reference import pages, untold
from tests.browser import NEEDS_A_BROWSER, faults

HOUSE = Path(__file__).parents[1]
FIRST = HOUSE / "docs" / "README.md"
PAGES = {*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")}
SITE = HOUSE / "build" / "site"
EVERY = ("minor", "moderate", "serious", "critical")
LOOKED_AT = ("docs/README", "docs/for/staff", "docs/reference/settings")

NAMES = "table.docutils td:first-child code .pre"
BROKEN = (
    "names => [...document.querySelectorAll(names)]"
    ".filter(one => one.getClientRects().length > 1).map(one => one.textContent)"
)


def reached_from(first: Path, pages: set[Path]) -> set[Path]:
    """Follow every link between pages."""
    reached: set[Path] = set()
    ahead = [first]
    while ahead:
        page = ahead.pop()
        reached.add(page)
        links = re.findall(r"\]\(([\w./-]+\.md)", page.read_text(encoding="utf-8"))
        there = {(page.parent / one).resolve() for one in links}
        ahead += (there & pages) - reached
    return reached


def test_every_page_is_reached_from_the_first() -> None:
    lost = {str(one.relative_to(HOUSE)) for one in PAGES - reached_from(FIRST, PAGES)}
    assert lost == set(), "link them under a heading of docs/README.md"


def test_every_page_of_the_folder_stands_in_the_contents() -> None:
    """The lists of the first page are the site's contents; other folders have a README."""
    listed = set(re.findall(r"^- \[[^\]]+\]\(([\w./-]+\.md)\)", FIRST.read_text("utf-8"), re.M))
    direct = {one.relative_to(FIRST.parent).as_posix() for one in FIRST.parent.glob("*.md")}
    assert direct - {"README.md"} <= listed, "list them in docs/README.md"


def test_a_page_that_nothing_leads_to_is_lost(tmp_path: Path) -> None:
    for name, text in {"a": "[b](b.md)", "b": "[a](a.md#x)", "c": "[a](a.md)"}.items():
        (tmp_path / f"{name}.md").write_text(text)
    three = {one.resolve() for one in tmp_path.glob("*.md")}
    reached = reached_from(tmp_path.resolve() / "a.md", three)
    assert {one.stem for one in reached} == {"a", "b"}


def test_the_tours_pictures_are_taken_by_the_tests_that_play_it() -> None:
    shown = re.findall(r"\(pictures/(\w+)\.png\)", (HOUSE / "docs" / "tour.md").read_text("utf-8"))
    played = (HOUSE / "tests" / "test_page.py").read_text(encoding="utf-8")
    assert len(shown) > 5
    assert set(shown) <= set(re.findall(r'picture\("(\w+)"', played))


def test_every_setting_is_told_of() -> None:
    assert untold() == [], "add a sentence to bot/settings_told.py, run: python -m bot.reference"


@pytest.mark.parametrize("file", pages(), ids=lambda file: file.name)
def test_what_is_made_of_the_code_is_as_the_code(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == pages()[file], "run: python -m bot.reference"


def _is_built() -> bool:
    """Whether the site was built since anything of it was written."""
    built, written = SITE / ".built", [HOUSE / "README.md", HOUSE / "CHANGELOG.md"]
    written += [one for one in (HOUSE / "docs").rglob("*") if one.is_file()]
    newest = max(one.stat().st_mtime for one in written)
    return built.exists() and built.stat().st_mtime >= newest


@pytest.fixture
def site(browser: Browser) -> Iterator[Page]:
    if not _is_built() and "CI" not in os.environ:
        pytest.skip("the site is not built as it is written: make check")
    page = browser.new_page(viewport={"width": 500, "height": 900})
    page.on("request", lambda one: _stays_here(one.url))
    yield page
    page.close()


def _stays_here(address: str) -> None:
    assert address.startswith(("file:", "data:")), address


class TestInABrowser:
    """The built site, from its folder and with no server."""

    pytestmark = NEEDS_A_BROWSER

    def test_nothing_keeps_anybody_from_reading_in_light_and_dark(self, site: Page) -> None:
        for place, name in enumerate(LOOKED_AT):
            site.emulate_media(color_scheme="dark" if place else "light")
            site.goto((SITE / f"{name}.html").as_uri())
            assert faults(site, EVERY) == [], name

    def test_no_name_at_the_beginning_of_a_row_is_broken(self, site: Page) -> None:
        for width in (1100, 360):
            site.set_viewport_size({"width": width, "height": 900})
            site.goto((SITE / "docs/reference/settings.html").as_uri())
            assert site.locator(NAMES).count() > 40
            assert site.evaluate(BROKEN, NAMES) == []
            assert site.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    def test_the_keyboard_finds_a_page_by_a_word(self, site: Page) -> None:
        site.set_viewport_size({"width": 1200, "height": 900})
        site.goto((SITE / "index.html").as_uri())
        expect(site).to_have_title("Staff Voice")
        site.get_by_role("textbox", name="Search").press_sequentially("whistleblowing")
        site.keyboard.press("Enter")
        expect(site.locator("#search-results li").first).to_be_visible()
        assert site.get_by_role("link", name="The promise").count()
