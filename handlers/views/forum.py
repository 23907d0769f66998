"""The forum's words that several journeys use: states, topics, posts, and what people wrote."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from handlers.views.acting import named
from handlers.views.blocks import Block, shortened
from handlers.views.mrkdwn import escape
from surveys.model.actions import Named
from surveys.model.forum import Addressee, HideReason, QuestionState
from surveys.wording import _, ngettext

_PIECE: Final = 2900  # characters of a paragraph once escaped; Slack takes 3000
_OPENS, _ENDS = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
# What would turn the text around it, or end the isolation in which we put it.
_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_WORKING_WEEK: Final = 5
_IN_DAYS: Final = 10  # working days; from then on an age is told in weeks


def state_in_words(state: QuestionState) -> str:
    """Where a question stands."""
    return {
        QuestionState.WAITING: _("Waiting for champions to read it"),
        QuestionState.REWORDING: _("Waiting for its asker to reword it"),
        QuestionState.OPEN: _("Open"),
        QuestionState.ANSWERED: _("Answered"),
        QuestionState.HIDDEN: _("Not shown"),
        QuestionState.MERGED: _("Joined with another question"),
        QuestionState.SPLIT: _("Parted into several questions"),
    }[state]


def addressee_in_words(addressee: Addressee) -> str:
    """For whom a question is."""
    return {
        Addressee.ANYONE: _("Whoever can answer it"),
        Addressee.DIRECTOR: _("The Director"),
        Addressee.HEADS: _("Heads of Service"),
        Addressee.MANAGERS: _("Team managers"),
        Addressee.HR: _("HR and workforce"),
    }[addressee]


def hide_reason_in_words(reason: HideReason) -> str:
    """Why a question is not shown."""
    return {
        HideReason.NAMES_FAMILY: _("It could identify a child, a family or a case"),
        HideReason.NAMES_COLLEAGUE: _("It could identify a colleague"),
        HideReason.OTHER_ROUTE: _("It has a route of its own: safeguarding, whistleblowing, HR"),
        HideReason.ABUSIVE: _("It is abusive"),
        HideReason.NOT_FOR_FORUM: _("It is not for the forum to answer"),
    }[reason]


def topic_in_words(name: str | None) -> str:
    """What a question is about, by the name of its driver. None: something else."""
    return _(name) if name else _("Something else")


def votes_in_words(votes: str | int) -> str:
    """A band of votes such as "5-9", or once the cycle has closed their number."""
    if isinstance(votes, int):
        return ngettext("{n} vote", "{n} votes", votes).format(n=votes)
    return _("{band} votes").format(band=votes)


def age_in_words(working_days: int) -> str:
    """How long ago champions first had a question, in working days and then in weeks."""
    if working_days < 1:
        return _("since today")
    if working_days < _IN_DAYS:
        words = ngettext("for {n} working day", "for {n} working days", working_days)
        return words.format(n=working_days)
    weeks = working_days // _WORKING_WEEK
    return ngettext("for {n} week", "for {n} weeks", weeks).format(n=weeks)


def holder_in_words(who: Named | None) -> str:
    """With whom a question is, in mrkdwn. None: with nobody yet."""
    return named(who) if who else _("nobody yet")


def written(text: str) -> list[Block]:
    """What somebody wrote, whole, as plain text that rings nobody and leads nowhere.

    An emoji's name stays its name, and what is written from right to left turns nothing around it.
    """
    return [
        {"type": "section", "text": {"type": "plain_text", "text": piece, "emoji": False}}
        for piece in _pieces(isolated(text))
        if piece.strip()
    ]


def written_shortly(text: str, limit: int) -> Block:
    """The beginning of what somebody wrote, on as few lines as there are, as plain text."""
    one_line = isolated(shortened(" ".join(text.split()), limit))
    return {"type": "section", "text": {"type": "plain_text", "text": one_line, "emoji": False}}


def quoted(text: str, limit: int) -> str:
    """The same amid a sentence of ours, in mrkdwn."""
    return escape(isolated(shortened(" ".join(text.split()), limit))).replace(":", ":\u2060")


def isolated(text: str) -> str:
    """Put each line that holds letters written from right to left apart from what is around it."""
    kept = "".join(one for one in text if unicodedata.bidirectional(one) not in _TURNING)
    return "\n".join(_apart(line) for line in kept.split("\n"))


def _apart(line: str) -> str:
    turns = any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in line)
    return f"{_OPENS}{line}{_ENDS}" if turns else line


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that Slack takes, even where it counts `&` as the five of `&amp;`."""
    piece, size = "", 0
    for one in text:
        own = len(escape(one))
        if size + own > _PIECE:
            yield piece
            piece, size = "", 0
        piece, size = piece + one, size + own
    yield piece
