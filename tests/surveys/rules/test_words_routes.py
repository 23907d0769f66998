"""Where a writer is shown to turn, by what they write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.words import Route, routes_for


@pytest.mark.parametrize(
    "text",
    [
        "some days i think about not being here",
        "I have been having suicidal thoughts",
        "i don\u2019t want to be here anymore",
        "honestly thinking of ENDING IT ALL",
        "I can't see the point in living like this",
        "my kids would be better off without me",
        "Some nights I hope I don't wake up",
        "I keep thinking about driving into a tree",
        "panic attacks before every visit",
        "My partner hits me and I come to work",
    ],
)
def test_words_of_crisis_show_help(text: str) -> None:
    assert Route.CRISIS in routes_for(text)


@pytest.mark.parametrize(
    "text",
    [
        "a child in our home is being hit by staff",
        "the foster carer slaps the kids, we all know",
        "She told me her stepdad touches her",
        "a young person is being groomed and police won't act",
        "there's a baby who is not safe at home",
        "children are being left at risk because nobody can visit",
        "this boy hasn't been fed for two days",
    ],
)
def test_a_child_at_risk_shows_the_safeguarding_route(text: str) -> None:
    assert Route.CHILD_AT_RISK in routes_for(text)


@pytest.mark.parametrize(
    "text",
    [
        "my manager told me to change my case notes",
        "we were told to backdate supervision notes",
        "visits are being recorded that never happened",
        "they misled the court in my case",
        "I was sexually harassed by a colleague",
        "asked to lie to Ofsted",
    ],
)
def test_wrongdoing_shows_who_to_tell(text: str) -> None:
    assert routes_for(text) == {Route.WRONGDOING}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dying for a coffee",
        "this job is killing me lol",
        "The risk assessments are too long",
        "Neglect and abuse cases take up most of my time",
        "training on child sexual abuse was excellent",
        "suicide prevention training was useful",
        "placement breakdowns are rising, and so is the breakdown in communication",
        "Working with children who have been abused takes its toll",
        "we hit our targets",
        "Someone keeps stealing my milk",
        "no fraud here, and no data breach",
        "the whistleblowing policy is clear",
        "children at risk deserve better",
        "more staff to protect children",
    ],
)
def test_the_job_its_idioms_and_what_is_denied_show_nothing(text: str) -> None:
    assert routes_for(text) == frozenset()


def test_help_is_shown_even_where_a_crisis_is_denied_in_passing() -> None:
    assert routes_for("I never said I want to die") == {Route.CRISIS}


def test_several_routes_are_shown_together() -> None:
    text = "A carer hit a child, it was covered up and I want to die"
    assert routes_for(text) == set(Route)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert routes_for(text) <= set(Route)
