"""Who does what at which hour of a month. Everything is drawn from the seed."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Final

from bot.demo.champion import check_comments
from bot.demo.guide import manages_a_team
from bot.demo.manager import ENDS, RECORDS, acts
from bot.demo.staff import SimulatedAnswer, acting_order, answers_for
from bot.demo.survey_staff import survey_answers
from bot.local_slack import Visitor
from surveys.model.people import Role
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE
from surveys.rules.people_file import PersonRow
from surveys.runtime import Runtime
from tests.bench import soaking_people as people

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
ANSWERING: Final = tuple(
    (day, hour) for day in (TUESDAY, WEDNESDAY, THURSDAY) for hour in range(9, 16)
)
NOON: Final = 12
LEAVERS: Final = 3
CHANGE_ONE_IN, WITHDRAW_ONE_IN, LOOK_ONE_IN = 10, 25, 8  # and so many look at Home each day
ASKS, THANKS, VOTES = 4, 6, 5  # each day
QUESTION: Final = "Could we have a room for writing reports on day {day}?"
WORDS: Final = "Thank you for staying until the report was done"


@dataclass
class Plan:
    """What everybody is about to do."""

    runtime: Runtime
    address: str
    rows: Sequence[PersonRow]
    seen: people.Seen
    first: datetime  # midnight of the first Monday
    weeks: int
    seed: int
    _waiting: deque[tuple[str, people.Act]] = field(default_factory=deque)
    _asked: list[tuple[Round, Mapping[str, SimulatedAnswer]]] = field(default_factory=list)
    _answered: set[tuple[str, str]] = field(default_factory=set)  # of round and person

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)
        self._ids = [row.accounts[0].slack_id for row in self.rows]
        self._pulse: dict[int, dict[str, SimulatedAnswer]] = defaultdict(dict)
        for one in answers_for(self.rows, self.runtime.bank, self.weeks, self.seed):
            self._pulse[one.round - 1][one.slack_id] = one
        usual = [row for row in self.rows if not row.roles and not row.manages]
        self.leavers = [row.accounts[0].slack_id for row in usual[:: len(usual) // LEAVERS]]

    def acts(self, at: datetime) -> list[Callable[[], None]]:
        """What is done in an hour: one act for each person, who does theirs one after the other."""
        by_person: dict[str, list[people.Act]] = defaultdict(list)
        for person, act in self._at(at, (at - self.first).days // 7):
            by_person[person].append(act)
        return [partial(self._each, own) for own in by_person.values()]

    def rounds(self) -> list[Round]:
        """The rounds that people were asked to answer this week."""
        return [asked for asked, _said in self._asked]

    def _each(self, own: Sequence[people.Act]) -> None:
        for act in own:
            self.seen.do(act)

    def _at(self, at: datetime, week: int) -> Iterator[tuple[str, people.Act]]:
        moment = (at.weekday(), at.hour)
        if week < 0 or at.weekday() > FRIDAY:
            return
        if moment == ANSWERING[0]:
            self._ask()
        if moment in ANSWERING:
            left = len(ANSWERING) - ANSWERING.index(moment)
            for _one in range(-(-len(self._waiting) // left)):
                yield self._waiting.popleft()
        if at.hour == NOON:
            yield from self._usual(at)
        yield from self._second_thoughts(moment)
        yield from self._offices(moment, week, at)

    def _ask(self) -> None:
        """Give everybody who was asked what they will answer this week."""
        with self.runtime.store.begin() as tx:
            ids = {one.id: one.accounts[0].slack_id for one in tx.people.all() if one.accounts}
            rounds = [(one, tx.rounds.roster(one.id)) for one in tx.rounds.open()]
            surveys = {one.id: tx.surveys.definition(one.survey, one.revision) for one, _ in rounds}
        self._asked = []
        for asked, seats in rounds:
            if asked.survey == WEEKLY_PULSE:
                said: Mapping[str, SimulatedAnswer] = self._pulse[asked.number or 0]
            else:
                given = survey_answers(self.rows, surveys[asked.id], 1, self.seed)
                said = {one.slack_id: one for one in given}
            present = {ids[seat.person_id] for seat in seats if seat.person_id in ids}
            mine = {
                one: said[one] for one in acting_order(list(said), 1, self.seed) if one in present
            }
            self._asked.append((asked, mine))
            for person, answer in mine.items():
                if (asked.id, person) not in self._answered:
                    self._answered.add((asked.id, person))
                    act = partial(people.answer, self.seen, self._visitor(person), answer, asked.id)
                    self._waiting.append((person, act))

    def _second_thoughts(self, moment: tuple[int, int]) -> Iterator[tuple[str, people.Act]]:
        if moment not in {(FRIDAY, 9), (FRIDAY, 10)}:
            return
        for asked, said in self._asked:
            kept = [one for one in said if self.seen.kept.get(asked.id, {}).get(one) is not None]
            if moment[1] == 9:
                for place, person in enumerate(kept[::CHANGE_ONE_IN]):
                    other = said[kept[-1 - place]]
                    yield (
                        person,
                        partial(people.change, self.seen, self._visitor(person), other, asked.id),
                    )
            else:
                for person in kept[1::WITHDRAW_ONE_IN]:
                    yield (
                        person,
                        partial(people.withdraw, self.seen, self._visitor(person), asked.id),
                    )

    def _usual(self, at: datetime) -> Iterator[tuple[str, people.Act]]:
        for person in self._some(len(self.rows) // LOOK_ONE_IN):
            yield person, partial(people.open_home, self._visitor(person))
            yield person, partial(people.read_events, self._visitor(person))
        for person in self._some(ASKS):
            text = QUESTION.format(day=at.day)
            yield person, partial(people.ask, self._visitor(person), text)
        *writers, thanked = self._some(THANKS + 1)
        for person in writers:
            yield person, partial(people.thank, self._visitor(person), thanked, WORDS)
        if at - self.first > timedelta(days=2):  # the first batch of questions is published
            for person in self._some(VOTES):
                yield person, partial(people.vote, self._visitor(person))

    def _offices(
        self, moment: tuple[int, int], week: int, at: datetime
    ) -> Iterator[tuple[str, people.Act]]:
        """What is done by those who hold one."""
        champion, hr = self._with(Role.CHAMPION), self._with(Role.HR)
        manager = next(row.accounts[0].slack_id for row in self.rows if manages_a_team(row))
        if moment == (MONDAY, 13):
            yield champion, partial(check_comments, self.address, champion)
        if moment == (MONDAY, 14) and week >= 2:
            done = {2: RECORDS, 3: ENDS}[week] if week < 4 else 0
            yield manager, partial(acts, self.address, manager, done, at.date())
        if moment == (TUESDAY, 13):
            yield champion, partial(people.screen, self._visitor(champion))
        if moment == (WEDNESDAY, 11) and week == 0:
            for person in self.leavers:
                last_day = at.date() + timedelta(days=12)
                yield hr, partial(people.record_leaver, self._visitor(hr), person, last_day)
        if moment == (FRIDAY, 11) and week == 0:
            for person in self.leavers:
                yield person, partial(people.leave, self._visitor(person))
        if moment == (FRIDAY, 13) and week > 0:
            yield hr, partial(people.order_pack, self._visitor(hr))

    def _some(self, most: int) -> list[str]:
        staying = [one for one in self._ids if one not in self.leavers]
        return self._chance.sample(staying, most)

    def _with(self, role: Role) -> str:
        return next(row.accounts[0].slack_id for row in self.rows if role in row.roles)

    def _visitor(self, person: str) -> Visitor:
        return Visitor(self.address, person)
