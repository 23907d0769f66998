"""A comment's way to its readers: checked by a champion, read on demand, reported, gone."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import logs
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.people import Role
from tests.attacks.canaries import found_in, logging_as_before
from tests.conftest import FRIDAY
from tests.handlers.dispatching import WAYS, Scene, buttons, scene, words
from tests.organisation import account, answer

STAFF = {"Children's Services/Assessment/Team 1": 14, "Children's Services/Assessment/Team 2": 12}
SAID = (
    "Too much paper <!channel>.",
    "Duty days are calmer.",
    "We need quiet rooms.",
    "Kayleigh left and nobody came.",
)
CHAMPION, READER, MANAGER = 5, 9, 1


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, STAFF, life=closed_round) as one:
        yield one


def closed_round(stage: Scene, role: Role = Role.CHAMPION) -> None:
    """Let everyone answer, four of them in words, and the round close; one checks comments."""
    stage.open_round()
    runtime = stage.bot.runtime
    with runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
        checker = tx.people.find_by_account(account(CHAMPION).slack_id, "T0LOCAL")
        assert checker is not None
        tx.people.save(replace(checker, roles=frozenset({role})))
    for number in range(1, 27):
        said = SAID[number - 2] if 2 <= number < 2 + len(SAID) else None
        answer(runtime, number, opened, 1 + number % 5, said)
    stage.clock.move_to(FRIDAY)
    stage.bot.tick()


def check(stage: Scene, press: str = ids.PERMIT, *, but: str = "Kayleigh") -> Visitor:
    """Let the champion decide on every comment but one, which is withheld."""
    champion = stage.person(CHAMPION)
    champion.open_home()
    shown = champion.press(ids.CHECK, where="home")
    while "waits to be checked" not in words(shown):
        shown = champion.press(ids.WITHHOLD if but in words(shown) else press)
    champion.close_modal(everything=True)
    return champion


def read(stage: Scene, number: int = READER) -> tuple[Visitor, str]:
    """Open what people wrote, from Home."""
    reader = stage.person(number)
    reader.open_home()
    return reader, words(reader.press(ids.COMMENTS, where="home"))


def test_no_comment_is_shown_before_it_was_checked(stage: Scene) -> None:
    reader, shown = read(stage)
    assert "There is nothing to read of this round" in shown
    assert "to be checked" not in words(reader.home())
    assert not any(one in shown for one in SAID)


def test_a_champion_reads_each_comment_alone_and_everybody_reads_what_was_permitted(
    stage: Scene,
) -> None:
    champion = stage.person(CHAMPION)
    assert "4 comments wait to be checked." in words(champion.open_home())
    shown = champion.press(ids.CHECK, where="home")
    assert buttons(shown) == {ids.PERMIT, ids.TAKE_OUT, ids.WITHHOLD, ids.LATER, ids.HELP}
    assert sum(one in words(shown) for one in SAID) == 1
    assert "Would stand at" in words(shown)
    assert "Weekly pulse, 11 September. 4 comments wait." in words(shown)
    assert " of 5" not in words(shown)  # no score
    champion.close_modal(everything=True)
    check(stage)
    champion.until(lambda one: "Nothing waits for you just now." in words(one.home()))
    for number in (READER, MANAGER, CHAMPION):
        _reader, said = read(stage, number)
        assert all(one in said for one in SAID[:3])
        assert SAID[3] not in said
    assert SAID[3] not in str(stage.kept())  # withheld words are destroyed


def test_a_manager_opens_comments_from_the_digest_which_holds_none(stage: Scene) -> None:
    check(stage)
    manager = stage.person(MANAGER)
    digest = manager.messages()[-1]
    assert "Weekly results" in words(digest)
    assert all(one in words(manager.press(ids.COMMENTS, where="message")) for one in SAID[:3])
    kept = str(stage.slack.kept())
    assert not any(one in kept for one in SAID)


def test_what_is_left_for_later_comes_round_again(stage: Scene) -> None:
    champion = stage.person(CHAMPION)
    champion.open_home()
    first = words(champion.press(ids.CHECK, where="home"))
    seen = {first}
    for _comment in SAID[1:]:
        seen.add(words(champion.press(ids.LATER)))
    assert len(seen) == len(SAID)
    assert words(champion.press(ids.LATER)) == first


def test_words_are_masked_and_nothing_else_can_be_changed(stage: Scene) -> None:
    champion = stage.person(CHAMPION)
    champion.open_home()
    shown = champion.press(ids.CHECK, where="home")
    while "Kayleigh" not in words(shown):
        shown = champion.press(ids.LATER)
    assert "May name somebody: Kayleigh" in words(shown)
    champion.press(ids.TAKE_OUT)
    wrong = champion.submit({ids.TAKEN_OUT: "Mohammed"})
    assert wrong.errors.keys() == {ids.TAKEN_OUT}
    shown = champion.submit({ids.TAKEN_OUT: "kayleigh\n\n"}).modal
    assert "[taken out] left and nobody came." in words(shown)
    assert "Kayleigh" not in str(stage.kept())
    champion.press(ids.PERMIT)
    champion.close_modal(everything=True)
    check(stage)
    assert "[taken out] left and nobody came." in read(stage)[1]


def test_a_second_click_decides_nothing_twice(stage: Scene) -> None:
    champion = stage.person(CHAMPION)
    champion.open_home()
    champion.press(ids.CHECK, where="home")
    champion.press(ids.PERMIT)
    before = stage.kept()
    stage.dispatching.again()
    assert stage.kept() == before
    press = stage.dispatching.sent[-1]
    withhold = press["actions"][0] | {"action_id": ids.WITHHOLD}
    stage.dispatching.again(actions=[withhold])
    assert stage.kept() == before  # what was permitted is not destroyed by an old view


def test_a_report_withdraws_a_comment_everywhere_until_it_is_checked_again(stage: Scene) -> None:
    check(stage, but="none")
    reader, shown = read(stage)
    assert all(one in shown for one in SAID)
    before = stage.kept()
    after = words(reader.press(ids.REPORT))
    assert "Who reported it is not kept." in after
    (gone,) = [one for one in SAID if one not in after]
    assert gone not in read(stage, MANAGER)[1]
    changed = {name for name, rows in stage.kept().items() if rows != before[name]}
    assert changed == {"comments"}
    assert account(READER).slack_id not in str(stage.kept()["comments"])
    champion = stage.person(CHAMPION)
    assert "1 comment waits to be checked." in words(champion.open_home())
    shown = words(champion.press(ids.CHECK, where="home"))
    assert "Somebody reported this one." in shown
    assert gone in shown
    champion.press(ids.PERMIT)
    assert gone in read(stage, MANAGER)[1]


def test_fewer_than_three_are_not_shown(stage: Scene) -> None:
    check(stage)
    reader, _shown = read(stage)
    after = words(reader.press(ids.REPORT))
    assert "three at once at least" in after
    assert not any(one in after for one in SAID)


def test_only_champions_and_the_principal_social_worker_check(stage: Scene) -> None:
    champion = stage.person(CHAMPION)
    champion.open_home()
    champion.press(ids.CHECK, where="home")
    champion.press(ids.LATER)
    press, before = stage.dispatching.sent[-1], stage.kept()
    for action in (ids.PERMIT, ids.WITHHOLD, ids.LATER, ids.TAKE_OUT):
        acted = [press["actions"][0] | {"action_id": action}]
        stage.dispatching.again(user={"id": "U0009", "team_id": "T0LOCAL"}, actions=acted)
        shown = champion.until(lambda one: "Only champions" in words(one.modal()) and one.modal())
        assert not any(one in words(shown) for one in SAID)
    assert stage.kept() == before


def test_the_principal_social_worker_checks_too(tmp_path: Path) -> None:
    with scene(tmp_path, "socket", STAFF) as stage:
        closed_round(stage, Role.PSW)
        assert "4 comments wait to be checked." in words(stage.person(CHAMPION).open_home())


def test_nothing_of_a_check_or_a_report_is_logged(tmp_path: Path) -> None:
    stream = io.StringIO()
    with logging_as_before():
        logs.start("DEBUG", stream)
        with scene(tmp_path, "socket", STAFF) as stage:
            closed_round(stage)
            check(stage, but="none")
            read(stage)[0].press(ids.REPORT)
    assert found_in(stream.getvalue().encode(), ["paper", "kayleigh", "u0005", "u0009"]) == []
