"""Phrases of several groups found in one walk."""

from surveys.rules.phrases import Finder, line_of

FINDER = Finder(
    {"street": {"red", "red car", "# cars", "car*"}, "rail": {"red car park", "car _ late"}}
)


def found(text: str) -> set[tuple[str, str]]:
    line = line_of(text)
    return {(group, line[start:end]) for group, start, end in FINDER.finditer(line)}


def test_each_group_finds_its_longest_phrase_from_each_word_on() -> None:
    assert found("a red car park") == {
        ("street", "red car"),
        ("street", "car"),
        ("rail", "red car park"),
    }


def test_numbers_endings_and_gaps_are_found() -> None:
    assert found("20 cars") == {("street", "20 cars"), ("street", "cars")}
    assert ("street", "twenty one cars") in found("Twenty-one cars")
    assert ("rail", "car was two hours late") in found("the car was two hours late")
    assert found("many scars") == set()
