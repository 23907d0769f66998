"""The forum's desk in Slack, as champions and leaders move about in it."""

from typing import Any

from bot.local_slack import Visitor
from handlers import ids
from surveys.model.chairing import Deed
from tests.chairing import ASKED, CHAMPION, LEADER, called
from tests.handlers.dispatching import Scene, words

FILES, SUPERVISION, ROOMS = ASKED


def deed(of: Deed) -> str:
    return f"{ids.DEED}_{of}"


def screen(stage: Scene, number: int, text: str) -> tuple[Visitor, dict[str, Any] | None]:
    """Open the question with a text, as a champion comes to it in turn."""
    visitor = at_home(stage, number, ids.SCREEN)
    visitor.press(ids.SCREEN, where="home")
    shown = read_in(visitor, "Nobody can see who asked")
    for _turn in range(9):
        if text in words(shown):
            return visitor, shown
        visitor.press(ids.SCREEN_LATER)
        before = words(shown)
        shown = visitor.until(lambda one, old=before: words(one.modal()) != old and one.modal())
    raise AssertionError(text)


def at_home(stage: Scene, number: int, button: str) -> Visitor:
    """Open somebody's Home tab, with a button on it."""
    visitor = stage.person(number)
    visitor.open_home()
    visitor.until(lambda one: button in str(one.home()))
    return visitor


def read_in(visitor: Visitor, said: str) -> dict[str, Any]:
    """Wait for a modal that says something: Home is drawn anew at the same time."""
    shown: dict[str, Any] = visitor.until(
        lambda one: one.modal() and said in words(one.modal()) and one.modal()
    )
    return shown


def do(visitor: Visitor, of: Deed, said: str) -> str:
    """Press one of the desk's buttons, and read what follows."""
    visitor.press(deed(of))
    return words(read_in(visitor, said))


def publish(stage: Scene, *texts: str) -> None:
    for text in texts:
        visitor, _shown = screen(stage, CHAMPION, text)
        do(visitor, Deed.PUBLISH, "Published.")
        visitor.close_modal(everything=True)


def opened(stage: Scene, number: int, text: str, pile: str) -> Visitor:
    """Open a question from a list."""
    button = ids.PILE_MINE if number == LEADER else ids.PILE
    visitor = at_home(stage, number, button)
    visitor.press(button, where="home")
    read_in(visitor, "Champions Forum")
    if number != LEADER:
        visitor.choose(ids.PICK_PILE, pile)
    read_in(visitor, text[:30])
    visitor.press(ids.CASE, value=called(stage.bot.runtime, text).id)
    read_in(visitor, "Nobody can see who asked")
    return visitor


def assign(stage: Scene, text: str = FILES, number: int = LEADER) -> None:
    visitor = opened(stage, CHAMPION, text, "open")
    visitor.press(deed(Deed.ASSIGN))
    offered = visitor.until(lambda one: inputs(one).get(ids.CHAIR_LEADER))["options"]
    chosen = next(one["value"] for one in offered if one["text"]["text"] == f"Person {number}")
    assert "Kept." in words(visitor.submit({ids.CHAIR_LEADER: chosen}).modal)
    visitor.close_modal(everything=True)


def inputs(visitor: Visitor) -> dict[str, dict[str, Any]]:
    shown = visitor.modal() or {"blocks": []}
    return {one["block_id"]: one["element"] for one in shown["blocks"] if one["type"] == "input"}
