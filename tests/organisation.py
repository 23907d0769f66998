"""A small organisation and its life, in the words of tests."""

import csv
import io
from collections.abc import Collection, Mapping
from datetime import timedelta

from surveys.model.deliveries import Kind
from surveys.model.people import Account
from surveys.model.questions import Answers
from surveys.model.rounds import Round
from surveys.runtime import Runtime
from surveys.use_cases import answering, closing, delivering, enrolling, opening
from tests.conftest import FRIDAY, MONDAY, Clock
from tests.lives import once

HEADER = (
    "person_key,workspace,slack_id,name,email,unit,job_family,contract,start_date,manages,roles"
)
TEAMS = {
    "Children's Services/Referral and Assessment/Team 1": 9,
    "Children's Services/Referral and Assessment/Team 2": 8,
    "Children's Services/Referral and Assessment/Team 3": 8,
    "Children's Services/Fostering/Team 4": 12,
    "Children's Services/Fostering/Team 5": 12,
}


def people_file(
    teams: Mapping[str, int] = TEAMS,
    leader: bool = True,
    authors: Collection[int] = (),
    others: Mapping[int, str] | None = None,
) -> bytes:
    """A people file of so many staff a team; the first of each team manages it."""
    rows = []
    roles = dict.fromkeys(authors, "hr") | ({1: "leader"} if leader else {})
    roles |= others or {}
    for unit, size in teams.items():
        for place in range(size):
            number = len(rows) + 1
            rows.append(
                {
                    "person_key": f"E{number:04}",
                    "workspace": "T0LOCAL",
                    "slack_id": f"U{number:04}",
                    "name": f"Person {number}",
                    "email": f"person{number}@example.org",
                    "unit": unit,
                    "job_family": "social worker",
                    "contract": "permanent",
                    "start_date": "2020-01-06",
                    "manages": unit if place == 0 else "",
                    "roles": roles.get(number, ""),
                }
            )
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER.split(","))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def account(number: int) -> Account:
    return Account("T0LOCAL", f"U{number:04}")


def enrol(runtime: Runtime, teams: Mapping[str, int] = TEAMS, authors: tuple[int, ...] = ()) -> int:
    """List everyone and let their welcome arrive; return how many they are."""

    def listed() -> None:
        enrolling.apply_people(runtime, people_file(teams, authors=authors))
        send_everything(runtime)

    once(runtime, listed, (tuple(teams.items()), authors, runtime.now()))
    return sum(teams.values())


def send_everything(runtime: Runtime) -> list[Kind]:
    """Let every due message arrive, as Slack would take it."""
    arrived = []
    while claimed := delivering.claim(runtime, "test"):
        for delivery in claimed:
            if delivering.compose(runtime, delivery) is None:
                delivering.cancelled(runtime, delivery, "test")
                continue
            delivering.sent(runtime, delivery, "test", "D1", "1.0")
            arrived.append(delivery.kind)
    return arrived


def everything_is_sent(runtime: Runtime) -> bool:
    """Say whether nothing waits to be sent, now or later."""
    with runtime.store.begin() as tx:
        return tx.deliveries.overdue(runtime.now() + timedelta(days=365)) == 0


def open_round(runtime: Runtime, clock: Clock) -> Round:
    """Move to Monday morning and open the round of that week."""
    opening.open_due(runtime)  # gives the survey its schedule
    clock.move_to(MONDAY)
    (opened,) = opening.open_due(runtime)
    return opened


def pulse_answers(scores: dict[str, int], said: str | None = None) -> Answers:
    """Answers to a weekly pulse."""
    return Answers(scores, comments={} if said is None else {"comment": said})


def answer(
    runtime: Runtime, number: int, opened: Round, score: int, said: str | None = None
) -> None:
    """One person gives every question the same score."""
    scores = dict.fromkeys(opened.questions, score)
    answering.submit(runtime, account(number), opened.id, pulse_answers(scores, said))


def close_round(runtime: Runtime, clock: Clock) -> None:
    """Move to Friday afternoon and close what is due."""
    clock.move_to(FRIDAY)
    closing.close_due(runtime)
    closing.finish(runtime)
