from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from surveys.model.people import Account, Person, Role
from surveys.model.tree import Unit
from surveys.rules.enrolment import ChangeKind, Plan, plan
from surveys.rules.people_file import Path, PersonRow

TOP = "Children's Services"


def row(key: str, *unit: str, **changed: object) -> PersonRow:
    plain = PersonRow(
        line=2,
        key=key,
        name=f"Name {key}",
        email="",
        unit=(TOP, *unit),
        job_family="Social worker",
        contract="Permanent",
        start_date=date(2024, 5, 6),
        working_pattern=None,
        manages=(),
        roles=frozenset(),
        accounts=(Account("T1", f"U{key}"),),
    )
    return replace(plain, **changed)


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"id{next(numbers)}"


class Listed:
    """A list of people that applies plans as the store does."""

    def __init__(self) -> None:
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self.new_id = ids()

    def planned(self, rows: Iterable[PersonRow]) -> Plan:
        units, people = tuple(self.units.values()), tuple(self.people.values())
        return plan(units, people, tuple(rows), self.new_id)

    def imported(self, *rows: PersonRow) -> Plan:
        made = self.planned(rows)
        self.units.update({unit.id: unit for unit in made.units})
        for unit in made.retired:
            del self.units[unit.id]
        self.people.update({person.id: person for person in made.people})
        return made

    def unit(self, path: Path) -> str:
        parent: str | None = None
        for name in (TOP, *path):
            (parent,) = (
                u.id for u in self.units.values() if (u.parent_id, u.name) == (parent, name)
            )
        assert parent
        return parent

    def person(self, key: str) -> Person:
        (found,) = (person for person in self.people.values() if person.key == key)
        return found


def kinds(made: Plan) -> list[ChangeKind]:
    return [change.kind for change in made.changes]


def test_a_first_import_adds_units_from_the_top_and_everyone() -> None:
    listed = Listed()
    made = listed.imported(row("1", "Help", "Team 1"), row("2", "Help", manages=((TOP, "Help"),)))
    assert [unit.name for unit in made.units] == [TOP, "Help", "Team 1"]
    assert listed.person("1").unit_id == listed.unit(("Help", "Team 1"))
    assert listed.person("2").manages == (listed.unit(("Help",)),)
    assert made.counts == {ChangeKind.UNIT_ADDED: 3, ChangeKind.PERSON_ADDED: 2}
    assert made.changes[-1].what == "Name 2 (2)"
    assert made.changes[-1].detail == "Children's Services/Help"


def test_the_same_file_again_changes_nothing() -> None:
    listed = Listed()
    rows = [row("1", "Help"), row("2", "Help", roles=frozenset({Role.HR}))]
    listed.imported(*rows)
    assert listed.planned(rows).is_empty


def test_a_changed_fact_is_told_from_old_to_new() -> None:
    listed = Listed()
    listed.imported(row("1", "Help"), row("2", "Court"))
    made = listed.imported(
        row("1", "Court", contract="Agency", working_pattern="Mon-Fri 09:00-17:00"),
        row("2", "Court"),
    )
    (change,) = (one for one in made.changes if one.kind is ChangeKind.PERSON_CHANGED)
    assert change.detail == (
        "unit: Children's Services/Help -> Children's Services/Court; "
        "contract: Permanent -> Agency; working pattern: nothing -> Mon-Fri 09:00-17:00"
    )
    assert ChangeKind.UNIT_RETIRED in kinds(made)


def test_a_person_missing_from_the_file_is_deactivated_with_nothing_left_to_manage() -> None:
    listed = Listed()
    chief = row("2", "Help", manages=((TOP, "Help"),), roles=frozenset({Role.LEADER}))
    listed.imported(row("1", "Help"), chief)
    made = listed.imported(row("1", "Help"))
    gone = listed.person("2")
    assert kinds(made) == [ChangeKind.PERSON_DEACTIVATED]
    assert (gone.active, gone.manages, gone.roles) == (False, (), frozenset())
    assert listed.planned([row("1", "Help")]).is_empty


def test_a_person_who_returns_is_the_same_person() -> None:
    listed = Listed()
    listed.imported(row("1", "Help"), row("2", "Help"))
    before = listed.person("2")
    welcomed = datetime(2026, 9, 1, tzinfo=UTC)
    listed.people[before.id] = replace(before, welcomed_at=welcomed)
    listed.imported(row("1", "Help"))
    made = listed.imported(row("1", "Help"), row("2", "Help", contract="Agency"))
    assert kinds(made) == [ChangeKind.PERSON_REACTIVATED]
    assert made.changes[0].detail == "contract: Permanent -> Agency"
    assert listed.person("2").id == before.id
    assert listed.person("2").welcomed_at == welcomed
    assert listed.person("2").active


