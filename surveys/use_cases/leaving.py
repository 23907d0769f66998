"""Leaving: the conversation with somebody who leaves, step by step, and kept sealed at each.

Their own hand and what HR takes down lie apart in the box: neither overwrites the other, and HR is
told the same whether there is anything in the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from surveys.bank.leaving import load_leaving
from surveys.errors import (
    AgreementMissing,
    KeyMissing,
    LastDayWrong,
    LeavingOver,
    LeavingTextTooLong,
    LeavingWrong,
    NoLeaving,
    NotOnTheList,
    OwnWords,
)
from surveys.model.leaving import (
    LONGEST,
    STEPS,
    Conversation,
    ExitBegun,
    ExitPage,
    Said,
)
from surveys.model.people import Account, Person
from surveys.model.support import Route
from surveys.model.words import Held, Rewritten
from surveys.rules.leaving.boxes import is_fitting, whole
from surveys.rules.leaving.steps import joined
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.exit_boxes import open_pool, service_of
from surveys.use_cases.guarding import routes_of
from surveys.use_cases.leaving_times import is_another, refuse_if_over, refuse_if_told
from surveys.use_cases.listing_leavers import FURTHEST, admit, today_of
from surveys.use_cases.proposing import whole as put_together
from surveys.use_cases.talking import ask, contacts


@dataclass(frozen=True)
class Sent:
    """What one step said as it was sent."""

    step: int
    subject: str  # "": their own; else the record of whom HR takes down
    attempt: int  # how many steps its form has shown before
    said: Said  # all but texts
    texts: Mapping[str, Rewritten]
    onward: int  # 1: the next step; -1: the one before
    contact: str = ""  # whom to ask for a conversation; "": nobody


@dataclass(frozen=True)
class Handed:
    """What became of a step."""

    page: ExitPage | None  # the next form; None: it was the last step
    routes: frozenset[Route]  # where its writer is shown to turn
    asked: str = ""  # the name of whoever was asked for a conversation; "": nobody
    kept: bool = True  # False: nothing was said at all
    subject: str = ""


def begin(runtime: Runtime, caller: Account) -> ExitPage | ExitBegun | None:
    """Open the conversation; what was said before stays covered. None: no last day is known yet.

    Raises NotOnTheList, LeavingOver, LeavingTold, KeyMissing.
    """
    with runtime.store.begin() as tx:
        person, inside = _own(runtime, tx, caller)
        if inside is None or is_another(runtime, person, inside):
            if not person.active:
                raise NotOnTheList
            refuse_if_told(runtime, tx, person)
            return None
        refuse_if_over(runtime, inside)
        if inside.step or not inside.counted.is_empty:
            return ExitBegun(
                inside.step if inside.is_own else 0,
                inside.last_day,
                not inside.spoken.is_empty,
                inside.is_confirmed,
            )
        return _page(tx, person, inside, 1)


def start(runtime: Runtime, caller: Account, last_day: date | None) -> ExitPage:
    """Begin without HR, with the last day that the leaver gives; it names them in no table.

    Raises NotOnTheList, LastDayWrong, LeavingOver, LeavingTold, KeyMissing.
    """
    today = today_of(runtime)
    with runtime.store.begin() as tx:
        person, before = _own(runtime, tx, caller)
        is_new = before is not None and is_another(runtime, person, before)
        if before is not None and before.is_confirmed and not is_new:
            refuse_if_over(runtime, before)
            return _page(tx, person, before, 1)  # HR recorded them meanwhile: its day holds
        if not person.active:
            raise NotOnTheList
        if before is None:
            refuse_if_told(runtime, tx, person)
        if last_day is None or not today <= last_day <= today + FURTHEST:
            raise LastDayWrong
        inside = Conversation(last_day, service_of(tx, person), is_confirmed=False)
        pooled = open_pool(runtime, tx)
        if before is not None and before.is_confirmed:
            pooled.let_go(person.id)  # of the leaving before, which counts
        elif before is not None and not is_new:
            inside = replace(before, last_day=last_day)
        pooled.put(person.id, inside)
        return _page(tx, person, inside, 1)


def go_on(runtime: Runtime, caller: Account) -> ExitPage:
    """Open the step after the last one sent. Raises as begin, and NoLeaving."""
    with runtime.store.begin() as tx:
        person, inside = _own(runtime, tx, caller)
        if inside is None:
            raise NoLeaving
        refuse_if_over(runtime, inside)
        return _page(tx, person, inside, min(inside.step + 1, STEPS))


def withdraw(runtime: Runtime, caller: Account) -> bool:
    """Destroy what was said, in their own hand and taken down; False: there was nothing.

    An empty box stays, as everybody recorded has one. Raises as begin.
    """
    with runtime.store.begin() as tx:
        person, inside = _own(runtime, tx, caller)
        if inside is None:
            return False
        refuse_if_over(runtime, inside)
        pooled = open_pool(runtime, tx)
        if not inside.is_confirmed:
            return pooled.take_out(person.id)
        pooled.put(person.id, replace(inside, own=Said(), spoken=Said(), step=0))
        return not inside.counted.is_empty


def begin_for(runtime: Runtime, caller: Account, leaver_id: str, *, agreed: bool) -> ExitPage:
    """Open an empty form in which HR takes down what a leaver says, who agrees.

    Raises NotOnTheList, ForHrAlone, AgreementMissing, OwnWords, NoLeaving, LeavingOver,
    LeavingTold, KeyMissing.
    """
    with runtime.store.begin() as tx:
        author = admit(tx, caller)
        if not agreed:
            raise AgreementMissing
        person, inside = _spoken_of(runtime, tx, leaver_id, author)
        return _page(tx, person, inside, 1, leaver_id)


def hand_in(runtime: Runtime, caller: Account, sent: Sent) -> Handed:
    """Keep one step, and return the next; words that would give somebody away come back first.

    Raises NotOnTheList, ForHrAlone, NoLeaving, LeavingOver, LeavingWrong, LeavingTextTooLong,
    KeyMissing.
    """
    bank = load_leaving()
    texts = {name: put_together(again) for name, again in sent.texts.items()}
    if any(len(said) > LONGEST for said in texts.values()):
        raise LeavingTextTooLong
    with runtime.store.begin() as tx:
        person, inside = _place(runtime, tx, caller, sent.subject)
        held = _held_back(tx, sent, texts)
        clean = {name: said for name, said in texts.items() if name not in held}
        before = inside.spoken if sent.subject else inside.own
        page = replace(sent.said, texts={**_left(before, held), **clean})
        if not is_fitting(page, bank):
            raise LeavingWrong
        said = whole(joined(before, page, sent.step, bank, adds=bool(sent.subject)))
        inside = _kept(inside, sent, said, is_held=bool(held))
        open_pool(runtime, tx).put(person.id, inside)
        routes = routes_of(texts.values())
        if held:
            again = _page(tx, person, inside, sent.step, sent.subject)
            shown = replace(again.said, texts={**again.said.texts, **_masked(texts, held)})
            page_again = replace(again, said=shown, held=held, attempt=sent.attempt + 1)
            return Handed(page_again, routes)
        asked = ask(runtime, tx, person, sent.contact) if not sent.subject else ""
        step = sent.step + sent.onward
        if step > STEPS:
            return Handed(None, routes, asked, not said.is_empty, sent.subject)
        following = _page(tx, person, inside, max(1, step), sent.subject)
        return Handed(replace(following, attempt=sent.attempt + 1), routes, asked)


def _own(runtime: Runtime, tx: Transaction, caller: Account) -> tuple[Person, Conversation | None]:
    person = tx.people.find_by_account(caller.slack_id, caller.workspace)
    if person is None:
        raise NotOnTheList
    pool = tx.pools.open()
    if pool is None:
        return person, None
    if runtime.store.keys.find(pool.id) is None:
        raise KeyMissing
    return person, open_pool(runtime, tx).find(person.id)


def _spoken_of(
    runtime: Runtime, tx: Transaction, leaver_id: str, author: Person
) -> tuple[Person, Conversation]:
    leaver = tx.leavers.find(leaver_id)
    if leaver is None or leaver.person_id is None:
        raise NoLeaving
    if leaver.person_id == author.id:
        raise OwnWords
    person = tx.people.get(leaver.person_id)
    inside = open_pool(runtime, tx).find(person.id)
    if inside is None:
        refuse_if_told(runtime, tx, person)
        raise LeavingOver
    refuse_if_over(runtime, inside)
    return person, inside


def _place(
    runtime: Runtime, tx: Transaction, caller: Account, subject: str
) -> tuple[Person, Conversation]:
    if subject:
        return _spoken_of(runtime, tx, subject, admit(tx, caller))
    person, inside = _own(runtime, tx, caller)
    if inside is None:
        raise NoLeaving
    refuse_if_over(runtime, inside)
    return person, inside


def _kept(inside: Conversation, sent: Sent, said: Said, *, is_held: bool) -> Conversation:
    if sent.subject:
        return replace(inside, spoken=said)
    done = sent.step - 1 if is_held else sent.step
    return replace(inside, own=said, step=max(inside.step, done))


def _page(
    tx: Transaction, person: Person, inside: Conversation, step: int, subject: str = ""
) -> ExitPage:
    """Return one step: their own with what they said on it, HR's always empty."""
    return ExitPage(
        step=step,
        subject=subject,
        name=person.name if subject else "",
        said=Said() if subject else inside.own,
        offered=load_leaving(),
        last_day=inside.last_day,
        is_confirmed=inside.is_confirmed,
        contacts=contacts(tx, person) if step == STEPS and not subject else (),
    )


def _held_back(tx: Transaction, sent: Sent, texts: Mapping[str, str]) -> dict[str, Held]:
    ours = frozenset(unit.name for unit in tx.units.ever())
    held = {}
    for name, said in texts.items():
        ticked = frozenset(sent.texts[name].kept.values())
        if said and guarded(said, ours | ticked) and (found := guarded(said, ours)):
            held[name] = Held(name, "", found, ticked)
    return held


def _left(before: Said, held: Mapping[str, Held]) -> dict[str, str]:
    """What was kept of texts before that come back now: it stays until they are sent again."""
    return {name: before.texts[name] for name in held if name in before.texts}


def _masked(texts: Mapping[str, str], held: Mapping[str, Held]) -> dict[str, str]:
    return {
        name: held[name].guarded.masked if name in held else said for name, said in texts.items()
    }
