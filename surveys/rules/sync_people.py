"""Who is who in Slack: accounts of one or several workspaces put together as people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.model.people import Account, Person
from surveys.model.syncing import LeftOut, Member, Told, Workspaces


@dataclass(frozen=True)
class Seen:
    """One account, and the workspace that told of it."""

    told: Told
    member: Member

    @property
    def account(self) -> Account:
        """Return it by its workspace and id."""
        return Account(self.told.workspace, self.member.slack_id)

    @property
    def reason(self) -> LeftOut | None:
        """Why it is no account of a colleague. None: it is one."""
        if not self.member.is_person:
            return LeftOut.NO_PERSON
        if self.member.closed:
            return LeftOut.CLOSED
        return LeftOut.GUEST if self.member.is_guest else None

    def is_in(self, handle: str) -> bool:
        """Say whether it is in a group of its own workspace."""
        return self.member.slack_id in self.told.groups.get(handle, frozenset())


@dataclass(frozen=True)
class Human:
    """One person: who they are on the list, and every account that Slack tells of."""

    old: Person | None  # None: nobody who was ever listed
    seen: tuple[Seen, ...]  # in the order in which people are sought

    @property
    def here(self) -> tuple[Seen, ...]:
        """Their accounts as a colleague."""
        return tuple(one for one in self.seen if one.reason is None)


def humans(told: Workspaces, people: Sequence[Person]) -> Iterator[Human]:
    """Put accounts together that are one person's: by the list, else by an e-mail address."""
    by_account = {one: person for person in people for one in person.accounts}
    seen = [
        Seen(one, member)
        for one in told
        for member in sorted(one.members, key=lambda each: each.slack_id)
    ]
    by_email = _by_email(seen, by_account, people)
    found: dict[str, tuple[Person | None, list[Seen]]] = {}
    for one in seen:
        email = one.member.email.casefold()
        old = by_account.get(one.account) or by_email.get(email)
        account = f"{one.account.workspace} {one.account.slack_id}"
        who = f"id {old.id}" if old else f"e-mail {email}" if email else f"account {account}"
        found.setdefault(who, (old, []))[1].append(one)
    for old, own in found.values():
        yield Human(old, tuple(own))


def _by_email(
    seen: Sequence[Seen], by_account: Mapping[Account, Person], people: Sequence[Person]
) -> Mapping[str, Person]:
    """Who has an address alone: as the list says, else as Slack tells of an account we know."""
    listed = Counter(one.email.casefold() for one in people)
    in_slack: dict[str, set[str]] = {}
    for one in seen:
        if one.member.email and one.account in by_account:
            in_slack.setdefault(one.member.email.casefold(), set()).add(by_account[one.account].id)
    by_id = {one.id: one for one in people}
    found = {
        email: by_id[next(iter(ids))]
        for email, ids in in_slack.items()
        if len(ids) == 1 and not listed[email]
    }
    alone = (one for one in people if one.email and listed[one.email.casefold()] == 1)
    return found | {one.email.casefold(): one for one in alone}
