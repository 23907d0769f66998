"""Comments of a release wait for a decision, are found by what was decided, and change once."""

import pytest

from surveys.model.releases import CommentState
from surveys.store.database import Store
from tests.surveys.store import samples

WAITING = (CommentState.WAITING,)


@pytest.fixture
def kept(store: Store) -> Store:
    """Two releases with two comments each, none checked."""
    with store.begin() as tx:
        samples.begin(tx)
        for number, ids in enumerate((("c2", "c9"), ("c1", "c5"))):
            release = samples.release(number)
            said = [samples.comment(one, release.id) for one in ids]
            tx.releases.add(release, said)
    return store


def test_those_that_wait_come_oldest_release_first_and_then_by_their_random_ids(
    kept: Store,
) -> None:
    with kept.begin() as tx:
        assert [one.id for one in tx.comments.in_states(WAITING)] == ["c2", "c9", "c1", "c5"]
        assert tx.comments.count(WAITING) == 4
        assert tx.comments.count([]) == 0


def test_a_comment_is_decided_on_once(kept: Store) -> None:
    with kept.begin() as tx:
        assert tx.comments.change("c9", WAITING, CommentState.PERMITTED)
        assert not tx.comments.change("c9", WAITING, CommentState.WITHDRAWN, "")
        found = tx.comments.find("c9")
        assert found is not None
        assert found.state is CommentState.PERMITTED
        assert found.body == samples.comment().body
        assert [one.id for one in tx.comments.in_states(WAITING)] == ["c2", "c1", "c5"]


def test_the_words_of_a_withdrawn_comment_are_gone_and_no_other_comment_changes(
    kept: Store,
) -> None:
    with kept.begin() as tx:
        assert tx.comments.change("c1", WAITING, CommentState.WITHDRAWN, "")
    with kept.begin() as tx:
        assert [one.body for one in tx.comments.of("weekly1", CommentState.WITHDRAWN)] == [""]
        assert [one.body for one in tx.comments.in_states(WAITING)] == [samples.comment().body] * 3
        assert tx.comments.of("weekly0", CommentState.WITHDRAWN) == ()


def test_a_comment_that_is_not_there_is_neither_found_nor_changed(kept: Store) -> None:
    with kept.begin() as tx:
        assert tx.comments.find("c0") is None
        assert not tx.comments.change("c0", WAITING, CommentState.PERMITTED)
