"""What a survey would come to, in the words of the command line."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from handlers.views.authoring.words import full_moment
from surveys.model.asking import Reason, counted
from surveys.model.previews import Level, Promise, Reach, Result
from surveys.model.surveys import Survey
from surveys.use_cases.planning import Forecast
from surveys.wording import _, ngettext


def preview_in_words(found: Forecast, zone: ZoneInfo) -> Iterator[str]:
    """Yield what a survey would come to, a line each."""
    if found.dates:
        days = "; ".join(full_moment(one.opens_at.astimezone(zone)) for one in found.dates)
        yield _("Next: {days}.").format(days=days)
    else:
        yield _("No date is to come.")
    yield from reach_in_words(found)
    if found.promises:
        yield _("If {share}% of them answer, this may be expected:").format(
            share=round(100 * found.response)
        )
    for promise in found.promises:
        yield from _promised(promise)


def reach_in_words(found: Forecast | Reach) -> Iterator[str]:
    """Yield how many people it would ask, and how many not for which reason."""
    yield _people(found.asked, is_pooled=found.is_pooled)
    left_out = dict(found.left_out)
    if left_out:
        reasons = counted((one, left_out[one]) for one in Reason if left_out.get(one))
        yield _("Left out: {reasons}.").format(reasons=reasons)


def _people(asked: int, *, is_pooled: bool) -> str:
    if is_pooled:
        words = ngettext(
            "{n} person would be asked when they reach a milestone.",
            "{n} people would be asked when they reach a milestone.",
            asked,
        )
    else:
        words = ngettext(
            "As things are now it would ask {n} person.",
            "As things are now it would ask {n} people.",
            asked,
        )
    return words.format(n=asked)


def _promised(promise: Promise) -> Iterator[str]:
    name = {
        Result.SCORES: _("scores"),
        Result.SHARES: _("choices, never below a service"),
        Result.WORDS: _("comments, checked first, never below a service"),
    }[promise.result]
    if not promise.levels:
        yield "  " + _("{what}: nothing").format(what=name)
        return
    yield "  " + _("{what}:").format(what=name)
    for level in promise.levels:
        yield "    " + _level(level, has_teams=promise.result is Result.SCORES)


def _level(level: Level, *, has_teams: bool) -> str:
    name = {0: _("the organisation"), 1: _("services"), 2: _("teams")}.get(
        level.depth, _("parts {depth} steps down").format(depth=level.depth)
    )
    words = (
        _("{name}: {weekly} of {of} after each round, {team} of {of} in a team release")
        if has_teams
        else _("{name}: {weekly} of {of} after each round")
    )
    return words.format(name=name, weekly=level.weekly, team=level.quarterly, of=level.of)


def preview_as_json(found: Forecast) -> dict[str, Any]:
    """Return the same for scripts."""
    return {
        "dates": [one.opens_at.isoformat() for one in found.dates],
        "asked": found.asked,
        "left_out": {str(reason): n for reason, n in found.left_out.items()},
        "response": round(found.response, 2),
        # Of the first sort of result asked for, scores where there are any: older than "promises".
        "levels": [asdict(level) for promise in found.promises[:1] for level in promise.levels],
        "promises": {
            str(promise.result): [asdict(level) for level in promise.levels]
            for promise in found.promises
        },
        "remarks": list(found.remarks),
    }


def sized(survey: Survey) -> str:
    """Return how much a survey asks, in a few words."""
    if not survey.questions:
        return _("questions from the bank, {minutes} min").format(minutes=survey.minutes)
    count = len(survey.questions)
    said = ngettext("{n} question, {minutes} min", "{n} questions, {minutes} min", count)
    return said.format(n=count, minutes=survey.minutes)
