"""How comments sound and what they are about, from the form to what managers and staff read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from handlers.views.home import home as home_view
from handlers.views.reporting import digest as digest_view
from surveys.model.local_words import LocalWords
from surveys.model.messages import ShareLine, is_of_comments
from surveys.model.releases import Tier
from surveys.model.rounds import Round
from surveys.runtime import Runtime
from surveys.store.tables import unit_totals
from surveys.use_cases import answering, closing, enrolling, opening, reporting
from surveys.use_cases.home import home
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol, people_file, pulse_answers, send_everything

SMALL = {
    "Children's Services/Assessment/Team 1": 15,
    "Children's Services/Assessment/Team 2": 15,
    "Children's Services/Fostering/Team 3": 20,
}
LARGE = {
    "Children's Services/Assessment/Team 1": 45,
    "Children's Services/Assessment/Team 2": 45,
    "Children's Services/Fostering/Team 3": 80,
}
ORGANISATION, ASSESSMENT, FOSTERING = "Children's Services", "Assessment", "Fostering"
WARM, HARD, PLAIN = "My colleagues are wonderful", "The IT is hopeless", "On Tuesdays"


def live(runtime: Runtime, clock: Clock, said: Mapping[int, str], week: int = 0) -> Round:
    """One week of the pulse: everybody who says something writes it."""
    clock.move_to(MONDAY + timedelta(weeks=week, hours=2))
    opened = opening.open_now(runtime)
    for number, words in said.items():
        answering.submit(
            runtime, account(number), opened.id, pulse_answers({"how_are_you": 3}, words)
        )
    assert closing.close_now(runtime)
    assert closing.finish(runtime)
    return opened


def shown(runtime: Runtime, measure: str, tier: str = "weekly") -> dict[str, tuple[float, Any]]:
    return {
        row["node"].rpartition("/")[2]: (row["value"], row["bound"])
        for row in reporting.results(runtime)
        if row["question"] == measure and row["tier"] == tier and row["shown"]
    }


def kept(runtime: Runtime, round_id: str, measure: str) -> dict[str, tuple[int, float]]:
    with runtime.store.begin() as tx:
        rows = tx.rounds.totals(round_id)
    return {one.leaf_id: (one.n, one.clipped_sum) for one in rows if one.question_id == measure}


def everybody(words: str, people: int = 50) -> dict[int, str]:
    return dict.fromkeys(range(1, people + 1), words)


def test_small_services_are_counted_together_and_told_of_the_whole_alone(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime, SMALL)
    said = everybody(HARD, 20) | dict.fromkeys(range(21, 31), WARM) | {31: PLAIN}
    opened = live(runtime, clock, said)
    assert shown(runtime, "comment_tone:negative") == {ORGANISATION: (0.6, None)}
    assert shown(runtime, "comment_tone:positive") == {ORGANISATION: (0.3, None)}
    assert shown(runtime, "comment_tone:unclear") == {ORGANISATION: (0.0, "le")}
    assert shown(runtime, "comment_themes:tools") == {ORGANISATION: (0.6, None)}
    assert shown(runtime, "comment_themes:pay") == {ORGANISATION: (0.0, "le")}
    (total,) = kept(runtime, opened.id, "comment_themes:pay").values()
    assert total == (31, 1.0)
    row = next(
        row for row in reporting.results(runtime) if row["question"] == "comment_tone:unclear"
    )
    assert (row["kind"], row["option"], row["driver"]) == ("share", "unclear", None)
    assert (row["n_band"], row["survey"]) == ("20-49", "weekly-pulse")


def test_large_services_are_told_apart_and_teams_never(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime, LARGE)
    live(sqlite_runtime, clock, everybody(HARD, 30) | dict.fromkeys(range(91, 121), WARM))
    assert shown(sqlite_runtime, "comment_tone:negative") == {
        ORGANISATION: (0.5, None),
        ASSESSMENT: (0.9, "ge"),
        FOSTERING: (0.0, "le"),
    }
    assert shown(sqlite_runtime, "comment_themes:team")[FOSTERING] == (1.0, "ge")


def test_a_service_of_few_writers_is_told_of_within_the_whole(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime, LARGE)
    live(sqlite_runtime, clock, everybody(HARD, 30) | dict.fromkeys(range(91, 97), WARM))
    assert shown(sqlite_runtime, "comment_tone:negative") == {ORGANISATION: (0.8, None)}


def test_a_whole_of_large_services_in_which_few_write_is_hidden(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    """Held back by one in each service of eight, a share of the whole would mean little."""
    third = {"Children's Services/Early Help/Team 4": 80}
    enrol(sqlite_runtime, LARGE | third)
    said = [*range(1, 9), *range(91, 99), *range(171, 179)]
    live(sqlite_runtime, clock, dict.fromkeys(said, HARD))
    assert shown(sqlite_runtime, "comment_tone:negative") == {}
    said += [*range(9, 12), *range(99, 102)]
    live(sqlite_runtime, clock, dict.fromkeys(said, HARD), week=1)
    assert shown(sqlite_runtime, "comment_tone:negative") == {ORGANISATION: (0.8, "ge")}


def test_too_few_writers_are_not_told_of_at_all(sqlite_runtime: Runtime, clock: Clock) -> None:
    enrol(sqlite_runtime, SMALL)
    opened = live(sqlite_runtime, clock, everybody(HARD, 19))
    assert shown(sqlite_runtime, "how_are_you") == {}
    assert shown(sqlite_runtime, "comment_tone:negative") == {}
    assert list(kept(sqlite_runtime, opened.id, "comment_tone:negative").values()) == [(19, 17.0)]


def test_nothing_is_kept_where_nobody_wrote(sqlite_runtime: Runtime, clock: Clock) -> None:
    enrol(sqlite_runtime, SMALL)
    opened = live(sqlite_runtime, clock, {})
    assert list(kept(sqlite_runtime, opened.id, "comment_tone:positive").values()) == [(0, 0.0)]


def test_the_organisations_own_words_decide(sqlite_runtime: Runtime, clock: Clock) -> None:
    enrol(sqlite_runtime, SMALL)
    local = replace(sqlite_runtime, words=LocalWords(tones={"tuesdays": 0.9}))
    live(local, clock, everybody(PLAIN))
    assert shown(local, "comment_tone:positive") == {ORGANISATION: (1.0, "ge")}


def test_the_quarter_pools_its_rounds(sqlite_runtime: Runtime, clock: Clock) -> None:
    enrol(sqlite_runtime, SMALL)
    for week in range(13):
        live(sqlite_runtime, clock, everybody(HARD if week < 7 else WARM, 25 - week), week)
    assert len(shown(sqlite_runtime, "comment_tone:negative")) == 1
    quarter = shown(sqlite_runtime, "comment_tone:negative", "quarterly")
    hard, all_ = sum(25 - week for week in range(7)), sum(25 - week for week in range(13))
    assert quarter == {ORGANISATION: (round((hard - 2 * 7 + 6) / all_, 1), None)}
    assert shown(sqlite_runtime, "comment_themes:pay", "quarterly") == {ORGANISATION: (0.1, "le")}


def test_rounds_of_before_comments_were_counted_are_left_out_of_the_quarter(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime, SMALL)
    for week in range(13):
        opened = live(sqlite_runtime, clock, everybody(HARD if week < 2 else WARM), week)
        if week < 2:
            of_comments = unit_totals.c.question_id.startswith("comment_")
            with sqlite_runtime.store.engine.begin() as connection:
                connection.execute(
                    delete(unit_totals).where(unit_totals.c.round_id == opened.id, of_comments)
                )
    quarter = shown(sqlite_runtime, "comment_tone:positive", "quarterly")
    assert quarter == {ORGANISATION: (1.0, "ge")}


def test_a_window_is_counted_as_it_began(sqlite_runtime: Runtime, clock: Clock) -> None:
    """Were services told apart once staff have grown, the quarter's rounds would not add up."""
    enrol(sqlite_runtime, SMALL)
    live(sqlite_runtime, clock, everybody(HARD))
    enrolling.apply_people(sqlite_runtime, people_file(LARGE))
    send_everything(sqlite_runtime)
    opened = live(sqlite_runtime, clock, everybody(HARD, 170), week=1)
    with sqlite_runtime.store.begin() as tx:
        assert len(tx.rounds.roster(opened.id)) == 170
    assert set(shown(sqlite_runtime, "comment_tone:negative")) == {ORGANISATION}


