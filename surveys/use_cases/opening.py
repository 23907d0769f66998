"""Opening: rounds begin when the calendars of running surveys say so, or by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from surveys.errors import NobodyToAsk, RoundAlreadyOpen, SurveyNotRunning, SurveyUnknown
from surveys.model.asking import Came, Due
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, KeptSurvey, Survey, SurveyState
from surveys.rules.milestones import next_check
from surveys.rules.recurrence import Occurrence, next_occurrence, occurrences
from surveys.rules.schedule import closing_after, moment
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.launching import Plan, launch, relaunch
from surveys.use_cases.pooling import ask_reached
from surveys.use_cases.scheduling import calendar_of, due, follow, move_on
from surveys.use_cases.selecting import Day, select
from surveys.use_cases.starting import begin_pulse
