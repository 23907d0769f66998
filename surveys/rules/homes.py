"""Homes: what the Home tab of each role holds, and in which order."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeVar

from surveys.model.home import Next, Piece, Seat
from surveys.model.people import Person, Role

_Kind = TypeVar("_Kind")

_SEATS: Final[Mapping[Role, Seat]] = {
    Role.CHAMPION: Seat.CHAMPION,
    Role.PSW: Seat.CHAMPION,
    Role.LEADER: Seat.LEADER,
    Role.HR: Seat.HR,
    Role.ADMIN: Seat.ADMIN,
}

# Of whoever holds several seats, the sections of the first come first.
_PIECES: Final[Mapping[Seat, tuple[Piece, ...]]] = {
    Seat.ADMIN: (Piece.NEXT, Piece.PEOPLE, Piece.SURVEYS),
    Seat.CHAMPION: (
        Piece.NEXT,
        Piece.FORUM,
        Piece.PACK,
    ),  # on which the Principal Social Worker comments
    Seat.HR: (Piece.NEXT, Piece.SURVEYS, Piece.PACK),
    Seat.LEADER: (
        Piece.NEXT,
        Piece.RESULTS,
        Piece.ACTIONS,
        Piece.MONTH,  # of a leader who manages
        Piece.FORUM,
        Piece.THANKS,
        Piece.LEAVING,
        Piece.EVENTS,
        Piece.PACK,
    ),
    Seat.MANAGER: (Piece.NEXT, Piece.RESULTS, Piece.ACTIONS, Piece.MONTH),
    Seat.STAFF: (
        Piece.NEXT,
        Piece.RESULTS,
        Piece.ACTIONS,
        Piece.FORUM,
        Piece.THANKS,
        Piece.LEAVING,
        Piece.EVENTS,
        Piece.YOURS,
    ),
}
LAST: Final = (Piece.YOURS,)  # of every Home, whatever else is in it

# What others wait for comes before what is one's own to answer or to leave.
_NEXT: Final[Mapping[Seat, tuple[Next, ...]]] = {
    Seat.ADMIN: (Next.TROUBLE,),
    Seat.CHAMPION: (Next.CHECK, Next.FORUM),
    Seat.HR: (Next.PROMISES, Next.LATE, Next.DRAFTS, Next.CONTEXT),
    Seat.LEADER: (Next.FORUM, Next.PROMISES, Next.LATE, Next.READ, Next.WORSE),
    Seat.MANAGER: (Next.PROMISES, Next.LATE, Next.READ, Next.WORSE),
    # A promise may be anybody's: whoever recorded it chose who leads.
    Seat.STAFF: (Next.PROMISES, Next.ANSWER),
}


def seats_of(person: Person) -> tuple[Seat, ...]:
    """Return what somebody does here, in the order in which their Home follows it."""
    held = {_SEATS[role] for role in person.roles} | {Seat.STAFF}
    if person.manages:
        held.add(Seat.MANAGER)
    return tuple(seat for seat in _PIECES if seat in held)


def pieces_for(seats: Collection[Seat]) -> tuple[Piece, ...]:
    """Return the sections of a Home, in order."""
    found = _in_order(_PIECES[seat] for seat in _PIECES if seat in seats)
    return (*(one for one in found if one not in LAST), *LAST)


def next_for(seats: Collection[Seat]) -> tuple[Next, ...]:
    """Return which kinds of next step a Home may speak of, in order."""
    return _in_order(_NEXT[seat] for seat in _NEXT if seat in seats)


def _in_order(several: Iterable[tuple[_Kind, ...]]) -> tuple[_Kind, ...]:
    return tuple(dict.fromkeys(one for own in several for one in own))
