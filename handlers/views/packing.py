"""A quarter's pack in Slack: who may ask for one, the form, and the message that brings it."""

import json

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    header,
    modal,
    radio,
    section,
)
from handlers.views.mrkdwn import escape
from handlers.views.notices import notice
from handlers.views.quarters import quarter_menu
from surveys.model.ordering import Desk, PackChoices, PackNotMade
from surveys.model.packs import Audience, Pack
from surveys.wording import _


def desk_section(desk: Desk | None) -> list[Block]:
    """What the Home tab offers whoever has to do with packs, and nobody else."""
    if desk is None:
        return []
    buttons = []
    if desk.audiences:
        buttons.append(button(_("Make a pack"), ids.PACK))
    if desk.signer:
        buttons.append(button(_("Comment on a quarter"), ids.COMMENT_ON))
    if desk.enters:
        buttons.append(button(_("Figures beside the pulse"), ids.FIGURES))
        buttons.append(button(_("Days to mark"), ids.DAYS))
    return [header(_("The quarter's pack")), actions(buttons, block_id="packs")]


def pack_form(choices: PackChoices) -> View:
    """Which quarter's pack, and for whom."""
    words = _(
        "Everything published in a quarter that is over: a page, a document and a workbook with the"
        " same figures, and what was promised as action plans. Without comments of staff: Slack"
        " keeps what is sent."
    )
    whom = [(str(one), audience_in_words(one)) for one in choices.audiences]
    first = whom[0][0]
    return modal(
        _("Make a pack"),
        [
            section(words),
            quarter_menu(choices.quarters),
            radio(_("For whom"), ids.FOR_WHOM, ids.CHOICE, whom, initial=first, optional=False),
        ],
        ids.SUBMIT_PACK,
        close=_("Cancel"),
        submit=_("Make it"),
        metadata=json.dumps({"order": choices.order_id}),
    )


def audience_in_words(audience: Audience) -> str:
    """For whom, as the form offers it."""
    return {
        Audience.BOARD: _("The board: the organisation and its services"),
        Audience.MEMBERS: _("Elected members: the organisation and its services"),
        Audience.LEADERS: _("Leaders: every part that may be shown"),
    }[audience]


def being_made() -> View:
    """After a pack was asked for."""
    words = _(
        "It is being made and will come in a message from Staff Voice, most often within a few"
        " minutes. You can close this."
    )
    return notice(_("Make a pack"), [words])


def pack_sent(pack: Pack) -> str:
    """The message that a pack's files come with."""
    titled = {
        Audience.BOARD: _("*The pack of {quarter} for the board*"),
        Audience.MEMBERS: _("*The pack of {quarter} for elected members*"),
        Audience.LEADERS: _("*The pack of {quarter} for leaders*"),
    }[pack.audience]
    files = _(
        "A page to read and print, a document for your own words around it, a workbook for charts,"
        " and the promises as three action plans. Take the one you need."
    )
    care = _(
        "Please take care: change no figure, sort no parts by one, and give it to nobody beyond"
        " those it was made for."
    )
    if pack.audience is not Audience.MEMBERS:  # theirs never has any
        without = _(
            "It has no comments of staff, because Slack keeps what is sent; whoever runs Staff"
            " Voice can make a copy that has some."
        )
        care = f"{care} {without}"
    return "\n\n".join([titled.format(quarter=pack.quarter.name), files, care])


def title_of(pack: Pack, name: str) -> str:
    """What a file of a pack is called in Slack."""
    kind = name.removesuffix(".csv").rpartition("-")[2] if name.endswith(".csv") else ""
    named = {
        "priority": _("Action plan by priority"),
        "specific": _("Action plan by specific action"),
        "achieved": _("What we said, achieved and do next"),
    }.get(kind)
    if named is None:
        named = {
            "html": _("Pack to read and print"),
            "docx": _("Pack as a document"),
            "xlsx": _("Pack as a workbook"),
        }[name.rpartition(".")[2]]
    return _("{quarter}: {what}").format(quarter=pack.quarter.name, what=named)


def not_made_text(word: PackNotMade) -> str:
    """What its asker is told of a pack that won't come."""
    if word.may_not_upload:
        words = _(
            "The pack of {quarter} you asked for could not be sent: Slack does not let Staff Voice"
            " upload files yet. Please ask your administrator to install the app again with its"
            " present manifest."
        )
    else:
        words = _(
            "The pack of {quarter} you asked for could not be made or sent. Please ask for it again"
            " later, or ask whoever runs Staff Voice for it."
        )
    return words.format(quarter=word.quarter.name)


def not_made(word: PackNotMade) -> list[Block]:
    """The same as a message."""
    return [section(escape(not_made_text(word)))]
