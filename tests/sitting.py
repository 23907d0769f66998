"""One browser at which everybody of the local workspace sits in turn."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from bot.demo.play import Stage

WIDE, PHONE, MOST_LAYERS = 1100, 320, 3
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Desk:
    """A page, and the form that is open on it; a picture of each stage where they are asked for."""

    def __init__(self, page: Page, on: Stage, pictures: str | None) -> None:
        self.page, self.on, self.pictures, self.taken = page, on, pictures, 0
        self.form: Locator = page.get_by_role("dialog")
        self.main: Locator = page.get_by_role("main")

    def sit(self, person: int, press: str = "", width: int = WIDE) -> Locator:
        """Let somebody sit down at their Home tab and press a button of it."""
        self.page.set_viewport_size({"width": width, "height": 1000})
        self.page.goto(f"{self.on.slack.address}/#U{person:04}/home")
        expect(self.page).to_have_title(re.compile(rf"^Person {person} "))
        expect(self.main).to_contain_text("The Champions Forum")
        self.stage("home")
        if press:
            self.main.get_by_role("button", name=press, exact=True).click()
        return self.form

    @contextmanager
    def sitting(self, person: int, press: str = "", width: int = WIDE) -> Iterator[Locator]:
        """Let somebody sit down, and leave with every form closed."""
        yield self.sit(person, press, width)
        self.leave()

    def leave(self, layers: int = MOST_LAYERS) -> None:
        """Close so many layers of what is open."""
        for _layer in range(layers):
            if not self.form.count():
                return
            way = self.form.locator("header button")
            closed = way.element_handle()
            assert closed is not None
            way.click()
            closed.wait_for_element_state("hidden")

    def press(self, name: str, *, sure: bool = False, key: str = "") -> None:
        """Press a button of the form and wait for what follows.

        `sure`: it asks whether one is; `key`: with that key in place of the mouse.
        """
        before = self.form.inner_text()
        button = self.form.get_by_role("button", name=name, exact=True).first
        if key:
            button.press(key)
        else:
            button.click()
        if sure:
            self.page.get_by_role("alertdialog").get_by_role("button", name=name).click()
        expect(self.form).not_to_have_text(before, use_inner_text=True)

    def says(self, *texts: str) -> None:
        """Wait until the form says something, and see that it fits."""
        for one in texts:
            expect(self.form).to_contain_text(one)
        self.stage(texts[0])

    def stage(self, name: str) -> None:
        """Nothing stands out of the page's side; take a picture, where they are asked for."""
        assert self.page.evaluate(OVERFLOW) <= 0, name
        if self.pictures is None:
            return
        self.taken += 1
        words = "".join(one if one.isascii() and one.isalnum() else "-" for one in name)
        path = Path(self.pictures) / f"{self.taken:03}-{words[:30]}.png"
        self.page.screenshot(path=path, animations="disabled")
