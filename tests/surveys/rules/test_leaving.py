"""Why people leave: when a pool is released, and that no share rules anybody's answer out."""

import json
from datetime import UTC, date, datetime
from itertools import combinations, product

import pytest

from surveys.bank.leaving import load_leaving
from surveys.model.leaving import Conversation, KeptBox, Said, SealedBox
from surveys.model.policy import LONDON
from surveys.rules import sealing
from surveys.rules.leaving import boxes
from surveys.rules.leaving.counting import CLASS, MAIN, REASONS, cells, fitted, interval, is_news
from surveys.rules.leaving.deciding import Decision, at_least, decide, may_look, quarter_end
from surveys.rules.leaving.steps import joined
from surveys.rules.sealing import BoxUnreadable

BANK = load_leaving()
LEFT = date(2026, 11, 2)
SILENT = Said()
SPOKE = Said(main="caseload", reasons=("caseload",))


def leaver(service: str = "A", own: Said = SILENT, spoken: Said = SILENT) -> Conversation:
    return Conversation(LEFT, service, True, own, spoken)


def pool(services: str, spoke: int) -> list[Conversation]:
    return [leaver(one, SPOKE if n < spoke else Said()) for n, one in enumerate(services)]


def test_every_box_has_one_size_and_opens_with_its_own_key_alone() -> None:
    dearest = Said(texts=dict.fromkeys(("first", "nearly", "change"), '"\x01' * 300))
    inside = [leaver(), leaver(own=SPOKE, spoken=dearest), leaver(own=dearest)]
    kept = [KeptBox(b"m" * 16, one) for one in inside] + [KeptBox(b"", None, is_free=True)]
    sealed = [boxes.seal(b"k" * 32, "p", b"t" * 16, b"n" * 12, one) for one in kept]
    assert len({len(one.box) for one in sealed}) == 1
    assert [boxes.unseal(b"k" * 32, "p", one) for one in sealed] == kept
    with pytest.raises(BoxUnreadable):
        boxes.unseal(b"k" * 32, "another pool", sealed[0])


def test_a_box_of_the_version_before_is_read_with_its_tag_for_a_mark() -> None:
    said = {"reasons": [], "main": "pay", "returning": None, "recommend": None, "texts": {}}
    facts = {"last_day": "2026-11-02", "service": "A", "confirmed": True, "own": said,
             "spoken": said, "step": 3}  # fmt: skip
    content = json.dumps(facts).encode()
    box = sealing.seal_padded(b"k" * 32, "p", b"t" * 16, b"n" * 12, content, boxes.SIZE)
    kept = boxes.unseal(b"k" * 32, "p", SealedBox(b"t" * 16, box))
    paid = Said(main="pay")
    assert kept == KeptBox(b"t" * 16, Conversation(LEFT, "A", True, paid, paid, 3))


def test_a_pool_shows_more_boxes_than_leavers_and_never_fewer_than_before() -> None:
    """How many fit before more are shown is chance's, so that a new one's coming tells nothing."""
    people = [KeptBox(bytes([n]) * 16, leaver()) for n in range(40)]
    assert len(boxes.filled([], 0, 0)) == boxes.CHUNK
    grows_at = set()
    for spared in range(8):
        now: list[KeptBox] = []
        for n in range(40):
            mine = [*people[: n + 1], *(one for one in now if one.inside is None)]
            after = boxes.filled(mine, len(now), spared)
            assert len(after) % boxes.CHUNK == 0
            assert [one for one in after if one.inside] == people[: n + 1]
            grows_at |= {n} if 0 < len(now) < len(after) else set()
            now = after
        assert len(boxes.filled([one for one in now if not one.inside], len(now), 0)) == len(now)
    assert {9, 12, 16} <= grows_at


def test_a_pool_is_looked_at_only_when_it_would_be_enough_without_any_one_leaver() -> None:
    assert may_look("AAAABBBBCCCC", 0)
    assert not may_look("AAAABBBBCCC", 0)  # eleven
    assert not may_look("AAAAAABBBBBC", 0)  # C's only leaver would be known to have spoken
    assert may_look("AAAAABBBBBCD", 0)  # without C or without D there still are three
    assert not may_look("AAAABBBBCCCCAB", 12)  # two newcomers: say one of them had not spoken
    assert may_look("AAAABBBBCCCCABC", 12)


def test_what_hr_takes_down_never_fills_a_pool() -> None:
    spoken = [leaver(one, spoken=SPOKE) for one in "AAAABBBBCCCC"]
    assert decide(spoken, 0) is Decision.TOO_FEW
    assert decide(pool("AABBCCAABBCC", 10), 0) is Decision.RELEASE
    assert decide(pool("AABBCCAABBCC", 9), 0) is Decision.TOO_FEW
    assert decide(pool("AAAAAABBBBCC", 10), 0) is Decision.TOO_FEW  # C's two kept silent


def test_every_leaver_may_have_spoken_or_not_whatever_was_released_and_when() -> None:
    """Go through every world of who spoke, over two quarters, as whoever keeps the list would."""
    services, later = "AAAABBBBCCCC", "ABC"
    worlds: dict[tuple[Decision, Decision | None], list[frozenset[int]]] = {}
    people = range(len(services + later))
    for silent in (one for n in range(8) for one in combinations(people, n)):
        spoke = frozenset(people) - set(silent)
        first = decide(_world(services, spoke), 0)
        second = None
        if first is not Decision.RELEASE:
            second = decide(_world(services + later, spoke), len(services))
        worlds.setdefault((first, second), []).append(spoke)
    assert len(worlds) == 3
    for seen, own in worlds.items():
        # After a release at once nothing is seen of the others.
        known = people if seen[0] is not Decision.RELEASE else range(len(services))
        assert all(any(one in spoke for spoke in own) for one in known), seen
        assert all(any(one not in spoke for spoke in own) for one in known), seen