def test_words_stay_apart_from_what_is_counted_of_them(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime, SMALL)
    live(sqlite_runtime, clock, everybody("The IT is hopeless, said xyzzy"))
    with sqlite_runtime.store.engine.connect() as connection:
        rows = connection.execute(select(unit_totals)).all()
    assert rows
    assert not any("xyzzy" in str(row) for row in rows)
    assert "xyzzy" not in str(reporting.results(sqlite_runtime))


@pytest.fixture
def told(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    enrol(sqlite_runtime, SMALL)
    live(sqlite_runtime, clock, everybody(HARD, 30) | dict.fromkeys(range(31, 51), WARM))
    return sqlite_runtime


def test_managers_read_lines_of_comments_with_their_own_people(told: Runtime) -> None:
    with told.store.begin() as tx:
        person = tx.people.find_by_account("U0031", "T0LOCAL")
        release = tx.releases.latest("weekly-pulse", Tier.WEEKLY)
    assert person is not None
    assert release is not None
    message = reporting.digest(told, person.id, release.id)
    lines = [line for one in message.parts[0].sections for line in one.lines]
    tone, themes = (line for line in lines if is_of_comments(line))
    assert isinstance(tone, ShareLine)
    assert (tone.n_band, tone.driver) == ("50-99", None)
    said = str(digest_view(message))
    assert "Tone of comments (50-99 people wrote): positive: *40%*; negative: *60%*" in said
    assert "What people wrote about (50-99 people wrote): tools and IT *60%*, team and" in said
    assert themes in lines


def test_staff_read_the_same_lines_at_home(told: Runtime) -> None:
    page = home(told, account(40))
    assert page is not None
    said = str(home_view(page))
    assert "negative: *60%*" in said
    assert "tools and IT *60%*" in said
