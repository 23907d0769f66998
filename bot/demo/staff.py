"""Simulated staff: who answers, what they feel, and what they write, week after week.

Every draw comes from the seed and the person or the unit it is about, so that one colleague more
changes nobody else's scores. A score is a person's level for a question
plus noise; a level adds up the driver's, the service's, the team's, the person's own, and a story
told over the weeks.
"""

import hashlib
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from surveys.model.questions import Bank, Item
from surveys.model.surveys import WEEKLY_PULSE
from surveys.rules.people_file import PersonRow
from surveys.rules.rotation import items_for

NEVER_ANSWERS: Final = 0.04  # of all people
STEADINESS: Final = (10.0, 2.0)  # a beta distribution, mean 0.83: with the above, 80% overall
SKIPS: Final = 0.02  # of items, one by one
WRITES: Final = 0.15  # of those who answer
STORY_WEEKS: Final = 13

COMMENTS: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    Path(__file__).with_name("comments.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class SimulatedAnswer:
    """What one person answers in one round of a survey."""

    round: int  # 1, 2, 3, ...
    slack_id: str
    scores: dict[str, int]  # item id -> a whole number of that item's scale; skipped ones absent
    comment: str | None  # to the bank's own text question; None: nothing is written
    survey: str = WEEKLY_PULSE
    picks: dict[str, tuple[str, ...]] = field(default_factory=dict)  # choice id -> option ids
    texts: dict[str, str] = field(default_factory=dict)  # id of another text question -> words


@dataclass(frozen=True)
class Mood:
    """A person's leanings, in points of a five-point scale."""

    service: str
    team: str
    own: float


def answers_for(
    people: Sequence[PersonRow], bank: Bank, rounds: int, seed: int
) -> list[SimulatedAnswer]:
    """What everyone who answers answers in rounds 1 to `rounds`, by round, then by Slack id."""
    services = sorted({service_of(person) for person in people})
    story = Story(services, seed)
    found = []
    for number in range(1, rounds + 1):
        items = items_for(bank, number - 1)
        unsaid = Unsaid(seed, number)
        for person in sorted(people, key=slack_id_of):
            answer = _answer(person, number, items, story, unsaid)
            if answer:
                found.append(answer)
    return found


def acting_order(slack_ids: Sequence[str], round_number: int, seed: int) -> list[str]:
    """The order in which people act in a round: from its number and the seed, never the answers."""

    def lot(slack_id: str) -> bytes:
        return hashlib.sha256(f"{seed}/order/{round_number}/{slack_id}".encode()).digest()

    return sorted(slack_ids, key=lot)


class Story:
    """How things stand in each service and team, and how they change over the weeks."""

    def __init__(self, services: Sequence[str], seed: int) -> None:
        self.seed = seed
        told = draw(seed, "story").sample(services, min(2, len(services)))
        self.improving, self.worsening = told[0], told[-1]

    def level(self, item: Item, mood: Mood, number: int) -> float:
        """The usual answer to an item, were every item asked so that higher is better."""
        driver = item.driver_id
        base = 3.5 + draw(self.seed, "driver", driver).gauss(0, 0.3)
        in_service = draw(self.seed, "service", mood.service, driver).gauss(0, 0.25)
        in_team = draw(self.seed, "team", mood.service, mood.team).gauss(0, 0.2)
        return base + in_service + in_team + mood.own + self._change(driver, mood.service, number)

    def _change(self, driver: str, service: str, number: int) -> float:
        """Supervision gets better in one service; caseload, then wellbeing, worse in another."""
        passed = min(1.0, (number - 1) / (STORY_WEEKS - 1))
        if driver == "supervision" and service == self.improving:
            return -0.9 + 1.7 * passed
        if driver == "caseload" and service == self.worsening:
            return 0.4 - 1.6 * passed
        if driver == "wellbeing" and service == self.worsening:
            return 0.3 - 1.1 * passed
        return 0.0


class Unsaid:
    """The comments nobody has written yet this round."""

    def __init__(self, seed: int, *number: object) -> None:
        chance = draw(seed, "comments", *number)
        self._left = [
            (driver, tone, text)
            for driver, tones in COMMENTS.items()
            for tone, texts in tones.items()
            for text in texts
        ]
        chance.shuffle(self._left)

    def one(self, drivers: Sequence[str], tone: str) -> str:
        """A comment of this tone, on one of these drivers if any is left unsaid."""
        fitting = [entry for entry in self._left if entry[1] == tone]
        chosen = next((entry for entry in fitting if entry[0] in drivers), fitting[0])
        if len(fitting) > 1:  # the last one stays, for organisations with more to say than we have
            self._left.remove(chosen)
        return chosen[2]


def character(person: PersonRow, seed: int) -> tuple[Mood, float]:
    """Return a person's leanings, and how likely they answer a round: 0 for some, ever."""
    steady = draw(seed, "person", slack_id_of(person))
    never, answers = steady.random() < NEVER_ANSWERS, steady.betavariate(*STEADINESS)
    mood = Mood(service_of(person), "/".join(person.unit), steady.gauss(0, 0.5))
    return mood, 0.0 if never else answers


def _answer(
    person: PersonRow, number: int, items: Sequence[Item], story: Story, unsaid: Unsaid
) -> SimulatedAnswer | None:
    """What a person answers in a round. None: nothing."""
    slack_id = slack_id_of(person)
    mood, answers = character(person, story.seed)
    now = draw(story.seed, "week", slack_id, number)
    if now.random() >= answers:
        return None
    scores = dict(_scores(items, mood, number, story, now))
    comment = None
    if now.random() < WRITES:
        mean = sum(story.level(item, mood, number) for item in items) / len(items)
        comment = unsaid.one([item.driver_id for item in items], tone_of(mean + now.gauss(0, 0.5)))
    if not scores and comment is None:
        return None
    return SimulatedAnswer(number, slack_id, scores, comment)


def _scores(
    items: Sequence[Item], mood: Mood, number: int, story: Story, now: random.Random
) -> Iterator[tuple[str, int]]:
    for item in items:
        felt = story.level(item, mood, number) + now.gauss(0, 0.75)
        if item.direction < 0:
            felt = item.scale.lo + item.scale.hi - felt
        if now.random() >= SKIPS:
            yield item.id, min(item.scale.hi, max(item.scale.lo, round(felt)))


def tone_of(mean: float) -> str:
    """How somebody who feels so, 1 to 5, writes."""
    if mean < 3.1:
        return "hard"
    return "plain" if mean < 3.8 else "warm"


def slack_id_of(person: PersonRow) -> str:
    """The account with which somebody answers."""
    return person.accounts[0].slack_id


def service_of(person: PersonRow) -> str:
    """The service somebody sits in; "": directly in the organisation."""
    return person.unit[1] if len(person.unit) > 1 else ""


def draw(seed: int, *about: object) -> random.Random:
    """A stream of chance of its own for whatever it is about."""
    return random.Random("/".join(str(part) for part in (seed, *about)))  # noqa: S311 - a simulation
