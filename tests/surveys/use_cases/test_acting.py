"""Actions after results: what they may follow, who learns of them, whether they worked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from surveys.bank.comments import comment_themes
from surveys.errors import (
    ActionChangedMeanwhile,
    ActionUnknown,
    ActionWrong,
    NotAnAuthor,
    NothingToActOn,
    NotYoursToRecord,
)
from surveys.model.actions import ActionState, Heard, Post, Sheet, Text
from surveys.model.deliveries import Delivery, Kind
from surveys.model.messages import Digest
from surveys.model.people import Role
from surveys.model.surveys import SurveyState
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.use_cases import acting, delivering, noticing, recounting, reminding
from tests.acting import WHAT, change, entered, publish, record, unit_called, written
from tests.conftest import Clock
from tests.organisation import account, enrol, send_everything

LEADER, MANAGER, STAFF, OTHER = account(1), account(10), account(12), account(30)
TEAM = "Team 2"


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime)
    publish(sqlite_runtime)
    return sqlite_runtime


def test_a_result_or_a_theme_is_followed_where_it_is_displayed_and_nothing_else(
    runtime: Runtime,
) -> None:
    form = acting.new_form(runtime, MANAGER, unit_called(runtime, TEAM))
    ((first, *themes),) = form.offered
    assert (first.said.label, first.said.place) == ("How people are", "Children's Services")
    assert len(themes) == len(comment_themes().options)
    record(runtime, MANAGER, TEAM, said=themes[0].key)
    with runtime.store.published() as db:
        found = db.actions.find("a1")
    assert found is not None
    assert found.subject.kind is Heard.THEME
    publish(runtime, 1, shown=False)
    for key in ("week-1:how_are_you", "week-9:how_are_you", "week-0:caseload_fits", "", "week-0"):
        with pytest.raises(ActionWrong) as refused:
            record(runtime, MANAGER, TEAM, "a2", said=key)
        assert [one.field for one in refused.value.problems] == ["said"]
    with runtime.store.published() as db:
        assert db.actions.find("a2") is None


def test_before_anything_is_published_there_is_nothing_to_act_on(sqlite_runtime: Runtime) -> None:
    enrol(sqlite_runtime)
    with pytest.raises(NothingToActOn):
        acting.new_form(sqlite_runtime, LEADER, unit_called(sqlite_runtime, TEAM))


def test_each_records_for_their_own_part_and_below(runtime: Runtime) -> None:
    (group,) = acting.parts(runtime, MANAGER).groups
    assert [name for _id, name in group[1]] == [TEAM]
    assert sum(len(own) for _name, own in acting.parts(runtime, LEADER).groups) == 8
    with pytest.raises(NotYoursToRecord):
        acting.parts(runtime, STAFF)
    for by, unit in ((STAFF, TEAM), (MANAGER, "Team 1"), (MANAGER, "Referral and Assessment")):
        with pytest.raises(NotYoursToRecord):
            record(runtime, by, unit)
    told = record(runtime, MANAGER, TEAM)
    with pytest.raises(NotYoursToRecord):
        change(runtime, STAFF, told, "I was here")
    with pytest.raises(ActionUnknown):
        recounting.one_action(runtime, OTHER, told.action_id)
    assert not recounting.one_action(runtime, STAFF, told.action_id).may_change


def test_did_it_work_compares_displayed_values_alone(runtime: Runtime) -> None:
    told = record(runtime, MANAGER, TEAM)
    assert told.said.figure is not None
    assert (told.said.figure.value, told.said.since) == (2.8, None)
    publish(runtime, 1, 3.1)
    publish(runtime, 2, 4.9, shown=False)
    told = recounting.one_action(runtime, STAFF, told.action_id)
    assert told.said.since is not None
    assert (told.said.since.value, told.said.top) == (3.1, 5)


def test_a_change_is_added_and_what_changes_nothing_is_not(runtime: Runtime) -> None:
    told = record(runtime, MANAGER, TEAM, owner=LEADER)
    assert told.owner.post is Post.LEADER
    assert change(runtime, MANAGER, told).now.version == 1
    later = change(runtime, LEADER, told, "It began.", state=ActionState.UNDER_WAY)
    assert [step.note for step in later.steps] == ["", "It began."]
    for step in recounting.one_action(runtime, STAFF, "a1").steps:
        assert step.by is None
    with pytest.raises(ActionChangedMeanwhile):
        change(runtime, MANAGER, told, "No, it did not.")
    again = change(runtime, LEADER, told, "It began.", state=ActionState.UNDER_WAY)
    assert again.now.version == 2


def test_texts_too_long_and_days_past_are_refused_and_nothing_is_kept(
    runtime: Runtime, clock: Clock
) -> None:
    yesterday = clock().date() - timedelta(days=1)
    for changes, field in (
        ({"texts": written(what="x" * 601)}, Text.WHAT),
        ({"texts": written(what="")}, Text.WHAT),
        ({"due": yesterday}, "due"),
        ({"due": None}, "due"),
        ({"state": ActionState.NOT_GOING_AHEAD}, Text.NOTE),
        ({"owner": account(99)}, "owner"),
    ):
        with pytest.raises(ActionWrong) as refused:
            record(runtime, MANAGER, TEAM, **changes)
        assert [one.field for one in refused.value.problems] == [field]
    told = record(runtime, MANAGER, TEAM)
    clock.pass_(days=60)
    assert change(runtime, MANAGER, told, "It goes on.").is_late


def test_a_day_is_the_organisations_and_not_greenwichs(runtime: Runtime, clock: Clock) -> None:
    clock.pass_(hours=14, minutes=30)  # 23:30 UTC on the 3rd: in London it is the 4th
    with pytest.raises(ActionWrong):
        record(runtime, MANAGER, TEAM, due=clock().date())
    record(runtime, MANAGER, TEAM, due=clock().date() + timedelta(days=1))


def test_words_that_stay_are_not_asked_about_again(runtime: Runtime) -> None:
    sheet = Sheet("a1", 0, unit_called(runtime, TEAM))
    texts = written(what="Ask Kayleigh to plan duty")
    handed = acting.hand_in(runtime, MANAGER, sheet, entered(runtime, texts=texts))
    assert handed.told is None
    assert handed.form is not None
    assert handed.form.entered.texts[Text.WHAT].text == "Ask [name] to plan duty"
    kept = {Text.WHAT: Rewritten("Ask [name] to plan duty", 1, {0: "Kayleigh"})}
    again = entered(runtime, texts=kept)
    told = acting.hand_in(runtime, MANAGER, handed.form.sheet, again).told
    assert told is not None
    assert told.now.what == "Ask Kayleigh to plan duty"
    assert change(runtime, MANAGER, told, "It began.").now.version == 2


def test_an_owner_is_reminded_once_of_each_day_and_a_new_owner_anew(
    runtime: Runtime, clock: Clock
) -> None:
    told = record(runtime, MANAGER, TEAM)
    clock.pass_(days=25)
    assert [reminding.queue_reminders(runtime) for _tick in range(2)] == [1, 0]
    assert send_everything(runtime) == [Kind.ACTION_SOON]
    clock.pass_(days=6)
    assert reminding.queue_reminders(runtime) == 1
    told = change(runtime, MANAGER, told, due=clock().date() + timedelta(days=3))
    assert send_everything(runtime) == []  # it was put off before the message went
    assert reminding.queue_reminders(runtime) == 1
    told = change(runtime, MANAGER, told, owner=LEADER)
    assert send_everything(runtime) == []  # it is the leader's now
    assert reminding.queue_reminders(runtime) == 1
    change(runtime, MANAGER, told, state=ActionState.DONE)
    assert send_everything(runtime) == []
    assert reminding.queue_reminders(runtime) == 0


def test_overdue_is_shown_above_and_to_nobody_beside(runtime: Runtime, clock: Clock) -> None:
    record(runtime, MANAGER, TEAM)
    clock.pass_(days=31)
    with runtime.store.begin() as tx:
        people = {one.key: one for one in tx.people.all()}
        hr = replace(people["E0045"], roles=frozenset({Role.HR}))
        tx.people.save(hr)
    promises = {
        key: recounting.promises_of(runtime, people[key].id)
        for key in ("E0001", "E0010", "E0012", "E0018", "E0045")
    }
    assert [one.late_in_all for one in promises.values()] == [1, 0, 0, 0, 1]
    assert [one.mine_in_all for one in promises.values()] == [0, 1, 0, 0, 0]
    assert promises["E0001"].late[0].now.what == WHAT


def test_a_digest_says_what_its_reader_is_to_do(runtime: Runtime) -> None:
    record(runtime, MANAGER, TEAM)
    with runtime.store.begin() as tx:
        reader = tx.people.find_by_account(MANAGER.slack_id, MANAGER.workspace)
    assert reader is not None
    message = Delivery("d1", Kind.DIGEST, reader.id, "week-0", runtime.now())
    told = delivering.compose(runtime, message)
    assert isinstance(told, Digest)
    assert told.promises is not None
    assert [one.now.what for one in told.promises.mine] == [WHAT]


def test_hr_asks_whether_people_noticed_and_the_displayed_share_stands_beside_it(
    runtime: Runtime,
) -> None:
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(OTHER.slack_id, OTHER.workspace)
        assert person is not None
        tx.people.save(replace(person, roles=frozenset({Role.HR})))
    change(runtime, MANAGER, record(runtime, MANAGER, TEAM), state=ActionState.DONE)
    with pytest.raises(NotAnAuthor):
        noticing.draft(runtime, LEADER, "a1")
    kept = noticing.draft(runtime, OTHER, "a1")
    assert noticing.draft(runtime, OTHER, "a1") == kept
    (question,) = kept.survey.questions
    assert question.text == f"Have you noticed this change: {WHAT}?"
    assert kept.state is SurveyState.DRAFT
    assert recounting.one_action(runtime, OTHER, "a1").noticed is None
    with runtime.store.begin() as tx:
        week = tx.releases.get("week-0")
        cell = replace(week.cells[0], question_id="noticed:yes", value=0.6)
        own = {"id": "n1", "name": "noticed/1/weekly", "survey": kept.survey.id}
        tx.releases.add(replace(week, **own, questions=("noticed:yes",), cells=(cell,)))
    told = recounting.one_action(runtime, STAFF, "a1")
    assert told.noticed is not None
    assert (told.noticed.place, told.noticed.figure.value) == ("Children's Services", 0.6)
    assert (told.may_ask, recounting.one_action(runtime, OTHER, "a1").may_ask) == (False, True)


def test_whoever_left_is_a_post_without_a_name(runtime: Runtime) -> None:
    told = record(runtime, MANAGER, TEAM)
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(MANAGER.slack_id, MANAGER.workspace)
        assert person is not None
        tx.people.save(replace(person, active=False))
    for removed in (False, True):
        if removed:
            with runtime.store.begin() as tx:
                tx.retention.remove(person.id)
        owner = recounting.one_action(runtime, LEADER, told.action_id).owner
        assert (owner.name, owner.post, owner.part) == (None, Post.MANAGER, TEAM)
    form = acting.change_form(runtime, LEADER, told.action_id)
    assert form.entered.owner is None
    assert change(runtime, LEADER, told, "Still nobody's.").owner.name is None
