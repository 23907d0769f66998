"""Commenting: leaders say of a quarter what its figures don't, in a text that each post signs.

Words that would give somebody away are pointed out before anything of them is kept. A change is
kept beside what it changes; a commentary that is emptied is withdrawn, and stays on record.
"""

from collections.abc import Set
from dataclasses import dataclass

from surveys.errors import (
    CommentaryChangedMeanwhile,
    CommentaryTells,
    CommentaryTooLong,
    NotYoursToSign,
)
from surveys.model.commentary import LONGEST, Commentary, CommentaryForm, Signer
from surveys.model.people import Account, Person
from surveys.model.quarters import Quarter
from surveys.model.support import Route
from surveys.model.words import Guarded, Held, Rewritten
from surveys.rules.packs import signer_of
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.admitting import reader
from surveys.use_cases.guarding import routes_of
from surveys.use_cases.packing import check_there_is_one, quarters_there_are
from surveys.use_cases.proposing import whole

BODY = "text"


@dataclass(frozen=True)
class HandedIn:
    """What became of a commentary that was handed in."""

    kept: Commentary | None  # as it stands now; None: nothing is kept yet
    form: CommentaryForm | None  # the form again, with the words to look at; None: it is kept
    routes: frozenset[Route]  # where its writer is shown to turn


def quarters(runtime: Runtime, caller: Account) -> tuple[Quarter, ...]:
    """Return the quarters to comment on, newest first. Raises NotOnTheList, NotYoursToSign."""
    with runtime.store.published() as db:
        _signing(reader(db, caller))
        return quarters_there_are(runtime, db)


def form(runtime: Runtime, caller: Account, quarter_name: str) -> CommentaryForm:
    """Return the caller's commentary on a quarter, to be written or changed.

    Raises NotOnTheList, NotYoursToSign, QuarterWrong, QuarterNotOver, QuarterEmpty.
    """
    with runtime.store.published() as db:
        signer = _signing(reader(db, caller))
        quarter = check_there_is_one(runtime, db, quarter_name)
        stands = db.commentary.newest(quarter).get(signer)
        text = Rewritten(stands.body if stands else "", 0)
        return CommentaryForm(quarter, signer, stands.version if stands else 0, text)


def hand_in(runtime: Runtime, caller: Account, handed: CommentaryForm) -> HandedIn:
    """Keep a commentary as its writer left it; telling words come back first. Empty: withdraw it.

    Handed in twice, it is kept once. Raises NotOnTheList, NotYoursToSign, QuarterWrong,
    QuarterNotOver, QuarterEmpty, CommentaryTooLong, CommentaryChangedMeanwhile.
    """
    body = whole(handed.text)
    routes = routes_of([body])
    with runtime.store.begin() as tx:
        person = reader(tx, caller)
        signer = _signing(person)
        quarter = check_there_is_one(runtime, tx, handed.quarter.name)
        stands = tx.commentary.newest(quarter).get(signer)
        is_kept = stands is not None and stands.body == body
        ticked = frozenset(handed.text.kept.values())
        if not is_kept and (found := _telling(tx, body, ticked)):
            held = Held(BODY, "", found, ticked)
            text = Rewritten(found.masked, 0)
            again = CommentaryForm(quarter, signer, handed.version, text, handed.step + 1, held)
            return HandedIn(None, again, routes)
        kept = _keep(runtime, tx, (quarter, signer), body, person, handed.version)
        return HandedIn(kept, None, routes)


def write(
    runtime: Runtime, quarter_name: str, signer: Signer, said: str, accepted: Set[str] = frozenset()
) -> None:
    """Keep a commentary that whoever runs the bot hands in for a post. Empty: withdraw it.

    Raises QuarterWrong, QuarterNotOver, QuarterEmpty, CommentaryTooLong, CommentaryTells.
    """
    body = said.strip()
    with runtime.store.begin() as tx:
        quarter = check_there_is_one(runtime, tx, quarter_name)
        if found := _telling(tx, body, accepted):
            told = (body[one.start : one.end] for one in found.marks)
            raise CommentaryTells(", ".join(dict.fromkeys(told)))
        _keep(runtime, tx, (quarter, signer), body, None, None)


def every_commentary(runtime: Runtime) -> tuple[Commentary, ...]:
    """Return every version of every commentary, by quarter and signer, the oldest first."""
    with runtime.store.published() as db:
        return db.commentary.all()


def _signing(person: Person) -> Signer:
    signer = signer_of(person)
    if signer is None:
        raise NotYoursToSign
    return signer


def _telling(db: Published, body: str, accepted: Set[str]) -> Guarded | None:
    """Return what is to be looked at: all that was found, what was accepted once more among it."""
    if len(body) > LONGEST:
        raise CommentaryTooLong
    ours = frozenset(unit.name for unit in db.units.ever())
    return guarded(body, ours) if guarded(body, ours | accepted) else None


def _keep(
    runtime: Runtime,
    db: Published,
    place: tuple[Quarter, Signer],
    body: str,
    writer: Person | None,
    seen: int | None,
) -> Commentary | None:
    """Keep a version if it says anything new; `seen` None: whatever stands is replaced."""
    quarter, signer = place
    stands = db.commentary.newest(quarter).get(signer)
    if (stands.body if stands else "") == body:
        return stands
    version = stands.version if stands else 0
    new = Commentary(
        quarter, signer, version + 1, runtime.now(), writer.id if writer else None, body
    )
    if seen not in (None, version) or not db.commentary.add(new):
        raise CommentaryChangedMeanwhile
    return new
