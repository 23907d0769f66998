"""Gathering: who is in a workspace, in which groups and with which profile, as Slack tells it."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from slack_sdk import WebClient

from handlers.sending import AT_ONCE, TOKEN_REFUSALS, Delayed, Refused, called
from surveys.errors import SlackNotRead
from surveys.model.syncing import Member, Reading, Source, Told
from surveys.runtime import Runtime
from surveys.use_cases import reconciling, syncing
from surveys.wording import _

WHO_AM_I: Final = "auth.test"
LIST: Final = "users.list"
GROUPS: Final = "usergroups.list"
PROFILE: Final = "users.profile.get"
A_PAGE: Final = 200  # accounts a call, as Slack advises
_TRIES: Final = 10  # of one call: Slack says each time how long to wait
_LONGEST_WAIT: Final = 60  # seconds
_STOPPING: Final = "stopping"


Wait = Callable[[float], object]  # so many seconds; true: give up, for the process ends
ReadingOf = Callable[[], Reading]  # as its file says at that moment


def look(
    runtime: Runtime, clients: Sequence[WebClient], reading_of: ReadingOf, wait: Wait = time.sleep
) -> int:
    """Once a night tell administrators that the list would change; return how many are told.

    `clients`: of every workspace. Raises SlackNotRead, SyncFileWrong: then nobody is told
    anything, and it is tried again in an hour, or the next night.
    """
    if not clients or not syncing.begin_look(runtime):
        return 0
    reading = reading_of()
    return syncing.tell_changes(runtime, gather_all(clients, reading, wait), reading)


def gather_all(
    clients: Sequence[WebClient], reading: Reading, wait: Wait = time.sleep
) -> tuple[Told, ...]:
    """Ask every workspace, each with its own token: all of them or none. Raises SlackNotRead."""
    return tuple(gather(one, reading, wait) for one in clients)


def gather(client: WebClient, reading: Reading, wait: Wait = time.sleep) -> Told:
    """Ask Slack for everybody, page by page, waiting whenever it says so. Raises SlackNotRead."""
    workspace = str(_asked(WHO_AM_I, lambda: client.auth_test(), wait)["team_id"])
    members = list(_members(client, wait))
    if reading.source is Source.PROFILE:
        members = [_with_fields(client, one, wait) for one in members]
    groups = _groups(client, wait) if reading.asks_for_groups else {}
    return Told(workspace, tuple(members), groups)


def reconcile(runtime: Runtime, client: WebClient, workspace: str, wait: Wait = time.sleep) -> int:
    """Once a night mend which accounts are open; return of how many that was news.

    Raises SlackNotRead: then it is tried again in an hour, or the next night.
    """
    if not reconciling.begin(runtime, workspace):
        return 0
    return reconciling.reconcile(runtime, workspace, list(_members(client, wait)))


def _members(client: WebClient, wait: Wait) -> Iterator[Member]:
    cursor = ""

    def ask() -> Any:
        return client.users_list(limit=A_PAGE, cursor=cursor)

    while True:
        page = _asked(LIST, ask, wait)
        yield from (_member(one) for one in page["members"])
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return


def _member(user: Any) -> Member:
    profile = user.get("profile") or {}
    return Member(
        slack_id=str(user["id"]),
        name=str(profile.get("real_name") or user.get("real_name") or user.get("name") or ""),
        email=str(profile.get("email") or ""),
        closed=user.get("deleted") is True,
        is_person=not (user.get("is_bot") or user.get("is_app_user") or user["id"] == "USLACKBOT"),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        zone=str(user.get("tz") or "") or None,
    )


def _with_fields(client: WebClient, one: Member, wait: Wait) -> Member:
    if one.closed or not one.is_person or one.is_guest:
        return one
    if wait(0):  # there are many of these calls
        raise SlackNotRead(_STOPPING)
    told = _asked(
        PROFILE, lambda: client.users_profile_get(user=one.slack_id, include_labels=True), wait
    )
    fields = (told["profile"].get("fields") or {}).values()
    said = {str(each.get("label", "")): str(each.get("value", "")) for each in fields}
    return Member(**{**one.__dict__, "fields": said})


def _groups(client: WebClient, wait: Wait) -> dict[str, frozenset[str]]:
    def ask() -> Any:
        return client.usergroups_list(include_users=True, include_count=True)

    found = _asked(GROUPS, ask, wait)["usergroups"]
    return {str(one["handle"]): _members_of(one) for one in found}


def _members_of(group: Any) -> frozenset[str]:
    """Return who is in a group: all of them, as whoever is missing would seem to have left."""
    users, count = group.get("users"), int(group.get("user_count") or 0)
    if not isinstance(users, list) or len(users) < count:
        says = _("of the user group @{name} it told {n} people of {count}")
        told = len(users) if isinstance(users, list) else 0
        raise SlackNotRead(says.format(name=group["handle"], n=told, count=count))
    return frozenset(users)


def _asked(method: str, call: Callable[[], Any], wait: Wait) -> Any:
    error = ""
    for _try in range(_TRIES):
        told = called(AT_ONCE, method, call)
        if isinstance(told, Refused):
            raise SlackNotRead(told.error)
        if not isinstance(told, Delayed):
            return told
        error = str(told.error)
        if error in TOKEN_REFUSALS:  # which waiting does not mend
            break
        if wait(min(told.seconds, _LONGEST_WAIT)):
            break
    raise SlackNotRead(error)
