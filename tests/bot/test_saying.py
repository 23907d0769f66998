"""What commands print is what was to be said."""

import pytest

from bot.saying import say


def test_names_that_look_like_pictures_or_markup_are_printed_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("Team :fire: [b]7[/b]")
    assert capsys.readouterr().out == "Team :fire: [b]7[/b]\n"
