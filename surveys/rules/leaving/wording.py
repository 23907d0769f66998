"""What is asked of leavers and what they can choose, in words."""

from datetime import date

from babel.dates import format_date

from surveys.model.leaving import LeavingBank, Text
from surveys.rules.leaving.counting import CLASS, MAIN, REASONS, RETURNING
from surveys.wording import _, locale


def asked(name: Text) -> str:
    """Return the question that a text answers."""
    return {
        Text.FIRST: _("What first made you think of leaving, and when?"),
        Text.NEARLY: _("What nearly kept you?"),
        Text.CHANGE: _("If we could change one thing, what should it be?"),
    }[name]


def class_in_words(name: str) -> str:
    """Return what kind of main reason a class holds."""
    return {
        "pay": _("Pay"),
        "avoidable": _("Not pay, and ours to change"),
        "outside": _("Outside what we could change"),
        "unclear": _("Can't be said"),
    }[name]


def returning_in_words(answer: str) -> str:
    """Return an answer to whether they would come back."""
    return {"yes": _("Yes"), "perhaps": _("Perhaps"), "no": _("No")}[answer]


def option_in_words(question: str, option: str, bank: LeavingBank) -> str:
    """Return one option of a question that is released."""
    if question in (REASONS, MAIN):
        found = bank.by_id.get(option)
        return _(found.words) if found else option
    if question == CLASS:
        return class_in_words(option)
    if question == RETURNING:
        return returning_in_words(option)
    return {
        "9-10": _("9 or 10 of 10"),
        "7-8": _("7 or 8 of 10"),
        "0-6": _("6 of 10 or lower"),
    }[option]


def day_in_words(on: date) -> str:
    """Return a last day such as "11 September 2026"."""
    return format_date(on, "d MMMM y", locale=locale())
