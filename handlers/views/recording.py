"""The forms in which an action is recorded and changed, and the message to its owner."""

from collections.abc import Iterable, Sequence
from typing import Final

from handlers import ids, payloads
from handlers.views.acting import named, said_in_words, shown, state_in_words
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    input_block,
    menu,
    modal,
    option,
    plain,
    section,
    shortened,
    text_input,
)
from handlers.views.fields import MOST_LISTED
from handlers.views.guarding import LONGEST_INPUT, keepable, nobody_is_told, pointed_out
from handlers.views.mrkdwn import day, day_and_year, escape, short_day
from surveys.model.actions import (
    LONGEST,
    ActionForm,
    ActionState,
    Offered,
    Parts,
    PromiseReminder,
    Said,
    Text,
)
from surveys.wording import _, ngettext

_GROUP: Final = 75  # characters of a group's name
_MOST_GROUPS: Final = 100
_MOST_OPTIONS: Final = 500  # in all: a view may have 250 kB
_MOST_POINTING: Final = 60  # blocks of the hundred in which words are pointed out
_LINE: Final = 300
_ASKED: Final = 600  # characters of a question


def parts_form(parts: Parts) -> View:
    """For which part of the organisation something will be done."""
    words = _("An action answers a published result of one part. For which part is it?")
    if parts.forum_question_id:
        words = _("An action that follows a question of the forum. For which part is it?")
    blocks = [
        section(words),
        _grouped(_("Part of the organisation"), ids.PART, parts.groups, None),
    ]
    more = sum(len(own) for _name, own in parts.groups) - _MOST_OPTIONS
    if more > 0:
        words = ngettext(
            "{n} more part has no room here: its own manager can record for it.",
            "{n} more parts have no room here: their own managers can record for them.",
            more,
        )
        blocks.append(context(words.format(n=more)))
    return modal(
        _("What we will do"),
        blocks,
        ids.SUBMIT_PART,
        close=_("Cancel"),
        submit=_("Next"),
        metadata=payloads.asked_metadata(parts.forum_question_id),
    )


def action_form(form: ActionForm, where_to_turn: Sequence[Block] = ()) -> View:
    """A new action, or one that is changed; `where_to_turn` stands above it."""
    blocks = [*where_to_turn, *_opening(form), *_of_the_result(form)]
    room = _MOST_POINTING
    for name in (Text.WHAT, Text.OUTCOME, Text.MEASURE):
        own = _text(form, name)
        room -= len(own)
        blocks += own if room >= 0 else own[-2:]
    blocks += [_owner(form), _due(form)]
    if form.sheet.version:
        blocks += [_state(form), *_text(form, Text.NOTE)]
    if form.held:
        blocks.append(nobody_is_told())
    return modal(
        _("What we will do"),
        blocks,
        ids.SUBMIT_ACTION,
        close=_("Cancel"),
        submit=_("Keep it"),
        metadata=payloads.sheet_metadata(form.sheet, form.held),
    )


def reminder_text(message: PromiseReminder) -> str:
    """The notification's words."""
    if message.is_late:
        return _("What you promised is overdue.")
    return _("What you promised is due on {day}.").format(day=day(message.due))


def reminder(message: PromiseReminder) -> list[Block]:
    """What its reader promised, and the way to say how it goes."""
    what = escape(shortened(message.what, _LINE))
    words = _("It was due on {day}.") if message.is_late else _("It is due on {day}.")
    told = words.format(day=day_and_year(message.due))
    asked = _("Say how it goes, choose another day, or say why it does not go ahead.")
    return [
        section(f"*{_('You promised, for {part}:')}*".replace("{part}", _part(message.part))),
        section(what),
        section(f"{told} {asked}"),
        actions(
            [button(_("Say how it goes"), ids.CHANGE_ACTION, message.action_id, primary=True)],
            block_id="action",
        ),
    ]


def _opening(form: ActionForm) -> list[Block]:
    if form.held:
        words = _(
            "*Nothing is kept yet.* Some words could tell somebody who is meant. They are pointed"
            " out above each text, which stands below without them: keep it so, or change it first."
        )
        return [section(words)]
    words = _("For *{part}*. Everyone in it reads this, in plain words please, naming nobody.")
    if form.asked is None:
        return [section(words.replace("{part}", _part(form.part)))]
    words = _(
        "For *{part}*. Everyone can read this in the minutes, in plain words please, naming"
        " nobody. It follows this question of the forum:"
    )
    asked = {"type": "section", "text": plain(shortened(form.asked, _ASKED), _ASKED)}
    return [section(words.replace("{part}", _part(form.part))), asked]


