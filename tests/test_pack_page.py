"""The pack in a real browser: light and dark, narrow, printed, and looked at by axe-core."""

from pathlib import Path

from playwright.sync_api import Browser

from bot.pack.outline import paper
from bot.pack.page import page
from surveys.model.packs import Audience
from surveys.runtime import Runtime
from surveys.use_cases import packing
from tests.browser import NEEDS_A_BROWSER
from tests.published import publish

pytestmark = NEEDS_A_BROWSER


def test_the_page_can_be_read_by_anyone_and_printed(
    browser: Browser, sqlite_runtime: Runtime, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # slow to import

    publish(sqlite_runtime, windows=2)
    file = tmp_path / "pack.html"
    file.write_bytes(page(paper(packing.pack(sqlite_runtime, "2024-Q3", Audience.LEADERS))))
    for width, scheme in ((1000, "light"), (320, "dark")):
        seen = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        faults: list[str] = []
        seen.on("pageerror", lambda error, faults=faults: faults.append(str(error)))
        seen.on("request", lambda one, faults=faults: faults.append(one.url))
        seen.goto(file.as_uri())
        assert faults == [file.as_uri()]
        violations = Axe().run(seen).response["violations"]
        assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []
        assert seen.evaluate("document.documentElement.scrollWidth") <= width
        seen.keyboard.press("Tab")
        assert seen.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert seen.pdf().startswith(b"%PDF")
        seen.close()
