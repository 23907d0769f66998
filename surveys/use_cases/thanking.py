"""Thanking: anybody thanks colleagues or a team, signed, privately or in a channel.

Words that would give somebody away are pointed out before anything of them is kept. Nobody is told
how many thank-yous anybody wrote or got.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from surveys.errors import (
    NobodyThanked,
    TeamEmpty,
    TeamTooLarge,
    ThankedUnknown,
    ThankingYourself,
    ThanksGone,
    ThanksNowhere,
    ThanksSpent,
    ThanksWordsWrong,
)
from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Account, Person
from surveys.model.thanks import (
    LONGEST,
    ThanksEntered,
    ThanksForm,
    ThanksHanded,
    ThanksSent,
    ThanksSheet,
    ThanksState,
    ThankYou,
)
from surveys.model.words import Held, Rewritten
from surveys.rules.paths import paths_by_id
from surveys.rules.thanking import (
    MOST_A_DAY,
    MOST_MESSAGES,
    can_be_thanked,
    members,
    own_names,
    without_names,
)
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import reader
from surveys.use_cases.conveying import team_of, tell_receivers
from surveys.use_cases.guarding import routes_of
from surveys.use_cases.proposing import whole
from surveys.use_cases.taking_back import own

_CHANNEL: Final = re.compile(r"C[A-Z0-9]{1,60}")  # a conversation with one person begins otherwise
MOST_FOUND: Final = 100  # teams that one search offers


@dataclass(frozen=True)
class _Whom:
    """Who is thanked."""

    people: tuple[Person, ...]  # without whoever thanks
    team: str | None  # None: people are thanked

    @property
    def names(self) -> frozenset[str]:
        """How words to them may call them; a team's many names are pointed out like any."""
        return own_names(self.people) if self.team is None else frozenset()

    def telling(self, sender: Person) -> frozenset[str]:
        """What the round-up must not say of who thanks whom."""
        team = {self.team.rpartition("/")[2]} if self.team is not None else set()
        return own_names([*self.people, sender]) | team


def new_form(runtime: Runtime, caller: Account) -> ThanksForm:
    """Return an empty form. Raises NotOnTheList."""
    with runtime.store.looking() as tx:
        reader(tx, caller)
        return _form(tx, ThanksEntered(ThanksSheet(runtime.new_id())))


def form_again(runtime: Runtime, caller: Account, thanks_id: str) -> ThanksForm:
    """Return a form with what a channel did not take. Raises NotOnTheList, ThanksGone."""
    with runtime.store.looking() as tx:
        person = reader(tx, caller)
        one = own(tx, person, thanks_id)
        if one.state is not ThanksState.BACK or one.words is None:
            raise ThanksGone
        accounts = [_account(tx.people.get(each), caller) for each in tx.thanks.receivers(one.id)]
        entered = ThanksEntered(
            ThanksSheet(runtime.new_id(), instead=one.id),
            tuple(accounts),
            one.unit_id,
            Rewritten(one.words, 0),
            one.channel,
            one.shared is not None,
        )
        return _form(tx, entered)


def hand_in(runtime: Runtime, caller: Account, entered: ThanksEntered) -> ThanksHanded:
    """Keep a thank-you and send it; words that would give somebody away come back first.

    Handed in twice, it is kept once. Raises NotOnTheList and each ThanksRefused.
    """
    text = whole(entered.text)
    routes = routes_of([text])
    with runtime.store.looking() as tx:
        person = reader(tx, caller)
        whom = _whom(tx, person, caller, entered)
        _check(text, entered.channel)
        ours = whom.names | own_names([person]) | {unit.name for unit in tx.units.ever()}
        held = _held_back(text, entered.text, ours)
        if held is not None:
            return ThanksHanded(None, _again(tx, entered, held), routes)
    shared = without_names(text, whom.telling(person)) if entered.shared else None
    with runtime.store.begin() as tx:
        _keep(runtime, tx, person, entered, whom, text, shared)
    names = tuple(one.name for one in whom.people) if whom.team is None else ()
    return ThanksHanded(ThanksSent(names, whom.team, entered.channel, shared), None, routes)


def teams(runtime: Runtime, caller: Account, words: str) -> tuple[tuple[str, str], ...]:
    """Return teams whose path holds some words: ids and paths. Raises NotOnTheList."""
    with runtime.store.looking() as tx:
        reader(tx, caller)
        wanted = words.strip().casefold()
        return tuple(one for one in _paths(tx) if wanted in one[1].casefold())[:MOST_FOUND]


def _account(person: Person, caller: Account) -> Account:
    own = [one for one in person.accounts if one.workspace == caller.workspace]
    return (own or list(person.accounts) or [caller])[0]


