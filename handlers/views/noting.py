"""Figures beside the pulse, and days to mark: what HR enters, as its forms say it."""

import json
from collections.abc import Sequence
from typing import Final

from handlers import ids
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
from handlers.views.fields import MOST_LISTED, confirmed, short_input
from handlers.views.mrkdwn import day_and_year, escape, number
from handlers.views.notices import notice
from handlers.views.quarters import quarter_menu
from surveys.model.context import LONGEST_LABEL, MOST, Event, Marker, Measure
from surveys.model.noting import DaysPage, FiguresForm, NotedPart, NotedPlaces
from surveys.wording import _, ngettext

_NAME: Final = 80
_MOST_DAYS: Final = 40
_HINT: Final = 2000


def measure_in_words(measure: Measure) -> str:
    """What a measure counts."""
    return {
        Measure.TURNOVER: _("Turnover in twelve months, % of posts"),
        Measure.PERMANENT: _("Permanent rather than agency, % of filled posts"),
        Measure.VACANCIES: _("Vacancies, % of posts"),
        Measure.CASELOAD: _("Average caseload, children a social worker"),
    }[measure]


def event_in_words(event: Event) -> str:
    """What happened on a day."""
    return {
        Event.RESTRUCTURE: _("restructure"),
        Event.NEW_LEADER: _("new leader"),
        Event.INSPECTION: _("inspection"),
        Event.OTHER: _("event"),
    }[event]


def marker_in_words(marker: Marker) -> str:
    """Such as "inspection on 11 September 2026 (full inspection)"."""
    words = _("{event} on {date}").format(
        event=event_in_words(marker.event), date=day_and_year(marker.on)
    )
    return f"{words} ({marker.label})" if marker.label else words


def places_form(places: NotedPlaces, quarter: str | None = None) -> View:
    """Of which quarter and part figures are entered; `quarter`: the one that lacks them."""
    words = _(
        "What HR knows from its own records, printed in packs beside what staff said and joined to"
        " nobody's answers. For the organisation or a service, never a team: there a rate would be"
        " a person."
    )
    return modal(
        _("Figures beside the pulse"),
        [section(words), quarter_menu(places.quarters, quarter), _part_menu(places.parts)],
        ids.SUBMIT_PLACE,
        close=_("Cancel"),
        submit=_("Next"),
    )


def figures_form(form: FiguresForm) -> View:
    """The figures of one quarter and part, as they stand."""
    words = _("*{quarter}*, {part}. An empty box takes its figure away.")
    said = words.format(quarter=form.quarter.name, part=_named(form.part))
    return modal(
        _("Figures beside the pulse"),
        [section(said), *(_figure(one, form.values.get(one)) for one in Measure)],
        ids.SUBMIT_FIGURES,
        close=_("Cancel"),
        submit=_("Keep them"),
        metadata=json.dumps({"quarter": form.quarter.name, "unit": form.part.unit_id}),
    )


def figures_kept(form: FiguresForm) -> View:
    """After figures were kept: how they stand."""
    words = _("Kept for *{quarter}*, {part}:")
    said = words.format(quarter=form.quarter.name, part=_named(form.part))
    not_entered = _("not entered")
    lines = [
        _("{measure}: {value}").format(
            measure=measure_in_words(one),
            value=number(form.values[one]) if one in form.values else not_entered,
        )
        for one in Measure
    ]
    return notice(
        _("Figures beside the pulse"), ["\n".join([said, *(f"• {one}" for one in lines)])]
    )


def days_page(page: DaysPage) -> View:
    """The days that are marked, the newest first."""
    blocks: list[Block] = [
        section(
            _("Days that may have moved results. Those of the organisation stand on its trends.")
        ),
        actions([button(_("Mark a day"), ids.MARK_DAY, primary=True)], block_id="mark"),
    ]
    if not page.marked:
        blocks.append(section(_("No day is marked yet.")))
    for place, (name, marker) in enumerate(page.marked[:_MOST_DAYS]):
        told = marker_in_words(marker)
        words = f"{escape(told[:1].upper() + told[1:])}\n{escape(shortened(name, _NAME))}"
        blocks.append(section(words, accessory=_unmark(marker)) | {"block_id": f"day_{place}"})
    more = len(page.marked) - _MOST_DAYS
    if more > 0:
        words = ngettext("and {n} earlier day", "and {n} earlier days", more)
        blocks.append(context(words.format(n=more)))
    return modal(_("Days to mark"), blocks, ids.NOTICE, close=_("Close"))


def day_form(page: DaysPage) -> View:
    """A day to mark."""
    events = [
        (str(Event.RESTRUCTURE), _("A restructure")),
        (str(Event.NEW_LEADER), _("A new leader")),
        (str(Event.INSPECTION), _("An inspection")),
        (str(Event.OTHER), _("Something else")),
    ]
    hint = _("A few words that name nobody, such as: focused visit.")
    return modal(
        _("Mark a day"),
        [
            date_input(_("Day"), ids.ON_DAY, ids.CHOICE, page.today.isoformat()),
            menu(_("What happened"), ids.EVENT, ids.CHOICE, events, optional=False),
            _part_menu(page.parts),
            short_input(_("Label"), ids.DAY_LABEL, limit=LONGEST_LABEL, hint=hint, optional=True),
        ],
        ids.SUBMIT_DAY,
        close=_("Cancel"),
        submit=_("Mark it"),
    )


def _figure(measure: Measure, value: float | None) -> Block:
    element: Block = {
        "type": "number_input",
        "action_id": ids.CHOICE,
        "is_decimal_allowed": True,
        "min_value": "0",
        "max_value": f"{MOST[measure]:g}",
    }
    if value is not None:
        element["initial_value"] = f"{value:g}"
    label = measure_in_words(measure)
    block = input_block(label, str(measure), element, optional=True)
    hint = _("0 to {most}, to one decimal.").format(most=f"{MOST[measure]:g}")
    return block | {"hint": plain(hint, _HINT)}


def _part_menu(parts: Sequence[NotedPart]) -> Block:
    options = [(one.unit_id, one.name) for one in parts[:MOST_LISTED]]
    label = _("Part of the organisation")
    first = options[0][0] if options else None
    return menu(label, ids.PART, ids.CHOICE, options, initial=first, optional=False)


def _unmark(marker: Marker) -> Block:
    value = {"on": marker.on.isoformat(), "event": str(marker.event), "unit": marker.unit_id}
    take = button(_("Take it away"), ids.UNMARK_DAY, json.dumps(value))
    take["accessibility_label"] = shortened(
        _("Take it away: {day}").format(day=marker_in_words(marker)), 75
    )
    words = _("It is on no trend and in no pack that is made from now on.")
    return confirmed(take, _("Take this mark away?"), words, _("Take it away"))


def _named(part: NotedPart) -> str:
    return escape(shortened(part.name, _NAME))
