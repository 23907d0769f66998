"""Who a newcomer can be on the page, and three things to try as each of them."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.local_slack import Guide, Step
from surveys.model.people import Role
from surveys.model.policy import LOWEST
from surveys.rules.people_file import PersonRow

Chosen = Callable[[PersonRow], bool]


def guides(rows: Sequence[PersonRow], *, by_hand: bool = False) -> tuple[Guide, ...]:
    """One guide a role that somebody in the list has; by hand, nothing is published yet."""
    found = []
    for title, is_one, steps in ROLES:
        row = next((one for one in rows if is_one(one)), None)
        if row is not None:
            theirs = BY_HAND.get(title, steps) if by_hand else steps
            found.append(Guide(title, row.accounts[0].slack_id, theirs))
    return tuple(found)


def _has(role: Role) -> Chosen:
    return lambda row: role in (row.roles or ())


def manages_a_team(row: PersonRow) -> bool:
    """Say whether a person manages the team they sit in."""
    return bool(row.manages) and Role.LEADER not in (row.roles or ()) and row.manages[0] == row.unit


def _front_line(row: PersonRow) -> bool:
    return not row.manages and not row.roles and "social worker" in row.job_family.casefold()


ROLES: Final[tuple[tuple[str, Chosen, tuple[Step, ...]], ...]] = (
    (
        "Be a social worker",
        _front_line,
        (
            Step("Open the newest message and tap how you are. A short form opens: press Send."),
            Step("Tap in the same message again. Change your answer, or withdraw it."),
            Step("Now try to find my answer: search the disk, the logs and Slack.", "/find"),
        ),
    ),
    (
        "Be a manager",
        manages_a_team,
        (
            Step("Read the newest results in Messages, and what comes up in your team."),
            Step("Open Home and record what you will do about a figure: your team reads it too."),
            Step("Try to learn who in your team answered. Then tap Who sees what."),
        ),
    ),
    (
        "Be a leader",
        _has(Role.LEADER),
        (
            Step("Read the organisation's weekly results in Messages."),
            Step("Find the team results that closed the quarter, and what they leave out."),
            Step("Open Home and read why people leave: ten or more spoke, and nobody is named."),
        ),
    ),
    (
        "Be a champion",
        _has(Role.CHAMPION),
        (
            Step("Open Home and press Check comments: could anybody be recognised in one?"),
            Step("Then press What people wrote, as everyone can. Report one, and look again."),
            Step("On Home, read the last meeting's minutes, and look after the next meeting."),
        ),
    ),
    (
        "Be HR",
        _has(Role.HR),
        (
            Step("Open Home, press New survey and begin from a ready one: change it as you like."),
            Step("Preview it: whom it asks, what could be shown. Send it to me, then look there."),
            Step("Start it, then Manage the weekly pulse: deliveries are counted, never answers."),
        ),
    ),
    (
        "Be an administrator",
        _has(Role.ADMIN),
        (
            Step("See everything that Slack itself would keep.", "/kept"),
            Step("Search the disk and the logs for anything anybody wrote.", "/find"),
            Step("Run staff-voice results with the printed settings: all that was published."),
        ),
    ),
)

_ANSWER: Final = Step("Open the newest message and tap how you are: you are asked like everyone.")
_PUBLISH: Final = Step(
    f"There are no results yet. When {LOWEST.week} people or more have answered, run staff-voice"
    " round close with the printed settings."
)
# What differs where nobody is simulated: results come when somebody closes the round.
BY_HAND: Final[dict[str, tuple[Step, ...]]] = {
    "Be a manager": (
        _ANSWER,
        _PUBLISH,
        Step("Then read the results in Messages, and open Home: your team reads the same figures."),
    ),
    "Be a leader": (
        _ANSWER,
        _PUBLISH,
        Step("Then read the organisation's results in Messages. Tap Who sees what."),
    ),
    "Be a champion": (
        Step("Tap Who sees what on Home: this is the promise you can repeat."),
        Step("Tap Get help: the list is one tap away for everyone, and nobody watches it."),
        _PUBLISH,
    ),
    "Be HR": (
        Step("Open Home, press New survey and begin from a ready one: change it as you like."),
        Step("Preview it: whom it asks, what could be shown. Send it to me, then look there."),
        Step("Choose a date a few minutes from now and start it: everyone is asked then."),
    ),
    "Be an administrator": (
        Step("See everything that Slack itself would keep.", "/kept"),
        Step("Search the disk and the logs for anything anybody wrote.", "/find"),
        Step("Run staff-voice round close, then staff-voice results, with the printed settings."),
    ),
}