def _whom(tx: Transaction, person: Person, caller: Account, entered: ThanksEntered) -> _Whom:
    if bool(entered.people) == bool(entered.unit_id):
        raise NobodyThanked
    if entered.unit_id:
        return _team(tx, person, entered.unit_id, in_channel=entered.channel is not None)
    found = [tx.people.find_by_account(one.slack_id, caller.workspace) for one in entered.people]
    people = {one.id: one for one in found if one is not None and can_be_thanked(one)}
    if person.id in people:
        raise ThankingYourself
    if not all(one is not None and one.id in people for one in found):
        raise ThankedUnknown
    if len(people) > MOST_MESSAGES:
        raise TeamTooLarge(str(MOST_MESSAGES))
    return _Whom(tuple(people.values()), None)  # one human is one person in every workspace


def _team(tx: Transaction, person: Person, unit_id: str, *, in_channel: bool) -> _Whom:
    units = tx.units.all()
    if unit_id not in {unit.id for unit in units}:
        raise NobodyThanked
    parents = {unit.id: unit.parent_id for unit in units}
    there = members(tx.people.all(), parents, unit_id)
    people = tuple(one for one in there if one.id != person.id)
    if not people:
        raise TeamEmpty
    if not in_channel and len(people) > MOST_MESSAGES:
        raise TeamTooLarge(str(MOST_MESSAGES))
    return _Whom(people, team_of(tx, unit_id))


def _check(text: str, channel: str | None) -> None:
    if not 0 < len(text) <= LONGEST:
        raise ThanksWordsWrong(str(LONGEST))
    if channel is not None and not _CHANNEL.fullmatch(channel):
        raise ThanksNowhere


def _held_back(text: str, again: Rewritten, ours: frozenset[str]) -> Held | None:
    """Return the words to look at: no part of ours, nobody who is thanked, and not ticked."""
    ticked = frozenset(again.kept.values())
    if not guarded(text, ours | ticked):
        return None
    found = guarded(text, ours)
    return Held("", "", found, ticked) if found else None


def _again(tx: Transaction, entered: ThanksEntered, held: Held) -> ThanksForm:
    sheet = replace(entered.sheet, step=entered.sheet.step + 1, marks=held.guarded.masks)
    left = replace(entered, sheet=sheet, text=Rewritten(held.guarded.masked, 0))
    return replace(_form(tx, left), held=held)


def _form(tx: Transaction, entered: ThanksEntered) -> ThanksForm:
    teams = _paths(tx)
    is_searched = len(teams) > MOST_FOUND
    return ThanksForm(
        entered, team_of(tx, entered.unit_id) or "", () if is_searched else tuple(teams)
    )


def _paths(tx: Transaction) -> list[tuple[str, str]]:
    """Return every part in use by its path, less the organisation's own name."""
    units = tx.units.all()
    paths = paths_by_id(units)
    return [(one.id, paths[one.id].partition("/")[2] or one.name) for one in units]


def _keep(
    runtime: Runtime,
    tx: Transaction,
    person: Person,
    entered: ThanksEntered,
    whom: _Whom,
    text: str,
    shared: str | None,
) -> None:
    thanks_id, now = entered.sheet.form_id, runtime.now()
    if (kept := tx.thanks.find(thanks_id)) is not None:
        if kept.sender_id != person.id:
            raise ThanksGone
        return  # a second click
    today = now.astimezone(runtime.policy.zone).date()
    is_again = _take_the_place(tx, person, entered.sheet.instead)
    if not is_again and tx.thanks.has_spent(person.id, today, MOST_A_DAY):
        raise ThanksSpent(str(MOST_A_DAY))
    is_posted = entered.channel is not None
    state = ThanksState.WAITING if is_posted else ThanksState.GIVEN
    new = ThankYou(
        id=thanks_id,
        day=today,
        state=state,
        sender_id=person.id,
        unit_id=entered.unit_id,
        channel=entered.channel,
        words=text,
        shared=shared,
        workspace=entered.workspace if is_posted else None,
    )
    if not tx.thanks.add(new, _readers(whom, is_posted=is_posted)):
        return  # the same click, a moment earlier
    if is_posted:
        tx.deliveries.add([Delivery(runtime.new_id(), Kind.THANKS_POST, person.id, thanks_id, now)])
    else:
        tell_receivers(runtime, tx, thanks_id)


def _readers(whom: _Whom, *, is_posted: bool) -> Sequence[str]:
    """Return who gets a message of their own: of a team that is thanked in a channel, nobody."""
    return () if whom.team is not None and is_posted else [one.id for one in whom.people]


def _take_the_place(tx: Transaction, person: Person, thanks_id: str) -> bool:
    """Withdraw what a channel did not take, because it is sent anew; say whether there is such."""
    before = tx.thanks.find(thanks_id) if thanks_id else None
    if before is None or before.sender_id != person.id or before.state is not ThanksState.BACK:
        return False
    tx.thanks.put(before.id, ThanksState.WITHDRAWN)
    return tx.thanks.leave_out(before.id)
