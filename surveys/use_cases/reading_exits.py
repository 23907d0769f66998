"""Reading what was released of why people leave: the same to everyone, at the same time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from surveys.bank.leaving import load_leaving
from surveys.errors import NotOnTheList
from surveys.model.leaving import (
    ExitCell,
    ExitFigure,
    ExitRelease,
    ExitResults,
    ExitText,
    LeavingAtHome,
    PulseFigure,
    Text,
)
from surveys.model.messages import ResultLine
from surveys.model.people import Account, Person, Role
from surveys.model.questions import Item
from surveys.model.releases import CommentState, Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.rules.leaving.counting import (
    CLASS,
    CLASSES,
    MAIN,
    REASONS,
    RECOMMEND,
    RECOMMENDS,
    RETURNING,
    RETURNINGS,
    interval,
    is_news,
)
from surveys.rules.leaving.wording import asked, option_in_words
from surveys.rules.showing import FEWEST
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.reading import Reading

Shares = dict[tuple[str, str], float | None]


def at_home(runtime: Runtime, person: Person) -> LeavingAtHome:
    """Return what somebody's Home tab says of leaving."""
    with runtime.store.published() as db:
        return LeavingAtHome(db.exits.newest(), may_record=Role.HR in person.roles)


def newest(runtime: Runtime, caller: Account) -> ExitResults | None:
    """Return the newest release. None: there is none yet. Raises NotOnTheList."""
    with runtime.store.published() as db:
        person = db.people.find_by_account(caller.slack_id, caller.workspace)
        if person is None or not person.active:
            raise NotOnTheList
        releases = db.exits.all()
        if not releases:
            return None
        before = releases[-2] if len(releases) > 1 else None
        return _results(runtime, db, releases[-1], before)


def exits_until(runtime: Runtime, db: Published, day: date) -> ExitResults | None:
    """Return what was released at a quarter's end, without texts. None: nothing was."""
    releases = db.exits.all()
    place = next((n for n, one in enumerate(releases) if one.until == day), None)
    if place is None:
        return None
    before = releases[place - 1] if place else None
    return replace(_results(runtime, db, releases[place], before), texts=())


def released(runtime: Runtime) -> list[dict[str, Any]]:
    """Return every cell ever released, for scripts, the oldest release first."""
    with runtime.store.published() as db:
        return [
            {
                "release": f"leaving/{one.number}",
                "until": one.until.isoformat(),
                "people": f"{one.at_least}+",
                "question": cell.question,
                "option": cell.option,
                "words": option_in_words(cell.question, cell.option, load_leaving()),
                "shown": cell.share is not None,
                "share": cell.share,
                **_ends(cell, one),
            }
            for one in db.exits.all()
            for cell in one.cells
        ]


def _ends(cell: ExitCell, release: ExitRelease) -> dict[str, float | None]:
    if cell.share is None:
        return {"low": None, "high": None}
    ends = interval(cell.share, release.at_least)
    return {"low": ends.low, "high": ends.high}


def _results(
    runtime: Runtime, db: Published, release: ExitRelease, before: ExitRelease | None
) -> ExitResults:
    bank = load_leaving()
    drivers = _drivers(runtime, db, release.until)
    reasons = _ordered(release, REASONS, bank.by_id)

    def figures(question: str, options: Iterable[str]) -> tuple[ExitFigure, ...]:
        return tuple(_figures(release, before, question, options))

    mentioned = [
        replace(figure, pulse=drivers.get(bank.by_id[reason].driver_id or ""))
        for reason, figure in zip(reasons, figures(REASONS, reasons), strict=True)
    ]
    mains = _ordered(release, MAIN, bank.by_id)
    return ExitResults(
        release=release,
        main=tuple(one for one in figures(MAIN, mains) if one.share is not None),
        reasons=tuple(mentioned),
        classes=figures(CLASS, CLASSES),
        returning=figures(RETURNING, RETURNINGS),
        recommend=figures(RECOMMEND, RECOMMENDS),
        texts=_texts(db, release),
    )


def _ordered(release: ExitRelease, question: str, options: Iterable[str]) -> list[str]:
    """Return options, those shown first and the largest before the others."""
    shares = _shares(release)
    return sorted(options, key=lambda one: -(shares.get((question, one)) or 0))


def _figures(
    release: ExitRelease, before: ExitRelease | None, question: str, options: Iterable[str]
) -> Iterable[ExitFigure]:
    bank, now = load_leaving(), _shares(release)
    then: Shares = _shares(before) if before else {}
    for option in options:
        share, earlier = now.get((question, option)), then.get((question, option))
        is_changed = False
        if share is not None and earlier is not None and before is not None:
            is_changed = is_news(share, release.at_least, earlier, before.at_least)
        yield ExitFigure(
            words=option_in_words(question, option, bank),
            share=share,
            interval=None if share is None else interval(share, release.at_least),
            before=earlier,
            is_news=is_changed,
        )


def _shares(release: ExitRelease) -> Shares:
    return {(one.question, one.option): one.share for one in release.cells}


def _texts(db: Published, release: ExitRelease) -> tuple[tuple[str, tuple[ExitText, ...]], ...]:
    """Return checked texts by question: three at once at least."""
    permitted = db.exits.texts(release.id, CommentState.PERMITTED)
    by_question = [
        (asked(name), tuple(one for one in permitted if one.question == name)) for name in Text
    ]
    return tuple((words, texts) for words, texts in by_question if len(texts) >= FEWEST)


def _drivers(runtime: Runtime, db: Published, until: date) -> dict[str, PulseFigure]:
    """Return what the pulse's last quarter before a day shows of the organisation, by driver."""
    zone = runtime.policy.zone
    quarters = [
        one
        for one in db.releases.all()
        if one.survey == WEEKLY_PULSE
        and one.tier is Tier.QUARTERLY
        and one.closed.astimezone(zone).date() <= until
    ]
    if not quarters:
        return {}
    release = max(quarters, key=lambda one: one.closed)
    tree = db.windows.tree(release.window_id)
    reading = Reading(runtime, db, release, tree)
    found: dict[str, PulseFigure] = {}
    for question in reading.questions:
        if isinstance(question, Item) and question.driver_id and question.driver_id not in found:
            if tree.root not in reading.shown(question):
                continue
            line = reading.line(question, tree.root)
            if isinstance(line, ResultLine):
                top = line.item.scale.hi
                found[question.driver_id] = PulseFigure(
                    line.item.label, line.value, line.bound, top
                )
    return found
