"""The fullest, the emptiest and a hostile model of everything that is shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

from surveys.bank.questions import load_bank
from surveys.bank.support import load_support
from surveys.model.messages import (
    Digest,
    Form,
    Home,
    Invitation,
    OpenRound,
    Part,
    Reopened,
    ResultLine,
    Section,
)
from surveys.model.questions import Answers, CommentPrompt, Item
from surveys.model.releases import Bound, Tier
from surveys.model.rounds import Thresholds

BANK = load_bank()
SUPPORT = load_support()
LIMITS = Thresholds(team=5, week=20, comments=10)
FRIDAY = datetime(2026, 9, 11, 16, 0, tzinfo=UTC)
ROUND = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
ILL_MEANT = "<!channel> <@U1> <https://x|y> *bold* _it_ ~no~ `code` & \u202eevil\u202c 👩‍👩‍👧 "
LONG_NAME = (ILL_MEANT * 20)[:200]
LONG_TEXT = (ILL_MEANT * 100)[:3000]
LABELS = (LONG_NAME,) * 5


def hostile(item: Item) -> Item:
    return replace(
        item,
        id=("item-" * 40)[:200],
        text=LONG_TEXT,
        label=LONG_NAME,
        scale=replace(item.scale, labels=LABELS),
    )


def invitation(item: Item = BANK.headline, *, more: bool = False) -> Invitation:
    return Invitation(ROUND, item, FRIDAY, LIMITS, asked_for=more, repeats=more)


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
        items=items,
        comment=BANK.comment,
        chosen=Answers(scores, comment),
        closes_at=None if pretend else FRIDAY,
        thresholds=LIMITS,
    )


def hostile_form() -> Form:
    items = tuple(replace(hostile(one), id=f"q{n}") for n, one in enumerate(BANK.items[:5]))
    asked = CommentPrompt("comment", LONG_TEXT)
    return replace(form(items, comment=("<&>" * 400)[:1000]), comment=asked)


def reopened() -> Reopened:
    return Reopened(ROUND, FRIDAY)


def line(
    item: Item = BANK.headline,
    value: float = 3.4,
    before: float | None = None,
    bound: Bound | None = None,
) -> ResultLine:
    return ResultLine(item, value, bound, before, date(2026, 8, 31) if before else None)


def section(
    name: str = "Fostering", lines: tuple[ResultLine, ...] = (line(),), **changes: object
) -> Section:
    whole = Section(name, name, is_direct=False, lines=lines, n_band="20-49", rate="80%")
    return replace(whole, **changes)  # type: ignore[arg-type]


def part(
    name: str = "Fostering", sections: tuple[Section, ...] | None = None, *, is_team: bool = False
) -> Part:
    return Part(name, name, (section(name),) if sections is None else sections, is_team)


def digest(*parts: Part, tier: Tier = Tier.WEEKLY, conversation: str | None = None) -> Digest:
    return Digest(
        tier=tier,
        opened=date(2026, 9, 7),
        closed=date(2026, 9, 11),
        parts=parts,
        next_team_release=date(2026, 12, 4),
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
        open_round=None,
        next_opening=None,
        weekly=None,
        quarterly=None,
        paused_until=None,
        support=SUPPORT,
        thresholds=LIMITS,
    )
    return replace(empty, **changes)  # type: ignore[arg-type]


def open_round() -> OpenRound:
    return OpenRound(ROUND, FRIDAY)