def test_a_pause_survives_a_change_of_facts() -> None:
    listed = Listed()
    listed.imported(row("1", "Help"))
    paused = replace(listed.person("1"), paused_until=date(2026, 12, 1))
    listed.people[paused.id] = paused
    listed.imported(row("1", "Help", contract="Agency"))
    assert listed.person("1").paused_until == date(2026, 12, 1)


def test_an_account_that_passes_to_another_person_leaves_the_one_who_is_gone() -> None:
    listed = Listed()
    listed.imported(row("1", "Help"), row("2", "Help"))
    listed.imported(row("1", "Help"), row("3", "Help", accounts=(Account("T1", "U2"),)))
    assert listed.person("2").accounts == ()
    assert listed.person("3").accounts == (Account("T1", "U2"),)


def test_a_renamed_service_and_its_renamed_team_keep_their_ids() -> None:
    listed = Listed()
    listed.imported(*(row(str(n), "Help", f"Team {n % 2}") for n in range(10)), row("x", "Court"))
    service, team = listed.unit(("Help",)), listed.unit(("Help", "Team 1"))
    made = listed.imported(
        *(row(str(n), "Early Help", "Blue" if n % 2 else "Team 0") for n in range(10)),
        row("x", "Court"),
    )
    assert (listed.unit(("Early Help",)), listed.unit(("Early Help", "Blue"))) == (service, team)
    assert kinds(made) == [ChangeKind.UNIT_RENAMED] * 2
    assert made.changes[0].what == "Children's Services/Help"
    assert made.changes[0].detail == "-> Early Help"


def test_a_renamed_organisation_keeps_its_id() -> None:
    listed = Listed()
    listed.imported(row("1", "Help"), row("2", "Help"))
    root = listed.unit(())
    renamed = [replace(one, unit=("Children First", "Help")) for one in (row("1"), row("2"))]
    listed.imported(*renamed)
    assert listed.units[root].name == "Children First"
    assert listed.planned(renamed).is_empty


def test_half_of_the_people_do_not_make_a_rename() -> None:
    listed = Listed()
    listed.imported(*(row(str(n), "Help", "Team") for n in range(4)))
    old = listed.unit(("Help", "Team"))
    listed.imported(*(row(str(n), "Help", "East" if n < 2 else "West") for n in range(4)))
    assert old not in listed.units
    assert {unit.name for unit in listed.units.values()} == {TOP, "Help", "East", "West"}


def test_a_unit_with_a_namesake_is_that_unit_even_if_its_people_went_elsewhere() -> None:
    listed = Listed()
    listed.imported(*(row(str(n), "Team 1" if n < 5 else "Team 2") for n in range(10)))
    first = listed.unit(("Team 1",))
    made = listed.imported(*(row(str(n), "Team 2" if n < 5 else "Team 1") for n in range(10)))
    assert listed.unit(("Team 1",)) == first
    assert made.units == ()


def test_a_team_moved_to_another_service_is_a_new_team() -> None:
    listed = Listed()
    listed.imported(row("1", "Help", "Team"), row("2", "Court"), row("3", "Help"))
    old = listed.unit(("Help", "Team"))
    listed.imported(row("1", "Court", "Team"), row("2", "Court"), row("3", "Help"))
    assert listed.unit(("Court", "Team")) != old


def test_units_retire_children_first() -> None:
    listed = Listed()
    listed.imported(row("1", "Help", "Team"), row("2", "Court"))
    made = listed.imported(row("2", "Court"))
    assert [unit.name for unit in made.retired] == ["Team", "Help"]


UNITS = st.lists(st.sampled_from(["A", "B", "C"]), max_size=2).map(tuple)
FILES = st.dictionaries(st.sampled_from("123456789"), UNITS, min_size=1).map(
    lambda placed: [row(key, *unit) for key, unit in placed.items()]
)


@given(st.lists(FILES, min_size=1, max_size=4))
def test_planning_again_after_applying_gives_an_empty_plan(files: list[list[PersonRow]]) -> None:
    listed = Listed()
    for rows in files:
        listed.imported(*rows)
        assert listed.planned(rows).is_empty
        assert {person.key for person in listed.people.values() if person.active} == {
            one.key for one in rows
        }
        for one in rows:
            assert listed.person(one.key).unit_id == listed.unit(one.unit[1:])


@given(FILES, st.permutations(["A", "B", "C"]))
def test_renaming_units_by_new_names_alone_changes_no_id(
    rows: list[PersonRow], names: list[str]
) -> None:
    listed = Listed()
    listed.imported(*rows)
    fresh = {old: f"New {new}" for old, new in zip("ABC", names, strict=True)}
    renamed = [replace(one, unit=(TOP, *(fresh[part] for part in one.unit[1:]))) for one in rows]
    before = {person.key: person.unit_id for person in listed.people.values()}
    listed.imported(*renamed)
    assert {person.key: person.unit_id for person in listed.people.values()} == before
