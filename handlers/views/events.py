"""What is coming for everybody: workshops, open safe spaces and groups, each read alike by all.

Whatever leads away from here is a link in words and no button: Slack tells an app of every button
that is pressed, those with an address too, and of a link it tells nothing.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date
from typing import Final
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    header,
    modal,
    section,
    spoken,
)
from handlers.views.fields import confirmed
from handlers.views.mrkdwn import clock, day, day_and_time, day_and_year, escape, short_day
from handlers.views.notices import notice
from handlers.views.paging import turns, which_page
from surveys.model.events import Coming, EventKind, Programme, Repeat, Shown, Sitting, When
from surveys.rules.events import last_day
from surveys.wording import _

OUTLOOK: Final = "https://outlook.office.com/calendar/0/deeplink/compose"
GOOGLE: Final = "https://calendar.google.com/calendar/render"
_MOST_DAYS: Final = 3  # with links into a calendar
# Characters of an address: two of them stand in one paragraph.
_SUBJECT: Final = 400
_LOCATION: Final = 600


def events_section(model: Programme) -> list[Block]:
    """What the Home tab says: the next few, and a way to all."""
    none = _("No workshop, open safe space or group is planned just now.")
    # One heading for both: Slack gives Home a hundred blocks for everything.
    heading = _("Coming up: just come, nobody is listed") if model.coming else _("Coming up")
    buttons = [button(_("All that is planned"), ids.EVENTS)] if model.pages > 1 else []
    if model.may_arrange:
        buttons.append(button(_("Add an event"), ids.ADD_EVENT))
    return [
        header(heading),
        *(_rows(model.coming) or [section(none)]),
        *([actions(buttons, block_id="events")] if buttons else []),
    ]


def programme(model: Programme) -> View:
    """A page of what is coming."""
    blocks = _rows(model.coming) or [section(_("Nothing is planned just now."))]
    blocks += [*which_page(model.page, model.pages), _promise()]
    buttons = turns(model.page, model.pages, ids.EVENTS_PAGE)
    if model.may_arrange:
        buttons.append(button(_("Add an event"), ids.ADD_EVENT))
    if buttons:
        blocks.append(actions(buttons, block_id="events"))
    return modal(_("Coming up"), blocks, ids.NOTICE, close=_("Close"))


def one_event(model: Shown, *, kept: bool = False, first: Sequence[Block] = ()) -> View:
    """One event whole: when, where, how to come, and the way into one's own calendar."""
    if model.coming is None:
        return notice(_("Coming up"), [_("That event is over or is not there any more.")])
    event = model.coming.event
    blocks = [*first, *([section(_("*Kept.*"))] if kept else [])]
    blocks += [
        section(_named(model.coming)),
        section(escape(event.what)),
        section(_facts(model.coming)),
    ]
    if not event.is_cancelled:
        blocks += _calendars(model.coming)
    blocks.append(_promise())
    buttons = _for_organisers(model.coming) if model.may_arrange else []
    ways = [*buttons, button(_("All that is planned"), ids.EVENTS)]
    return modal(
        _("Coming up"),
        [*blocks, actions(ways, block_id="event")],
        ids.NOTICE,
        close=_("Close"),
        metadata=json.dumps({"event": event.id, "version": event.version}),
    )


def prompts(found: Sequence[Coming]) -> list[Block]:
    """One gentle line about the next seven days, the same for every reader; or none."""
    if not found:
        return []
    told = "; ".join(
        _("{title}, {when}").replace("{when}", begins(one)).replace("{title}", _title(one))
        for one in found
    )
    words = _("Coming up: {events}. Nobody is listed: where it is stands on your Home tab.")
    return [context(words.replace("{events}", told))]


def begins(one: Coming) -> str:
    """When an event begins, such as "Thursday 10 September at 12:30"."""
    return day_and_time(one.next.starts)


def kind_in_words(kind: EventKind) -> str:
    """What sort of event something is."""
    return {
        EventKind.WORKSHOP: _("Workshop"),
        EventKind.OPEN_SPACE: _("Open safe space"),
        EventKind.GROUP: _("Group"),
        EventKind.OTHER: _("Event"),
    }[kind]


def repeat_in_words(repeat: Repeat) -> str:
    """How often an event comes again."""
    return {
        Repeat.NEVER: _("Once"),
        Repeat.WEEKLY: _("Every week"),
        Repeat.FORTNIGHTLY: _("Every two weeks"),
        Repeat.MONTHLY: _("Every month on the same weekday"),
    }[repeat]


