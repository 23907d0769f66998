"""A picture's words: they say what it shows, to whoever listens instead of looking."""

import re
from dataclasses import replace

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import reporting
from handlers.views.home import home
from handlers.views.picture import LONG_ENOUGH, alt_text, legend, value_in_words
from surveys.model.messages import Digest
from surveys.model.pictures import Picture, Pictured
from tests.drawn import drawn
from tests.handlers.views import models
from tests.handlers.views.test_limits import ILL_NAMED, SIXTY, WORSE

LARGEST = drawn(53, hidden=(9, 30), bounds=(12, 40))
PICTURES = {
    "two weeks": drawn(2),
    "one driver": drawn(27, 1),
    "five drivers": drawn(27, 5, hidden=(9,), bounds=(20, 26)),
    "a quarter": drawn(13),
    "a year": LARGEST,
}


def pictured(message: Digest, picture: Picture = LARGEST) -> Digest:
    node_id = message.parts[0].sections[0].node_id
    return replace(message, release_id=models.ROUND, picture=Pictured("F1", node_id, picture))


@pytest.mark.parametrize("name", PICTURES)
def test_every_box_is_told_with_its_newest_figure_and_interval(name: str) -> None:
    picture = PICTURES[name]
    said = alt_text(picture, "Fostering")
    assert said.startswith("Fostering, weeks of 5 January 2026 to ")
    assert len(said) <= LONG_ENOUGH
    for panel in picture.panels:
        low, high = panel.last.interval.low, panel.last.interval.high
        assert f"{value_in_words(panel.item, panel.last)} ({low:.1f} to {high:.1f})" in said
        assert panel.item.label in said
        assert panel.driver is None or panel.driver.name in said


def test_gaps_and_limits_are_told_too() -> None:
    one = drawn(27, 1, hidden=(9,), bounds=(26,))
    said = alt_text(one, "Fostering")
    assert "26 weeks shown" in said
    assert "its line breaks once" in said
    assert "4.8 of 5 or higher (4." in said
    assert "; before " in said
    assert "; other questions " in said
    assert "its line breaks 2 times" in alt_text(LARGEST, "Fostering")
    assert "A hollow tip" in legend(one)
    assert "hollow" not in legend(drawn(27, 1))
    assert legend(drawn(2, 0)) == (
        "Shaded: where the mean of all who were asked probably lies. "
        "Every box is from 1 to 5; up is better. No line where nothing was shown between."
    )


def test_where_words_run_out_it_says_how_many_drivers_are_missing() -> None:
    panels = tuple(
        replace(one, item=replace(one.item, label="A question of many words " * 4))
        for one in LARGEST.panels
    )
    said = alt_text(replace(LARGEST, panels=panels), models.LONG_NAME)
    assert len(said) <= LONG_ENOUGH + 30
    assert re.search(r"and \d+ more drivers$", said)


DIGESTS = {
    "one part": models.digest(models.part(), conversation="What would help most?"),
    "sixty units": models.digest(*SIXTY),
    "sixty units with ill-meant names and news": models.digest(
        *(replace(one, sections=(replace(one.sections[0], lines=(WORSE,)),)) for one in ILL_NAMED),
        conversation=models.LONG_NAME,
    ),
}


@pytest.mark.parametrize("name", DIGESTS)
def test_slack_takes_every_digest_with_a_picture(name: str) -> None:
    blocks = reporting.digest(pictured(DIGESTS[name]))
    assert problems(blocks, "message") == []
    assert [one["type"] for one in blocks].count("image") == 1


def test_slack_takes_a_home_with_a_picture_and_it_is_the_same() -> None:
    message = pictured(DIGESTS["one part"])
    view = home(models.home(weekly=message))
    assert problems(view, "home") == []
    (image,) = [one for one in view["blocks"] if one["type"] == "image"]
    assert image in reporting.digest(message)
    told = [str(one) for one in view["blocks"]]
    words = next(n for n, one in enumerate(told) if "people behind" in one)
    assert words < told.index(str(image))  # it is tall: figures in words stand on the first screen


def test_the_file_is_named_and_the_place_stands_in_the_title_alone() -> None:
    message = pictured(models.digest(models.part()))
    (image,) = [one for one in reporting.digest(message) if one["type"] == "image"]
    assert image["slack_file"] == {"id": "F1"}
    name = message.parts[0].sections[0].name
    assert image["title"]["text"] == f"Week by week: {name}"
    assert image["alt_text"] == alt_text(LARGEST, name)


def test_a_digest_without_a_picture_has_no_image() -> None:
    quiet = models.digest(models.part())
    assert not any(one["type"] == "image" for one in reporting.digest(quiet))
