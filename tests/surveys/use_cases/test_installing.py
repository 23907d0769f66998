"""Installing on each database: what a browser carries, and tokens under one key and the next."""

from dataclasses import replace
from pathlib import Path

import pytest

from surveys.errors import (
    InstallLinkSpent,
    KeysAway,
    NoTokenSealed,
    TokenKeyMissing,
    TooManyInstalls,
)
from surveys.model.trail import ActKind
from surveys.model.workspaces import Workspace
from surveys.runtime import Runtime
from surveys.store.keyring import Keyring
from surveys.use_cases import installing
from tests.conftest import Clock


@pytest.fixture
def several(runtime: Runtime, tmp_path: Path) -> Runtime:
    return replace(runtime, token_keys=Keyring(tmp_path / "token-keys"))


def keep(runtime: Runtime, name: str, token: str) -> None:
    new = Workspace(name, name, "B", "U", ("chat:write",), None, runtime.now(), None)
    installing.keep(runtime, new, token)


def tokens(runtime: Runtime) -> list[str | None]:
    return [installing.token_of(runtime, one) for one in installing.installed(runtime)]


def test_what_a_browser_carries_serves_once_and_not_too_late(
    several: Runtime, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = [installing.begin(several) for _one in range(3)]
    installing.take_back(several, states[0])
    clock.pass_(minutes=9)
    installing.take_back(several, states[1])
    clock.pass_(minutes=1)
    for spent in (*states, "guessed"):
        with pytest.raises(InstallLinkSpent):
            installing.take_back(several, spent)
    monkeypatch.setattr(installing, "MOST_BEGUN", 1)
    installing.begin(several)
    with pytest.raises(TooManyInstalls):
        installing.begin(several)
    clock.pass_(minutes=10)
    installing.begin(several)


def test_tokens_open_under_one_key_and_the_next_and_a_lost_key_is_mended_by_installing(
    several: Runtime,
) -> None:
    keys = several.token_keys
    assert keys is not None
    for one in (several, replace(several, token_keys=None)):  # there never was a key
        with pytest.raises(NoTokenSealed):
            installing.rotate_key(one)
    keep(several, "T1", "xoxb-1")
    keep(several, "T2", "xoxb-2")
    keep(several, "T1", "xoxb-3")  # in place of the first
    (first,) = keys.round_ids()
    assert tokens(several) == ["xoxb-3", "xoxb-2"]
    assert installing.rotate_key(several) == 2
    assert tokens(several) == ["xoxb-3", "xoxb-2"]
    with several.store.begin() as tx:
        acts = [one.kind for one in tx.trail.whole().acts]
    assert acts == [ActKind.WORKSPACE_INSTALLED] * 3 + [ActKind.TOKENS_RESEALED]
    (second,) = keys.round_ids()
    assert first != second
    keys.destroy(second)
    assert tokens(several) == [None, None]
    with pytest.raises(TokenKeyMissing):
        installing.rotate_key(several)
    keep(several, "T1", "xoxb-4")
    assert tokens(several) == ["xoxb-4", None]
    keys.folder.chmod(0o700)  # as of a disk that is not mounted: nothing is taken for lost
    (one,) = keys.folder.iterdir()
    one.rename(one.with_suffix(".away"))
    assert tokens(several) == [None, None]
    with pytest.raises(KeysAway):
        installing.rotate_key(replace(several, token_keys=Keyring(keys.folder / "not-there")))