def town(zone: ZoneInfo) -> str:
    """The place by whose clock an event is, such as "London"."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def _rows(found: Sequence[Coming]) -> list[Block]:
    blocks = []
    for place, one in enumerate(found):
        words = [_named(one), _sitting(one.next, one.event.when), *_news(one)]
        if not one.event.is_cancelled:
            words.append(_where(one))
        more = spoken(
            button(_("More"), ids.ONE_EVENT, one.event.id),
            _("More about {title}").replace("{title}", one.event.title),
        )
        blocks.append(section("\n".join(words), accessory=more) | {"block_id": f"event_{place}"})
    return blocks


def _title(one: Coming) -> str:
    return escape(one.event.title)


def _named(one: Coming) -> str:
    kind = kind_in_words(one.event.kind)
    beside = "" if kind.casefold() in one.event.title.casefold() else f" ({kind})"
    if one.event.is_cancelled:
        return _("*Cancelled:* {title}").replace("{title}", _title(one)) + beside
    return f"*{_title(one)}*{beside}"


def _sitting(one: Sitting, when: When) -> str:
    words = _("{day}, {start} to {end} ({town} time)")
    told = {"day": day(one.starts.date()), "start": clock(one.starts), "end": clock(one.ends)}
    return words.format(**told, town=town(when.zone))


def _news(one: Coming) -> list[str]:
    """What is not as it was: told to everybody alike, here and nowhere else."""
    told = []
    if one.missed:
        told.append(_("_Not on {days}._").format(days=_listed(one.missed)))
    if one.moved_on is not None and not one.event.is_cancelled:
        words = _("_Time or place changed on {date}._")
        told.append(words.format(date=short_day(one.moved_on)))
    return told


def _listed(days: Sequence[date]) -> str:
    return ", ".join(short_day(one) for one in days)


def _where(one: Coming) -> str:
    where = one.event.where
    told = [escape(where.place)] if where.place else []
    if where.link:
        told.append(linked(where.link, _("Join online")))
    return " · ".join(told)


def _facts(one: Coming) -> str:
    event = one.event
    lines = [_sitting(one.next, event.when), *_news(one)]
    if one.later:
        days = _listed([sitting.starts.date() for sitting in one.later])
        words = _("{repeat} until {until}: then on {days}")
        repeat, until = repeat_in_words(event.when.repeat), day_and_year(last_day(event.when))
        lines.append(words.format(repeat=repeat, until=until, days=days))
    lines.append(_where(one))
    if event.host:
        lines.append(_("Run by: {host}").replace("{host}", escape(event.host)))
    return "\n".join(line for line in lines if line)


def _calendars(one: Coming) -> list[Block]:
    """Ways into the reader's own calendar, a day each: they lead past us."""
    words = _("Put it into your own calendar, which can remind you:")
    blocks = [section(words)]
    for sitting in (one.next, *one.later)[:_MOST_DAYS]:
        links = _(" or ").join(
            (
                linked(_outlook(one, sitting), "Outlook"),
                linked(_google(one, sitting), "Google Calendar"),
            )
        )
        blocks.append(section(f"{day(sitting.starts.date())}: {links}"))
    told = _(
        "We never learn whether you did. Whoever can look into your calendar sees the entry: you"
        " can rename it, or mark it as private."
    )
    return [*blocks, context(told)]


def _promise() -> Block:
    return context(
        _(
            "To come is to turn up. There is no list to join, no count of places and no reminder"
            " from us. So nobody can look up who came."
        )
    )


def _for_organisers(one: Coming) -> list[Block]:
    if one.event.is_cancelled:
        return [button(_("Bring it back"), ids.RESTORE_EVENT, one.event.id)]
    cancel = confirmed(
        button(_("Cancel it"), ids.CANCEL_EVENT, one.event.id),
        _("Cancel it?"),
        _("Everybody sees on Home that it is cancelled, all its days. You can bring it back."),
        _("Cancel it"),
        danger=True,
    )
    return [button(_("Change it"), ids.CHANGE_EVENT, one.event.id), cancel]


def linked(address: str, words: str) -> str:
    """A link in a paragraph, which Slack opens without telling us."""
    return f"<{escape(address)}|{words}>"


def _outlook(one: Coming, sitting: Sitting) -> str:
    told = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": _fitting(one.event.title, _SUBJECT),
        "startdt": sitting.starts.astimezone(UTC).isoformat(),
        "enddt": sitting.ends.astimezone(UTC).isoformat(),
        "location": _location(one),
    }
    return f"{OUTLOOK}?{urlencode(told, quote_via=quote)}"


def _google(one: Coming, sitting: Sitting) -> str:
    ends = (f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (sitting.starts, sitting.ends))
    told = {
        "action": "TEMPLATE",
        "text": _fitting(one.event.title, _SUBJECT),
        "dates": "/".join(ends),
        "location": _location(one),
    }
    return f"{GOOGLE}?{urlencode(told, quote_via=quote)}"


def _location(one: Coming) -> str:
    """Where it is; what would not fit, or only in part, is left to the event's own page."""
    where = one.event.where
    whole = ", ".join(part for part in (where.place, where.link) if part)
    return whole if len(quote(whole)) <= _LOCATION else _fitting(where.place, _LOCATION)


def _fitting(words: str, characters: int) -> str:
    """Return as many of the first letters as an address has room for."""
    while len(quote(words)) > characters:
        words = words[:-1]
    return words
