import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.organisation import ORGANISATION, invented_people, write_people
from surveys.rules.people_file import PersonRow, people_in


def read_back(tmp_path: Path, staff: int = 240, seed: int = 1) -> tuple[PersonRow, ...]:
    file = tmp_path / "people.csv"
    write_people(invented_people(staff, seed), file)
    return people_in(file.read_bytes())


def by_depth(rows: list[dict[str, str]], depth: int) -> Counter[str]:
    return Counter(row["unit"] for row in rows if row["unit"].count("/") == depth)


@pytest.mark.parametrize("staff", [12, 20, 35, 240, 5000])
def test_a_size_is_met_exactly_and_the_rows_are_a_valid_people_file(
    tmp_path: Path, staff: int
) -> None:
    assert len(read_back(tmp_path, staff)) == staff


@pytest.mark.parametrize("staff", [0, 11, 8001])
def test_a_size_that_cannot_be_invented_is_refused(staff: int) -> None:
    with pytest.raises(ValueError, match="12 to 8000 people"):
        invented_people(staff)


@settings(max_examples=15)
@given(st.integers(min_value=0, max_value=10**6))
def test_any_seed_gives_seven_services_of_about_34_with_teams_of_5_to_12(seed: int) -> None:
    rows = invented_people(240, seed)
    services = Counter(row["unit"].split("/")[1] for row in rows)
    assert len(services) == 7
    assert set(services.values()) <= {33, 34, 35}
    assert all(1 <= count <= 3 for count in by_depth(rows, 1).values())
    assert len(by_depth(rows, 1)) == 7
    assert all(5 <= count <= 12 for count in by_depth(rows, 2).values())
    assert not by_depth(rows, 0)


@settings(max_examples=15)
@given(st.integers(min_value=12, max_value=1000), st.integers(min_value=0, max_value=99))
def test_any_size_has_every_role_and_someone_who_manages_each_unit(staff: int, seed: int) -> None:
    rows = invented_people(staff, seed)
    roles = Counter(row["roles"] for row in rows)
    assert roles["psw"] == roles["admin"] == 1
    assert 1 <= roles["hr"] <= 2
    assert roles["champion"] >= 1
    assert roles["leader"] >= 3
    managed = {row["manages"] for row in rows} - {""}
    assert managed == {row["unit"] for row in rows} | {ORGANISATION}


def test_the_workforce_is_mixed_as_a_real_one() -> None:
    rows = invented_people()
    contracts = Counter(row["contract"] for row in rows)
    jobs = Counter(row["job_family"] for row in rows)
    assert 0.15 <= contracts["Agency"] / len(rows) <= 0.3
    assert Counter(row["roles"] for row in rows)["champion"] == 6
    for job in ("Newly qualified social worker", "Overseas-recruited social worker"):
        assert jobs[job] >= 3
    home = [row for row in rows if row["unit"].endswith("/Larch House")]
    assert {"Mon-Sun 20:00-08:00", "Mon-Sun 07:30-20:30"} <= {r["working_pattern"] for r in home}


def test_people_are_told_apart_and_reachable_nowhere() -> None:
    rows = invented_people(5000)
    for column in ("person_key", "slack_id", "name", "email"):
        assert len({row[column] for row in rows}) == 5000
    assert {row["workspace"] for row in rows} == {"T0LOCAL"}
    assert all(re.fullmatch("U[A-Z0-9]{8}", row["slack_id"]) for row in rows)
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+@example\.org", row["email"]) for row in rows)


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert invented_people(100, 3) == invented_people(100, 3)
    assert invented_people(100, 3) != invented_people(100, 4)
