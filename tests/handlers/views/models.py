"""The fullest, the emptiest and a hostile model of everything that is shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

from surveys.bank.comments import comment_themes, comment_tone
from surveys.bank.questions import load_bank
from surveys.bank.support import load_support
from surveys.model.figures import Change, Compared, Displayed, Interval, Verdict
from surveys.model.messages import (
    About,
    Comment,
    Comments,
    Digest,
    Form,
    Home,
    Hours,
    Invitation,
    Line,
    OpenRound,
    Part,
    Reminder,
    Reopened,
    ResultLine,
    Section,
    Share,
    ShareLine,
    ToCheck,
)
from surveys.model.questions import (
    Answers,
    Choice,
    CommentPrompt,
    Item,
    Option,
    Question,
    Scale,
    Style,
)
from surveys.model.releases import Bound, Tier
from surveys.model.rounds import Thresholds
from tests.organisation import pulse_answers

BANK = load_bank()
SUPPORT = load_support()
LIMITS = Thresholds(team=5, week=20, comments=10)
FRIDAY = datetime(2026, 9, 11, 16, 0, tzinfo=UTC)
ROUND = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
ILL_MEANT = "<!channel> <@U1> <https://x|y> *bold* _it_ ~no~ `code` & \u202eevil\u202c 👩‍👩‍👧 "
LONG_NAME = (ILL_MEANT * 20)[:200]
LONG_TEXT = (ILL_MEANT * 100)[:3000]
LABELS = (LONG_NAME,) * 5
ELEVEN = Scale("recommend", 0, 10, tuple(str(n) for n in range(11)), 2.0)
HEALTH_CHECK = About("The yearly health check of our service", "To see what to change next.", 8)
HOSTILE_ABOUT = About(LONG_TEXT, LONG_TEXT, 10)


def hostile(item: Item) -> Item:
    return replace(
        item,
        id=("item-" * 40)[:200],
        text=LONG_TEXT,
        label=LONG_NAME,
        scale=replace(item.scale, labels=LABELS),
    )


def invitation(
    first: Question = BANK.headline, *, more: bool = False, about: About | None = None
) -> Invitation:
    return Invitation(ROUND, about, first, FRIDAY, LIMITS, asked_for=more, repeats=more)


def form(
    items: tuple[Item, ...] = (BANK.headline, *BANK.items[:3]),
    *,
    comment: str | None = None,
    answered: bool = True,
    pretend: bool = False,
) -> Form:
    scores = {item.id: item.scale.hi for item in items} if answered else {}
    return Form(
        round_id=None if pretend else ROUND,
        about=None,
        questions=(*items, BANK.comment),
        required=frozenset(),
        chosen=pulse_answers(scores, comment),
        closes_at=None if pretend else FRIDAY,
        thresholds=LIMITS,
    )


def hostile_form() -> Form:
    items = tuple(replace(hostile(one), id=f"q{n}") for n, one in enumerate(BANK.items[:5]))
    asked = CommentPrompt("comment", LONG_TEXT)
    return replace(form(items, comment=("<&>" * 400)[:1000]), questions=(*items, asked))


def choice(
    style: Style = Style.ONE,
    options: int = 3,
    *,
    called: str = "days",
    text: str = "Where do you work most?",
    label: str = "place of work",
    words: str = "Place",
) -> Choice:
    offered = tuple(Option(f"o{n}", f"{words} {n}") for n in range(options))
    return Choice(called, text, label, style, offered)


def survey_form(
    questions: tuple[Question, ...],
    *,
    required: bool = False,
    answered: bool = True,
    pretend: bool = False,
    about: About = HEALTH_CHECK,
) -> Form:
    """A longer survey's form; `answered`: as full as it can be."""
    items = [one for one in questions if isinstance(one, Item)]
    choices = [one for one in questions if isinstance(one, Choice)]
    picks = {
        one.id: tuple(each.id for each in one.options)[: 1 if one.is_exclusive else None]
        for one in choices
    }
    texts = [one for one in questions if isinstance(one, CommentPrompt)]
    full = Answers(
        {one.id: one.scale.hi for one in items}, picks, {one.id: "<&>" * 333 for one in texts}
    )
    return Form(
        round_id=None if pretend else ROUND,
        about=about,
        questions=questions,
        required=frozenset(one.id for one in questions) if required else frozenset(),
        chosen=full if answered else Answers(),
        closes_at=None if pretend else FRIDAY,
        thresholds=LIMITS,
    )


def every_kind(number: int = 0) -> tuple[Question, ...]:
    """A question of each kind, with ids of their own."""
    return (
        replace(BANK.items[0], id=f"item{number}"),
        replace(BANK.items[0], id=f"recommend{number}", scale=ELEVEN),
        *(
            choice(style, 2 if style is Style.YES_NO else 10, called=f"{style}{number}")
            for style in Style
        ),
        CommentPrompt(f"why{number}", "What would help most?"),
    )


def hostile_kinds() -> tuple[Question, ...]:
    return (
        replace(hostile(BANK.items[0]), id="item"),
        *(
            choice(style, 10, called=f"{style}", text=LONG_TEXT, label=LONG_NAME, words=LONG_NAME)
            for style in Style
        ),
        CommentPrompt("why", LONG_TEXT),
    )


