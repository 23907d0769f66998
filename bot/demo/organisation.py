"""An invented children's service, in the shape of a real one, as the rows of a people file.

Services of about 34 people, each with one to three direct staff (its head among them) and teams of
five to twelve; nobody sits at the organisation itself. The same size and seed make the same people.
"""

import csv
import random
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from bot.demo.posts import (
    NEWLY_QUALIFIED,
    OVERSEAS,
    Post,
    direct_posts,
    leadership_posts,
    leadership_team_posts,
    team_posts,
)
from surveys.model.milestones import COLUMNS, Event
from surveys.rules.people_file import NEEDED, OPTIONAL
from surveys.rules.recurrence import month_later

ORGANISATION: Final = "Children's Services"
LEADERSHIP: Final = "Quality and Leadership"
WORKSPACE: Final = "T0LOCAL"
SMALLEST: Final = 12
LARGEST: Final = 8000  # as many as there are names
SERVICE_SIZE: Final = 34
TEAM_SIZE: Final = 8
SMALLEST_TEAM: Final = 5
LARGEST_TEAM: Final = 12
AGENCY_SHARE: Final = 0.2
STAFF_PER_CHAMPION: Final = 40
STAFF_PER_LEAVE: Final = 45
MONTHS_OF_PROBATION: Final = 6
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
TODAY: Final = date(2026, 9, 1)  # the demo's clock starts after it

NAMES: Final = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Seat:
    """A post and where it is."""

    unit: str
    post: Post


def invented_people(staff: int = 240, seed: int = 1, today: date = TODAY) -> list[dict[str, str]]:
    """The rows of a people file for exactly `staff` invented people (12 to 8,000).

    Raises ValueError for another number.
    """
    if not SMALLEST <= staff <= LARGEST:
        raise ValueError(f"an invented organisation has {SMALLEST} to {LARGEST} people")
    rng = random.Random(f"organisation/{seed}")  # noqa: S311 - invented people need no secrecy
    seats = _with_champions(_with_agency(list(_seats(staff, rng)), rng), rng)
    names = rng.sample(range(len(NAMES["first"]) * len(NAMES["last"])), len(seats))
    slack_ids = _slack_ids(len(seats), rng)
    return [
        _row(place, seat, names[place], slack_ids[place], today, rng)
        for place, seat in enumerate(seats)
    ]


