"""A whole cycle of the Champions Forum in a real browser, as five people play it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo.play import Stage
from tests.browser import NEEDS_A_BROWSER
from tests.organisation import people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER
STAFF = {"Children's Services/Assessment/Team 1": 4, "Children's Services/Assessment/Team 2": 4}
LEADER, CHAMPION, SECOND, ASKER, BYSTANDER = 1, 2, 3, 4, 6
CHANNEL = "C0GENERAL"
WIDE, PHONE, MOST_LAYERS = 1100, 320, 3
BATCH = datetime(2026, 9, 4, 9, 30, tzinfo=UTC)  # half past ten of the day after
BY_THEN = datetime(2026, 9, 18, 9, 30, tzinfo=UTC)  # the day by which a letter comes even alone
MEETING = datetime(2026, 10, 8, 13, tzinfo=UTC)
LAPTOPS = "When will the new laptops reach the Assessment teams, and who gets one first?"
AGAIN = "When do the Assessment teams get their new laptops?"
RUMOUR = "Is it true that one of our managers was asked to leave?"
VAGUE = "Why is parking always so bad?"
PARKING = "Could visiting staff park at the main office between two visits?"
SHOWN = "Why :tada: <!channel> & *who*"
HOSTILE = f"{SHOWN} <@U0001> pays? \u202eمتى تصل الحواسيب؟ (2) " + "so long, " * 100


class Desk:
    """One browser at which everybody sits in turn; each stage is a picture in a folder."""

    def __init__(self, page: Page, on: Stage, folder: Path) -> None:
        self.page, self.on, self.folder, self.pictures = page, on, folder, 0
        self.form: Locator = page.get_by_role("dialog")

    @contextmanager
    def sitting(self, person: int, press: str = "", width: int = WIDE) -> Iterator[Locator]:
        """Let somebody sit down and press a button of Home; they leave with every form closed."""
        self.page.set_viewport_size({"width": width, "height": 1000})
        self.page.goto(f"{self.on.slack.address}/#U{person:04}/home")
        expect(self.page.get_by_role("main")).to_contain_text("The Champions Forum")
        self.picture("home")
        if press:
            self.page.get_by_role("main").get_by_role("button", name=press).click()
        yield self.form
        self.leave()

    def leave(self, layers: int = MOST_LAYERS) -> None:
        """Close so many layers of what is open."""
        for _layer in range(layers):
            if not self.form.count():
                return
            way = self.form.locator("header button")
            closed = way.element_handle()
            way.click()
            closed.wait_for_element_state("hidden")

    def press(self, name: str, sure: bool = False) -> None:
        self.form.last.get_by_role("button", name=name, exact=True).first.click()
        if sure:
            self.page.get_by_role("alertdialog").get_by_role("button", name=name).click()

    def says(self, *texts: str) -> None:
        for one in texts:
            expect(self.form.last).to_contain_text(one)
        self.picture(texts[0])

    def picture(self, name: str) -> None:
        self.pictures += 1
        slug = "".join(one if one.isascii() and one.isalnum() else "-" for one in name)[:30]
        self.page.screenshot(
            path=self.folder / f"{self.pictures:03}-{slug}.png", animations="disabled"
        )
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(overflow) <= 0, name


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("forum")
    roles = {CHAMPION: "champion", SECOND: "psw"}
    with stage(folder, people_file(STAFF, others=roles), forum_channel=CHANNEL) as on:
        page = browser.new_page(viewport={"width": WIDE, "height": 1000})
        page.set_default_timeout(10_000)
        yield Desk(page, on, folder)
        page.close()


def test_a_whole_cycle_as_five_people(desk: Desk) -> None:
    laptops, vague, rumour = _ask(desk)
    _hand_over(desk, BATCH)
    _screen(desk)
    _vote(desk)
    _merge_and_write_to_the_asker(desk)
    _come_back(desk, laptops, vague, rumour)
    _hand_over(desk, BY_THEN)
    _assign(desk)
    _answer(desk)
    _hold_the_meeting(desk)
    _publish_the_minutes(desk)
    _read_what_came_of_it(desk)


def _ask(desk: Desk) -> tuple[str, str, str]:
    laptops = _asked(desk, ASKER, LAPTOPS, naming="Ask Kayleigh.")
    _asked(desk, ASKER, HOSTILE, naming="<https://example.org|here>", width=PHONE)
    rumour = _asked(desk, ASKER, RUMOUR)
    _asked(desk, BYSTANDER, AGAIN)
    vague = _asked(desk, BYSTANDER, VAGUE)
    return laptops, vague, rumour


def _asked(
    desk: Desk, person: int, text: str, naming: str = "", width: int = WIDE
) -> str:
    """Ask, and return the receipt."""
    with desk.sitting(person, "Ask a question", width) as form:
        form.get_by_label("Your question").fill(f"{text} {naming}")
        desk.picture("ask")
        desk.press("Look at it first")
        if naming:
            desk.says("These words could tell somebody who is meant")
            form.get_by_label("Your question").fill(text)
            for one in form.get_by_role("checkbox").all() if text == HOSTILE else ():
                one.check()  # no words that the guard knows
            desk.press("Look at it first")
        desk.says("Champions will read exactly this")
        desk.press("Send it")
        desk.says("Write them down on paper")
        receipt = form.get_by_label("Your receipt").input_value()
        desk.press("I have written it down")
        expect(form).to_have_count(0)
    return receipt


def _hand_over(desk: Desk, when: datetime) -> None:
    desk.on.clock.set(when)
    desk.on.bot.tick()


def _come_to(desk: Desk, text: str) -> None:
    """Leave questions for later until one is there."""
    form = desk.form
    expect(form).to_contain_text("Champions have had it since")
    for _turn in range(6):
        if text in form.inner_text():
            return
        before = form.inner_text()
        desk.press("Leave for later")
        expect(form).not_to_have_text(before, use_inner_text=True)
    raise AssertionError(text)


def _screen(desk: Desk) -> None:
    with desk.sitting(CHAMPION, "Screen questions") as form:
        _come_to(desk, RUMOUR)
        desk.press("Hide…")
        form.get_by_label("It could identify a colleague").check()
        form.get_by_label("In your words").fill("Please take this up with HR.")
        desk.picture("hiding")
        desk.press("Keep it")
        desk.says("once a second champion agrees")
        _come_to(desk, VAGUE)
        desk.press("Ask for other words…")
        form.get_by_label("In your words").fill("Where, and when?")
        desk.press("Keep it")
        desk.says("Its asker reads your words with their receipt.")
        for text, done in ((LAPTOPS, "Published."), (AGAIN, "Published."), (SHOWN, "a second")):
            _come_to(desk, text)
            desk.press("Publish it")
            desk.says(done)
    with desk.sitting(SECOND, "Screen questions", PHONE):
        _come_to(desk, SHOWN)
        desk.picture("second")
        desk.press("Publish it")
        desk.says("Published.")
        _come_to(desk, RUMOUR)
        desk.press("Hide it", sure=True)
        desk.says("Hidden.")


def _vote(desk: Desk) -> None:
    """Vote; who votes for both of two questions that are merged later counts once."""
    for person, texts in (
        (BYSTANDER, (LAPTOPS, AGAIN)),
        (ASKER, (AGAIN,)),
        (SECOND, (AGAIN,)),
        (LEADER, (SHOWN,)),
    ):
        with desk.sitting(person, "The forum") as form:
            expect(form).to_contain_text(SHOWN)
            for text in texts:
                form.get_by_role("button", name=f"Read: {text[:20]}").click()
                desk.says("Would you like this answered too?")
                desk.press("Vote for this question")
                desk.says("Your vote is counted.")


def _merge_and_write_to_the_asker(desk: Desk) -> None:
    with desk.sitting(CHAMPION, "All questions") as form:
        _open_case(desk, "Open (3)", AGAIN)
        desk.press("Merge…")
        form.get_by_label("Into which question").select_option(index=1)
        desk.picture("merging")
        desk.press("Merge")
        desk.says("Votes add up, each person once.", "It was merged into")
        desk.leave(1)
        _open_case(desk, "Open (3)", LAPTOPS)
        desk.press("Write to its asker…")
        form.get_by_label("In your words").fill("Which office are you asking for?")
        desk.picture("writing")
        desk.press("Keep it")
        desk.says("Only the asker can read it, with their receipt.")


def _open_case(desk: Desk, pile: str, text: str) -> None:
    desk.form.get_by_role("combobox").select_option(label=pile)
    line = desk.form.locator(".block-section").filter(has_text=text)
    expect(line).to_have_count(1)
    desk.picture("list")
    line.get_by_role("button").click()
    desk.says("Champions have had it since")


def _come_back(desk: Desk, laptops: str, vague: str, rumour: str) -> None:
    """Read by receipt why a question is hidden; answer a reply, and reword a question."""
    for person, receipt, reads, label, text in (
        (ASKER, rumour, "Please take this up with HR.", "", ""),
        (ASKER, laptops, "Which office are you asking for?", "Write to the champions", "North."),
        (BYSTANDER, vague, "Where, and when?", "Your question in other words", PARKING),
    ):
        with desk.sitting(person, "I have a receipt", PHONE if label else WIDE) as form:
            form.get_by_label("Your receipt").fill(receipt)
            desk.press("Open it")
            desk.says(reads)
            if label:
                form.get_by_label(label).fill(text)
                desk.press("Send it")
                desk.says("Champions will see it between")


def _assign(desk: Desk) -> None:
    """Publish what was reworded and give it to a leader; read what an asker wrote back."""
    with desk.sitting(CHAMPION, "Screen questions") as form:
        _come_to(desk, PARKING)
        desk.press("Publish it")
        desk.says("Published.")
        desk.leave()
        desk.page.get_by_role("button", name="All questions").click()
        _open_case(desk, "Their asker wrote again (1)", LAPTOPS)
        desk.says("Its asker wrote again", "North.")
        desk.leave(1)
        _open_case(desk, "Open (3)", PARKING)
        desk.press("Give it to a leader…")
        form.get_by_label("Senior leader").select_option(label="Person 1")
        desk.picture("assigning")
        desk.press("Keep it")
        desk.says("They see it on their Home tab")


def _answer(desk: Desk) -> None:
    with desk.sitting(LEADER, "What is with you", PHONE) as form:
        form.get_by_role("button", name="Open question 1").click()
        desk.says(PARKING)
        desk.press("Write the answer…")
        form.get_by_label("Answer", exact=True).fill("Yes, from Monday: four places.")
        desk.picture("answering")
        desk.press("Keep draft")
        desk.says("Draft kept.")
        desk.press("Publish this answer", sure=True)
        desk.says("Everybody can read this answer.")
    desk.on.bot.tick()
    desk.page.goto(f"{desk.on.slack.address}/#U{BYSTANDER:04}/{CHANNEL}")
    expect(desk.page.get_by_role("main")).to_contain_text("Yes, from Monday: four places.")
    desk.picture("channel")


def _hold_the_meeting(desk: Desk) -> None:
    """Move the meeting, make the agenda, and hold it: one is answered, one is not reached."""
    with desk.sitting(CHAMPION, "Look after the meeting") as form:
        desk.press("Move the meeting")
        form.get_by_label("The new day").fill(MEETING.date().isoformat())
        desk.press("Move it")
        desk.says("The meeting is moved.")
        desk.press("Make the agenda")
        desk.says("People can still vote until")
        desk.press("End voting, make it")
        desk.says("The agenda is made: 2 questions.")
        desk.on.clock.set(MEETING)
        desk.press("Walk through the agenda")
        desk.says(LAPTOPS, "3 votes")
        form.get_by_label("What was said").fill("In November; Assessment comes first.")
        form.get_by_label("Answered at the meeting").check()
        desk.picture("noting")
        desk.press("Keep and go on")
        desk.says(SHOWN, "1 vote")
        desk.press("Back")
        desk.says(LAPTOPS)
        desk.press("Record an action")
        _record(desk)


def _record(desk: Desk) -> None:
    desk.picture("recording")


def _publish_the_minutes(desk: Desk) -> None:
    pass


def _read_what_came_of_it(desk: Desk) -> None:
    pass
