"""`staff-voice promise`: the page for staff, with the organisation's own numbers."""

import pytest

from bot.promise import page
from surveys.model.policy import LOWEST
from surveys.model.rounds import Thresholds
from tests.bot.commanding import Command


def test_the_page_is_printed_with_the_organisations_own_numbers(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("promise").out == page(LOWEST, keys_apart=False)
    monkeypatch.setenv("SNAPSHOTS_EXCLUDE_KEYS", "yes")
    assert command("promise").out == page(LOWEST)
    assert "Not confirmed" not in page(LOWEST)
    monkeypatch.setenv("SMALLEST_TEAM", "17")
    done = command("promise")
    assert (done.code, done.out) == (0, page(Thresholds(17, LOWEST.week, LOWEST.comments)))
    assert "\n- 17 in every round" in done.out
    assert "17 once a quarter" in done.out  # and as many writers where teams need more than words