def _of_the_result(form: ActionForm) -> list[Block]:
    if not form.offered:
        return []
    groups = (
        (_release(offers[0].said), [(one.key, _offer(one)) for one in offers])
        for offers in form.offered
    )
    return [_grouped(_("You said"), ids.SAID, groups, form.entered.said)]


def _text(form: ActionForm, name: Text) -> list[Block]:
    """One text; where it is held back, its telling words above it and those to keep below."""
    label, hint, optional = {
        Text.WHAT: (
            _("What we will do"),
            _("One thing, so that everyone can see it happen."),
            False,
        ),
        Text.OUTCOME: (_("Outcome sought"), _("What will be different for people."), True),
        Text.MEASURE: (_("Measure"), _("How we will know."), True),
        Text.NOTE: (_("How it goes"), _("If it does not go ahead: why."), True),
    }[name]
    entered, held = form.entered.texts.get(name), form.held.get(name)
    said = entered.text if entered else ""
    block_id = payloads.text_block(name, form.sheet.step)
    box = text_input(
        label,
        block_id,
        ids.CHOICE,
        hint=hint,
        limit=min(LONGEST_INPUT, max(LONGEST, len(said))),
        initial=said[:LONGEST_INPUT],
        optional=optional,
    )
    if held is None:
        return [box]
    suffix = f"{form.sheet.step}_{name}"
    return [*pointed_out(held.guarded), box, *keepable(held.guarded, suffix, held.ticked)]


def _owner(form: ActionForm) -> Block:
    element: Block = {
        "type": "users_select",
        "action_id": ids.CHOICE,
        "placeholder": plain(_("Choose a person"), 150),
    }
    if form.entered.owner:
        element["initial_user"] = form.entered.owner.slack_id
    block = input_block(_("Lead"), ids.OWNER, element, optional=True)
    hint = _("They are reminded a week before the day. Left empty: you.")
    if form.owner is not None:
        hint = _("Left empty, it stays: {owner}").format(owner=named(form.owner))
    return block | {"hint": plain(hint, 2000)}


def _due(form: ActionForm) -> Block:
    element: Block = {"type": "datepicker", "action_id": ids.CHOICE}
    if form.entered.due:
        element["initial_date"] = form.entered.due.isoformat()
    return input_block(_("Due by"), ids.DUE, element, optional=False)


def _state(form: ActionForm) -> Block:
    states = [(str(one), state_in_words(one)) for one in ActionState]
    state = str(form.entered.state)
    return menu(_("State"), ids.STATE, ids.CHOICE, states, initial=state, optional=False)


def _grouped(
    label: str,
    block_id: str,
    groups: Iterable[tuple[str, Sequence[tuple[str, str]]]],
    initial: str | None,
) -> Block:
    """One choice among many, group by group."""
    cut: list[tuple[str, Sequence[tuple[str, str]]]] = []
    room = _MOST_OPTIONS
    for name, whole in groups:
        own = whole[:room]
        room -= len(own)
        cut += [(name, own[at : at + MOST_LISTED]) for at in range(0, len(own), MOST_LISTED)]
    element: Block = {
        "type": "static_select",
        "action_id": ids.CHOICE,
        "option_groups": [
            {
                "label": plain(name, _GROUP),
                "options": [option(value, words) for value, words in own],
            }
            for name, own in cut[:_MOST_GROUPS]
        ],
    }
    for _name, own in cut[:_MOST_GROUPS]:
        for value, words in own:
            if value == initial:
                element["initial_option"] = option(value, words)
    return input_block(label, block_id, element, optional=False)


def _release(said: Said) -> str:
    title = shortened(_(said.title), _GROUP // 2) if said.title else _("Weekly pulse")
    if said.figure is None:
        return title
    return _("{title}, {day}").format(title=title, day=short_day(said.figure.closed))


def _offer(one: Offered) -> str:
    """The figure first: a long name is cut, and the figure must not be."""
    said = one.said
    value = shown(said, said.figure) if said.figure else ""
    words = _("{value}: {label}, {place}")
    told = {"{value}": value, "{label}": said_in_words(said), "{place}": said.place}
    for name, part in told.items():
        words = words.replace(name, part)
    return words


def _part(name: str) -> str:
    return escape(shortened(name, _LINE // 3))
