"""Homes: each role's sections and next steps, in their order."""

import pytest

from surveys.model.home import Next, Piece, Seat
from surveys.model.people import Role
from surveys.rules.homes import next_for, pieces_for, seats_of
from tests.surveys.store import samples

ALWAYS = (
    Piece.NEXT,
    Piece.RESULTS,
    Piece.ACTIONS,
    Piece.FORUM,
    Piece.THANKS,
    Piece.LEAVING,
    Piece.EVENTS,
    Piece.YOURS,
)
BUT_FORUM = (Piece.RESULTS, Piece.ACTIONS, Piece.THANKS, Piece.LEAVING, Piece.EVENTS, Piece.YOURS)

NEXTS = (Piece.NEXT, Piece.PEOPLE, Piece.SURVEYS, Piece.FORUM, Piece.PACK)
LEADERS = (*ALWAYS[:3], Piece.MONTH, *ALWAYS[3:-1])


@pytest.mark.parametrize(
    ("roles", "manages", "seats"),
    [
        ((), (), (Seat.STAFF,)),
        ((), ("u1",), (Seat.MANAGER, Seat.STAFF)),
        ((Role.LEADER,), ("u1",), (Seat.LEADER, Seat.MANAGER, Seat.STAFF)),
        ((Role.PSW,), (), (Seat.CHAMPION, Seat.STAFF)),
        ((Role.PSW, Role.CHAMPION), (), (Seat.CHAMPION, Seat.STAFF)),
        (tuple(Role), ("u1",), tuple(Seat)[::-1]),
    ],
)
def test_somebody_sits_where_the_list_says(
    roles: tuple[Role, ...], manages: tuple[str, ...], seats: tuple[Seat, ...]
) -> None:
    person = samples.person(roles=frozenset(roles), manages=manages)
    assert set(seats_of(person)) == set(seats)


@pytest.mark.parametrize(
    ("seats", "pieces"),
    [
        ((Seat.STAFF,), ALWAYS),
        ((Seat.MANAGER, Seat.STAFF), (*ALWAYS[:3], Piece.MONTH, *ALWAYS[3:])),
        ((Seat.CHAMPION, Seat.STAFF), (Piece.NEXT, Piece.FORUM, Piece.PACK, *BUT_FORUM)),
        ((Seat.LEADER, Seat.STAFF), (*LEADERS, Piece.PACK, Piece.YOURS)),
        ((Seat.HR, Seat.STAFF), (Piece.NEXT, Piece.SURVEYS, Piece.PACK, *ALWAYS[1:])),
        ((Seat.ADMIN, Seat.STAFF), (Piece.NEXT, Piece.PEOPLE, Piece.SURVEYS, *ALWAYS[1:])),
        (
            tuple(Seat),
            (*NEXTS, *BUT_FORUM[:2], Piece.MONTH, *BUT_FORUM[2:]),
        ),
    ],
)
def test_what_a_role_works_on_stands_before_what_everybody_reads(
    seats: tuple[Seat, ...], pieces: tuple[Piece, ...]
) -> None:
    assert pieces_for(seats) == pieces


@pytest.mark.parametrize(
    ("seats", "kinds"),
    [
        ((Seat.STAFF,), (Next.PROMISES, Next.ANSWER)),
        ((Seat.CHAMPION, Seat.STAFF), (Next.CHECK, Next.FORUM, Next.PROMISES, Next.ANSWER)),
        (
            (Seat.MANAGER, Seat.STAFF),
            (Next.PROMISES, Next.LATE, Next.READ, Next.WORSE, Next.ANSWER),
        ),
        (
            (Seat.HR, Seat.STAFF),
            (Next.PROMISES, Next.LATE, Next.DRAFTS, Next.CONTEXT, Next.ANSWER),
        ),
        ((Seat.ADMIN, Seat.STAFF), (Next.TROUBLE, Next.PROMISES, Next.ANSWER)),
    ],
)
def test_each_role_is_told_of_its_own_next_steps_before_its_own_pulse(
    seats: tuple[Seat, ...], kinds: tuple[Next, ...]
) -> None:
    assert next_for(seats) == kinds


def test_every_home_begins_with_what_is_next_and_ends_with_where_to_turn() -> None:
    for seat in Seat:
        pieces = pieces_for((seat, Seat.STAFF))
        assert (pieces[0], pieces[-1]) == (Piece.NEXT, Piece.YOURS)
        assert len(set(pieces)) == len(pieces)
    assert set(pieces_for(tuple(Seat))) == set(Piece)
    assert set(next_for(tuple(Seat))) == set(Next)
