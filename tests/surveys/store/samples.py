"""Rows to keep: the least that the database's own rules allow."""

from datetime import UTC, date, datetime, timedelta

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Account, Person, Role
from surveys.model.releases import Bound, Cell, Release, ReleasedComment, Tier, Turnout
from surveys.model.rounds import Round, RoundState, Seat, Thresholds
from surveys.model.tree import Unit
from surveys.rules.seating import frozen_tree
from surveys.store.database import Store, Transaction

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
ORG = Unit("org", None, "Children's Services")
TEAM = Unit("team", "org", "Team 1")


def person(number: int = 1, **changes: object) -> Person:
    whole = {
        "id": f"p{number}",
        "key": f"E{number:04}",
        "name": f"Person {number}",
        "email": "",
        "unit_id": "team",
        "job_family": "social worker",
        "contract": "permanent",
        "start_date": date(2020, 1, 6),
        "working_pattern": None,
        "manages": (),
        "roles": frozenset[Role](),
        "accounts": (Account("T1", f"U{number}"),),
        "active": True,
        "paused_until": None,
        "welcomed_at": None,
    }
    return Person(**(whole | changes))


def round_(number: int | None = 0, **changes: object) -> Round:
    whole = {
        "id": f"r{number}",
        "survey": "weekly-pulse",
        "revision": 1,
        "number": number,
        "window_id": "w0",
        "local_date": date(2026, 9, 7),
        "opens_at": NOW,
        "closes_at": NOW + timedelta(days=4),
        "state": RoundState.OPEN,
        "repeats": False,
        "questions": ("how_are_you",),
        "minutes": 1,
        "thresholds": Thresholds(5, 20, 10),
    }
    return Round(**(whole | changes))


def release(number: int = 0, tier: Tier = Tier.WEEKLY, **changes: object) -> Release:
    whole = {
        "id": f"{tier}{number}",
        "name": f"weekly-pulse/{number + 1}/{tier}",
        "survey": "weekly-pulse",
        "tier": tier,
        "window_id": "w0",
        "round_number": number,
        "local_date": date(2026, 9, 7) + timedelta(weeks=number),
        "opened": NOW + timedelta(weeks=number),
        "closed": NOW + timedelta(weeks=number, days=4),
        "questions": ("how_are_you", "caseload"),
        "cells": (
            Cell("how_are_you", "org", True, 3.4, Bound.GE, "20-49"),
            Cell("how_are_you", "team", False),
        ),
        "turnout": (Turnout("org", "80%"),),
    }
    return Release(**(whole | changes))


def comment(id_: str = "c1", release_id: str = "weekly0") -> ReleasedComment:
    return ReleasedComment(id_, release_id, "comment", "org", "Too much paper.")


def delivery(number: int = 1, **changes: object) -> Delivery:
    whole = {
        "id": f"d{number:03}",
        "kind": Kind.WELCOME,
        "person_id": "p1",
        "subject": f"subject {number}",
        "due_at": NOW,
    }
    return Delivery(**(whole | changes))


def furnish(store: Store, people: int = 1) -> None:
    """Two units, some people, one window, one open round with all of them in its roster."""
    with store.begin() as tx:
        begin(tx)
        for number in range(1, people + 1):
            tx.people.save(person(number))
        tx.rounds.add(round_(), [Seat(f"p{n}", "team") for n in range(1, people + 1)])


def begin(tx: Transaction) -> None:
    tx.units.save(ORG)
    tx.units.save(TEAM)
    tx.windows.add("w0", "weekly-pulse", 0, frozen_tree([ORG, TEAM]))
