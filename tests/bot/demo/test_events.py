"""What comes up in the demo."""

from bot.demo.events import plan_events
from surveys.rules.people_file import people_in
from surveys.runtime import Runtime
from surveys.use_cases import enrolling, supporting
from tests.organisation import account, people_file


def test_every_event_of_the_demo_is_kept_and_named_without_a_word_held_back(
    sqlite_runtime: Runtime,
) -> None:
    people = people_file({"Children's Services/Team 1": 3}, authors=(2,))
    enrolling.apply_people(sqlite_runtime, people)
    plan_events(sqlite_runtime, people_in(people), sqlite_runtime.now().date())
    told = supporting.programme(sqlite_runtime, account(3)).coming
    assert [(one.event.title, f"{one.next.starts:%A}") for one in told] == [
        ("Settling in from abroad", "Tuesday"),
        ("Sleep after a hard day", "Wednesday"),
        ("Open safe space", "Thursday"),
    ]
