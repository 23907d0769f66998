"""A fan-out against a workspace that keeps Slack's limits: the share of the permitted rate."""

import threading
import time
from collections import Counter
from datetime import UTC, datetime

from slack_sdk import WebClient
from sqlalchemy import text

from bot.app import DELIVERING_THREADS
from bot.local_slack import LocalSlack, Member
from bot.local_slack.faults import PER_MINUTE
from handlers.delivering import deliver_due
from handlers.pacing import Manner
from handlers.sending import POST
from surveys.model.deliveries import DeliveryState, Kind
from surveys.use_cases import enrolling
from tests.bench.stage import Place, Row, empty
from tests.conftest import with_policy
from tests.organisation import everything_is_sent, people_file
from tests.trapping import WORKSPACE


def measure(place: Place, people: int, permitted: int) -> Row:
    """One row: so many first messages at so many a minute, all limits on."""
    empty(place.url)
    now = place.runtime(lambda: datetime.now(UTC))
    runtime = with_policy(now, hours="Mon-Sun 00:00-24:00")
    enrolling.apply_people(runtime, people_file({"Children's Services/Team 1": people}))
    with runtime.store.engine.begin() as connection:
        connection.execute(text("UPDATE deliveries SET due_at = '2026-01-07 12:00:00'"))
    members = [Member(f"U{n:04}", f"Person {n}") for n in range(1, people + 1)]
    usual, PER_MINUTE[POST] = PER_MINUTE[POST], permitted
    slack = LocalSlack(members, limits=True)
    slack.start()
    client = WebClient("xoxb-local", base_url=slack.api_url, timeout=10, retry_handlers=[])
    manner = Manner(permitted, DELIVERING_THREADS)
    began = time.perf_counter()
    try:
        while not everything_is_sent(runtime):
            deliver_due(runtime, client, WORKSPACE, "bench", manner)
            threading.Event().wait(0.1)
    finally:
        took = time.perf_counter() - began
        PER_MINUTE[POST] = usual
        slack.stop()
    with runtime.store.begin() as tx:
        sent = tx.deliveries.counts(Kind.WELCOME)[DeliveryState.SENT]
    arrived = Counter(one["channel"] for one in slack.kept() if one["kind"] == "message")
    runtime.store.close()
    return {
        "people": people,
        "permitted_a_minute": permitted,
        "seconds": round(took, 1),
        "sent_a_minute": round(sent / took * 60),
        "achieved_over_permitted": round(sent / took * 60 / permitted, 3),
        "lost_or_doubled": people - sum(count == 1 for count in arrived.values()),
    }
