"""Organisations an attacker would wish for, answering for some weeks."""

import random
from collections.abc import Callable, Mapping

from surveys.model.tree import Tree
from tests.attacks.evidence import HI, LO, Replies
from tests.surveys.rules.organisations import services_of

World = dict[str, dict[str, dict[str, int]]]
Voice = Callable[[random.Random, str], int | None]  # an answer of somebody in a leaf, or none


def world_of(
    staff: Mapping[str, int], rounds: int, rng: random.Random, voice: Voice, moves: float = 0.0
) -> World:
    """Rounds of answers; between two of them people change leaf with probability `moves`."""
    seats = {f"{leaf}#{i}": leaf for leaf, size in staff.items() for i in range(size)}
    world: World = {}
    for number in range(rounds):
        replies: dict[str, dict[str, int]] = {leaf: {} for leaf in staff}
        for person, leaf in seats.items():
            answer = voice(rng, leaf)
            if answer is not None:
                replies[leaf][person] = answer
        world[f"r{number}"] = replies
        for person in seats:
            if rng.random() < moves:
                seats[person] = rng.choice(list(staff))
    return world


def anything(rate: float) -> Voice:
    """Any answer, from a share `rate` of people."""
    return lambda rng, _: rng.randint(LO, HI) if rng.random() < rate else None


def extreme(rate: float) -> Voice:
    """Each leaf of one mind: all at one end of the scale, by the leaf's name."""
    return lambda rng, leaf: (HI if sum(leaf.encode()) % 2 else LO) if rng.random() < rate else None


def all_highest(rng: random.Random, leaf: str) -> int:
    """Everybody answers, and everybody the highest."""
    return HI


def random_staff(rng: random.Random) -> tuple[Tree, dict[str, int]]:
    """Services of one to six teams of 1 to 12, some with direct staff, a few at the top."""
    tree, leaves = services_of(
        {f"s{i}": rng.randint(1, 6) for i in range(rng.randint(2, 8))}, rng.randint(0, 2)
    )
    sizes = {leaf: rng.choice((1, 2, 4, 5, 6, rng.randint(5, 12))) for leaf in leaves}
    return tree, sizes


def huge_and_tiny() -> tuple[Tree, dict[str, int]]:
    """One service of a huge team and a tiny one, one service of a single team, one person above."""
    tree, leaves = services_of({"huge": 2, "single": 1, "usual": 4}, direct=1)
    return tree, dict(zip(leaves, (60, 2, 21, 6, 7, 8, 9, 1), strict=True))


def at_the_threshold(k: int = 5) -> tuple[Tree, dict[str, int]]:
    """Teams of exactly k and k - 1 people."""
    tree, leaves = services_of({"a": 4, "b": 3, "c": 1}, direct=1)
    return tree, {leaf: k - i % 2 for i, leaf in enumerate(leaves)}


def counts_only(world: Mapping[str, Replies]) -> list[dict[str, int]]:
    """How many answered, by round and leaf."""
    return [{leaf: len(own) for leaf, own in replies.items()} for replies in world.values()]