def test_a_release_at_exactly_ten_would_tell_that_the_tenth_had_spoken() -> None:
    """The same search against a rule that releases whenever ten have spoken."""
    people = range(10)
    worlds = [
        frozenset(people) - set(silent) for n in range(3) for silent in combinations(people, n)
    ]
    released = [spoke for spoke in worlds if len(spoke) >= 10]
    assert all(9 in spoke for spoke in released)


def _world(services: str, spoke: frozenset[int]) -> list[Conversation]:
    return [leaver(one, SPOKE if n in spoke else Said()) for n, one in enumerate(services)]


def test_how_many_spoke_is_said_so_that_somebody_may_have_kept_silent() -> None:
    assert [at_least(10, 12), at_least(20, 20), at_least(20, 22), at_least(60, 70)] == [
        10, 10, 20, 50,
    ]  # fmt: skip


@pytest.mark.parametrize("everyone", [10, 11, 12])
def test_of_answers_that_exclude_each_other_none_is_ruled_out(everyone: int) -> None:
    """For every option and every count there is a world like it in which somebody said it."""
    worlds: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for counts in product(range(everyone + 1), repeat=3):
        if sum(counts) <= everyone:
            seen = fitted(dict(zip("abc", counts, strict=True)), everyone)
            worlds.setdefault(tuple(seen.values()), []).append(counts)
    for seen, own in worlds.items():
        for option in range(3):
            assert any(world[option] for world in own), seen
            assert any(world[option] < everyone for world in own), seen


def test_counts_hidden_under_three_alone_would_rule_an_answer_out() -> None:
    worlds = [
        counts
        for counts in product(range(11), repeat=3)
        if sum(counts) == 10 and tuple(n * (n >= 3) for n in counts) == (6, 4, 0)
    ]
    assert not any(world[2] for world in worlds)


@pytest.mark.parametrize("everyone", [10, 11])
def test_of_main_reasons_none_is_ruled_out_by_what_all_its_classes_show(everyone: int) -> None:
    """Go through every world of five reasons, in three classes, and of silence about the main."""
    reasons = ("caseload", "stress", "pay", "health", "family")
    worlds: dict[tuple[float | None, ...], list[dict[str, int]]] = {}
    for bars in combinations(range(everyone + len(reasons)), len(reasons)):
        cuts = (-1, *bars)
        counts = {one: cuts[n + 1] - cuts[n] - 1 for n, one in enumerate(reasons)}
        worlds.setdefault(_shown(counts, everyone), []).append(counts)
    assert len(worlds) > 50
    for seen, own in worlds.items():
        for reason in reasons:
            assert any(world[reason] for world in own), (seen, reason)
            assert any(world[reason] < everyone for world in own), (seen, reason)


def _shown(counts: dict[str, int], everyone: int) -> tuple[float | None, ...]:
    mains = [reason for reason, n in counts.items() for _person in range(n)]
    silent = [leaver(own=Said(returning="no"))] * (everyone - len(mains))
    said = [leaver(own=Said(reasons=(one,), main=one)) for one in mains]
    return tuple(one.share for one in cells(said + silent, BANK) if one.question in (MAIN, CLASS))


def test_every_leaver_naming_one_reason_reads_as_all_but_one() -> None:
    everyone = [leaver(own=SPOKE)] * 20
    told = {(one.question, one.option): one.share for one in cells(everyone, BANK)}
    assert told[REASONS, "caseload"] == told[MAIN, "caseload"] == 0.9
    assert told[MAIN, "stress"] is None


def test_what_hr_takes_down_neither_shows_nor_hides_a_category() -> None:
    own = [leaver(own=Said(reasons=("pay",)))] * 2 + [leaver(own=SPOKE)] * 8
    alone = {one.option: one.share for one in cells(own, BANK) if one.question == REASONS}
    heard = [leaver(spoken=Said(reasons=("pay",)))] * 5
    told = {one.option: one.share for one in cells(own + heard, BANK) if one.question == REASONS}
    assert alone["pay"] is told["pay"] is None
    assert told["caseload"] == 0.5  # 8 of 15


def test_intervals_are_wide_and_hold_their_share() -> None:
    assert interval(0.4, 10).low <= 0.15
    assert interval(0.4, 10).high >= 0.7
    assert interval(0.9, 100).high <= 1
    assert not is_news(0.6, 10, 0.3, 10)
    assert is_news(0.6, 50, 0.2, 50)


def test_a_quarter_is_over_the_day_after_it_by_the_organisation_s_clock() -> None:
    assert quarter_end(datetime(2026, 9, 30, 22, tzinfo=UTC), LONDON) == date(2026, 6, 30)
    assert quarter_end(datetime(2026, 9, 30, 23, tzinfo=UTC), LONDON) == date(2026, 9, 30)


def test_a_step_says_all_of_its_own_and_nothing_of_the_others() -> None:
    before = Said(("caseload", "pay"), "caseload", "yes", 7, {"first": "In May"})
    again = joined(before, Said(("stress",)), 1, BANK, adds=False)
    assert again == Said(("pay", "stress"), None, "yes", 7, {"first": "In May"})
    assert joined(before, Said(), 1, BANK, adds=True) == before
    assert joined(before, Said(), 5, BANK, adds=False).returning is None
