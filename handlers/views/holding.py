"""What is kept about one person, in plain words, with the ways to their own sealed answers."""

from collections.abc import Sequence
from typing import Final

from handlers import ids
from handlers.views.blocks import (
    SECTION,
    Block,
    View,
    actions,
    button,
    context,
    header,
    modal,
    section,
    shortened,
    spoken,
)
from handlers.views.hailing import day_names
from handlers.views.held_words import messages
from handlers.views.mrkdwn import day_and_time, day_and_year, escape
from surveys.model.holdings import AskedIn, Holdings
from surveys.model.messages import About, OpenRound
from surveys.model.people import Person
from surveys.wording import _, ngettext

MOST_ROUNDS: Final = 30  # told one by one, the newest
MOST_OPEN: Final = 15  # each takes two blocks of the hundred
MOST_NAMES: Final = 10  # of accounts, and of what somebody manages
_TITLE: Final = 100  # characters of a survey's title
_NAME: Final = 50  # characters of one of several names
_FACT: Final = 550  # characters of what the list says of one thing: no name is as long


def held_button() -> Block:
    """The way to what is kept about oneself."""
    return button(_("What do you hold about me?"), ids.HELD)


def held(model: Holdings) -> View:
    """Everything kept under the reader's name; nothing in it depends on whether they answered."""
    blocks = [
        header(_("From your organisation's list")),
        *_sections(_listed(model)),
        header(_("What you chose, and what Slack told us")),
        *_sections(_chosen(model)),
        header(_("What you were asked")),
        *_asked(model),
        header(_("Messages to you")),
        *_sections(messages(model)),
        header(_("What nobody can look up")),
        section(
            _(
                "Whether you answered, and what. No screen, list or command says so: an answer lies"
                " under no name, and when its round closes the link to you is destroyed."
            )
        ),
        section(
            _(
                "Nor whether you asked or voted in the Champions Forum: no name lies beside a"
                " question or a vote, and a receipt is yours alone."
            )
        ),
        *_acted(model),
        *_in_forum(model),
        *_thanks(model),
        *_open_rounds(model.open_rounds),
        context(_how_long(model)),
    ]
    return modal(_("What we hold"), blocks, ids.NOTICE, close=_("Close"))


def _listed(model: Holdings) -> list[str]:
    person = model.person
    lines = [
        _fact(_("Name"), person.name),
        _fact(_("E-mail"), person.email),
        _fact(_("Your employer's key for you"), person.key),
        _fact(_("Where you sit"), model.unit),
        _fact(_("Job family"), person.job_family),
        _fact(_("Contract"), person.contract),
        _fact(_("Start date"), day_and_year(person.start_date)),
        _fact(_("Working pattern"), person.working_pattern),
        *(_fact(day_names()[event], day_and_year(day)) for event, day in person.dates),
        _fact(_("What you manage"), _some(model.manages)),
        _fact(_("Roles"), ", ".join(sorted(person.roles))),
        _fact(_("Slack accounts"), _some(_accounts(person))),
    ]
    if leaving := model.leaving:
        told = _("{day}; census codes: {reason}, {destination}").format(
            day=day_and_year(leaving.last_day),
            reason=_(leaving.reason.words),
            destination=_(leaving.destination.words),
        )
        lines.append(_fact(_("Your last day, from HR"), told))
    if not person.active:
        said = _("You are not on the list any more.")
        if model.left_on:
            said = _("You are not on the list any more, since {day}.").format(
                day=day_and_year(model.left_on)
            )
        lines.insert(0, said)
    return lines


def _chosen(model: Holdings) -> list[str]:
    person = model.person
    paused, welcomed = person.paused_until, person.welcomed_at
    return [
        _fact(_("Your own hours"), person.own_hours),
        _fact(_("Your time zone, from Slack"), person.zone),
        _fact(_("Reminders"), _("on") if person.reminders else _("off for good")),
        *([] if person.milestone_notes else [_fact(_("Milestones in your team"), _("not told"))]),
        _fact(_("Milestones your manager heard of"), str(model.told_of or "") or None),
        _fact(_("Paused until"), day_and_year(paused) if paused else None),
        _fact(_("Welcomed on"), day_and_year(welcomed.date()) if welcomed else None),
    ]


def _asked(model: Holdings) -> list[Block]:
    if not model.rounds:
        return [section(_("No round that asked you is kept."))]
    lines = [_round(one) for one in model.rounds[:MOST_ROUNDS]]
    more = len(model.rounds) - MOST_ROUNDS
    if more > 0:
        lines.append(_and_more(more))
    return _sections(lines)


def _round(one: AskedIn) -> str:
    title = _title(one.title)
    words = _("{title}: asked on {asked}, closed on {closed}")
    if one.is_open:
        words = _("{title}: asked on {asked}, open until {closed}")
    dates = {"{asked}": day_and_year(one.asked_on), "{closed}": day_and_year(one.closes_on)}
    for name, said in dates.items():
        words = words.replace(name, said)
    return f"• {words.replace('{title}', title)}"


