"""Leavers in the demo: HR records who goes, most of them say why, and the list loses them.

They speak over the wire, as whoever answers a pulse does. A service of this size sees about seven
people leave in a quarter, and no pool of seven is ever looked at: so fourteen go by the end of the
first one here, twelve of whom speak, and the figures of the whole organisation are released.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from bot.demo.guide import guides
from bot.demo.staff import draw, service_of, slack_id_of
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.leaving import STEPS
from surveys.model.people import Account, Role
from surveys.rules.people_file import PersonRow
from surveys.rules.quarters import last_day, quarter_of
from surveys.runtime import Runtime
from surveys.use_cases import enrolling, listing_leavers
from surveys.use_cases.listing_leavers import Facts

RECORDED, SPEAK, GONE = 1, 2, 5  # after these weeks
LEAVERS: Final = 14
SILENT: Final = 2  # of them
FIRST_TO_GO: Final = timedelta(days=9)  # before the end of the quarter
# What one leaver says: reasons of the first step and of the second, the main one, in a sentence
# what first made them think of it, and what one thing they would change.
SAID: Final = (
    ("caseload", "pay", "caseload", "The third month without a free evening.", "Fewer cases each."),
    ("caseload", "offer", "caseload", "Too many visits in a day.", "A limit that holds."),
    ("stress", "flexibility", "stress", "I took work home in my head.", "Time between visits."),
    ("caseload", "flexibility", "flexibility", "Hours that never bent.", "Let us choose hours."),
    ("supervision", "progression", "progression", "No next step in sight.", "Senior posts here."),
    ("caseload", "pay", "pay", "Others pay more for the same work.", "Pay as others nearby do."),
)
RETURNINGS: Final = ("perhaps", "yes", "perhaps", "no")
RECOMMENDS: Final = ("7", "9", "6", "8", "5")


def leave(
    address: str, runtime: Runtime, rows: Sequence[PersonRow], content: bytes, week: int
) -> None:
    """Do what leavers and HR do after a week; nothing where too few could leave unseen."""
    going = leavers(rows)
    hr = next((row for row in rows if Role.HR in (row.roles or ())), None)
    if not going or hr is None:
        return
    if week == RECORDED:
        _record(runtime, hr.accounts[0], going)
    if week == SPEAK:
        for place, row in enumerate(going[SILENT:]):
            _speak(Visitor(address, slack_id_of(row)), place)
    if week == GONE:
        enrolling.apply_people(runtime, without(content, {row.key for row in going}))


def here(rows: Sequence[PersonRow], week: int) -> Sequence[PersonRow]:
    """Return who is on the list when a week ends, before that week's leavers are taken off it."""
    gone = leavers(rows) if week > GONE else ()
    return [row for row in rows if row not in gone]


def leavers(rows: Sequence[PersonRow]) -> tuple[PersonRow, ...]:
    """Return who leaves, from each service in turn; nobody where a service has too few to spare.

    Whoever manages, has a role or days of their own stays, and so does whom the page's guide names.
    """
    guided = {one.member_id for one in guides(rows)}
    by_service: dict[str, list[PersonRow]] = defaultdict(list)
    for row in rows:
        has_task = row.manages or row.roles or row.dates or slack_id_of(row) in guided
        if not has_task:
            by_service[service_of(row)].append(row)
    for service, several in by_service.items():
        draw(0, "leavers", service).shuffle(several)
    turns = max(map(len, by_service.values()), default=0)
    found = [
        several[turn] for turn in range(turns) for several in by_service.values()
        if turn < len(several) // 4
    ][:LEAVERS]  # fmt: skip
    return tuple(found) if len(found) == LEAVERS else ()


def without(content: bytes, keys: set[str]) -> bytes:
    """Return a people file without some people."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(row for row in rows if row["person_key"] not in keys)
    return text.getvalue().encode()


def _record(runtime: Runtime, hr: Account, going: Sequence[PersonRow]) -> None:
    today = listing_leavers.today_of(runtime)
    ends = last_day(quarter_of(today))
    for place, row in enumerate(going):
        facts = Facts(_day(ends, place), reason=1, destination=1 + place % 3)
        listing_leavers.record(runtime, hr, row.accounts[0], facts)


def _day(ends: date, place: int) -> date:
    return ends - FIRST_TO_GO + timedelta(days=place % (FIRST_TO_GO.days + 1))


def _speak(leaver: Visitor, place: int) -> None:
    """Open the conversation from its message, and go through its steps."""
    if not any(ids.LEAVING in str(one["blocks"]) for one in leaver.messages(limit=8)):
        return
    leaver.press(ids.LEAVING, where="message")
    for _step in range(STEPS):
        form = leaver.until(lambda one: one.modal())
        leaver.submit(_filled_in(form, place))
    leaver.close_modal(everything=True)


def _filled_in(form: dict[str, Any], place: int) -> dict[str, Any]:
    first, second, main, began, change = SAID[place % len(SAID)]
    values: dict[str, Any] = {}
    for block in form["blocks"]:
        name, element = str(block.get("block_id")), block.get("element", {})
        offered = {one["value"] for one in element.get("options", ())}
        if name.startswith(f"{ids.REASONS}_"):
            values[name] = [one for one in (first, second) if one in offered]
        elif name.startswith("exit_first"):
            values[name] = began
        elif name.startswith("exit_change"):
            values[name] = change
    given = {
        ids.MAIN: main,
        ids.RETURNING: RETURNINGS[place % len(RETURNINGS)],
        ids.RECOMMEND: RECOMMENDS[place % len(RECOMMENDS)],
    }
    there = {block.get("block_id") for block in form["blocks"]}
    return values | {name: value for name, value in given.items() if name in there}
