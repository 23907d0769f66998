"""What is next for whoever opens their Home tab: the few things that wait for them."""

from collections.abc import Callable, Mapping
from typing import Final

from handlers import ids
from handlers.views.acting import IN_A_LINE
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    header,
    section,
    shortened,
    spoken,
)
from handlers.views.chairing_lists import duties_step
from handlers.views.enrolling import open_form_button
from handlers.views.mrkdwn import (
    day,
    day_and_time,
    day_and_year,
    escape,
    month,
    month_and_year,
    short_day,
)
from handlers.views.promises import promise_lines
from surveys.model.actions import Promises, Told
from surveys.model.context import Measure
from surveys.model.home import Missing, Next, ToRead, Trouble, Unasked, Worsened
from surveys.model.messages import Home, OpenRound
from surveys.model.releases import Tier
from surveys.rules.homes import next_for
from surveys.rules.quarters import first_day, last_day
from surveys.wording import _, ngettext

MOST_OPEN: Final = 5  # of what is open; a button leads to the others
_TITLE: Final = 150


def next_section(model: Home) -> list[Block]:
    """What waits for its reader, in the order of what they do here; or that nothing does."""
    told = [block for one in next_for(model.seats) for block in TOLD[one](model)]
    calm = [] if told else [section(_("Nothing waits for you just now."))]
    return [header(_("What is next for you")), *calm, *told, *_later(model)]


def _later(model: Home) -> list[Block]:
    """When the next questions come: nothing is to be done about it."""
    if model.paused_until:
        words = _("You are paused until {day}.").format(day=day(model.paused_until))
    elif model.next_opening and not model.open_rounds:
        words = _("The next pulse opens on {when}.").format(when=day_and_time(model.next_opening))
    else:
        return []
    return [section(words)]


def _answer(model: Home) -> list[Block]:
    """What is open, also while paused: an answer can be changed or withdrawn."""
    blocks = [_open(one) for one in model.open_rounds[:MOST_OPEN]]
    if len(model.open_rounds) > MOST_OPEN:
        words = _("Show all {n} that are open").format(n=len(model.open_rounds))
        blocks.append(actions([button(words, ids.ALL_OPEN)], block_id="all_open"))
    return blocks


def _open(one: OpenRound) -> Block:
    words = _("A pulse is open until {when}. It stays here whether you answer or not.")
    if one.about is not None:
        words = _("*{title}* is open until {when}. It stays here whether you answer or not.")
        words = words.replace("{title}", escape(shortened(_(one.about.title), _TITLE)))
    words = words.replace("{when}", day_and_time(one.closes_at))
    block_id = "pulse" if one.about is None else f"open_{one.round_id}"
    return section(words, accessory=open_form_button(one)) | {"block_id": block_id}


def _check(model: Home) -> list[Block]:
    if not model.to_check:
        return []
    words = ngettext(
        "{n} comment waits to be checked.", "{n} comments wait to be checked.", model.to_check
    ).format(n=model.to_check)
    return [section(words, accessory=button(_("Check comments"), ids.CHECK, primary=True))]


def _promises(model: Home) -> list[Block]:
    pressing = model.actions.pressing if model.actions else Promises()
    left = pressing.mine_in_all - len(pressing.mine)
    return [*(_promise(one) for one in pressing.mine), *_and_more(left)]


def _promise(one: Told) -> Block:
    words = _("*You promised* {what}\nDue by {day}, {part}.")
    if one.is_late:
        words = _("*You promised* {what}\n*Overdue since {day}*, {part}.")
    what = shortened(" ".join(one.now.what.split()), IN_A_LINE)
    told = {
        "{day}": day_and_year(one.now.due),
        "{part}": escape(shortened(one.part, _TITLE)),
        "{what}": escape(what),
    }
    for name, said in told.items():
        words = words.replace(name, said)
    change = button(_("Say how it goes"), ids.CHANGE_ACTION, one.action_id)
    return section(words, accessory=spoken(change, _("Say how it goes: {what}").format(what=what)))


def _late(model: Home) -> list[Block]:
    pressing = model.actions.pressing if model.actions else Promises()
    below = Promises(late=pressing.late, late_in_all=pressing.late_in_all)
    return [section(words) for words in promise_lines(below)]


def _read(model: Home) -> list[Block]:
    return [_to_read(one) for one in model.next_up.to_read]


def _to_read(one: ToRead) -> Block:
    title = shortened(_(one.title), _TITLE) if one.title else None
    if title is None and one.tier is Tier.QUARTERLY:
        words = _("The team results for the quarter to {day} are out.")
    elif title is None:
        words = _("The weekly results to {day} are out.")
    elif one.tier is Tier.QUARTERLY:
        words = _("The team results of *{title}*, closed on {day}, are out.")
    else:
        words = _("The results of *{title}*, closed on {day}, are out.")
    words = words.replace("{day}", short_day(one.closed))
    said = words.replace("*", "").replace("{title}", title or "")
    show = spoken(button(_("Read them"), ids.READ, one.release_id), f"{_('Read them')}: {said}")
    return section(words.replace("{title}", escape(title or "")), accessory=show)


