"""How delivering goes, printed for whoever keeps the bot running."""

from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from handlers.views.mrkdwn import day_and_time, short_day
from surveys.model.deliveries import DeliveryState, Kind, Missed, Overview, Pause, Progress
from surveys.wording import _, ngettext


def deliveries_as_json(overview: Overview) -> dict[str, Any]:
    """Return an overview for scripts."""
    return {
        "counts": {
            str(kind): {str(state): n for state, n in states.items()}
            for kind, states in overview.counts.items()
        },
        "errors": dict(overview.errors),
        "progress": [
            {"survey": one.survey, "sent": one.sent, "of": one.of} for one in overview.progress
        ],
        "missed": [
            {"survey": one.survey, "dates": [day.isoformat() for day in one.dates]}
            for one in overview.missed
        ],
        "waiting": [
            {
                "workspace": one.workspace,
                "method": one.method or None,
                "until": one.until.isoformat(),
                "error": one.error,
            }
            for one in overview.pauses
        ],
        "removed": list(overview.removed),
    }


def show_deliveries(overview: Overview, zone: ZoneInfo) -> None:
    """Print an overview."""
    console = Console()
    console.print(_counts(overview))
    sentences = [
        *(_progress(one) for one in overview.progress),
        *(_pause(one, zone) for one in overview.pauses),
        *(_removed(one) for one in overview.removed),
        *(_missed(one) for one in overview.missed),
        *(_error(code, n) for code, n in overview.errors.items()),
    ]
    for sentence in sentences:
        console.print(sentence, markup=False, highlight=False)


def _missed(missed: Missed) -> str:
    count = len(missed.dates)
    return ngettext(
        "{survey}: {n} round was missed, on {day}, because nothing ran in time.",
        "{survey}: {n} rounds were missed, the last on {day}, because nothing ran in time.",
        count,
    ).format(survey=missed.survey, n=count, day=short_day(missed.dates[-1]))


def _counts(overview: Overview) -> Table:
    kinds = {
        Kind.WELCOME: _("Welcome"),
        Kind.INVITATION: _("Invitation"),
        Kind.LATER: _("Invitation asked for later"),
        Kind.REMINDER: _("Reminder"),
        Kind.DIGEST: _("Results"),
        Kind.PREVIEW: _("Preview of a survey"),
        Kind.ACTION_SOON: _("Promise due soon"),
        Kind.ACTION_LATE: _("Promise overdue"),
        Kind.MILESTONE: _("Milestones in a team"),
        Kind.EXIT: _("Questions for a leaver"),
        Kind.TALK: _("Somebody wants to talk"),
        Kind.PACK: _("Pack of a quarter"),
        Kind.PACK_NOT_MADE: _("Pack that was not made"),
        Kind.FORUM_SOON: _("Answer due soon"),
        Kind.FORUM_LATE: _("Answer overdue"),
        Kind.FORUM_ANSWER: _("Answer into the channel"),
        Kind.FORUM_MINUTES: _("Minutes into the channel"),
        Kind.ROLE_ASKED: _("Role to confirm"),
        Kind.ROLE_TOLD: _("Word of a role"),
        Kind.GONE_BACK: _("Word of a restore"),
        Kind.THANKS: _("Thank-yous"),
        Kind.THANKS_POST: _("Thank-yous into a channel"),
        Kind.THANKS_BACK: _("Thank-yous that came back"),
        Kind.THANKS_MONTH: _("Round-ups of thank-yous"),
        Kind.PEOPLE_CHANGED: _("Word of changes to the list"),
        Kind.SELF_REPORT: _("Weekly report to administrators"),
    }
    states = {
        DeliveryState.PENDING: _("Waiting"),
        DeliveryState.SENDING: _("Being sent"),
        DeliveryState.SENT: _("Sent"),
        DeliveryState.FAILED: _("Refused by Slack"),
        DeliveryState.CANCELLED: _("Too late"),
    }
    table = Table(_("Message"), *states.values())
    for kind, counts in overview.counts.items():
        table.add_row(kinds[kind], *(str(counts[state]) for state in states))
    return table


def _progress(one: Progress) -> str:
    return _("Open round of {survey}: {sent} of {of} invitations sent.").format(
        survey=one.survey, sent=one.sent, of=one.of
    )


def _pause(one: Pause, zone: ZoneInfo) -> str:
    when = day_and_time(one.until.astimezone(zone))
    if one.method:
        return _("Slack asked us to wait with {method} until {when}.").format(
            method=one.method, when=when
        )
    return _("Slack refused our token ({error}): nothing is sent until {when}.").format(
        error=one.error, when=when
    )


def _removed(workspace: str) -> str:
    return _("The app was removed from {workspace}: what goes there waits.").format(
        workspace=workspace
    )


def _error(code: str, count: int) -> str:
    return ngettext(
        "{n} message was not sent, or not yet: {code}.",
        "{n} messages were not sent, or not yet: {code}.",
        count,
    ).format(n=count, code=code)
