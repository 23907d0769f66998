"""Batches of the forum under attack: eight ask in a secret order, and eight vote in another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from surveys.model.forum import Addressee, QuestionState
from surveys.runtime import Runtime
from surveys.use_cases import asking, voting
from tests.attacks.boxes import STAFF, TEAM, Take, markers
from tests.attacks.snapshots import Copy, Row, Trial, new_rows
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol

TABLES = ("forum_letters", "forum_questions", "forum_quotas", "forum_votes")


@dataclass(frozen=True)
class Forum:
    """What a thief saw of several batches, and of the votes for each."""

    asked: Sequence[Trial]
    voted: Sequence[Trial]


def our_forum(runtime: Runtime, clock: Clock, batches: int, chance: Random, take: Take) -> Forum:
    """Live through batches a week apart, with every table copied after every act."""
    enrol(runtime, STAFF)
    clock.move_to(MONDAY + timedelta(hours=2))  # a batch is handed over at ten, in winter too
    asked, voted = list[Trial](), list[Trial]()
    for _batch in range(batches):
        said = markers(chance)
        asked.append(_ask(runtime, said, chance, take))
        clock.pass_(days=1)
        voted.append(_vote(runtime, said, chance, take))
        clock.pass_(days=6)
    return Forum(asked, voted)


def _ask(runtime: Runtime, said: Sequence[str], chance: Random, take: Take) -> Trial:
    def ask(person: int) -> None:
        form, text = chance.randbytes(16).hex(), f"today {said[person - 1]}"
        asking.ask(runtime, account(person), form, text, "other", Addressee.ANYONE, alone=True)

    order = chance.sample(range(1, TEAM + 1), TEAM)
    new, copies = _watched(order, ask, take, "forum_letters")
    assert asking.hand_over(runtime) == TEAM
    with runtime.store.begin() as tx:
        cycle = tx.forum_cycles.open()
        assert cycle is not None
    key = runtime.store.keys.find(cycle.key_name)
    assert key is not None
    in_order = tuple(said[person - 1].encode() for person in order)
    return Trial(new, copies, take(), in_order, key)


def _vote(runtime: Runtime, said: Sequence[str], chance: Random, take: Take) -> Trial:
    """Each votes for one question that nobody else does; the next day's bands come after it."""
    with runtime.store.begin() as tx:
        for one in tx.forum_questions.in_states({QuestionState.WAITING}):
            opened = replace(one, version=one.version + 1, state=QuestionState.OPEN)
            assert tx.forum_questions.change(opened)
        questions = {one.text.split()[-1]: one.id for one in tx.forum_questions.all()}
    wanted = dict(enumerate(chance.sample(said, TEAM), start=1))
    order = chance.sample(range(1, TEAM + 1), TEAM)

    def vote(person: int) -> None:
        voting.vote(runtime, account(person), questions[wanted[person]], wanted=True)

    new, copies = _watched(order, vote, take, "forum_votes")
    asking.hand_over(runtime)
    in_order = tuple(wanted[person].encode() for person in order)
    return Trial(new, copies, take(), in_order, b"")


def _watched(
    order: Sequence[int], act: Callable[[int], None], take: Take, table: str
) -> tuple[tuple[tuple[Row, ...], ...], tuple[Copy, ...]]:
    """Let people act in an order; return what each added to a table, and the copies after each."""
    new, copies = list[tuple[Row, ...]](), [take()]
    for person in order:
        act(person)
        copies.append(take())
        added = new_rows(copies[-2], copies[-1])
        assert {row.table for row in added} <= {table, "forum_quotas"}
        new.append(tuple(row for row in added if row.table == table))
    return tuple(new), tuple(copies[1:])
