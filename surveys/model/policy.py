"""The organisation's own choices: thresholds, hours and the rhythm of the pulse."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final
from zoneinfo import ZoneInfo

from surveys.model.keeping import USUAL, Keeping
from surveys.model.rounds import Thresholds

ROUNDS_A_WINDOW: Final = 13  # a quarter of weekly rounds
LONDON: Final = ZoneInfo("Europe/London")
LOWEST: Final = Thresholds(team=5, week=20, comments=10)


@dataclass(frozen=True)
class Policy:
    """What settings decide once, when the process starts."""

    thresholds: Thresholds = LOWEST
    zone: ZoneInfo = LONDON
    hours: str = "Mon-Fri 09:00-17:00"  # the organisation's, for people without a pattern
    welcome_working_days: int = 1  # between a welcome and the first question
    opening_weekday: int = 0  # Monday
    opening_time: time = time(10)
    closing_time: time = time(16)
    open_working_days: int = 5
    ask_every_days: int = 7  # one ask at most in any so many days, whatever the survey
    most_minutes: int = 10  # of anybody's time, in any `minutes_over_days` days
    minutes_over_days: int = 30
    milestone_working_days: int = 10  # how late a milestone is still worth asking about
    keep: Keeping = USUAL
    meetings: tuple[date, ...] = ()  # of the forum; empty: the usual four a year
    forum_channel: str | None = None  # Slack's id; None: answers stand on the Home tab alone
    keys_apart: bool = True  # from copies of the whole machine; False: nobody has made sure of it
