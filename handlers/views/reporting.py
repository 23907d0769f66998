"""Results in words: the digest of a manager or leader, and the same figures for staff."""

from collections.abc import Iterable

from handlers.views.blocks import Block, actions, divider, header, section, shortened
from handlers.views.checking import comments_button
from handlers.views.convening import waiting_in_words
from handlers.views.events import prompts
from handlers.views.lines import fitting, is_unchanged, line_in_words, place_in_words
from handlers.views.mrkdwn import day, escape, short_day
from handlers.views.news import news
from handlers.views.picture import picture_block
from handlers.views.promise import promise_line
from handlers.views.promises import promised
from surveys.model.messages import Digest, Line, Part, Section, is_of_comments
from surveys.model.releases import Tier
from surveys.wording import _, ngettext

MOST_CHARACTERS = 5500  # of parts told whole
MOST_CHARACTERS_IN_BRIEF = 3500
MOST_OF_A_TITLE = 100  # of a heading's 150, beside two dates
MOST_PARTS = 12  # told whole: each takes a divider and a few paragraphs


def digest_text(digest: Digest) -> str:
    """The notification's words."""
    if digest.about is not None:
        title = _(digest.about.title)
        if digest.tier is Tier.QUARTERLY:
            return _("Team results of {title}").format(title=title)
        return _("Results of {title}").format(title=title)
    if digest.tier is Tier.QUARTERLY:
        return _("Team results for the quarter")
    return _("Weekly results")


def digest(message: Digest) -> list[Block]:
    """One release, for someone who manages or leads."""
    blocks = [header(_title(message)), *_news(message), *picture_block(message)]
    whole, brief = _shared_out(message)
    for part in whole:
        if len(message.parts) > 1:
            blocks.append(divider())
        blocks += part_results(message, part, for_manager=True)
    if brief:
        blocks += [divider(), *_in_pieces(_in_brief(brief, _room_for_brief(message)))]
    blocks += promised(message.promises)
    blocks += [section(words) for words in waiting_in_words(message.forum)]
    blocks += [section(line) for line in _closing_lines(message)]
    blocks += prompts(message.coming)
    return [*blocks, *comments_row(message), promise_line(message.thresholds)]


def comments_row(message: Digest) -> list[Block]:
    """The way to what people wrote: no message holds a comment, so each can be withdrawn whole."""
    if message.tier is not Tier.WEEKLY or not message.release_id:
        return []  # comments stand with the round they were written in
    return [actions([comments_button(message.release_id)])]


def part_results(message: Digest, part: Part, *, for_manager: bool) -> list[Block]:
    """The figures of one part of the organisation, named as whose they are."""
    if not part.sections:
        return [section(_nothing_to_show(part))]
    if _is_quiet(message, part):
        return [section(line) for line in _unchanged(part, for_manager=for_manager)]
    blocks = []
    left = MOST_CHARACTERS
    for one in part.sections:
        lines = [_whose(part, one, for_manager=for_manager), *_withheld(message, part, one)]
        lines += _turnout(one)
        lines += _figures(one.lines)
        told = fitting(lines, left, _more_figures)
        left -= sum(map(len, told))
        blocks += _in_pieces(told)
    return blocks


def figures(message: Digest) -> list[Block]:
    """The figures of every part of a release, as staff read them; before them news and picture."""
    parts = [part_results(message, part, for_manager=False) for part in message.parts]
    before = (_news(message), picture_block(message))
    return [block for blocks in (*before, *parts) for block in blocks]


def _figures(lines: tuple[Line, ...]) -> list[str]:
    """A line a figure; where figures stand by driver, each driver's in one line under its name.

    What is told of comments comes last.
    """
    by_driver: dict[str | None, list[str]] = {}
    for line in _answered(lines):
        by_driver.setdefault(line.driver, []).append(line_in_words(line))
    told = by_driver.pop(None, [])
    for driver, figures in by_driver.items():
        joined = "; ".join(one.removeprefix("• ") for one in figures)
        told.append(f"_{escape(_(str(driver)))}_\n• {joined}")
    return told + [line_in_words(line) for line in lines if is_of_comments(line)]


def _answered(lines: Iterable[Line]) -> list[Line]:
    """The lines that tell of answers, and not of comments."""
    return [line for line in lines if not is_of_comments(line)]


def _title(message: Digest) -> str:
    if message.about is not None:
        return _("{results}, {opened} to {closed}").format(
            results=shortened(digest_text(message), MOST_OF_A_TITLE),
            opened=short_day(message.opened),
            closed=short_day(message.closed),
        )
    if message.tier is Tier.QUARTERLY:
        return _("Team results, {opened} to {closed}").format(
            opened=short_day(message.opened), closed=short_day(message.closed)
        )
    return _("Weekly results, {opened} to {closed}").format(
        opened=short_day(message.opened), closed=short_day(message.closed)
    )