def reopened(about: About | None = None) -> Reopened:
    return Reopened(ROUND, about, FRIDAY)


def shares(asked: Choice, *, before: bool = False, bound: Bound | None = None) -> ShareLine:
    """Shares that grow with the options, and were a tenth less before."""
    told = tuple(
        Share(one, round((n + 1) / 10, 1), bound, n / 10 if before else None)
        for n, one in enumerate(asked.options)
    )
    return ShareLine(asked, told, date(2026, 8, 31) if before else None, 0.2)


def of_comments(before: float | None = None, values: tuple[float, ...] = ()) -> tuple[Line, ...]:
    """What is told of comments: values of themes in their order, those left out nothing."""
    since = date(2026, 8, 31) if before is not None else None
    tone, themes = comment_tone(), comment_themes()
    tones = tuple(Share(one, 0.3, None, before) for one in tone.options)
    padded = (*values, *(0.0,) * (len(themes.options) - len(values)))
    found = tuple(
        Share(one, value, Bound.LE if not value else None, before)
        for one, value in zip(themes.options, padded, strict=True)
    )
    return (
        ShareLine(tone, tones, since, 0.2, n_band="20-49"),
        ShareLine(themes, found, since, 0.2, n_band="20-49"),
    )


def line(
    item: Item = BANK.headline,
    value: float = 3.4,
    before: float | None = None,
    bound: Bound | None = None,
    *,
    verdict: Verdict = Verdict.NO_CHANGE,
    releases: int = 1,
) -> ResultLine:
    """A score; `before`: the one displayed last, and the usual one."""
    low = item.scale.lo if bound is Bound.LE else max(item.scale.lo, round(value - 0.2, 1))
    high = item.scale.hi if bound is Bound.GE else min(item.scale.hi, round(value + 0.2, 1))
    plain = ResultLine(item, value, bound, Interval(low, high))
    if before is None:
        return plain
    last = Displayed(before, bound, "20-49", date(2026, 8, 31))
    against = Compared(value - before, before, releases, last.on, last, p=0.01)
    return replace(plain, changed=Change(against, verdict))


def section(
    name: str = "Fostering", lines: tuple[Line, ...] = (line(),), **changes: object
) -> Section:
    whole = Section(name, name, is_direct=False, lines=lines, n_band="20-49", rate="80%")
    return replace(whole, **changes)


def part(
    name: str = "Fostering", sections: tuple[Section, ...] | None = None, *, is_team: bool = False
) -> Part:
    return Part(name, name, (section(name),) if sections is None else sections, is_team)


def digest(
    *parts: Part,
    tier: Tier = Tier.WEEKLY,
    conversation: str | None = None,
    about: About | None = None,
) -> Digest:
    return Digest(
        about=about,
        tier=tier,
        opened=date(2026, 9, 7),
        closed=date(2026, 9, 11),
        parts=parts,
        next_team_release=None if about else date(2026, 12, 4),
        conversation=conversation,
        thresholds=LIMITS,
    )


def quarter(name: str, items: tuple[Item, ...] = BANK.items, places: int = 4) -> Part:
    """Every question of a quarter, in the figures of several places."""
    share = -(-len(items) // places)
    sections = tuple(
        section(
            f"{name}{'^' * place}"[-200:],
            tuple(line(one, 2.5, 2.3, Bound.GE) for one in items[share * place :][:share]),
        )
        for place in range(places)
    )
    return Part(sections[0].node_id, name, sections, is_team=True)


def home(**changes: object) -> Home:
    empty = Home(
        open_rounds=(),
        next_opening=None,
        weekly=None,
        quarterly=None,
        others=(),
        paused_until=None,
        support=SUPPORT,
        thresholds=LIMITS,
    )
    return replace(empty, **changes)


def hours(own: str | None = None) -> Hours:
    return Hours(own or "Mon-Fri 09:00-17:00", own, "Europe/London")


def reminder(title: str = "Health check") -> Reminder:
    return Reminder(ROUND, title, FRIDAY, LIMITS)


def open_round(about: About | None = None) -> OpenRound:
    return OpenRound(ROUND, about, FRIDAY)


def comment(number: int = 1, *, hostile: bool = False) -> Comment:
    if hostile:
        return Comment(f"c{number}", LONG_TEXT, f"{LONG_NAME[:190]}{number}", LONG_TEXT)
    return Comment(f"c{number}", "What would help most?", "Fostering", "Quiet rooms.")


def to_check(*, hostile: bool = False) -> ToCheck:
    said = comment(hostile=hostile)
    telling = tuple(f"{ILL_MEANT}{n}" for n in range(300)) if hostile else ("Kayleigh",)
    about = HOSTILE_ABOUT if hostile else None
    return ToCheck(about, date(2026, 9, 11), said, hostile, 10**6 if hostile else 1, telling)


def comments(how_many: int, *, hostile: bool = False) -> Comments:
    said = tuple(comment(number, hostile=hostile) for number in range(how_many))
    return Comments(ROUND, HOSTILE_ABOUT if hostile else None, date(2026, 9, 11), said)
