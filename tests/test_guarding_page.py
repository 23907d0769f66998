"""Words that give somebody away, pointed out in a real browser, and answered by keyboard."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from bot.demo.play import open_week, welcome_everyone
from tests.browser import NEEDS_A_BROWSER
from tests.organisation import people_file
from tests.stage import stage

pytestmark = NEEDS_A_BROWSER


def test_a_comment_comes_back_with_its_names_pointed_out_and_is_sent_without_them(
    browser: Browser, tmp_path: Path
) -> None:
    with stage(tmp_path, people_file({"Children's Services/Team 1": 3})) as playing:
        welcome_everyone(playing)
        open_week(playing)
        page = browser.new_page(viewport={"width": 900, "height": 1100})
        page.goto(f"{playing.slack.address}/#U0002/messages")
        page.get_by_role("button", name="Doing well").last.click()
        form = page.get_by_role("dialog")
        form.get_by_role("textbox").fill("Kayleigh on 07700 900123 has the files.")
        form.get_by_role("button", name="Send").click()
        expect(form).to_contain_text("this comment is not yet")
        expect(form).to_contain_text("⟦Kayleigh: name?⟧")
        expect(form.get_by_role("textbox")).to_have_value("[name] on [phone] has the files.")
        page.screenshot(path=tmp_path / "guard.png")
        form.get_by_role("button", name="Send this").focus()
        page.keyboard.press("Enter")
        expect(form).to_contain_text("Saved")
        page.close()
