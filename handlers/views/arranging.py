"""The form in which an organiser adds an event or changes it."""

from collections.abc import Sequence
from typing import Final

from handlers import ids
from handlers.event_payloads import event_block, event_metadata
from handlers.views.blocks import (
    Block,
    View,
    checkboxes,
    input_block,
    menu,
    modal,
    plain,
    section,
    text_input,
)
from handlers.views.events import kind_in_words, repeat_in_words, town
from handlers.views.fields import short_input
from handlers.views.guarding import LONGEST_INPUT, keepable, nobody_is_told, pointed_out
from handlers.views.mrkdwn import day
from surveys.model.events import (
    LONGEST_HOST,
    LONGEST_LINK,
    LONGEST_PLACE,
    LONGEST_TITLE,
    LONGEST_WHAT,
    EventForm,
    EventKind,
    EventText,
    Repeat,
)
from surveys.wording import _, ngettext

_MINUTES: Final = (30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 420, 480)
_MOST_POINTING: Final = 60  # blocks of the hundred in which words are pointed out
_HINT: Final = 2000


def event_form(form: EventForm, where_to_turn: Sequence[Block] = ()) -> View:
    """A new event, or one that is changed; `where_to_turn` stands above it."""
    planned = form.planned
    kinds = [(str(one), kind_in_words(one)) for one in EventKind]
    kind = menu(_("Kind"), ids.KIND, ids.CHOICE, kinds, initial=str(planned.kind), optional=False)
    blocks = [*where_to_turn, section(_opening(form)), kind]
    room = _MOST_POINTING
    for name in EventText:
        own = _text(form, name)
        room -= len(own)
        blocks += own if room >= 0 else own[-2:]
    blocks += [*_when(form), *_where(form)]
    blocks.append(
        short_input(
            _("Who runs it"),
            ids.HOST,
            limit=LONGEST_HOST,
            initial=planned.host,
            hint=_("Everybody reads this: please ask them first."),
            optional=True,
        )
    )
    if form.held:
        blocks.append(nobody_is_told())
    return modal(
        _("Change an event") if form.sheet.version else _("Add an event"),
        blocks,
        ids.SUBMIT_EVENT,
        close=_("Cancel"),
        submit=_("Keep it"),
        metadata=event_metadata(form.sheet, form.held),
    )


def _opening(form: EventForm) -> str:
    if form.held:
        return _(
            "*Nothing is kept yet.* Some words could tell somebody who is meant. They are pointed"
            " out above each text, which stands below without them: keep it so, or change it first."
        )
    return _(
        "Everybody reads this on Home, and nobody is messaged. There is no limit of places, since"
        " it would need a list of who comes."
    )


def _text(form: EventForm, name: EventText) -> list[Block]:
    """One text; where it is held back, its telling words above it and those to keep below."""
    entered, held = form.planned.texts.get(name), form.held.get(name)
    said = entered.text if entered else ""
    block_id, most = event_block(name, form.sheet.step), LONGEST_TITLE
    if name is EventText.TITLE:
        box = short_input(
            _("Name"), block_id, limit=max(most, len(said)), initial=said[:LONGEST_INPUT]
        )
    else:
        most = min(LONGEST_INPUT, max(LONGEST_WHAT, len(said)))
        hint = _("What happens there, and for whom it is. Please name nobody.")
        box = text_input(
            _("What it is"),
            block_id,
            ids.CHOICE,
            hint=hint,
            limit=most,
            initial=said[:LONGEST_INPUT],
            optional=False,
        )
    if held is None:
        return [box]
    suffix = f"{form.sheet.step}_{name}"
    return [*pointed_out(held.guarded), box, *keepable(held.guarded, suffix, held.ticked)]


def _when(form: EventForm) -> list[Block]:
    planned = form.planned
    lengths = sorted({*_MINUTES, planned.minutes} if planned.minutes > 0 else _MINUTES)
    minutes = [(str(one), minutes_in_words(one)) for one in lengths]
    repeats = [(str(one), repeat_in_words(one)) for one in Repeat]
    starts = _picker("datepicker", "initial_date", f"{planned.starts_on or ''}")
    at = _picker("timepicker", "initial_time", f"{planned.at:%H:%M}" if planned.at else "")
    until = _picker("datepicker", "initial_date", f"{planned.until or ''}")
    clock = _("Begins at ({town} time)").format(town=town(form.zone))
    last = input_block(_("Until"), ids.UNTIL, until, optional=True)
    hint = _("If it repeats. It is not held on bank holidays of England, except the first day.")
    return [
        input_block(_("Day"), ids.STARTS, starts, optional=False),
        input_block(clock, ids.AT, at, optional=False),
        menu(
            _("How long"),
            ids.MINUTES,
            ids.CHOICE,
            minutes,
            initial=str(planned.minutes),
            optional=False,
        ),
        menu(
            _("Repeats"),
            ids.REPEATS,
            ids.CHOICE,
            repeats,
            initial=str(planned.repeat),
            optional=False,
        ),
        last | {"hint": plain(hint, _HINT)},
        *_left_out(form),
    ]


def _left_out(form: EventForm) -> list[Block]:
    if not form.offered:
        return []
    days = [(f"{one}", day(one)) for one in form.offered]
    ticked = [f"{one}" for one in form.planned.left_out]
    return [checkboxes(_("Not on these days"), ids.LEFT_OUT, ids.CHOICE, days, initial=ticked)]


def _where(form: EventForm) -> list[Block]:
    return [
        short_input(
            _("Room"),
            ids.PLACE,
            limit=LONGEST_PLACE,
            initial=form.planned.place,
            hint=_("Leave it empty if it is only online."),
            optional=True,
        ),
        short_input(
            _("Link to meet at"),
            ids.LINK,
            limit=LONGEST_LINK,
            initial=form.planned.link,
            hint=_(
                "It begins with https://. Best one that asks nobody to sign in: the meeting itself"
                " may list who came."
            ),
            optional=True,
        ),
    ]


def minutes_in_words(minutes: int) -> str:
    """How long an event takes, such as "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    told = []
    if hours:
        told.append(ngettext("{n} hour", "{n} hours", hours).format(n=hours))
    if rest:
        told.append(ngettext("{n} minute", "{n} minutes", rest).format(n=rest))
    return " ".join(told)


def _picker(kind: str, initial: str, value: str) -> Block:
    element: Block = {"type": kind, "action_id": ids.CHOICE}
    return element | ({initial: value} if value else {})
