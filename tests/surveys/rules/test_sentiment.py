"""The tone of a comment: what turns it, what frames it, and why."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.sentiment import Kind, Tone, Why, analyse, polarity
from surveys.rules.sentiment.lexicon import _textblob, lexicon
from surveys.rules.sentiment.tokens import tokens

GOOD, BAD, UNCLEAR = Kind.POSITIVE, Kind.NEGATIVE, Kind.NEUTRAL


def said(tone: Tone, why: Why) -> set[str]:
    return {phrase.text for phrase in tone.phrases if phrase.why is why}


@pytest.mark.parametrize("quote", ["'", "\u2019", "\u02bc", "`"])
def test_a_negation_is_heard_through_every_apostrophe(quote: str) -> None:
    tone = analyse(f"This office isn{quote}t good")
    assert tone.kind is BAD
    assert said(tone, Why.TURNED) == {"not good"}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It has not been all that good", "not been all that good"),
        ("I have never once felt welcome", "never once felt welcome"),
        ("I dont find it helpful", "not find it helpful"),
    ],
)
def test_a_negation_reaches_over_several_words(text: str, phrase: str) -> None:
    tone = analyse(text)
    assert tone.kind is BAD
    assert phrase in said(tone, Why.TURNED)


def test_a_negation_ends_with_its_clause() -> None:
    assert analyse("I was not there, lovely day though").kind is GOOD


@pytest.mark.parametrize(
    "text", ["I can't fault my colleagues", "No complaints at all", "Not bad this month"]
)
def test_praise_by_way_of_a_negative_is_praise(text: str) -> None:
    assert analyse(text).kind is GOOD


@pytest.mark.parametrize(
    ("text", "kind", "phrase"),
    [
        ("The office is nice but I am exhausted", BAD, "exhausted"),
        ("It was a dreadful day, but my colleagues were brilliant", GOOD, "brilliant"),
        ("Although the pay is good, I feel bullied", BAD, "bullied"),
        ("Great team but I'm burnt out :(", BAD, "burnt out"),
    ],
)
def test_what_follows_a_contrast_weighs_more(text: str, kind: Kind, phrase: str) -> None:
    tone = analyse(text)
    assert tone.kind is kind
    assert phrase in said(tone, Why.WORD)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("😊", GOOD),
        ("thank you :tada:", GOOD),
        (":+1:", GOOD),
        (":)", GOOD),
        ("Mondays 😩", BAD),
        (":weary:", BAD),
        (":'(", BAD),
    ],
)
def test_faces_are_read_as_emoji_shortcodes_and_typed(text: str, kind: Kind) -> None:
    tone = analyse(text)
    assert tone.kind is kind
    assert tone.phrases[0].why is Why.WORD


@pytest.mark.parametrize(
    "text",
    ["More staff", "More time for recording please", "We need better laptops", "Fewer meetings"],
)
def test_a_request_is_criticism(text: str) -> None:
    tone = analyse(text)
    assert tone.kind is BAD
    assert said(tone, Why.REQUEST)


@pytest.mark.parametrize(
    "text",
    [
        "I work in child protection",
        "The meeting was about neglect and domestic abuse",
        "I did a risk assessment on Monday",
        "I have two cases of sexual exploitation",
    ],
)
def test_the_job_is_not_a_feeling(text: str) -> None:
    tone = analyse(text)
    assert tone.kind is UNCLEAR
    assert not said(tone, Why.WORD)


def test_training_on_a_grim_subject_can_be_praised() -> None:
    tone = analyse("An excellent course about sexual abuse")
    assert tone.kind is GOOD
    assert "excellent" in said(tone, Why.WORD)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What could be better?", GOOD),
        ("What is going well?", BAD),
        (None, UNCLEAR),
    ],
)
def test_nothing_means_what_the_question_makes_it(question: str | None, kind: Kind) -> None:
    assert analyse("Nothing.", question).kind is kind


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "...", "I work on Tuesdays", "-"])
def test_what_has_no_tone_is_not_given_one(text: str) -> None:
    assert analyse(text).kind is UNCLEAR


def test_mentions_and_links_have_no_tone() -> None:
    assert tokens("<@U012AB> see https://example.org/great/happy ok") == ["see", "ok"]


@pytest.mark.parametrize("text", ["n't", "N\u2019T", "do n't"])
def test_a_not_that_stands_alone_is_one_all_the_same(text: str) -> None:
    assert tokens(text)[-1] == "not"
    assert all(tokens(text))
    assert analyse(text).polarity == polarity(text)


@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=60)))
def test_any_text_has_a_polarity_within_bounds_and_the_same_with_reasons(
    text: str, question: str | None
) -> None:
    tone = analyse(text, question)
    assert -1.0 <= tone.polarity <= 1.0
    assert tone.polarity == polarity(text, question)
    assert len(tone.phrases) <= 5


MIXED = st.deferred(  # until it is asked for: the lexicon is slow to load
    lambda: st.lists(
        st.sampled_from(
            [
                *sorted(lexicon().entries),
                ",",
                ".",
                "but",
                "not",
                "n't",
                "n",
                "'",
                "😡",
                "שלום",
                "مرحبا",
            ]
        ),
        max_size=40,
    )
)


@given(MIXED)
def test_any_mix_of_words_of_tone_stays_within_bounds(words: list[str]) -> None:
    assert -1.0 <= polarity(" ".join(words)) <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "not good but " * 800,
        "'" * 10_000,
        ":" * 10_000,
        "<" * 10_000,
        "\u202e\u0645\u0631\u062d\u0628\u0627 " * 1_000,
        "😡👍🏽" * 3_000,
        "no " * 3_000,
    ],
)
def test_long_and_odd_texts_are_read_to_their_end(text: str) -> None:
    assert -1.0 <= polarity(text) <= 1.0
    assert analyse(text).polarity == polarity(text)


def test_textblob_s_own_table_is_read_as_textblob_reads_it() -> None:
    from textblob import TextBlob
    from textblob.en import sentiment as shared

    assert TextBlob("warm").sentiment.polarity  # which loads its table
    theirs = {word: parts[None][0] for word, parts in shared.items() if None in parts}
    assert _textblob() == theirs
    assert len(theirs) > 2_000


def test_nothing_imports_textblob_or_nltk_even_when_a_comment_is_read() -> None:
    script = (
        "import sys, bot.app, bot.cli, surveys.rules.sentiment, surveys.rules.themes\n"
        "assert surveys.rules.sentiment.polarity('warm')\n"
        "assert not {'textblob', 'nltk'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_textblob_itself_can_be_given_our_analyser() -> None:
    from textblob import TextBlob

    from surveys.rules.sentiment.analyser import WorkAnalyser

    text = "We are all burnt out here"
    found = TextBlob(text, analyzer=WorkAnalyser()).sentiment
    assert found.polarity == polarity(text)
    assert "burnt out" in found.reasons


def test_the_learned_weights_are_few_and_none_is_grammar() -> None:
    from surveys.rules.sentiment.learned import WEIGHTS_FILE, weights

    assert WEIGHTS_FILE.stat().st_size <= 60_000
    assert not lexicon().grammar & set(weights().ngrams)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I have never felt more supported", Kind.POSITIVE),
        ("I have never been so stressed", Kind.NEGATIVE),
        ("We have never been happy here", Kind.NEGATIVE),
    ],
)
def test_never_before_so_much_turns_nothing(text: str, kind: Kind) -> None:
    assert analyse(text).kind is kind
    assert ("so" in text or "more" in text) == all(
        phrase.why is not Why.TURNED for phrase in analyse(text).phrases
    )


def test_a_sentence_that_opens_with_however_weighs_the_one_before() -> None:
    apart = polarity("Great training. No time to use it.")
    assert polarity("Great training. However, no time to use it.") < apart


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I expected better", Kind.NEGATIVE),
        ("It could have been handled better", Kind.NEGATIVE),
        ("I am less stressed since the spring", Kind.POSITIVE),
        ("My manager never has time for me", Kind.NEGATIVE),
        ("My manager always has time for me", Kind.POSITIVE),
        ("Thanks for nothing", Kind.NEGATIVE),
        ("My cases are neglect and missing children", Kind.NEUTRAL),
    ],
)
def test_praise_of_what_is_not_is_blame_and_blame_of_what_is_less_is_praise(
    text: str, kind: Kind
) -> None:
    assert analyse(text).kind is kind
