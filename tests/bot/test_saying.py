"""What commands print is what was to be said."""

from io import BytesIO, TextIOWrapper

import pytest

from bot.saying import never_fail, say


def test_names_that_look_like_pictures_or_markup_are_printed_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("Team :fire: [b]7[/b]")
    assert capsys.readouterr().out == "Team :fire: [b]7[/b]\n"


@pytest.mark.parametrize(
    ("is_terminal", "shown"), [(True, "? caf\xe9".encode("latin-1")), (False, "— café".encode())]
)
def test_what_a_terminal_cannot_show_is_a_question_mark_and_a_program_reads_everything(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, shown: bytes
) -> None:
    written = BytesIO()
    stream = TextIOWrapper(written, encoding="latin-1")
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal, raising=False)
    never_fail(stream)
    stream.write("— café")
    stream.flush()
    assert written.getvalue() == shown
    never_fail(None)  # a program without standard output
