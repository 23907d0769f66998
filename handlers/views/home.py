"""The Home tab: the same to everyone who sits in the same place, answered or not."""

from collections.abc import Callable, Mapping
from typing import Final

from handlers.views.authoring.listing import surveys_section
from handlers.views.blocks import Block, View, actions, divider, section
from handlers.views.browsing import champions_button, forum_section
from handlers.views.chairing_lists import desk_buttons
from handlers.views.convening import meeting_buttons, meeting_in_words
from handlers.views.events import events_section
from handlers.views.exits import leaving_section
from handlers.views.hailing import month_section
from handlers.views.holding import held_button
from handlers.views.next_steps import next_section
from handlers.views.packing import desk_section
from handlers.views.promise import promise_button
from handlers.views.promises import actions_section
from handlers.views.results import results_section
from handlers.views.roles import people_section
from handlers.views.round_up import thanks_button, thanks_section
from handlers.views.support import help_button
from handlers.views.yours import yours_section
from surveys.model.home import Piece
from surveys.model.messages import Home
from surveys.rules.homes import pieces_for


def _first(model: Home) -> list[Block]:
    """What waits, and the ways that everybody may want at once: all of it on the first screen."""
    forum = [champions_button()] if model.forum else []
    ways = [thanks_button(), *forum, help_button(), promise_button()]
    return [*next_section(model), actions(ways, block_id="at_once")]


def _forum(model: Home) -> list[Block]:
    """The forum, its next meeting, and the way to its questions for whoever looks after them."""
    if model.forum is None:
        return []
    meeting = [meeting_in_words(model.meeting)] if model.meeting else []
    buttons = meeting_buttons(model.meeting) if model.meeting else []
    buttons += desk_buttons(model.chairing) if model.chairing else []
    return forum_section(model.forum, meeting, buttons)


MOST_BLOCKS: Final = 100  # that Slack takes

# A section is empty where there is nothing to say of it. Each has a bound, so that Slack takes the
# whole: what can grow is cut to its newest, and a button leads to a page of the rest.
SECTIONS: Final[Mapping[Piece, Callable[[Home], list[Block]]]] = {
    Piece.NEXT: _first,
    Piece.RESULTS: results_section,
    Piece.ACTIONS: lambda model: actions_section(model.actions) if model.actions else [],
    Piece.MONTH: lambda model: month_section(model.month) if model.month else [],
    Piece.FORUM: _forum,
    Piece.EVENTS: lambda model: events_section(model.events) if model.events else [],
    Piece.LEAVING: lambda model: leaving_section(model.leaving) if model.leaving else [],
    Piece.PEOPLE: lambda model: people_section(model.people),
    Piece.SURVEYS: lambda model: surveys_section(model.surveys) if model.surveys else [],
    Piece.PACK: lambda model: desk_section(model.desk),
    Piece.THANKS: lambda model: thanks_section(model.round_up),
    Piece.YOURS: yours_section,
}


def home(model: Home) -> View:
    """The sections of its reader's roles, in their order."""
    sections = [SECTIONS[piece](model) for piece in pieces_for(model.seats)]
    blocks = [block for one in sections if one for block in (divider(), *one)][1:]
    if len(blocks) > MOST_BLOCKS:  # whoever holds every role: headings tell sections apart too
        blocks = [block for one in sections for block in one]
    return {"type": "home", "blocks": blocks}


def stranger(sentence: str) -> View:
    """For someone who is not in the list."""
    return {"type": "home", "blocks": [section(sentence), actions([help_button(), held_button()])]}
