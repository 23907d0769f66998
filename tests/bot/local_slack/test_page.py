"""A person uses the page in a real browser, by keyboard, wide and narrow."""

import pytest
from playwright.sync_api import Page, expect

from bot.local_slack import Guide, Step, Visitor
from tests.bot.local_slack.samples import COMMENT, FEELING, button, form, invite, mrkdwn, plain
from tests.browser import NEEDS_A_BROWSER

pytestmark = NEEDS_A_BROWSER


@pytest.fixture
def pulse(app, client, connect) -> list[dict]:
    """A bot that asks, and what it was answered."""
    taken: list[dict] = []

    @app.action("answer")
    def answer(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form(FEELING, COMMENT))

    @app.view("pulse")
    def take(ack, body, view, client):
        values = view["state"]["values"]
        if values["comment"]["given"]["value"] == "a name":
            ack(response_action="errors", errors={"comment": "Please take the name out."})
            return
        taken.append(values)
        ack()
        person = body["user"]["id"]
        client.chat_postEphemeral(channel=f"D0{person}", user=person, text="Kept until Friday.")

    @app.event("app_home_opened")
    def home(event, client):
        if event["tab"] == "home":
            blocks = [{"type": "header", "text": plain("This week")}]
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    app.event("message")(lambda: None)
    connect()
    invite(client)
    return taken


def press_until(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press a key until what has the keyboard is called what is wanted."""
    for _ in range(40):
        name = page.evaluate(
            "() => { const at = document.activeElement; if (at.matches('body, main')) return '';"
            " return at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || ''; }"
        )
        if wanted in name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard never came to {wanted!r}")


def overflow(page: Page) -> int:
    return page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_a_pulse_is_answered_by_keyboard_alone(open_page, pulse):
    page = open_page()
    press_until(page, "Find a person")
    page.keyboard.type("asha")
    expect(page.get_by_role("button", name="Ben Okoro")).to_have_count(0)
    press_until(page, "Asha Patel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("How are you?")
    press_until(page, "Answer")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Your pulse")
    expect(dialog).to_be_visible()
    page.keyboard.press("Space")
    press_until(page, "Comment")
    page.keyboard.type("Fine, thanks")
    press_until(page, "Send")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("log")).to_contain_text("Only visible to you")
    assert pulse[0]["feeling"]["given"]["selected_option"]["value"] == "good"
    assert pulse[0]["comment"]["given"]["value"] == "Fine, thanks"


def test_escape_closes_a_form_and_the_keyboard_goes_back_to_its_button(open_page, pulse):
    page = open_page("/#U001/messages")
    answer = page.get_by_role("button", name="Answer", exact=True)
    answer.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(answer).to_be_focused()


def test_the_keyboard_stays_inside_an_open_form(open_page, pulse):
    page = open_page("/#U001/messages")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        # Between the last control and the first, Chromium passes through its own window.
        assert page.evaluate("() => document.activeElement.matches('body, dialog *')")


def test_an_error_is_linked_to_its_field_and_what_was_typed_stays(open_page, pulse):
    page = open_page("/#U001/messages")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_label("Good").check()
    comment = page.get_by_role("textbox", name="Comment")
    comment.fill("a name")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(comment).to_have_attribute("aria-invalid", "true")
    expect(comment).to_have_accessible_description("Please take the name out.")
    expect(comment).to_have_value("a name")
    expect(comment).to_be_focused()
    expect(page.get_by_label("Good")).to_be_checked()


def test_a_required_answer_is_asked_for(open_page, pulse):
    page = open_page("/#U001/messages")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    group = page.get_by_role("radiogroup", name="Feeling")
    expect(group).to_have_accessible_description("Please complete this required field.")
    assert pulse == []


def test_a_double_click_on_send_sends_once(open_page, pulse):
    page = open_page("/#U001/messages")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_label("Good").check()
    page.get_by_role("dialog").get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("log")).to_contain_text("Kept until Friday.")
    assert len(pulse) == 1


def test_a_message_arrives_while_the_page_is_open(open_page, pulse, client):
    page = open_page("/#U001/messages")
    expect(page.get_by_role("article")).to_have_count(1)
    client.chat_postMessage(channel="U001", text="*Results* are out")
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("article").last.locator("strong").last).to_have_text("Results")


def test_what_people_write_is_never_read_as_markup(open_page, client):
    hostile = "&lt;img src=x onerror=alert(1)&gt; <javascript:alert(1)|press me>"
    blocks = [{"type": "section", "text": mrkdwn(hostile)}]
    client.chat_postMessage(channel="U001", text="x", blocks=blocks)
    client.chat_postMessage(channel="U001", text="<script>alert(1)</script>")
    page = open_page("/#U001/messages")
    log = page.get_by_role("log")
    expect(log).to_contain_text("<img src=x onerror=alert(1)>")
    expect(log.locator("img, script, a")).to_have_count(0)


def test_home_shows_what_the_bot_published(open_page, pulse):
    page = open_page("/#U001/messages")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="This week")).to_be_visible()


def test_nothing_needs_a_sideways_scroll_at_320_pixels(open_page, pulse, slack, client):
    slack.guide = (Guide("Be a social worker", "U001", (Step("Answer."), Step("Find", "/find"))),)
    wide = [button(f"b{each}", "A rather long button " * 3) for each in range(3)]
    blocks = [
        {"type": "section", "text": mrkdwn("w" * 200), "accessory": wide[0]},
        {"type": "actions", "elements": wide[1:]},
        {"type": "section", "fields": [mrkdwn("*Supervision*\n7.4")] * 4},
    ]
    client.chat_postMessage(channel="U001", text="x", blocks=blocks)
    for path in ("/", "/#U001/messages", "/#U001/home", "/find", "/kept"):
        page = open_page(path, width=320)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert overflow(page) == 0, path
    page = open_page("/#U001/messages", width=320)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert overflow(page) == 0


def test_the_guide_offers_a_role_and_its_steps(open_page, slack):
    steps = (Step("Answer."), Step("Read Home."), Step("Now try to find my answer.", "/find"))
    slack.guide = (Guide("Be a social worker", "U001", steps),)
    slack.notice = "Week 5 of 13 is playing"
    page = open_page()
    page.get_by_role("button", name="Be a social worker").click()
    expect(page.get_by_text("Be a social worker: what to try")).to_be_visible()
    expect(page.get_by_role("link", name="Now try to find my answer.")).to_be_visible()
    slack.notice = "Week 6 of 13 is playing"
    expect(page.get_by_text("Staff Voice is not connected yet")).to_be_visible()


def test_the_notice_follows_while_the_page_is_open(open_page, slack, pulse):
    page = open_page("/#U001/messages")
    slack.notice = "Week 6 of 13 is playing"
    expect(page.get_by_role("status").first).to_have_text("Week 6 of 13 is playing")


def test_finding_says_where_and_says_when_there_is_nothing(open_page, slack):
    slack.search = lambda words: [("Logs", f"seen: {words}")] if words == "Asha" else []
    page = open_page("/find")
    box = page.get_by_label("Words or a name")
    box.fill("Asha")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Logs")).to_be_visible()
    box.fill("my secret")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“my secret” was found nowhere.")).to_be_visible()


def test_what_slack_keeps_can_be_read(open_page, client, slack):
    client.chat_postMessage(channel="U001", text="Kept words")
    Visitor(slack.address, "U001").say("Typed words")
    page = open_page("/kept")
    expect(page.get_by_role("status")).to_have_text("2 things kept")
    page.get_by_label("Show only what contains").fill("typed")
    expect(page.get_by_role("status")).to_have_text("1 thing kept")
