from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.errors import PeopleFileUnreadable, PeopleFileWrong, PeopleRefused
from surveys.model.milestones import COLUMNS, Event
from surveys.model.people import Account, Role
from surveys.rules.people_file import NEEDED, OPTIONAL, people_in

HEADER = ",".join((*NEEDED, *OPTIONAL))
GOOD = {
    "person_key": "P1",
    "workspace": "T1",
    "slack_id": "U1",
    "name": "Amara Holt",
    "email": "amara@example.org",
    "unit": "Children's Services/Early Help/Team 2",
    "job_family": "Social worker",
    "contract": "Permanent",
    "start_date": "2024-05-06",
    "manages": "",
    "roles": "",
    "working_pattern": "",
    **dict.fromkeys(COLUMNS, ""),
}


def line(**changed: str) -> str:
    return ",".join(f'"{cell}"' for cell in {**GOOD, **changed}.values())


def file(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *lines)).encode()


def mistakes(*lines: str, header: str = HEADER) -> list[str]:
    with pytest.raises(PeopleFileWrong) as wrong:
        people_in(file(*lines, header=header))
    return wrong.value.detail.split("; ")


def test_a_line_becomes_a_person() -> None:
    told = line(
        manages="Children's Services/Early Help/Team 2; Children's Services/Early Help",
        roles="Champion;psw",
        working_pattern="Mon-Sun 20:00-08:00",
    )
    (row,) = people_in(file(told))
    assert row.unit == ("Children's Services", "Early Help", "Team 2")
    assert row.manages == (row.unit[:2], row.unit)
    assert row.roles == {Role.CHAMPION, Role.PSW}
    assert row.start_date == date(2024, 5, 6)
    assert row.working_pattern == "Mon-Sun 20:00-08:00"
    assert row.accounts == (Account("T1", "U1"),)
    assert row.line == 2


def test_british_dates_are_read_day_first() -> None:
    assert people_in(file(line(start_date="3/4/2025")))[0].start_date == date(2025, 4, 3)


def test_the_working_pattern_column_may_be_left_out_and_columns_may_change_places() -> None:
    names = list(reversed(NEEDED))
    told = ",".join(GOOD[name] for name in names)
    (row,) = people_in(file(told, header=",".join(names).upper()))
    assert row.key == "P1"
    assert row.working_pattern is None


def test_a_spreadsheets_marks_and_empty_lines_are_passed_over() -> None:
    data = b"\xef\xbb\xbf" + file(line(), "," * 11, "", line(slack_id="U2") + ",,").replace(
        b"\n", b"\r\n"
    )
    (row,) = people_in(data)
    assert row.accounts == (Account("T1", "U1"), Account("T1", "U2"))


def test_one_human_may_have_accounts_and_addresses_in_several_workspaces() -> None:
    second = line(workspace="T0", slack_id="U9", email="a@example.org", start_date="06/05/2024")
    (row,) = people_in(file(line(), second))
    assert row.accounts == (Account("T0", "U9"), Account("T1", "U1"))
    assert row.email == "amara@example.org"


