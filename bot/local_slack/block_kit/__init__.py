"""Block Kit as Slack accepts it: every problem Slack would refuse a view or a message for."""

from bot.local_slack.block_kit.surfaces import problems, problems_of_options, too_long

__all__ = ["problems", "problems_of_options", "too_long"]
