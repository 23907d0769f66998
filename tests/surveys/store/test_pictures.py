"""Which pictures Slack holds, on each database: claimed by one at a time, a few times at most."""

from datetime import datetime, timedelta

import pytest

from surveys.model.pictures import Claim, Shown, Upload
from surveys.store.database import Store
from tests.surveys.store.samples import NOW, furnish, release

LEASE = timedelta(seconds=40)
MOST = 3


@pytest.fixture
def shown(store: Store) -> Shown:
    furnish(store)
    with store.begin() as tx:
        tx.releases.add(release())
    return Shown("T1", release().id, "org")


def claim(store: Store, shown: Shown, owner: str = "a", at: datetime = NOW) -> Claim:
    with store.begin() as tx:
        return tx.pictures.claim(shown, owner, at, at + LEASE, MOST)


def test_one_uploads_and_the_others_wait_until_slack_holds_it(store: Store, shown: Shown) -> None:
    assert claim(store, shown) == Claim(Upload.OURS, 1, None)
    assert claim(store, shown, "b").upload is Upload.ELSEWHERE
    with store.begin() as tx:
        assert tx.pictures.begun(shown, "a", 1, "F1")
        assert tx.pictures.ready(shown) is None
        assert tx.pictures.finished(shown, "a", 1)
        assert tx.pictures.ready(shown) == "F1"
    assert claim(store, shown, "b") == Claim(Upload.READY, 1, "F1")


def test_each_workspace_and_place_has_a_picture_of_its_own(store: Store, shown: Shown) -> None:
    for one in (shown, Shown("T2", shown.release_id, "org"), Shown("T1", shown.release_id, "s1")):
        assert claim(store, one).upload is Upload.OURS


def test_whoever_takes_over_from_the_dead_learns_of_their_file(store: Store, shown: Shown) -> None:
    claim(store, shown)
    with store.begin() as tx:
        tx.pictures.begun(shown, "a", 1, "F1")
    later = NOW + LEASE
    assert claim(store, shown, "b", later) == Claim(Upload.OURS, 2, "F1")
    with store.begin() as tx:
        assert not tx.pictures.begun(shown, "a", 1, "F2")
        assert not tx.pictures.finished(shown, "a", 1)
        assert not tx.pictures.put_back(shown, "a", 1, later, is_attempt=True)


def test_it_is_tried_a_few_times_and_being_told_to_wait_is_no_try(
    store: Store, shown: Shown
) -> None:
    at = NOW
    for is_attempt in (False, True, False, True, True):
        found = claim(store, shown, at=at)
        assert found.upload is Upload.OURS
        with store.begin() as tx:
            wait = timedelta(minutes=5)
            tx.pictures.put_back(shown, "a", found.attempt, at + wait, is_attempt=is_attempt)
        assert claim(store, shown, "b", at).upload is Upload.NOT_NOW
        at += wait
    assert claim(store, shown, at=at) == Claim(Upload.NOT_NOW, MOST, None)
