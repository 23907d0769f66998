"""An answer on its way to the forum's channel: once, whatever Slack does, and never to a person."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.local_slack import LocalSlack, Visitor
from handlers.delivering import deliver_due
from surveys.model.chairing import Posted
from surveys.model.deliveries import Kind
from surveys.runtime import Runtime
from surveys.use_cases import announcing, assigning, browsing, delivering
from tests.chairing import ASKED, CHAMPION, LEADER, appoint, called, hand_in, look, person, publish
from tests.conftest import MONDAY, Clock, with_policy
from tests.organisation import account, enrol

TEXT, CHANNEL = ASKED[0], "C0GENERAL"


@pytest.fixture
def answered(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    """A question that was answered just now."""
    clock.move_to(MONDAY)
    enrol(sqlite_runtime)
    appoint(sqlite_runtime)
    runtime = with_policy(sqlite_runtime, forum_channel=CHANNEL)
    hand_in(runtime)
    publish(runtime, TEXT)
    due, leader = MONDAY.date() + timedelta(days=14), account(LEADER)
    seen = look(runtime, CHAMPION, TEXT).seen
    assigning.assign(runtime, account(CHAMPION), seen, person(runtime, LEADER).id, due)
    assigning.draft(runtime, leader, look(runtime, LEADER, TEXT).seen, "From March.")
    assigning.issue(runtime, leader, look(runtime, LEADER, TEXT).seen)
    return runtime


def until_done(runtime: Runtime, client: WebClient, clock: Clock) -> None:
    for _tick in range(4):
        deliver_due(runtime, client, "T0LOCAL", "one")
        clock.pass_(seconds=60)


def in_channel(slack: LocalSlack) -> int:
    return len(Visitor(slack.address, "U0009").messages(CHANNEL))


@pytest.mark.parametrize(
    ("fault", "arrived", "how"),
    [
        ({"status": 429, "retry_after": 30}, 1, Posted.ARRIVED),
        ({"drop_after_accept": True}, 1, Posted.UNCLEAR),
        ({"drop": True}, 0, Posted.UNCLEAR),
        ({"status": 500}, 0, Posted.UNCLEAR),
        ({"error": "channel_not_found"}, 0, Posted.REFUSED),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",
)
def test_it_is_posted_once_at_most_and_a_champion_reads_how_it_went(
    answered: Runtime,
    client: WebClient,
    slack: LocalSlack,
    clock: Clock,
    fault: dict[str, object],
    arrived: int,
    how: Posted,
) -> None:
    slack.fail("chat.postMessage", times=1, **fault)
    until_done(answered, client, clock)
    assert in_channel(slack) == arrived
    told = look(answered, CHAMPION, TEXT)
    assert told.posted is how
    assert Visitor(slack.address, "U0001").messages() == []  # the leader is told nothing instead
    with answered.store.begin() as tx:
        assert not tx.people.get(person(answered, LEADER).id).closed
    if how is not Posted.ARRIVED:
        announcing.post_again(answered, account(CHAMPION), told.seen)
        until_done(answered, client, clock)
        assert in_channel(slack) == arrived + 1


def test_an_answer_leads_to_the_channel_unless_slack_does_not_say_where(
    answered: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    slack.fail("chat.getPermalink", times=1, status=500)
    until_done(answered, client, clock)
    assert (in_channel(slack), _link(answered)) == (1, None)
    leader = account(LEADER)
    assigning.draft(answered, leader, look(answered, LEADER, TEXT).seen, "From April.")
    assigning.issue(answered, leader, look(answered, LEADER, TEXT).seen)
    until_done(answered, client, clock)
    assert in_channel(slack) == 2
    assert f"{slack.address}/?channel={CHANNEL}" in str(_link(answered))
    read = browsing.question(answered, account(9), called(answered, TEXT).id).listed.answer
    assert read is not None
    assert (read.text, read.corrects, read.link) == ("From April.", MONDAY.date(), _link(answered))


def _link(runtime: Runtime) -> str | None:
    published = look(runtime, CHAMPION, TEXT).published
    assert published is not None
    return published.link


def test_a_process_that_died_while_it_posted_leaves_it_to_a_champion(
    answered: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    (claimed,) = delivering.claim(answered, "killed")
    assert claimed.kind is Kind.FORUM_ANSWER
    clock.pass_(seconds=120)
    until_done(answered, client, clock)
    assert in_channel(slack) == 0
    assert look(answered, CHAMPION, TEXT).posted is Posted.UNCLEAR
