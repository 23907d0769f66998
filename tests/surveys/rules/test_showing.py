"""Which of the checked comments are shown."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from surveys.model.releases import ReleasedComment
from surveys.rules.showing import FEWEST, MOST, shown_comments
from surveys.rules.words import taken_out


def comment(number: int, place: str = "service", question: str = "comment") -> ReleasedComment:
    return ReleasedComment(f"id{number:03}", "release", question, place, f"words {number}")


def test_fewer_than_three_at_a_place_are_not_shown() -> None:
    two = [comment(1), comment(2)]
    assert shown_comments(two, ["service"]) == ()
    assert shown_comments([*two, comment(3, "whole")], ["service", "whole"]) == ()
    assert shown_comments([*two, comment(3, question="why")], ["service"]) == ()
    assert shown_comments([*two, comment(3)], ["service"]) == (*two, comment(3))


def test_five_at_most_by_their_random_ids_whatever_order_they_come_in() -> None:
    nine = [comment(n) for n in range(9)]
    assert shown_comments(nine[::-1], ["service"]) == tuple(nine[:MOST])


@given(st.permutations(["Lovely, thank you.", "Awful.", "So-so.", "Fine.", "Grim.", "Great!"]))
def test_what_a_comment_says_decides_nothing(bodies: list[str]) -> None:
    said = [replace(comment(n), body=body) for n, body in enumerate(bodies)]
    shown = [one.id for one in shown_comments(said, ["service"])]
    assert shown == [comment(n).id for n in range(MOST)]


def test_comments_of_other_places_are_not_shown() -> None:
    assert shown_comments([comment(n, "elsewhere") for n in range(4)], ["service"]) == ()


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("abc")), unique=True), st.randoms())
def test_the_order_of_checking_says_nothing(said: list[tuple[int, str]], chance: object) -> None:
    there = [comment(n, place) for n, place in said]
    shown = shown_comments(there, ["b", "a"])
    chance.shuffle(there)
    assert shown_comments(there, ["b", "a"]) == shown
    for place in "ab":
        assert sum(one.node_id == place for one in shown) in {0, *range(FEWEST, MOST + 1)}


def test_phrases_are_taken_out_wherever_they_stand_and_nothing_else_changes() -> None:
    assert taken_out("Ann, ann and Anna", ["ANN"]) == "[taken out], [taken out] and [taken out]a"
    assert taken_out("the only Polish worker", ["polish", "only Polish"]) == (
        "the [taken out] worker"
    )


def test_phrases_that_stand_nowhere_take_nothing_out() -> None:
    assert taken_out("Ann", []) is None
    assert taken_out("Ann", [" "]) is None
    assert taken_out("Ann", ["Ann", "Bob"]) is None
