"""An organisation's own words: read whole or refused with everything wrong, and heard at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.errors import LocalWordsUnreadable, LocalWordsWrong
from surveys.model.local_words import NO_LOCAL_WORDS, LocalWords
from surveys.rules.local_words import local_words_in
from surveys.rules.rereading import changes, unheard
from surveys.rules.sentiment import Kind, Why, analyse, polarity
from surveys.rules.themes import themes

LOCAL = local_words_in(b"names = ['the', 'in a']\n[tone]\n'not app*' = 1\nt-t = -1\n'!' = 1")


def words(text: str) -> LocalWords:
    return local_words_in(text.encode())


def about(text: str, local: LocalWords = NO_LOCAL_WORDS) -> set[str]:
    return {theme.id for theme in themes(text, None, local)}


@pytest.mark.parametrize(
    ("file", "text", "before", "after"),
    [
        ("'mither*' = -0.6", "I am mithered by the rota", Kind.NEUTRAL, Kind.NEGATIVE),
        ("'good egg' = 'neutral'", "A good egg", Kind.POSITIVE, Kind.NEUTRAL),
        ("brilliant = 0", "Brilliant", Kind.POSITIVE, Kind.NEUTRAL),
        ("'Reight Gradely' = 0.8", "Today was reight gradely", Kind.NEUTRAL, Kind.POSITIVE),
        ("'top-notch' = -0.7", "A top notch place", Kind.POSITIVE, Kind.NEGATIVE),
        ("'don\u2019t care' = 0.9", "They dont care", Kind.NEGATIVE, Kind.POSITIVE),
    ],
)
def test_a_word_of_ones_own_has_the_tone_it_is_given(
    file: str, text: str, before: Kind, after: Kind
) -> None:
    local = words(f"[tone]\n{file}")
    assert (analyse(text).kind, analyse(text, None, local).kind) == (before, after)


def test_a_word_of_ones_own_is_named_as_the_reason_and_can_be_turned() -> None:
    local = words("[tone]\ngradely = 0.8")
    (phrase,) = analyse("Gradely", None, local).phrases
    assert (phrase.text, phrase.why) == ("gradely", Why.LOCAL)
    assert analyse("It is not gradely", None, local).kind is Kind.NEGATIVE


def test_the_entry_without_a_star_goes_before_the_one_with() -> None:
    local = words("[tone]\nbothered = 0.9\n'bother*' = -0.9")
    assert polarity("bothered", None, local) > 0 > polarity("bothering", None, local)


def test_a_name_has_no_tone_and_is_no_theme_whatever_its_words() -> None:
    name = "I work in the Stress Less team on the second floor"
    assert (analyse(name).kind, about(name) >= {"wellbeing"}) == (Kind.NEGATIVE, True)
    local = words('names = ["stress LESS"]')
    assert analyse(name, None, local).kind is Kind.NEUTRAL
    assert "wellbeing" not in about(name, local)
    assert "wellbeing" in about("Stress is high in the Stress Less team", local)


def test_a_name_may_be_a_theme_and_a_phrase_may_stop_being_one() -> None:
    local = words('names = ["Lantern"]\n[themes.tools]\nadd = ["lantern*"]\nremove = ["laptop*"]')
    assert about("Lantern's down and so are all Lanterns", local) == {"tools"}
    assert "tools" in about("my laptop")
    assert "tools" not in about("my laptop", local)


def test_signs_that_people_type_are_words_like_any_other() -> None:
    local = words("names = [':tada:']\n[themes.team]\nadd = ['<3', '(brew)']")
    assert about("the brew (brew) <3", local) == {"team"}
    assert analyse(":tada:").kind is Kind.POSITIVE
    assert analyse(":tada:", None, local).kind is Kind.NEUTRAL


def test_words_of_one_organisation_are_nobody_elses() -> None:
    local = words('[tone]\nwarm = -1\n[themes.pay]\nadd = ["warm"]')
    before = (polarity("so warm"), about("so warm"))
    assert (polarity("so warm", None, local), about("so warm", local)) != before
    assert (polarity("so warm"), about("so warm")) == before


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_within_bounds(text: str) -> None:
    assert -1 <= polarity(text, None, LOCAL) <= 1
    assert themes(text, None, LOCAL)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("words = 1", "The file can't hold 'words'; it can hold names, tone, themes"),
        ("names = 'Lantern'", "names needs a list of phrases in quotes"),
        ("names = ['A', 'a']", "names has 'a' twice"),
        ("names = ['']", "names has a phrase without a word: ''"),
        ("names = ['team _']", "names: 'team _' can't have gaps or numbers (_, #), which only"),
        ("tone = 1", "[tone] must be a table"),
        (
            "[tone]\nfine = 1.01",
            "[tone] needs a number from -1 to 1, or \"neutral\", beside 'fine'",
        ),
        ("[tone]\nfine = nan", "[tone] needs a number from -1 to 1, or \"neutral\", beside 'fine'"),
        (
            "[tone]\nfine = true",
            "[tone] needs a number from -1 to 1, or \"neutral\", beside 'fine'",
        ),
        ("[tone]\nfine = 'good'", '[tone] needs a number from -1 to 1, or "neutral"'),
        ("[tone]\n'Fine' = 1\nfine = 0", "[tone] has 'fine' twice"),
        ("[tone]\n'a*' = 1", "[tone]: 'a*' may have one star, after three letters or more"),
        ("[tone]\n'*' = 1", "[tone] has a phrase without a word: '*'"),
        ("names = ['Fine']\n[tone]\nfine = 1", "'Fine' is among names, which have no tone, and in"),
        ("[themes.tool]", "There is no theme called 'tool'; the themes are caseload, supervision"),
        ("[themes.hidden]", "There is no theme called 'hidden'"),
        ("[themes]\npay = 1", "[themes.pay] must be a table"),
        ("[themes.pay]\nmore = ['x']", "[themes.pay] can't hold 'more'; it can hold add, remove"),
        ("[themes.pay]\nadd = [1]", "[themes.pay] add needs a list of phrases in quotes"),
        ("[themes.pay]\nadd = ['x']\nremove = ['x']", "[themes.pay] adds 'x' and removes it"),
        ("[themes.pay]\nremove = ['mileag']", "'mileag', which it does not have (did you mean 'm"),
        ("[themes.pay]\nadd = ['a _ b _ c _ d']", "may have two gaps (_), each between words"),
        ("[themes.pay]\nadd = ['_ a']", "may have two gaps (_), each between words"),
        (f"[themes.pay]\nadd = ['{'x ' * 9}']", "is longer than 80 characters or 8 words"),
        (f"names = {[f'n{n}' for n in range(2001)]}", "has 2001 entries; at most 2000 fit"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(file: str, told: str) -> None:
    with pytest.raises(LocalWordsWrong) as refused:
        words(file)
    (problem,) = refused.value.problems
    assert told in problem


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(LocalWordsWrong) as refused:
        words("more = 1\n[tone]\nfine = 2\nok = 3\n[themes.tool]")
    assert len(refused.value.problems) == 4
    assert all(problem in refused.value.sentence for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"\xff", "it is not UTF-8 text"), (b"[tone]\ngood egg = 1", "every phrase stands in quotes")],
)
def test_what_is_no_toml_file_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(LocalWordsUnreadable) as refused:
        local_words_in(data)
    assert told in refused.value.sentence


def test_only_comments_that_read_otherwise_are_told_with_both_readings() -> None:
    local = words("[tone]\ngradely = 0.8\nunsaid = 1\n[themes.pay]\nadd = ['gradely']")
    (change,) = changes([("Hello", None), ("Gradely", None)], local)
    assert (change.number, change.of_tone, change.of_themes) == (2, True, True)
    assert [theme.id for theme in change.after.themes] == ["pay"]
    assert unheard([("Gradely", None)], local) == ["unsaid"]
