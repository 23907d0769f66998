"""Commentary and its history, on each database."""

from dataclasses import replace

from surveys.model.commentary import Commentary, Signer
from surveys.model.quarters import Quarter
from surveys.store.database import Store
from tests.surveys.store import samples

Q3 = Quarter(2026, 3)
FIRST = Commentary(Q3, Signer.LEADER, 1, samples.NOW, "p1", "Visits took longer.")
SECOND = replace(FIRST, version=2, body="")


def test_a_version_is_kept_once_and_the_newest_is_how_it_stands(store: Store) -> None:
    samples.furnish(store)
    other = replace(FIRST, signer=Signer.PSW, by=None)
    with store.begin() as tx:
        assert all(tx.commentary.add(one) for one in (FIRST, SECOND, other))
        assert not tx.commentary.add(replace(SECOND, body="Another's."))
    with store.published() as db:
        assert db.commentary.all() == (FIRST, SECOND, other)
        assert db.commentary.newest(Q3) == {Signer.LEADER: SECOND, Signer.PSW: other}
        assert db.commentary.newest(Quarter(2026, 2)) == {}


def test_whoever_is_removed_leaves_the_post_and_the_words(store: Store) -> None:
    samples.furnish(store)
    with store.begin() as tx:
        tx.people.save(samples.person(active=False))
        assert tx.commentary.add(FIRST)
        assert tx.retention.remove("p1")
        assert tx.commentary.all() == (replace(FIRST, by=None),)
