"""Thanks: the form, what is read where it arrives, the monthly round-up, and the Home tab."""

from collections.abc import Sequence
from typing import Final

from handlers import ids, payloads
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    input_block,
    modal,
    option,
    plain,
    section,
    shortened,
    text_input,
)
from handlers.views.fields import confirmed, tick
from handlers.views.guarding import LONGEST_INPUT, keepable, nobody_is_told, pointed_out
from handlers.views.mrkdwn import day_and_year, escape
from handlers.views.notices import notice
from handlers.views.round_up import given_button, round_up, said
from surveys.model.thanks import (
    LONGEST,
    Given,
    RoundUp,
    Thanked,
    ThanksBack,
    ThanksForm,
    ThanksMessage,
    ThanksSent,
)
from surveys.wording import _

MOST_CHOSEN: Final = 10  # people of one form
MOST_GIVEN: Final = 20
_NAME: Final = 80
_PATH: Final = 150
_SHORT: Final = 300
_MOST_POINTING: Final = 60  # blocks of the hundred in which words are pointed out


def thanks_form(form: ThanksForm, where_to_turn: Sequence[Block] = ()) -> View:
    """Whom, the words, where, and whether the round-up may tell them."""
    entered, sheet = form.entered, form.entered.sheet
    words = _(
        "*This is signed*: whoever you thank reads that it is from you. Please name no child and no"
        " family."
    )
    if form.held:
        words = _(
            "*Nothing is sent yet.* Some words could tell somebody who is meant. They are pointed"
            " out above the text, which stands below without them: send it so, or change it first."
        )
    share = tick(
        _("The monthly round-up"),
        ids.SHARED,
        _("Everyone may read these words in it, without any name"),
        on=entered.shared,
    )
    blocks = [
        *where_to_turn,
        section(words),
        _people(form),
        _team(form),
        *_words(form),
        _channel(form),
        share,
    ]
    if form.held:
        blocks.append(nobody_is_told())
    return modal(
        _("Say thank you"),
        blocks,
        ids.SUBMIT_THANKS,
        close=_("Cancel"),
        submit=_("Send it"),
        metadata=payloads.carrying(
            form=sheet.form_id, step=sheet.step, marks=sheet.marks, instead=sheet.instead
        ),
    )


def words_block(step: int) -> str:
    """The name of the box with the words; one that keeps its name keeps what was typed."""
    return f"{ids.THANKS_WORDS}{step or ''}"


def sent(model: ThanksSent, first: Sequence[Block] = ()) -> View:
    """After sending."""
    whom = _named(model.whom, model.team)
    if model.channel is None:
        words = _("*Sent.* {whom} will read it in their own hours, signed with your name.")
    else:
        words = _(
            "*On its way to {channel}*, signed with your name. If I am not in that channel, I tell"
            " you, and nothing is lost."
        )
    told = words.replace("{channel}", _channel_name(model.channel)).replace("{whom}", whom)
    view = notice(_("Say thank you"), [told], [given_button()], first=first)
    if model.shared is not None:
        reads = _("In the monthly round-up it will read:")
        view["blocks"][-2:-2] = [section(reads), said(model.shared)]
    return view


def given(mine: Sequence[Given], done: str = "") -> View:
    """What its reader wrote, and what they can still do about it."""
    blocks = [section(done)] if done else []
    if not mine:
        blocks.append(section(_("Nothing that you wrote can still be changed.")))
    for place, one in enumerate(mine[:MOST_GIVEN]):
        told = day_and_year(one.day)
        if whom := _named(one.whom, one.team):
            told = _("{day}, to {whom}").replace("{day}", told).replace("{whom}", whom)
        told = _("{day}, not posted").replace("{day}", told) if one.is_back else told
        blocks += [said(shortened(one.words, _SHORT)), context(told), _deeds(one, place)]
    if mine:
        blocks.append(
            context(
                _(
                    "Withdrawn, it is sent to nobody else, and neither told nor counted. A message"
                    " that has arrived stays in Slack."
                )
            )
        )
    return modal(_("Thank-yous you wrote"), blocks, ids.NOTICE, close=_("Close"))


def left_out() -> View:
    """After whoever is thanked kept the words out of the round-up."""
    words = _("Done: the round-up won't tell these words. Nobody is told that you asked.")
    return notice(_("Say thank you"), [words])


def message_text(message: ThanksMessage) -> str:
    """The notification's words; they stand on a locked screen."""
    if isinstance(message, ThanksBack):
        return _("Your thank-you was not posted.")
    if isinstance(message, RoundUp):
        return _("Last month's thank-yous.")
    return _("{who} thanks you.").replace("{who}", _name(message.sender))


def message(message: ThanksMessage) -> list[Block]:
    """What arrives at one person."""
    if isinstance(message, ThanksBack):
        return _back(message)
    if isinstance(message, RoundUp):
        return round_up(message)
    heading = _("*{who} thanks you.*")
    if message.team is not None:
        heading = _("*{who} thanks {team}*, and you are one of them.")
    told = heading.replace("{team}", _path(message.team)).replace("{who}", _name(message.sender))
    where = _("Said privately.")
    if message.channel is not None:
        where = _("It stands in {channel} too.").replace(
            "{channel}", _channel_name(message.channel)
        )
    return [section(told), said(message.words), context(where), *_sharing(message)]


