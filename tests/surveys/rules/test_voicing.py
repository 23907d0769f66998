"""What is counted of comments: one tone a person, their themes, on a tree large enough for both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.bank.comments import comment_themes, comment_tone
from surveys.model.local_words import NO_LOCAL_WORDS, LocalWords
from surveys.model.questions import Answers, CommentPrompt
from surveys.model.releases import UnitTotal
from surveys.model.surveys import Audience
from surveys.rules.cutting import ground_of
from surveys.rules.themes import about, names, themes
from surveys.rules.voicing import heard, themes_of, tone_of, too_rough, tree_for_comments
from tests.surveys.rules.organisations import services_of

WARM, HARD, PLAIN = "My colleagues are wonderful", "The IT is hopeless", "On Tuesdays"
BETTER = CommentPrompt("better", "What could be better?")
WELL = CommentPrompt("well", "What is going well?")
TONE, THEMES = comment_tone(), comment_themes()


@pytest.mark.parametrize(
    ("texts", "tone"),
    [
        ((WARM,), "positive"),
        ((HARD,), "negative"),
        ((PLAIN,), "unclear"),
        ((WARM, PLAIN), "positive"),
        ((PLAIN, HARD, HARD), "negative"),
        ((WARM, HARD), "unclear"),
        ((WARM, WARM, HARD, PLAIN), "unclear"),
    ],
)
def test_comments_are_clear_together_where_none_says_the_other_thing(
    texts: tuple[str, ...], tone: str
) -> None:
    assert tone_of([(text, "") for text in texts], NO_LOCAL_WORDS) == tone


def test_the_options_are_what_the_reading_can_say() -> None:
    assert [one.id for one in THEMES.options] == [*names()]
    assert {one.id for one in TONE.options} == {"positive", "negative", "unclear"}
    assert (TONE.is_exclusive, THEMES.is_exclusive) == (True, False)


def test_whoever_wrote_counts_once_and_nobody_else_does() -> None:
    said = [
        ("a", Answers(comments={"well": WARM, "better": HARD, "other": "Pay"})),
        ("b", Answers(comments={"better": PLAIN}, scores={"q": 3})),
        ("c", Answers(scores={"q": 1})),
        ("d", Answers(comments={"other": HARD})),
    ]
    read = heard(said, [BETTER, WELL], TONE, THEMES, NO_LOCAL_WORDS)
    assert read == [
        ("a", Answers(picks={TONE.id: ("unclear",), THEMES.id: ("tools", "team")})),
        ("b", Answers(picks={TONE.id: ("unclear",), THEMES.id: ()})),
    ]


def test_the_question_frames_its_answer() -> None:
    for prompt, tone in ((BETTER, "positive"), (WELL, "negative")):
        said = [("a", Answers(comments={prompt.id: "Nothing."}))]
        ((_leaf, answers),) = heard(said, [prompt], TONE, THEMES, NO_LOCAL_WORDS)
        assert answers.picks[TONE.id] == (tone,)


def test_the_organisations_own_words_are_heard() -> None:
    local = LocalWords(tones={"tuesdays": -0.9})
    assert tone_of([(PLAIN, "")], local) == "negative"
    assert tone_of([(PLAIN, "")], NO_LOCAL_WORDS) == "unclear"


@given(st.text(max_size=200))
def test_themes_counted_are_the_themes_told(text: str) -> None:
    told = tuple(one.id for one in themes(text) if one.id != "other")
    assert themes_of([text, text], NO_LOCAL_WORDS) == about(text) == told


def ground(services: dict[str, int], audience: Audience | None = None):
    tree, leaves = services_of(services)
    return ground_of(tree, audience or Audience(), is_pooled=False), leaves


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ((34, 34, 34), {"org"}),
        ((35, 35, 69), {"org"}),
        ((70, 69, 70), {"org", "a", "b"}),
        ((200, 0, 10), {"org", "a", "b"}),
        ((0, 0, 12), {"org"}),
    ],
)
def test_comments_are_counted_by_service_where_services_are_large_on_average(
    asked: tuple[int, ...], places: set[str]
) -> None:
    whole, leaves = ground({"a": 2, "b": 1})
    tree = tree_for_comments(whole, TONE, dict(zip(leaves, asked, strict=True)))
    assert {node.id for node in tree.nodes} == places


def test_parts_that_were_asked_apart_are_never_counted_under_the_whole() -> None:
    part, leaves = ground({"a": 2, "b": 1}, Audience(units=("a",)))
    tree = tree_for_comments(part, TONE, {leaves[0]: 9, leaves[1]: 9})
    assert {node.id for node in tree.nodes} == {"org", "a", "b"}


@pytest.mark.parametrize(
    ("writers", "rough"),
    [((10, 10), set()), ((10, 9), {"org", "b"}), ((30, 1), {"b"}), ((15, 0), set())],
)
def test_a_part_of_few_writers_a_unit_is_too_rough(
    writers: tuple[int, int], rough: set[str]
) -> None:
    tree, units = services_of({}, direct=2)
    names = dict(zip(units, ("a", "b"), strict=True))
    rows = [UnitTotal("q", unit, n, 0) for unit, n in zip(units, writers, strict=True)]
    assert {names.get(node, node) for node in too_rough(tree, rows)} == rough


def test_rounds_that_are_pooled_are_judged_together() -> None:
    tree, (one, other) = services_of({}, direct=2)
    rows = [UnitTotal("q", one, 12, 0), UnitTotal("q", other, 8, 0), UnitTotal("q", one, 10, 0)]
    assert too_rough(tree, rows) == {other}