def _acted(model: Holdings) -> list[Block]:
    """What a manager promised and recorded after results; most people have none."""
    if not (model.owned or model.recorded or model.commented):
        return []
    owned = ngettext(
        "You are or were the owner of {n} action after a result.",
        "You are or were the owner of {n} actions after results.",
        model.owned,
    ).format(n=model.owned)
    recorded = ngettext(
        "You recorded {n} change of an action.",
        "You recorded {n} changes of actions.",
        model.recorded,
    ).format(n=model.recorded)
    lines = [owned, recorded]
    if model.commented:
        commented = ngettext(
            "You wrote {n} version of a commentary on a quarter.",
            "You wrote {n} versions of commentary on quarters.",
            model.commented,
        )
        lines.append(commented.format(n=model.commented))
    return [header(_("What you promised and recorded")), section("\n".join(lines))]


def _in_forum(model: Holdings) -> list[Block]:
    """What a leader or a champion answered in the forum; most people have nothing there."""
    if not (model.held or model.answered):
        return []
    held = ngettext(
        "{n} question of the forum is with you.",
        "{n} questions of the forum are with you.",
        model.held,
    ).format(n=model.held)
    answered = ngettext(
        "You wrote or noted {n} answer, drafts among them.",
        "You wrote or noted {n} answers, drafts among them.",
        model.answered,
    ).format(n=model.answered)
    return [header(_("What is with you in the forum")), section(f"{held}\n{answered}")]


def _thanks(model: Holdings) -> list[Block]:
    """Whether any is kept, and never how many: nobody's are counted."""
    if not (model.thanked or model.was_thanked):
        return []
    words = _(
        "Thank-yous that you wrote or were sent are kept: who thanked whom and the words, for two"
        " weeks; words for the round-up, until it is replaced by the next."
    )
    return [header(_("Thank-yous")), section(words)]


def _open_rounds(rounds: Sequence[OpenRound]) -> list[Block]:
    if not rounds:
        return []
    blocks = [
        section(
            _(
                "While a round is open, you yourself can look at an answer of yours in it or"
                " withdraw it, if there is one. These buttons are the same for everyone who was"
                " asked."
            )
        )
    ]
    for one in rounds[:MOST_OPEN]:
        words = _("*{title}*, open until {when}").replace("{when}", day_and_time(one.closes_at))
        title = _(name) if (name := _name(one.about)) else _("Weekly pulse")
        blocks += [
            section(words.replace("{title}", _title(name))),
            actions(
                [
                    spoken(
                        button(_("Show my answer"), ids.SHOW, one.round_id),
                        _("Show my answer: {title}").format(title=title),
                    ),
                    spoken(
                        button(_("Withdraw it"), ids.WITHDRAW, one.round_id),
                        _("Withdraw it: {title}").format(title=title),
                    ),
                ],
                block_id=f"own_{one.round_id}",
            ),
        ]
    more = len(rounds) - MOST_OPEN
    return [*blocks, section(_and_more(more))] if more > 0 else blocks


def _how_long(model: Holdings) -> str:
    keep = model.keep
    return _(
        "How long: who was asked, {rosters} months after a round; records of messages,"
        " {deliveries} days; the rest until {leavers} days after you leave the list. The list is"
        " your organisation's: ask HR if something in it is wrong."
    ).format(
        rosters=keep.rosters_months, deliveries=keep.deliveries_days, leavers=keep.leavers_days
    )


def _accounts(person: Person) -> list[str]:
    return [
        _("{account} (closed)").format(account=name) if one in person.closed else name
        for one in person.accounts
        for name in [f"{one.slack_id}, {one.workspace}"]
    ]


def _some(names: Sequence[str]) -> str:
    said = "; ".join(shortened(one, _NAME) for one in names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{said}; {_and_more(more)}" if more > 0 else said


def _and_more(count: int) -> str:
    return ngettext("and {n} more", "and {n} more", count).format(n=count)


def _fact(name: str, value: str | None) -> str:
    said = escape(shortened(value, _FACT)) if value else _("nothing")
    return f"{name}: *{said}*" if value else f"{name}: {said}"


def _title(title: str | None) -> str:
    return escape(shortened(_(title), _TITLE)) if title else _("Weekly pulse")


def _name(about: About | None) -> str | None:
    return about.title if about else None


def _sections(lines: Sequence[str]) -> list[Block]:
    """Put lines into as few sections as hold them whole."""
    packed: list[str] = []
    for line in lines:
        if packed and len(packed[-1]) + 1 + len(line) <= SECTION:
            packed[-1] += f"\n{line}"
        else:
            packed.append(line)
    return [section(one) for one in packed]