def post_text(message: Thanked) -> str:
    """The notification's words in a channel."""
    return _("{who} says thank you.").replace("{who}", _name(message.sender))


def post(message: Thanked) -> list[Block]:
    """What stands in a channel: names as text, so that nothing rings."""
    words = _("*{who}* thanks *{whom}*")
    whom = _named(message.whom, message.team)
    told = words.replace("{whom}", whom).replace("{who}", _name(message.sender))
    return [section(told), said(message.words), *_sharing(message)]


def _people(form: ThanksForm) -> Block:
    element: Block = {
        "type": "multi_users_select",
        "action_id": ids.CHOICE,
        "placeholder": plain(_("Choose one or more people"), 150),
        "max_selected_items": MOST_CHOSEN,
    }
    if form.entered.people:
        element["initial_users"] = [one.slack_id for one in form.entered.people]
    return input_block(_("Whom do you thank?"), ids.THANKED, element, optional=True)


def _team(form: ThanksForm) -> Block:
    element: Block = {
        "type": "static_select",
        "action_id": ids.THANKED_TEAM,
        "placeholder": plain(_("Choose a team"), 150),
        "options": [option(unit_id, path) for unit_id, path in form.teams],
    }
    if not form.teams:
        element |= {"type": "external_select", "min_query_length": 1}
        element["placeholder"] = plain(_("Type part of a team's name"), 150)
        del element["options"]
    if form.entered.unit_id:
        element["initial_option"] = option(form.entered.unit_id, form.team)
    return input_block(_("Or a whole team"), ids.THANKED_TEAM, element, optional=True)


def _words(form: ThanksForm) -> list[Block]:
    sheet, text = form.entered.sheet, form.entered.text.text
    box = text_input(
        _("Your words"),
        words_block(sheet.step),
        ids.CHOICE,
        hint=_("What they did, and what it changed."),
        limit=min(LONGEST_INPUT, max(LONGEST, len(text))),
        initial=text[:LONGEST_INPUT],
        optional=False,
    )
    if form.held is None:
        return [box]
    pointing = pointed_out(form.held.guarded)[:_MOST_POINTING]
    return [*pointing, box, *keepable(form.held.guarded, str(sheet.step), form.held.ticked)]


def _channel(form: ThanksForm) -> Block:
    element: Block = {
        "type": "conversations_select",
        "action_id": ids.CHOICE,
        "placeholder": plain(_("Privately"), 150),
        "filter": {
            "include": ["public"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
    }
    if form.entered.channel:
        element["initial_conversation"] = form.entered.channel
    block = input_block(_("In a channel too?"), ids.THANKS_CHANNEL, element, optional=True)
    hint = _(
        "Left empty, only those you thank read it. I must be in the channel: /invite me there."
    )
    return block | {"hint": plain(hint, 2000)}


def _sharing(message: Thanked) -> list[Block]:
    """The way out of the round-up, for whom the words are about."""
    if not message.is_shared:
        return []
    words = _("Everyone may read these words in the monthly round-up, without any name.")
    out = button(_("Leave them out"), ids.LEAVE_OUT, message.thanks_id)
    return [section(words, accessory=out)]


def _back(message: ThanksBack) -> list[Block]:
    words = _(
        "*Your thank-you could not be posted in {channel}.* Most likely I am not in that channel:"
        " invite me there, choose another, or send it privately. Nothing of it is lost."
    )
    if message.is_unclear:
        words = _(
            "*Slack did not say whether your thank-you arrived in {channel}.* Please look there"
            " first. If it is missing, open it again: nothing of it is lost."
        )
    told = words.replace("{channel}", _channel_name(message.channel))
    again = button(_("Open it again"), ids.THANKS_AGAIN, message.thanks_id, primary=True)
    return [section(told), actions([again], block_id="thanks_again")]


def _deeds(one: Given, place: int) -> Block:
    withdraw = button(_("Withdraw it"), ids.WITHDRAW_THANKS, one.thanks_id)
    can_not = _("It is sent to nobody else, neither told nor counted. You can't undo this.")
    buttons = [confirmed(withdraw, _("Withdraw it?"), can_not, _("Withdraw it"))]
    if one.is_back:
        buttons.insert(0, button(_("Open it again"), ids.THANKS_AGAIN, one.thanks_id))
    elif one.is_shared:
        buttons.append(button(_("Leave it out of the round-up"), ids.LEAVE_OUT, one.thanks_id))
    for each in buttons:
        label = f"{each['text']['text']}: {day_and_year(one.day)}, {one.words}"
        each["accessibility_label"] = shortened(label, 75)
    return actions(buttons, block_id=f"given_{place}")


def _named(people: Sequence[str], team: str | None) -> str:
    return _path(team) if team is not None else ", ".join(_name(one) for one in people)


def _name(name: str) -> str:
    return escape(shortened(name, _NAME))


def _path(team: str | None) -> str:
    return escape(shortened(team or "", _PATH))


def _channel_name(channel: str | None) -> str:
    return f"<#{channel}>"