def test_a_cell_that_looks_like_a_formula_is_only_text() -> None:
    assert people_in(file(line(name="=HYPERLINK(1)")))[0].name == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("changed", "mistake"),
    [
        ({"start_date": "2026-13-01"}, "line 2, column start_date: '2026-13-01' is not a date"),
        ({"start_date": "31/02/2026"}, "line 2, column start_date: '31/02/2026' is not a date"),
        ({"start_date": "May 2026"}, "line 2, column start_date: 'May 2026' is not a date"),
        ({"start_date": "0204-05-06"}, "line 2, column start_date: '0204-05-06' is not a date"),
        ({"start_date": ""}, "line 2, column start_date: it is empty"),
        ({"person_key": " "}, "line 2, column person_key: it is empty"),
        ({"name": ""}, "line 2, column name: it is empty"),
        ({"name": "x" * 201}, "line 2, column name: it is longer than 200 characters"),
        ({"contract": "x\u200by"}, "line 2, column contract: it holds a hidden character"),
        ({"slack_id": "=1+1"}, "line 2, column slack_id: '=1+1' is not a Slack id"),
        ({"email": "amara"}, "line 2, column email: 'amara' is not an e-mail address"),
        ({"unit": "A//B"}, "line 2, column unit: 'A//B' has a part without a name"),
        ({"unit": "A/Direct"}, "no part of 'A/Direct' can be called 'direct'"),
        ({"manages": "Children's Services/Moon"}, "nobody sits in 'Children's Services/Moon'"),
        ({"manages": "/"}, "line 2, column manages: '/' has a part without a name"),
        ({"roles": "king"}, "'king' is not a role, the roles are leader, champion"),
        ({"working_pattern": "nights"}, "column working_pattern: 'nights' is not like"),
        ({"working_pattern": "Mon," * 40}, "it is longer than 100 characters"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(changed: dict[str, str], mistake: str) -> None:
    (found,) = mistakes(line(**changed))
    assert mistake in found


def test_an_account_named_twice_is_refused() -> None:
    found = mistakes(line(), line(person_key="P2"))
    assert found == ["line 3, column slack_id: 'U1' is already on line 2"]


def test_lines_about_one_person_must_agree() -> None:
    found = mistakes(line(), line(slack_id="U2", contract="Agency", roles="hr"))
    assert found == [
        f"line 3, column {column}: it differs from line 2, which has the same person_key"
        for column in ("contract", "roles")
    ]


def test_there_is_one_organisation_with_one_spelling_a_unit() -> None:
    found = mistakes(
        line(),
        line(person_key="P2", slack_id="U2", unit="Adult Services/Team 2"),
        line(person_key="P3", slack_id="U3", unit="Children's services/Early Help/Team 2"),
    )
    assert found == [
        "line 3, column unit: it begins with 'Adult Services', but line 2 with "
        "'Children's Services', and only one can be the top",
        "line 4, column unit: 'Children's services' is spelled 'Children's Services' on line 2",
    ]


def test_missing_unknown_and_repeated_columns_are_named_together() -> None:
    header = HEADER.replace("email", "shoe_size").replace("roles", "working_pattern")
    assert mistakes(line(start_date="soon"), header=header) == [
        "line 1: the column 'shoe_size' is not known",
        "line 1: the column email is missing",
        "line 1: the column working_pattern is there twice",
        "line 2, column start_date: 'soon' is not a date",
    ]


def test_a_line_with_too_few_or_too_many_cells_is_named_where_it_starts() -> None:
    good = line(name="Amara\nHolt")
    assert mistakes(good, "P2,T1", line() + ",x") == [
        "line 4: it has 2 cells, and the header names 20",
        "line 5: it has 21 cells, and the header names 20",
    ]


def test_after_twenty_mistakes_the_rest_are_counted() -> None:
    found = mistakes(
        *(line(person_key=f"P{n}", slack_id=f"U{n}", start_date="?") for n in range(32))
    )
    assert len(found) == 21
    assert found[0].startswith("line 2,")
    assert found[-1] == "and 12 more"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf\n\n", "it is empty"),
        (file(), "it names nobody"),
        (file(line()).replace(b"Amara", b"Am\xe1ra"), "line 2 is not UTF-8 text"),
        (file(line()).decode().encode("utf-16"), "line 1 is not UTF-8 text"),
        (HEADER.replace(",", ";").encode(), "its cells are separated by semicolons"),
        (HEADER.replace(",", "\t").encode(), "its cells are separated by tabs"),
        (file(line(), 'P2,"T1,U2'), "the quotes on line 3 do not match"),
        (file(line(), '"P2"x,T1'), "the quotes on line 3 do not match"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(PeopleFileUnreadable) as unreadable:
        people_in(data)
    assert says in unreadable.value.detail
    assert unreadable.value.sentence.endswith(".")


@given(st.binary(max_size=300))
def test_whatever_follows_the_header_is_read_or_refused(tail: bytes) -> None:
    with suppress(PeopleRefused):
        assert people_in(file(line()) + b"\n" + tail)


@given(st.dictionaries(st.sampled_from((*NEEDED, *OPTIONAL)), st.text(max_size=12)))
def test_whatever_a_cell_says_it_is_read_or_named(changed: dict[str, str]) -> None:
    told = line(**{column: cell.replace('"', '""') for column, cell in changed.items()})
    with suppress(PeopleRefused):
        assert people_in(file(line(), told))[0].key == "P1"


def test_days_of_ones_own_are_read_where_there_are_any() -> None:
    told = line(probation_ends="3/4/2026", on_leave_from="2026-05-01", back_from_leave="2026-11-02")
    (row,) = people_in(file(told))
    assert row.dates == (
        (Event.PROBATION, date(2026, 4, 3)),
        (Event.BACK, date(2026, 11, 2)),
        (Event.AWAY, date(2026, 5, 1)),
    )
    (before,) = people_in(
        file(",".join(f'"{GOOD[one]}"' for one in NEEDED), header=",".join(NEEDED))
    )
    assert before.dates == ()
    (wrong,) = mistakes(line(on_leave_from="2026-05-01", back_from_leave="2026-05-01"))
    assert wrong == "line 2, column back_from_leave: it is the day on which the leave begins"
    (wrong,) = mistakes(line(apprentice_from="May"))
    assert wrong == "line 2, column apprentice_from: 'May' is not a date"
    assert mistakes(line(), line(slack_id="U2", step_up_from="2026-05-01")) == [
        "line 3, column step_up_from: it differs from line 2, which has the same person_key"
    ]
