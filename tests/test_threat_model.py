"""The threat model: each threat has an actor, a defence, and a test that is there."""

import re
from pathlib import Path

from tests.papers import HOUSE, named_tests

MODEL = (HOUSE / "docs/threat-model.md").read_text(encoding="utf-8")
ACTORS, THREATS = MODEL.split("## Who\n")[1].split("## What they could do\n")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in THREATS.splitlines()
    if re.match(r"\| T\d+ ", line)
]


def test_every_threat_has_somebody_a_defence_and_a_test_that_is_there() -> None:
    assert [row[0] for row in ROWS] == [f"T{n}" for n in range(1, len(ROWS) + 1)]
    for number, who, threat, defence, tests, _left in ROWS:
        assert f"| {who} |" in ACTORS, number
        assert threat, number
        assert defence, number
        named = named_tests(tests)
        assert named, number
        for one in named:
            path, _colons, name = one.partition("::")
            assert re.search(rf"def {name}\(", (HOUSE / path).read_text(encoding="utf-8")), one


def test_everybody_who_is_named_threatens_something() -> None:
    listed = set(re.findall(r"^\| ([A-Z][\w' ]+) \|", ACTORS, flags=re.MULTILINE))
    assert listed == {row[1] for row in ROWS}


def test_how_to_report_a_weakness_is_where_people_look() -> None:
    said = (HOUSE / "SECURITY.md").read_text(encoding="utf-8")
    assert "Report a vulnerability" in said
    for page in ("README.md", "CONTRIBUTING.md"):
        assert "SECURITY.md" in Path(HOUSE / page).read_text(encoding="utf-8"), page
