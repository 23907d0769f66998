"""Everything a person can choose with is there by keyboard alone, wide and narrow."""

import pytest
from playwright.sync_api import expect

from tests.bot.local_slack.samples import asked, button, form, invite, mrkdwn, option, plain
from tests.bot.local_slack.test_page import overflow, press_until
from tests.browser import NEEDS_A_BROWSER

pytestmark = NEEDS_A_BROWSER
WIDTHS = pytest.mark.parametrize("width", [1200, 320])
SURE = {"title": plain("Really?"), "text": plain("It ends."), "confirm": plain("Yes, end it"),
        "deny": plain("Not now")}  # fmt: skip
GROUPS = [
    {"label": plain("Tools"), "options": [option(f"tool{n}") for n in range(9)]},
    {"label": plain("Team"), "options": [option(f"mate{n}") for n in range(9)]},
]
MENU = {"type": "overflow", "action_id": "menu", "options": [option("edit"), option("remove")]}
BLOCKS = [
    asked("bank", {"type": "multi_static_select", "option_groups": GROUPS}, optional=True),
    asked("ticks", {"type": "checkboxes", "options": [option("remind")]}, optional=True),
    asked("every", {"type": "static_select", "options": [option("once"), option("weekly")]}),
    asked("starts", {"type": "datepicker", "initial_date": "2026-09-21"}),
    asked("at", {"type": "timepicker", "initial_time": "10:00"}),
    {"type": "section", "text": mrkdwn("Your phone"), "accessory": MENU},
    {"type": "actions", "elements": [button("end", "End", confirm=SURE, style="danger")]},
]


@pytest.fixture
def told(app, client, connect):
    """A bot with a form of everything; what it was told."""
    heard: list[tuple[str, object]] = []

    @app.action("answer")
    def answer(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form(*BLOCKS))

    @app.action("menu")
    def chose(ack, payload):
        ack()
        heard.append(("menu", payload["selected_option"]["value"]))

    @app.action("end")
    def end(ack):
        ack()
        heard.append(("end", None))

    @app.view("pulse")
    def take(ack, view):
        ack()
        heard.extend((name, entry["given"]) for name, entry in view["state"]["values"].items())

    connect()
    invite(client)
    return heard


@pytest.fixture
def form_at(open_page):
    """Open the form by keyboard, on a page of some width."""

    def opened(width):
        page = open_page("/#U001/messages", width=width)
        page.get_by_role("button", name="Answer", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        return page

    return opened


def heard(page, told):
    """What the bot was told, once it was told anything."""
    for _try in range(100):
        if told:
            break
        page.wait_for_timeout(20)
    return told


@WIDTHS
def test_many_choices_in_groups_are_found_and_ticked(form_at, told, width):
    page = form_at(width)
    expect(page.get_by_role("searchbox", name="Find: Bank")).to_be_focused()
    expect(page.get_by_role("group", name="Tools").get_by_role("checkbox")).to_have_count(9)
    page.keyboard.type("mate3")
    expect(page.get_by_role("group", name="Team").get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_role("group", name="Tools")).to_have_count(0)
    press_until(page, "Mate3")
    page.keyboard.press("Space")
    press_until(page, "Remind")
    page.keyboard.press("Space")
    page.get_by_label("Every").focus()
    page.keyboard.type("Weekly")
    assert overflow(page) == 0
    press_until(page, "Send")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    given = dict(told)
    assert given["bank"]["selected_options"] == [option("mate3")]
    assert given["ticks"]["selected_options"] == [option("remind")]
    assert given["every"]["selected_option"] == option("weekly")
    assert given["starts"]["selected_date"] == "2026-09-21"
    assert given["at"]["selected_time"] == "10:00"


@WIDTHS
def test_a_menu_behind_dots_names_what_it_is_about_and_stays_in_sight(form_at, told, width):
    page = form_at(width)
    dots = page.get_by_role("button", name="More actions: Your phone")
    dots.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Edit")).to_be_focused()
    expect(page.get_by_role("button", name="Remove")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(dots).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dots).to_be_focused()
    assert heard(page, told) == [("menu", "remove")]


@WIDTHS
def test_what_cannot_be_undone_is_asked_once_more(form_at, told, width):
    page = form_at(width)
    end = page.get_by_role("button", name="End", exact=True)
    end.focus()
    page.keyboard.press("Enter")
    asked_again = page.get_by_role("alertdialog", name="Really?")
    expect(asked_again).to_contain_text("It ends.")
    page.keyboard.press("Escape")
    expect(asked_again).to_be_hidden()
    assert told == []
    end.focus()
    page.keyboard.press("Enter")
    press_until(page, "Yes, end it")
    page.keyboard.press("Enter")
    expect(asked_again).to_be_hidden()
    assert heard(page, told) == [("end", None)]


SEARCHED = asked("parts", {"type": "multi_external_select"}, optional=True)


@pytest.fixture
def searched(app, client, connect):
    """A bot with a list that it searches; what it was handed."""
    values: list[list[str]] = []
    names = ["fostering", "fostering-2", "assessment"]

    @app.action("answer")
    def answer(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form(SEARCHED))

    @app.options("given")
    def found(ack, payload):
        ack(options=[option(one) for one in names if payload["value"] in one])

    @app.view("pulse")
    def take(ack, view):
        ack()
        chosen = view["state"]["values"]["parts"]["given"]["selected_options"]
        values.append([one["value"] for one in chosen])

    connect()
    invite(client)
    return values


@WIDTHS
def test_a_long_list_is_searched_by_keyboard_alone(searched, open_page, width):
    page = open_page("/#U001/messages", width=width)
    page.get_by_role("button", name="Answer", exact=True).focus()
    page.keyboard.press("Enter")
    search = page.get_by_role("searchbox", name="Find: Parts")
    expect(search).to_be_focused()
    page.keyboard.type("foster")
    expect(page.get_by_role("checkbox")).to_have_count(2)
    press_until(page, "Fostering-2")
    page.keyboard.press("Space")
    search.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("assess")
    expect(page.get_by_label("Assessment")).to_be_visible()
    expect(page.get_by_label("Fostering-2")).to_be_checked()
    press_until(page, "Assessment")
    page.keyboard.press("Space")
    assert overflow(page) == 0
    press_until(page, "Send")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert searched == [["fostering-2", "assessment"]]
