"""HR's list of leavers: facts for the census, and how the message went; never an answer."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from handlers import exit_payloads, ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    date_input,
    input_block,
    menu,
    modal,
    plain,
    section,
    shortened,
)
from handlers.views.fields import confirmed, tick
from handlers.views.mrkdwn import day_and_year, escape
from handlers.views.notices import notice
from surveys.model.deliveries import DeliveryState
from surveys.model.leaving import Code, LeaverLine, LeavingBank
from surveys.wording import _, ngettext

MOST: Final = 40
_NAME: Final = 100


def leavers(lines: Sequence[LeaverLine]) -> View:
    """The list, the newest last day first."""
    blocks: list[Block] = [
        section(
            _(
                "Facts for the workforce census, and the offer of a conversation. Whether anybody"
                " took it up stands nowhere."
            )
        ),
        actions([button(_("Record a leaver"), ids.RECORD_LEAVER, primary=True)], "record"),
    ]
    for place, one in enumerate(lines[:MOST]):
        words = _("*{name}*: last day {day}").replace("{name}", _name(one))
        show = button(_("Open"), ids.LEAVER, one.leaver_id)
        said = section(words.replace("{day}", day_and_year(one.last_day)), accessory=show)
        blocks.append(said | {"block_id": f"leaver_{place}"})
    if not lines:
        blocks.append(section(_("Nobody is recorded.")))
    if (more := len(lines) - MOST) > 0:
        words = ngettext("and {n} earlier leaver", "and {n} earlier leavers", more)
        blocks.append(context(words.format(n=more)))
    return modal(_("Leavers"), blocks, ids.NOTICE, close=_("Close"))


def one_leaver(one: LeaverLine, *, kept: bool = False) -> View:
    """One leaver, and what HR can do."""
    said = [
        *([_("*Saved.*")] if kept else []),
        _("*{name}*: last day {day}")
        .replace("{name}", _name(one))
        .replace("{day}", day_and_year(one.last_day)),
        f"{_('Reason')}: {_coded(one.reason)}\n{_('Destination')}: {_coded(one.destination)}",
        _message(one),
    ]
    buttons = [button(_("Change"), ids.CHANGE_LEAVER, one.leaver_id)]
    if not one.is_over:
        buttons.append(button(_("Take down what they say"), ids.TAKE_DOWN, one.leaver_id))
    take_back = confirmed(
        button(_("They are not leaving"), ids.RESCIND, one.leaver_id),
        _("Take this leaving back?"),
        _(
            "The record goes. What they said, if anything, is destroyed unread, unless a release"
            " counted it already."
        ),
        _("Take it back"),
        danger=True,
    )
    buttons += [take_back, button(_("All leavers"), ids.LEAVERS)]
    blocks = [*(section(words) for words in said), actions(buttons, "leaver")]
    return modal(_("Leavers"), blocks, ids.NOTICE, close=_("Close"))


def leaver_form(bank: LeavingBank, today: date, one: LeaverLine | None = None) -> View:
    """A new record. Or the change of one."""
    blocks: list[Block] = []
    if one is None:
        element: Block = {
            "type": "users_select",
            "action_id": ids.CHOICE,
            "placeholder": plain(_("Choose a person"), 150),
        }
        blocks.append(input_block(_("Who leaves"), ids.WHO, element, optional=False))
    else:
        blocks.append(section(f"*{_name(one)}*"))
    last_day = one.last_day if one else today
    reason, destination = (one.reason, one.destination) if one else (None, None)
    blocks += [
        date_input(_("Last day"), ids.LAST_DAY, ids.CHOICE, last_day.isoformat()),
        _codes(_("Reason, as the census has it"), "reason", bank.reasons, reason),
        _codes(_("Where they go"), "destination", bank.destinations, destination),
        context(
            _(
                "They are offered a conversation four weeks before the last day, or now if that has"
                " passed. These facts are never joined to what they say."
            )
        ),
    ]
    return modal(
        _("A leaver"),
        blocks,
        ids.SUBMIT_LEAVER,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=exit_payloads.leaver_metadata(one.leaver_id if one else ""),
    )


def agreement_form(one: LeaverLine) -> View:
    """Before HR takes down what a leaver says: that they agree."""
    words = _(
        "For a conversation in person, or a form on paper. Read out to *{name}*: what is taken down"
        " lies sealed like what others write, counts in figures of ten leavers or more, and they"
        " can withdraw it until their last day. Until its release it can be read by whoever holds"
        " the pool's key and a copy of the database. You know what they say: keep it to yourself."
    ).replace("{name}", _name(one))
    agreed = tick(_("Agreement"), ids.AGREED, _("They agree that I take it down"), on=False)
    return modal(
        _("What they say"),
        [section(words), agreed],
        ids.SUBMIT_AGREED,
        close=_("Cancel"),
        submit=_("Begin"),
        metadata=exit_payloads.leaver_metadata(one.leaver_id),
    )


def rescinded(*, was_there: bool) -> View:
    """After a leaving was taken back, the second click included."""
    words = (
        _(
            "Taken back. Nothing of it is kept, and what they had said, if anything, is destroyed"
            " unread. A release that counted it stays as it is."
        )
        if was_there
        else _("This leaving was taken back already.")
    )
    back = [button(_("All leavers"), ids.LEAVERS)]
    return notice(_("Leavers"), [words], back)


def _codes(label: str, name: str, codes: Sequence[Code], chosen: Code | None) -> Block:
    options = [(str(one.number), _coded(one, whole=False)) for one in codes]
    initial = str((chosen or codes[-1]).number)
    return menu(label, f"{ids.CODE}_{name}", ids.CHOICE, options, initial=initial, optional=False)


def _coded(code: Code, *, whole: bool = True) -> str:
    words = f"{code.number} {_(code.words)}"
    return escape(words) if whole else words


def _message(one: LeaverLine) -> str:
    if not one.is_on_slack and not one.is_over:
        return _(
            "They have no open account in Slack, so no message reaches them. What they said so"
            " far, if anything, counts as it is; offer them a conversation in person, or a form on"
            " paper."
        )
    if one.message is None:
        return _("No message: the last day had passed, or nothing is asked.")
    return {
        DeliveryState.PENDING: _("The message to them waits for its day."),
        DeliveryState.SENDING: _("The message to them is on its way."),
        DeliveryState.SENT: _("The message reached them."),
        DeliveryState.FAILED: _("The message could not reach them."),
        DeliveryState.CANCELLED: _("The message was not sent: it came too late."),
    }[one.message]


def _name(one: LeaverLine) -> str:
    return escape(shortened(one.name, _NAME))
