"""Something published to act on, and actions recorded after it."""

from dataclasses import replace
from datetime import timedelta

from surveys.bank.comments import comment_themes
from surveys.model.actions import Entered, Sheet, Text, Told
from surveys.model.people import Account
from surveys.model.releases import Cell, Release, Tier
from surveys.model.words import Rewritten
from surveys.rules.seating import frozen_tree
from surveys.runtime import Runtime
from surveys.use_cases import acting

THEMES = comment_themes().measures
WHAT = "Two more duty workers, so that visits can be written up the same day"


def publish(runtime: Runtime, number: int = 0, value: float = 2.8, *, shown: bool = True) -> str:
    """Publish a week of which the organisation's figures alone are shown; return its id."""
    now = runtime.now() - timedelta(weeks=5 - number)
    with runtime.store.begin() as tx:
        tree = frozen_tree(tx.units.all())
        if tx.windows.find("weekly-pulse", 90) is None:
            tx.windows.add("w90", "weekly-pulse", 90, tree)
        cell = Cell("how_are_you", tree.root, shown, value if shown else None, None, "20-49")
        themes = [Cell(one, tree.root, True, 0.4, None, "20-49") for one in THEMES]
        release = Release(
            id=f"week-{number}",
            name=f"weekly-pulse/{900 + number}/weekly",
            survey="weekly-pulse",
            tier=Tier.WEEKLY,
            window_id="w90",
            round_number=900 + number,
            local_date=now.date(),
            opened=now - timedelta(days=4),
            closed=now,
            questions=("how_are_you", *THEMES),
            cells=(cell, *themes),
            turnout=(),
        )
        tx.releases.add(release)
    return release.id


def entered(runtime: Runtime, release_id: str = "week-0", **changes: object) -> Entered:
    """What a manager writes, due in a month."""
    due = runtime.now().date() + timedelta(days=30)
    whole = Entered(f"{release_id}:how_are_you", written(what=WHAT), None, due)
    return replace(whole, **changes)


def written(**texts: str) -> dict[Text, Rewritten]:
    return {Text(name): Rewritten(said, 0) for name, said in texts.items()}


def unit_called(runtime: Runtime, name: str) -> str:
    with runtime.store.published() as db:
        return next(one.id for one in db.units.all() if one.name == name)


def record(
    runtime: Runtime, by: Account, unit: str, action_id: str = "a1", **changes: object
) -> Told:
    """Keep a new action."""
    sheet = Sheet(action_id, 0, unit_called(runtime, unit))
    told = acting.hand_in(runtime, by, sheet, entered(runtime, **changes)).told
    assert told is not None
    return told


def change(runtime: Runtime, by: Account, told: Told, note: str = "", **changes: object) -> Told:
    """Change an action as it stands."""
    now = told.now
    texts = written(what=now.what, outcome=now.outcome, measure=now.measure, note=note)
    whole = Entered(None, texts, None, now.due, now.state)
    with runtime.store.published() as db:
        found = db.actions.find(told.action_id)
    assert found is not None
    sheet = Sheet(told.action_id, now.version, found.unit_id)
    kept = acting.hand_in(runtime, by, sheet, replace(whole, **changes)).told
    assert kept is not None
    return kept
