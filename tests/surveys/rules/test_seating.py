"""Where people sit in a frozen tree, whatever became of their unit since."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from surveys.model.tree import Unit
from surveys.rules.seating import direct_id, frozen_tree, leaf_of, node_of

UNITS = [
    Unit("org", None, "Children's Services"),
    Unit("assessment", "org", "Referral and Assessment"),
    Unit("t10", "assessment", "Team 10"),
    Unit("t2", "assessment", "Team 2"),
    Unit("fostering", "org", "Fostering"),
]
TREE = frozen_tree(UNITS)


def test_teams_come_in_the_order_people_count_and_direct_staff_first() -> None:
    assert [node.id for node in TREE.nodes] == [
        "org",
        "org:direct",
        "fostering",
        "assessment",
        "assessment:direct",
        "t2",
        "t10",
    ]


def test_a_teams_people_sit_in_it_and_an_inner_units_in_its_direct_staff() -> None:
    assert leaf_of(TREE, UNITS, "t2") == "t2"
    assert leaf_of(TREE, UNITS, "assessment") == direct_id("assessment")
    assert leaf_of(TREE, UNITS, "org") == direct_id("org")
    assert leaf_of(TREE, UNITS, "fostering") == "fostering"
    assert node_of(TREE, UNITS, "assessment") == "assessment"


def test_people_of_a_unit_retired_since_stay_where_they_sat() -> None:
    assert leaf_of(TREE, [unit for unit in UNITS if unit.id != "t2"], "t2") == "t2"


def test_a_unit_renamed_or_moved_since_stays_in_its_place() -> None:
    moved = [replace(one, parent_id="fostering", name="New") if one.id == "t2" else one
             for one in UNITS]  # fmt: skip
    assert leaf_of(TREE, moved, "t2") == "t2"
    assert TREE.by_id["t2"].parent_id == "assessment"


def test_a_team_split_since_gathers_its_parts() -> None:
    split = [*UNITS, Unit("t2a", "t2", "Team 2a"), Unit("t2b", "t2", "Team 2b")]
    assert {leaf_of(TREE, split, one) for one in ("t2", "t2a", "t2b")} == {"t2"}


def test_a_team_made_since_sits_with_the_direct_staff_of_its_service() -> None:
    grown = [*UNITS, Unit("t11", "assessment", "Team 11"), Unit("t11a", "t11", "Team 11a")]
    assert leaf_of(TREE, grown, "t11a") == direct_id("assessment")
    assert node_of(TREE, grown, "t11a") == "assessment"


def test_a_unit_nobody_knows_belongs_to_the_organisation() -> None:
    assert leaf_of(TREE, UNITS, "elsewhere") == direct_id("org")


def test_an_organisation_without_parts_is_one_team() -> None:
    alone = frozen_tree(UNITS[:1])
    assert [node.id for node in alone.nodes] == ["org"]
    assert leaf_of(alone, UNITS, "t2") == "org"


@given(st.lists(st.integers(0, 100), max_size=12), st.lists(st.integers(0, 100), max_size=12))
def test_everyone_sits_in_a_leaf_whatever_grew_since(then: list[int], since: list[int]) -> None:
    units = [Unit("u0", None, "Organisation")]
    for parent in then:
        units.append(Unit(f"u{len(units)}", f"u{parent % len(units)}", f"Unit {len(units)}"))
    tree = frozen_tree(units)
    for parent in since:
        units.append(Unit(f"u{len(units)}", f"u{parent % len(units)}", f"Unit {len(units)}"))
    for unit in units:
        assert leaf_of(tree, units, unit.id) in tree.leaves()
    assert sum(not node.id.endswith(":direct") for node in tree.nodes) == len(then) + 1
