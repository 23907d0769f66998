"""Refusals of a thank-you."""

from surveys.errors.refusal import Refusal


class ThanksRefused(Refusal):
    """That thank-you can't be sent."""


class NobodyThanked(ThanksRefused):
    """Please choose whom you thank, either people or one team; nothing was sent."""


class ThankedUnknown(ThanksRefused):
    """Somebody you chose is not on the staff list, or has no open Slack account on it, so nothing was sent."""


class ThankingYourself(ThanksRefused):
    """You are among those you chose: you may well deserve it, but a thank-you is for somebody else; nothing was sent."""


class TeamEmpty(ThanksRefused):
    """Nobody but you sits there, so nothing was sent."""


class TeamTooLarge(ThanksRefused):
    """More than {detail} people sit there, so nothing was sent: please choose a smaller team, or a channel."""


class ThanksWordsWrong(ThanksRefused):
    """A thank-you needs words, {detail} characters at most, so nothing was sent."""


class ThanksNowhere(ThanksRefused):
    """Thank-yous are posted in public channels alone, so nothing was sent."""


class ThanksSpent(ThanksRefused):
    """You have sent {detail} thank-yous today, which is as many as fit in a day, so nothing was sent; please go on tomorrow."""


class ThanksGone(ThanksRefused):
    """That thank-you is not yours to change, is withdrawn or has been told in a round-up already, so nothing was changed."""