def write_people(rows: Sequence[dict[str, str]], file: Path) -> None:
    """Write rows as a people file."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=(*NEEDED, *OPTIONAL))
        writer.writeheader()
        writer.writerows(rows)


def _seats(staff: int, rng: random.Random) -> Iterator[Seat]:
    count = min(max(2, round(staff / SERVICE_SIZE)), len(NAMES["services"]) + 1)
    sizes = _shares(staff, count)
    for name, size in zip(NAMES["services"], sizes[:-1], strict=False):
        yield from _service(f"{ORGANISATION}/{name}", name, size, rng)
    yield from _leadership(f"{ORGANISATION}/{LEADERSHIP}", sizes[-1], rng)


def _service(unit: str, name: str, size: int, rng: random.Random) -> Iterator[Seat]:
    direct = direct_posts(unit, rng.randint(1, 3) if size > 2 * TEAM_SIZE else 1)
    teams = _team_sizes(size - len(direct), rng)
    yield from (Seat(unit, post) for post in direct)
    homes = NAMES["homes"].get(name, [])
    labels = [f"Team {number + 1}" for number in range(max(1, len(teams) - len(homes)))] + homes
    for label, members in zip(labels, teams, strict=False):
        team = f"{unit}/{label}"
        posts = team_posts(team, members, rng, is_home=label in homes)
        yield from (Seat(team, post) for post in posts)


def _leadership(unit: str, size: int, rng: random.Random) -> Iterator[Seat]:
    direct = leadership_posts(ORGANISATION, unit)
    labels = ("Workforce and Systems", "Reviewing and Chairing", "Business Support")
    yield from (Seat(unit, post) for post in direct)
    for number, members in enumerate(_team_sizes(size - len(direct), rng)):
        kind = number % len(labels)
        label = labels[kind] + ("" if number < len(labels) else f" {number // len(labels) + 1}")
        team = f"{unit}/{label}"
        posts = leadership_team_posts(team, members, kind, first=number == 0)
        yield from (Seat(team, post) for post in posts)


def _shares(total: int, count: int) -> list[int]:
    """`total` shared out as evenly as whole numbers allow."""
    return [total // count + (place < total % count) for place in range(count)]


def _team_sizes(people: int, rng: random.Random) -> list[int]:
    sizes = _shares(people, max(1, round(people / TEAM_SIZE)))
    for _ in range(len(sizes)):
        giving, taking = rng.randrange(len(sizes)), rng.randrange(len(sizes))
        if sizes[giving] > SMALLEST_TEAM and sizes[taking] < LARGEST_TEAM:
            sizes[giving] -= 1
            sizes[taking] += 1
    return sizes


def _with_agency(seats: list[Seat], rng: random.Random) -> list[Seat]:
    able = [place for place, seat in enumerate(seats) if seat.post.may_be_agency]
    chosen = set(rng.sample(able, min(len(able), round(AGENCY_SHARE * len(seats)))))
    return [
        replace(seat, post=replace(seat.post, contract="Agency")) if place in chosen else seat
        for place, seat in enumerate(seats)
    ]


def _with_champions(seats: list[Seat], rng: random.Random) -> list[Seat]:
    able = [place for place, seat in enumerate(seats) if seat.post.is_front_line]
    wanted = max(1, round(len(seats) / STAFF_PER_CHAMPION))
    chosen = set(rng.sample(able, min(len(able), wanted)))
    return [
        replace(seat, post=replace(seat.post, roles="champion")) if place in chosen else seat
        for place, seat in enumerate(seats)
    ]


def _row(
    place: int, seat: Seat, name: int, slack_id: str, today: date, rng: random.Random
) -> dict[str, str]:
    first = NAMES["first"][name % len(NAMES["first"])]
    last = NAMES["last"][name // len(NAMES["first"])]
    post = seat.post
    days = rng.randint(20, 360) if post.is_new else rng.randint(30, 365 * 14)
    return {
        "person_key": f"E{place + 1:04}",
        "workspace": WORKSPACE,
        "slack_id": slack_id,
        "name": f"{first} {last}",
        "email": f"{_plain(first)}.{_plain(last)}@example.org",
        "unit": seat.unit,
        "job_family": post.job_family,
        "contract": post.contract,
        "start_date": (today - timedelta(days=days)).isoformat(),
        "manages": post.manages,
        "roles": post.roles,
        "working_pattern": post.working_pattern,
        **_days(place, post, today - timedelta(days=days), today),
    }


def _days(place: int, post: Post, start: date, today: date) -> dict[str, str]:
    """Days of somebody's own, in columns of their own: most people have none.

    No chance is drawn for them, so that everybody else stays who they were.
    """
    own: dict[Event, date] = {}
    if post.job_family == NEWLY_QUALIFIED:
        own[Event.QUALIFIED] = start
    if post.job_family == OVERSEAS:
        own[Event.ABROAD] = start
    ends = month_later(start, MONTHS_OF_PROBATION)
    if ends > today and post.contract == "Permanent":
        own[Event.PROBATION] = ends
    if place % STAFF_PER_LEAVE == STAFF_PER_LEAVE - 1 and post.is_front_line:
        own[Event.AWAY] = today - timedelta(days=170)
        own[Event.BACK] = today + timedelta(days=34)
    return {column: own[one].isoformat() if one in own else "" for column, one in COLUMNS.items()}


def _slack_ids(count: int, rng: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["U" + "".join(rng.choices(LETTERS, k=8))] = None
    return list(found)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
