"""The Champions Forum as people play it at one browser: from asking to an answer."""

from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.sitting import PHONE, WIDE, Desk

LEADER, CHAMPION, SECOND, ASKER, BYSTANDER = 1, 2, 3, 4, 6
CHANNEL = "C0GENERAL"
BATCH = datetime(2026, 9, 4, 9, 30, tzinfo=UTC)  # half past ten of the day after
BY_THEN = datetime(2026, 9, 18, 9, 30, tzinfo=UTC)  # the day by which a letter comes even alone
LAPTOPS = "When will the new laptops reach the Assessment teams, and who gets one first?"
AGAIN = "When do the Assessment teams get their new laptops?"
RUMOUR = "Is it true that one of our managers was asked to leave?"
VAGUE = "Why is parking always so bad?"
PARKING = "Could visiting staff park at the main office between two visits?"
SHOWN = "Why :tada: <!channel> & *who*"
HOSTILE = f"{SHOWN} <@U0001> pays? \u202eمتى تصل الحواسيب؟ (2) " + "so long, " * 100


def ask(desk: Desk) -> tuple[str, str, str]:
    laptops = _asked(desk, ASKER, LAPTOPS, naming="Ask Kayleigh.")
    _asked(desk, ASKER, HOSTILE, naming="<https://example.org|here>", width=PHONE)
    rumour = _asked(desk, ASKER, RUMOUR)
    _asked(desk, BYSTANDER, AGAIN)
    vague = _asked(desk, BYSTANDER, VAGUE)
    return laptops, vague, rumour


def _asked(desk: Desk, person: int, text: str, naming: str = "", width: int = WIDE) -> str:
    """Ask, and return the receipt."""
    with desk.sitting(person, "Ask a question", width) as form:
        form.get_by_label("Your question").fill(f"{text} {naming}")
        desk.stage("ask")
        desk.press("Look at it first")
        if naming:
            desk.says("These words could tell somebody who is meant")
            form.get_by_label("Your question").fill(text)
            for one in form.get_by_role("checkbox").all() if text == HOSTILE else ():
                one.check()  # no words that the guard knows
            desk.press("Look at it first")
        desk.says("Champions will read exactly this")
        expect(form.get_by_text("Nothing is sent yet.")).to_be_in_viewport()
        desk.press("Send it")
        desk.says("Write them down on paper")
        receipt = form.get_by_label("Your receipt").input_value()
        form.get_by_role("button", name="I have written it down").click()
        expect(form).to_have_count(0)
    return receipt


def hand_over(desk: Desk, when: datetime) -> None:
    desk.on.clock.set(when)
    desk.on.bot.tick()


def _come_to(desk: Desk, text: str) -> None:
    """Leave questions for later until one is there."""
    form = desk.form
    expect(form).to_contain_text("Champions have had it since")
    for _turn in range(6):
        if text in form.inner_text():
            return
        desk.press("Leave for later")
    raise AssertionError(text)


def screen(desk: Desk) -> None:
    with desk.sitting(CHAMPION, "Screen questions") as form:
        _come_to(desk, RUMOUR)
        desk.press("Hide…")
        form.get_by_label("It could identify a colleague").check()
        form.get_by_label("In your words").fill("Please take this up with HR.")
        desk.stage("hiding")
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
        desk.stage("second")
        desk.press("Publish it")
        desk.says("Published.")
        _come_to(desk, RUMOUR)
        desk.press("Hide it", sure=True)
        desk.says("Hidden.")


def vote(desk: Desk) -> None:
    """Vote; who votes for both of two questions that are merged later counts once."""
    for person, texts in (
        (BYSTANDER, (LAPTOPS, AGAIN)),
        (ASKER, (AGAIN,)),
        (LEADER, (SHOWN,)),
    ):
        with desk.sitting(person, "The forum") as form:
            expect(form).to_contain_text(SHOWN)
            for text in texts:
                form.get_by_role("button", name=f"Read: {text[:20]}").click()
                desk.says("Would you like this answered too?")
                desk.press("Vote for this question")
                desk.says("Your vote is counted.")
    with desk.sitting(SECOND, "Ask a question", PHONE) as form:
        form.get_by_label("Your question").fill("When do Assessment teams get new laptops?")
        desk.press("Look at it first")
        desk.says("Is one of these your question?", AGAIN)
        form.get_by_role("button", name=f"Vote for this instead: {AGAIN[:20]}").click()
        desk.says("nothing was sent")


def merge_and_write_to_the_asker(desk: Desk) -> None:
    with desk.sitting(CHAMPION, "All questions") as form:
        _open_case(desk, "Open (3)", AGAIN)
        desk.press("Merge…")
        form.get_by_label("Into which question").select_option(index=1)
        desk.stage("merging")
        desk.press("Merge")
        desk.says("Votes add up, each person once.", "It was merged into")
        desk.leave(1)
        desk.says("Open (2)")
        _open_case(desk, "Open (2)", LAPTOPS)
        desk.press("Write to its asker…")
        form.get_by_label("In your words").fill("Which office are you asking for?")
        desk.stage("writing")
        desk.press("Keep it")
        desk.says("Only the asker can read it, with their receipt.")


def _open_case(desk: Desk, pile: str, text: str) -> None:
    desk.form.get_by_role("combobox").select_option(label=pile)
    line = desk.form.locator(".block-section").filter(has_text=text)
    expect(line).to_have_count(1)
    desk.stage("list")
    line.get_by_role("button").click()
    desk.says("Champions have had it since")


def come_back(desk: Desk, laptops: str, vague: str, rumour: str) -> None:
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


def assign(desk: Desk) -> None:
    """Publish what was reworded and give it to a leader; read what an asker wrote back."""
    with desk.sitting(CHAMPION, "Screen questions") as form:
        _come_to(desk, PARKING)
        desk.press("Publish it")
        desk.says("Published.")
        desk.leave()
        desk.main.get_by_role("button", name="All questions").click()
        _open_case(desk, "Their asker wrote again (1)", LAPTOPS)
        desk.says("Its asker wrote again", "North.")
        desk.leave(1)
        _open_case(desk, "Open (3)", PARKING)
        desk.press("Give it to a leader…")
        form.get_by_label("Senior leader").select_option(label="Person 1")
        desk.stage("assigning")
        desk.press("Keep it")
        desk.says("They see it on their Home tab")


def answer(desk: Desk) -> None:
    with desk.sitting(LEADER, "What is with you", PHONE) as form:
        form.get_by_role("button", name="Open question 1").click()
        desk.says(PARKING)
        desk.press("Write the answer…")
        form.get_by_label("Answer", exact=True).fill("Yes, from Monday: four places.")
        desk.stage("answering")
        desk.press("Keep draft")
        desk.says("Draft kept.")
        desk.press("Publish this answer", sure=True)
        desk.says("Everybody can read this answer.")
    desk.on.bot.tick()
    desk.page.goto(f"{desk.on.slack.address}/#U{BYSTANDER:04}/{CHANNEL}")
    expect(desk.main).to_contain_text("Yes, from Monday: four places.")
    desk.stage("channel")