def _worse(model: Home) -> list[Block]:
    if not model.next_up.worse:
        return []
    lines = [_("*Worse by more than chance*, and nothing is recorded after it yet")]
    lines += [f"• {_worsened(one)}" for one in model.next_up.worse]
    left = model.next_up.worse_in_all - len(model.next_up.worse)
    lines += [_more(left)] if left > 0 else []
    record = button(_("Record what we will do"), ids.RECORD)
    return [section("\n".join(lines), accessory=record)]


def _worsened(one: Worsened) -> str:
    place = _("Direct staff of {name}").format(name=one.place) if one.is_direct else one.place
    return _("{label} in {place}").format(
        label=escape(shortened(_(one.label), _TITLE)), place=escape(shortened(place, _TITLE))
    )


def _drafts(model: Home) -> list[Block]:
    left = model.next_up.unasked_in_all - len(model.next_up.unasked)
    return [*(_unasked(one) for one in model.next_up.unasked), *_and_more(left)]


def _unasked(one: Unasked) -> Block:
    title = shortened(_(one.title), _TITLE)
    if one.is_draft:
        words = _("*{title}* is a draft: nobody is asked before it is started.")
    else:
        words = _("*{title}* runs, and nobody on the list of people is in its audience.")
    manage = button(_("Manage"), ids.MANAGE, one.survey)
    manage = spoken(manage, _("Manage {title}").format(title=title))
    return section(words.replace("{title}", escape(title)), accessory=manage)


def _context(model: Home) -> list[Block]:
    missing = model.next_up.missing
    if missing is None:
        return []
    enter = button(_("Enter figures"), ids.FIGURES, missing.quarter.name)
    return [section(_missing(missing), accessory=enter)]


def _missing(missing: Missing) -> str:
    names = {
        Measure.TURNOVER: _("turnover"),
        Measure.PERMANENT: _("permanent staff"),
        Measure.VACANCIES: _("vacancies"),
        Measure.CASELOAD: _("average caseload"),
    }
    return _("The pack for {quarter} has no figures of yours yet for: {measures}.").format(
        quarter=_("{first} to {last}").format(
            first=month(first_day(missing.quarter)), last=month_and_year(last_day(missing.quarter))
        ),
        measures=", ".join(names[one] for one in missing.measures),
    )


def _troubles(model: Home) -> list[Block]:
    if not model.next_up.troubles:
        return []
    lines = [_("*Something needs your eye*")]
    lines += [f"• {trouble_in_words(kind, n)}" for kind, n in model.next_up.troubles]
    lines.append(_("`staff-voice doctor` and `staff-voice deliveries` say more."))
    return [section("\n".join(lines))]


def trouble_in_words(kind: Trouble, n: int) -> str:
    """What goes wrong, and how many times."""
    words = {
        Trouble.NOT_ASKED: ngettext(
            "{n} survey should have been asked.", "{n} surveys should have been asked.", n
        ),
        Trouble.NOT_CLOSED: ngettext(
            "{n} round should have closed.", "{n} rounds should have closed.", n
        ),
        Trouble.NOT_WIPED: ngettext(
            "{n} closed round still leaves traces in the database's files.",
            "{n} closed rounds still leave traces in the database's files.",
            n,
        ),
        Trouble.NOT_SENT: ngettext(
            "{n} message is an hour late or more.", "{n} messages are an hour late or more.", n
        ),
        Trouble.REFUSED: ngettext(
            "{n} message of the past week was refused by Slack.",
            "{n} messages of the past week were refused by Slack.",
            n,
        ),
        Trouble.HELD_UP: ngettext(
            "Slack holds up what we send to {n} workspace.",
            "Slack holds up what we send to {n} workspaces.",
            n,
        ),
        Trouble.REMOVED: ngettext(
            "The app was removed from {n} workspace; what goes there waits.",
            "The app was removed from {n} workspaces; what goes there waits.",
            n,
        ),
        Trouble.NOT_READ: _("Slack does not tell at night who is there."),
        Trouble.HELP_UNCHECKED: _("The list of where to turn is due to be checked."),
    }
    return words[kind].format(n=n)


def _and_more(left: int) -> list[Block]:
    return [context(_more(left))] if left > 0 else []


def _more(left: int) -> str:
    return ngettext("and {n} more", "and {n} more", left).format(n=left)


TOLD: Final[Mapping[Next, Callable[[Home], list[Block]]]] = {
    Next.TROUBLE: _troubles,
    Next.CHECK: _check,
    Next.FORUM: lambda model: duties_step(model.chairing) if model.chairing else [],
    Next.PROMISES: _promises,
    Next.LATE: _late,
    Next.READ: _read,
    Next.WORSE: _worse,
    Next.DRAFTS: _drafts,
    Next.CONTEXT: _context,
    Next.ANSWER: _answer,
}
