"""Results in words: the digest of a manager or leader, and the same figures for staff."""

from handlers.views.blocks import Block, divider, header, section
from handlers.views.mrkdwn import day, escape, number, short_day
from handlers.views.promise import promise_line
from surveys.model.messages import Digest, Part, ResultLine, Section
from surveys.model.releases import Bound, Tier
from surveys.wording import _


def digest_text(digest: Digest) -> str:
    """The notification's words."""
    if digest.tier is Tier.QUARTERLY:
        return _("Team results for the quarter")
    return _("Weekly results")


def digest(message: Digest) -> list[Block]:
    """One release, for someone who manages or leads."""
    blocks = [header(_title(message))]
    for part in message.parts:
        if len(message.parts) > 1:
            blocks.append(divider())
        blocks += part_results(message, part, for_manager=True)
    blocks += [section(line) for line in _closing_lines(message)]
    return [*blocks, promise_line(message.thresholds)]


def part_results(message: Digest, part: Part, *, for_manager: bool) -> list[Block]:
    """The figures of one part of the organisation, named as whose they are."""
    if not part.sections:
        return [section(_nothing_to_show(part))]
    if message.tier is Tier.WEEKLY and _is_unchanged(part):
        return [section(line) for line in _unchanged(part, for_manager=for_manager)]
    blocks = []
    for one in part.sections:
        lines = [_whose(part, one, for_manager=for_manager), _turnout(one)]
        lines += [result_line(line) for line in one.lines]
        blocks += _in_pieces(lines)
    return blocks


def result_line(line: ResultLine) -> str:
    """One figure, such as "• Manageable caseload: 3.4 of 5, up 0.2 since 31 August"."""
    words = _("{value} of {top}").format(value=number(line.value), top=line.item.scale.hi)
    if line.bound is Bound.GE:
        words = _("{value} or higher").format(value=words)
    elif line.bound is Bound.LE:
        words = _("{value} or lower").format(value=words)
    turned = "" if line.item.direction > 0 else " " + _("(lower is better)")
    return f"• {escape(_(line.item.label))}{turned}: *{words}*{_change(line)}"


def _title(message: Digest) -> str:
    if message.tier is Tier.QUARTERLY:
        return _("Team results, {opened} to {closed}").format(
            opened=short_day(message.opened), closed=short_day(message.closed)
        )
    return _("Weekly results, {opened} to {closed}").format(
        opened=short_day(message.opened), closed=short_day(message.closed)
    )


def _whose(part: Part, one: Section, *, for_manager: bool) -> str:
    name = escape(_place(one))
    if one.node_id == part.unit_id or not part.is_team:
        return f"*{name}*"
    if for_manager:
        return "*" + _("These are {name}'s results, not your team's alone.").format(name=name) + "*"
    return "*" + _("These are {name}'s results, your team's among them.").format(name=name) + "*"


def _place(one: Section) -> str:
    return _("Direct staff of {name}").format(name=one.name) if one.is_direct else one.name


def _turnout(one: Section) -> str:
    people = _("{band} people behind each figure").format(band=one.n_band)
    if one.rate is None:
        return people
    return _("{rate} of those asked answered; {people}").format(rate=one.rate, people=people)


def _change(line: ResultLine) -> str:
    if line.change is None or line.before_date is None:
        return ""
    since = short_day(line.before_date)
    if line.change == 0:
        return _(", as on {date}").format(date=since)
    words = (
        _(", up {points} since {date}") if line.change > 0 else _(", down {points} since {date}")
    )
    return words.format(points=number(abs(line.change)), date=since)


def _is_unchanged(part: Part) -> bool:
    changes = [line.change for one in part.sections for line in one.lines]
    return any(one == 0 for one in changes) and all(one in (0, None) for one in changes)


def _unchanged(part: Part, *, for_manager: bool) -> list[str]:
    lines = [line for one in part.sections for line in one.lines]
    first = part.sections[0]
    return [
        _whose(part, first, for_manager=for_manager),
        _("No change since last time. {figures}").format(
            figures="; ".join(result_line(line).removeprefix("• ") for line in lines)
        ),
        _turnout(first),
    ]


def _nothing_to_show(part: Part) -> str:
    return _(
        "*{name}*: too few people answered to show anything safely, here or in any larger part."
    ).format(name=escape(part.unit_name))


def _closing_lines(message: Digest) -> list[str]:
    lines = []
    if any(part.is_team for part in message.parts):
        lines.append(
            _("The next team results come on {day}.").format(day=day(message.next_team_release))
        )
    if message.conversation:
        lines.append(
            _("One question for the team meeting: _{question}_").format(
                question=escape(_(message.conversation))
            )
        )
    lines.append(_("Please don't ask anyone whether they answered."))
    return ["\n".join(lines)]


def _in_pieces(lines: list[str]) -> list[Block]:
    """Put lines in as few paragraphs as Slack's limit allows."""
    pieces = [""]
    for line in lines:
        if len(pieces[-1]) + len(line) + 1 > 2900:
            pieces.append("")
        pieces[-1] += f"{line}\n"
    return [section(piece.rstrip("\n")) for piece in pieces]
