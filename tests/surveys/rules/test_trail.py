"""The trail: any change to what is kept is seen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.trail import (
    BEGINNING,
    Act,
    ActKind,
    Link,
    Trail,
    act_after,
    is_whole,
)
from tests.conftest import MONDAY


def chain(n: int, after: Link = BEGINNING) -> tuple[Act, ...]:
    acts: list[Act] = []
    for number in range(n):
        act = act_after(
            after, MONDAY, "p1", list(ActKind)[number % 5], {"role": "hr", "n": str(number)}
        )
        acts.append(act)
        after = Link(act.position, act.digest)
    return tuple(acts)


@given(st.integers(1, 8), st.data())
def test_a_changed_missing_or_moved_act_breaks_the_chain(n: int, data: st.DataObject) -> None:
    acts = chain(n)
    assert is_whole(Trail(acts))
    place = data.draw(st.integers(0, n - 1))
    other = {
        "actor": replace(acts[place], actor="p2"),
        "kind": replace(acts[place], kind=ActKind.PERSON_REMOVED),
        "subject": replace(acts[place], subject={"role": "admin"}),
        "moment": replace(acts[place], at=MONDAY.replace(hour=3)),
    }[data.draw(st.sampled_from(["actor", "kind", "subject", "moment"]))]
    assert not is_whole(Trail((*acts[:place], other, *acts[place + 1 :])))
    if place < n - 1:
        assert not is_whole(Trail((*acts[:place], *acts[place + 1 :])))


def test_what_is_left_after_removing_the_oldest_follows_from_the_last_removed() -> None:
    acts = chain(4)
    link = Link(acts[1].position, acts[1].digest)
    assert is_whole(Trail(acts[2:], link))
    assert not is_whole(Trail(acts[2:]))
    assert not is_whole(Trail(acts[3:], link))


@pytest.mark.parametrize("subject", [{"a": "b|c"}, {"a": "b", "c": ""}, {"a": "é"}])
def test_no_two_subjects_are_spelt_alike(subject: dict[str, str]) -> None:
    spelt = {act_after(BEGINNING, MONDAY, "p", ActKind.ROLE_GIVEN, one).digest
             for one in (subject, {}, {"a": "b"}, {"a": "b", "c": "d"})}  # fmt: skip
    assert len(spelt) == 4
