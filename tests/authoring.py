"""An author in the words of tests: every press waits until Slack shows what it leads to."""

from typing import Any

from bot.local_slack import Visitor
from handlers import ids
from tests.handlers.dispatching import Scene, words

Json = dict[str, Any]
BLANK = "-"
SURVEY = "after-the-move"
TITLE = "After the <move>"
DETAILS: Json = {
    ids.TITLE: TITLE,
    ids.PURPOSE: "Shows what the new office still lacks.",
    ids.MINUTES: "3",
    ids.OPEN_DAYS: "5",
    ids.REMINDER: [ids.REMINDER],
}


class Author:
    """Somebody with the role HR."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def press(self, action_id: str, shows: str, **more: Any) -> Json:
        """Press, and wait for a view that is called so, or says so."""
        self.visitor.press(action_id, **more)
        return self._shown(shows)

    def submit(self, values: Json, shows: str) -> Json:
        """Hand a form in that is accepted, and wait as `press` does."""
        said = self.visitor.submit(values)
        assert said.errors == {}
        return self._shown(shows)

    def refused(self, values: Json) -> dict[str, str]:
        """Hand a form in that is not accepted; give what it says beneath which input."""
        return self.visitor.submit(values).errors

    def home(self) -> str:
        self.visitor.close_modal(everything=True) if self.visitor.modal() else None
        return words(self.visitor.open_home() or self.visitor.until(Visitor.home))

    def says(self, shows: str) -> bool:
        modal = self.visitor.modal()
        return modal is not None and (shows == modal["callback_id"] or shows in words(modal))

    def _shown(self, shows: str) -> Json:
        self.visitor.until(lambda _one: self.says(shows))
        modal = self.visitor.modal()
        assert modal is not None
        return modal

    def begin(self) -> None:
        """Make a blank survey and come to its editor."""
        self.home()
        self.press(ids.NEW_SURVEY, ids.SUBMIT_NEW, where="home")
        self.submit({ids.BEGIN_FROM: BLANK}, ids.SUBMIT_DETAILS)
        self.submit(DETAILS, "No question yet")

    def manage(self, survey: str = SURVEY) -> Json:
        """Open a survey from Home."""
        self.home()
        return self.press(ids.MANAGE, ids.SURVEY_PAGE, where="home", value=survey)

    def add(self, kind: str, **values: Any) -> None:
        """Add a question in the editor."""
        self.press(ids.ADD_QUESTION, ids.SUBMIT_KIND)
        self.submit({ids.KIND: kind}, ids.SUBMIT_QUESTION)
        self.submit(values, f"{values['text']}\n_")

    def add_every_kind(self) -> None:
        """Add eight questions of one's own, and two of the bank."""
        about = {ids.DRIVER: "tools"}
        own = "Silent\nQuiet\nFair\nLoud\nDeafening"
        self.add("scale", text="The office works.", label="A working office", **about)
        self.add(
            "scale", text="How loud is it?", label="How loud", scale=ids.OWN, labels=own,
            direction="-1", **about,
        )  # fmt: skip
        self.add("recommend", text="Would you tell a friend?", label="Tell a friend", **about)
        self.add("choice", text="Where do you sit?", label="Where they sit", options="Here\nThere")
        self.add("choices", text="What lacks?", label="What lacks", options="Desk\nLamp")
        self.add("caseload", text="How many children?", label="Children held", driver="caseload")
        self.add("yes_no", text="Is there a quiet room?", label="A quiet room")
        self.add("text", text="Anything else?", required=[ids.REQUIRED])
        self.press(ids.ADD_FROM_BANK, ids.SUBMIT_BANK)
        self.submit({ids.FROM_BANK: ["kit_ready", "systems_easy"]}, "10. ")

    def choose_dates(self, starts: str = "2026-09-21") -> None:
        """Choose one date, in the editor."""
        self.press(ids.CALENDAR, ids.SUBMIT_CALENDAR)
        self.press(ids.DATES, "It would open on", value=starts, block_id=ids.STARTS)
        self.submit({}, "Once, on")


def author_of(stage: Scene, number: int) -> Author:
    return Author(stage.person(number))
