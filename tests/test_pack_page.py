"""The pack in a real browser: light and dark, narrow, printed, and looked at by axe-core."""

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from bot.pack.outline import paper
from bot.pack.page import page
from surveys.model.commentary import Signer
from surveys.model.packs import Audience, Signed
from surveys.runtime import Runtime
from surveys.use_cases import packing
from tests.browser import NEEDS_A_BROWSER, faults
from tests.published import publish

pytestmark = NEEDS_A_BROWSER


def test_the_page_can_be_read_by_anyone_and_printed(
    browser: Browser, sqlite_runtime: Runtime, tmp_path: Path
) -> None:
    publish(sqlite_runtime, windows=2)
    pack = packing.pack(sqlite_runtime, "2024-Q3", Audience.LEADERS)
    pulse = replace(pack.surveys[0], drivers=pack.surveys[0].drivers[:1])  # the others are alike
    said = Signed(Signer.LEADER, pack.last, "Visits took longer in August.\nIt is better since.")
    made = page(paper(replace(pack, surveys=(pulse,), commentary=(said,))))
    file, spoiled = tmp_path / "pack.html", tmp_path / "spoiled.html"
    file.write_bytes(made)
    spoiled.write_bytes(made.replace(b' lang="en-GB"', b"", 1))
    for width, scheme in ((1000, "light"), (320, "dark")):
        seen = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        fetched: list[str] = []
        seen.on("request", lambda one, fetched=fetched: fetched.append(one.url))
        seen.goto(file.as_uri())
        assert fetched == [file.as_uri()]
        assert faults(seen) == []
        assert seen.evaluate("document.documentElement.scrollWidth") <= width
        seen.keyboard.press("Tab")
        assert seen.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert seen.pdf().startswith(b"%PDF")
    seen.goto(spoiled.as_uri())
    assert faults(seen) == ["html-has-lang"]  # axe-core looks indeed
