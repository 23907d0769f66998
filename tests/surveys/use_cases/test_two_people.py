"""Whatever anybody presses in Slack, in whatever order: administrator and HR take two people."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from surveys.errors import Refusal
from surveys.model.people import Role
from surveys.model.roles import GUARDED, Turn
from surveys.model.trail import ActKind
from surveys.store.database import Store, open_database
from surveys.use_cases import appointing
from tests.appointing import acts
from tests.chairing import change, person
from tests.conftest import Clock, runtime_on, taken
from tests.databases import hurry, sqlite_in
from tests.organisation import account, enrol

PEOPLE = (1, 2, 3, 4)
ONE = st.sampled_from((1, 2, 1, 2, 3, 4))  # mostly those who begin as administrators
WHICH = st.sampled_from((Role.ADMIN, Role.HR, Role.HR, Role.CHAMPION))


HOW = st.sampled_from(("confirm", "confirm", "decline", "withdraw"))


class TwoPeople(RuleBasedStateMachine):
    """Four people, two of them administrators at first; every path there is in Slack."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = Clock()
        place = Path(self.folder.name)
        engine = hurry(open_database(sqlite_in(place)))
        self.runtime = runtime_on(Store(engine, taken(place / "keys")), self.clock)
        enrol(self.runtime, {"Children's Services/Team 1": len(PEOPLE)})
        for number in PEOPLE:
            roles = frozenset({Role.ADMIN}) if number < 3 else frozenset()
            change(self.runtime, number, roles=roles)
        self.ids = {person(self.runtime, number).id: number for number in PEOPLE}
        self.before = self.roles()
        self.proposals: list[str] = []
        self.settled = 0

    def teardown(self) -> None:
        self.runtime.store.close()
        self.folder.cleanup()

    def roles(self) -> dict[int, frozenset[Role]]:
        with self.runtime.store.looking() as tx:
            return {self.ids[one.id]: one.roles for one in tx.people.all() if one.id in self.ids}

    def remember(self) -> None:
        with self.runtime.store.looking() as tx:
            new = (one.id for one in tx.proposals.all())
            self.proposals += [one for one in new if one not in self.proposals]

    @rule(by=ONE, about=ONE, role=WHICH, gives=st.sampled_from((True, True, False)))
    def press(self, by: int, about: int, role: Role, gives: bool) -> None:
        asked = Turn(person(self.runtime, about).id, role, gives)
        self._try(lambda: appointing.turn(self.runtime, account(by), asked), by)
        self.remember()

    @rule(by=ONE, which=st.sampled_from((1, 1, 1, 2, 3)), how=HOW)
    def decide(self, by: int, which: int, how: str) -> None:
        if self.proposals:  # those that are settled too: a stale button, a replay
            one = self.proposals[-min(which, len(self.proposals))]
            self._try(lambda: getattr(appointing, how)(self.runtime, account(by), one), by)

    @rule(days=st.sampled_from((1, 1, 7)))
    def wait(self, days: int) -> None:
        self.clock.pass_(days=days)

    def _try(self, act: Callable[[], object], by: int) -> None:
        before = self.roles()
        try:
            act()
        except Refusal:
            assert self.roles() == before
        else:
            assert Role.ADMIN in before[by]

    @invariant()
    def each_guarded_change_had_two_people(self) -> None:
        now = self.roles()
        told = acts(self.runtime)
        for act in told[self.settled :]:
            role, about = Role(act.subject["role"]), act.subject["person"]
            is_laid_down = act.kind is ActKind.ROLE_TAKEN and act.actor == about
            if role in GUARDED and not is_laid_down:
                second = act.subject["second"]
                assert second not in (act.actor, about)
        changes = sum(len(now[one] ^ self.before[one]) for one in PEOPLE)
        assert changes == len(told) - self.settled  # nothing changes by the way
        self.before, self.settled = now, len(told)

    @invariant()
    def somebody_looks_after_it(self) -> None:
        assert any(Role.ADMIN in held for held in self.roles().values())


TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = settings(max_examples=5, stateful_step_count=30, phases=[Phase.generate])