def _whose(part: Part, one: Section, *, for_manager: bool) -> str:
    name = escape(place_in_words(one))
    if one.node_id == part.unit_id or not part.is_team:
        return f"*{name}*"
    if for_manager:
        words = _("These are {owner} results, not your team's alone.")
    else:
        words = _("These are {owner} results, your team's among them.")
    owner = _("{name}'") if name.endswith("s") else _("{name}'s")
    return f"*{words.format(owner=owner.format(name=name))}*"


def _withheld(message: Digest, part: Part, one: Section) -> list[str]:
    """Say that a team's own figures are withheld, in the release that shows teams."""
    if message.tier is Tier.WEEKLY or not part.is_team or one.node_id == part.unit_id:
        return []
    return [_("The team's own are withheld to protect people.")]


def _turnout(one: Section) -> list[str]:
    if not _answered(one.lines):
        return []  # what is told of comments names its own people
    people = _("{band} people behind each figure.").format(band=one.n_band)
    if one.rate is None:
        return [people]
    return [_("Response: {rate}; {people}").format(rate=_rate(one.rate), people=people)]


def _rate(rate: str) -> str:
    """Say a published rate in the reader's language."""
    return {"over 90%": _("over 90%"), "under 10%": _("under 10%")}.get(rate, rate)


def _news(message: Digest) -> list[Block]:
    """What changed by more than chance; a quiet week of one part says so in its own words."""
    is_quiet = len(message.parts) == 1 and _is_quiet(message, message.parts[0])
    return [] if is_quiet else news(message)


def _is_quiet(message: Digest, part: Part) -> bool:
    """Say whether a week's figures of one place, set beside earlier ones, are no news."""
    if message.about is not None or message.tier is not Tier.WEEKLY:
        return False
    answered = [one for one in part.sections if _answered(one.lines)]
    if len(answered) != 1:
        return False  # figures of several places need their names
    unchanged = [is_unchanged(line) for line in answered[0].lines]
    return any(unchanged) and False not in unchanged


def _unchanged(part: Part, *, for_manager: bool) -> list[str]:
    told = []
    for one in part.sections:
        told.append(_whose(part, one, for_manager=for_manager))
        if answered := _answered(one.lines):
            quiet = (line_in_words(line, with_change=False) for line in answered)
            figures = "; ".join(line.removeprefix("• ") for line in quiet)
            told.append(
                _("No detectable change since last time. {figures}").format(figures=figures)
            )
        told += _turnout(one)
        told += [line_in_words(line) for line in one.lines if is_of_comments(line)]
    return told


def _shared_out(message: Digest) -> tuple[list[Part], list[tuple[Part, bool]]]:
    """Say which parts are told whole, and which in one line for want of room or of news.

    Slack takes 50 blocks and about 12,000 characters in a message; a leader may manage 60 parts.
    """
    whole: list[Part] = []
    brief: list[tuple[Part, bool]] = []
    told: set[tuple[Section, ...]] = set()
    length = 0
    for part in message.parts:
        own = part_results(message, part, for_manager=True)
        size = sum(len(block["text"]["text"]) for block in own)
        if part.sections and part.sections in told:
            brief.append((part, True))
        elif len(whole) < MOST_PARTS and (not whole or length + size <= MOST_CHARACTERS):
            whole.append(part)
            told.add(part.sections)
            length += size
        else:
            brief.append((part, False))
    return whole, brief


def _room_for_brief(message: Digest) -> int:
    """How many characters there are for parts told in one line: a picture's words need some."""
    pictures = (one["alt_text"] for one in picture_block(message))
    return MOST_CHARACTERS_IN_BRIEF - sum(map(len, pictures))


def _in_brief(brief: list[tuple[Part, bool]], room: int) -> list[str]:
    lines = [_brief_line(part, was_told=was_told) for part, was_told in brief]
    return fitting(lines, room, _more_parts)


def _brief_line(part: Part, *, was_told: bool) -> str:
    name = _named(part)
    if not part.sections:
        return _("• *{name}*: withheld to protect people").format(name=name)
    first = part.sections[0]
    if was_told:
        return _("• *{name}*: see {place} above").format(
            name=name, place=escape(place_in_words(first))
        )
    figure = line_in_words(first.lines[0]).removeprefix("• ")
    if first.node_id == part.unit_id:
        return f"• *{name}*: {figure}"
    return _("• *{name}*, within {place}: {figure}").format(
        name=name, place=escape(place_in_words(first)), figure=figure
    )


def _more_figures(n: int) -> str:
    return ngettext("and {n} more figure", "and {n} more figures", n).format(n=n)


def _more_parts(n: int) -> str:
    return ngettext("and {n} more part", "and {n} more parts", n).format(n=n)


def _nothing_to_show(part: Part) -> str:
    # One sentence whatever hides a figure: the reason would say something of the people.
    return _("*{name}*: withheld to protect people.").format(name=_named(part))


def _named(part: Part) -> str:
    return escape(part.unit_name)


def _closing_lines(message: Digest) -> list[str]:
    lines = []
    if message.next_team_release and any(part.is_team for part in message.parts):
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
