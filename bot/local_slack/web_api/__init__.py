"""The Web API: its methods, who may call them, and what they refuse."""

from bot.local_slack.web_api.calling import Caller

__all__ = ["Caller"]
