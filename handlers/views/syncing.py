"""That Slack tells otherwise of people than the list does: one line of counts, without names."""

from handlers.views.blocks import Block, section
from surveys.model.syncing import PeopleChanged
from surveys.wording import _, ngettext


def message_text(model: PeopleChanged) -> str:
    """Return a line's words for notifications."""
    if not model.people:
        return _("Parts of the organisation changed in Slack, and not yet on the list.")
    return ngettext(
        "{n} person changed in Slack, and not yet on the list.",
        "{n} people changed in Slack, and not yet on the list.",
        model.people,
    ).format(n=model.people)


def message(model: PeopleChanged) -> list[Block]:
    """Return a line: how many, and the command that shows and applies it."""
    words = _("*{said}* In counts: {counts}. `staff-voice people sync` shows who, and applies it.")
    line = words.format(said=message_text(model), counts=", ".join(_counts(model)))
    if model.too_many_leave:
        line += " " + _(
            "So many would leave that a user group may have been emptied by mistake:"
            " look there first."
        )
    return [section(line)]


def _counts(model: PeopleChanged) -> list[str]:
    joined, moved, otherwise = model.joined, model.moved, model.otherwise
    left, parts = model.left, model.parts
    said = [
        (ngettext("{n} joined", "{n} joined", joined), joined),
        (ngettext("{n} moved", "{n} moved", moved), moved),
        (ngettext("{n} changed otherwise", "{n} changed otherwise", otherwise), otherwise),
        (ngettext("{n} left", "{n} left", left), left),
        (
            ngettext(
                "{n} part of the organisation changed",
                "{n} parts of the organisation changed",
                parts,
            ),
            parts,
        ),
    ]
    return [words.format(n=count) for words, count in said if count]
