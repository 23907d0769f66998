"""A small Slack workspace for one machine: to try the bot in, and to test it against."""

from bot.local_slack.oauth import SharedApp
from bot.local_slack.people import Channel, Guide, Member, Step, UserGroup
from bot.local_slack.refusals import BotDidNotAnswerError, NotPossibleError
from bot.local_slack.server import LocalSlack
from bot.local_slack.visitor import Result, Visitor

__all__ = [
    "BotDidNotAnswerError",
    "Channel",
    "Guide",
    "LocalSlack",
    "Member",
    "NotPossibleError",
    "Result",
    "SharedApp",
    "Step",
    "UserGroup",
    "Visitor",
]
