"""Installing: in which workspaces the app is, and the sealed token of each.

A token's key lies in TOKEN_KEY_DIR, apart from the database and from KEY_DIR. It is made with the
first installation. Lost, it is nothing worse than installing the app again.
"""

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from surveys.errors import (
    InstallLinkSpent,
    KeysAway,
    NoTokenSealed,
    TokenKeyMissing,
    TooManyInstalls,
    WorkspaceUnknown,
)
from surveys.model.trail import COMMAND_LINE, ITSELF, ActKind
from surveys.model.workspaces import SealedToken, Workspace
from surveys.rules.tokens import (
    KEY_BYTES,
    NONCE_BYTES,
    STATE_BYTES,
    TokenUnreadable,
    digest_of,
    open_token,
    seal_token,
)
from surveys.runtime import Runtime
from surveys.store.keyring import Keyring
from surveys.use_cases.trailing import note

GOOD_FOR: Final = timedelta(minutes=10)  # from the first page to the last
MOST_BEGUN: Final = 500  # at a time: whoever finds the address may begin one


def begin(runtime: Runtime) -> str:
    """Return what a browser carries to Slack and back, once. Raises TooManyInstalls."""
    state = urlsafe_b64encode(runtime.entropy(STATE_BYTES)).decode().rstrip("=")
    now = runtime.now()
    with runtime.store.begin() as tx:
        if tx.workspaces.forget_begun(now) >= MOST_BEGUN:
            raise TooManyInstalls
        tx.workspaces.begin(digest_of(state), now + GOOD_FOR)
    return state


def take_back(runtime: Runtime, state: str) -> None:
    """Use up what a browser brought back. Raises InstallLinkSpent."""
    with runtime.store.begin() as tx:
        is_ours = tx.workspaces.end(digest_of(state), runtime.now())
    if not is_ours:  # said when it is committed: a state that was late is used up as well
        raise InstallLinkSpent


def keep(runtime: Runtime, workspace: Workspace, token: str) -> None:
    """Keep a workspace and its token in place of an earlier one, and send to it again."""
    with runtime.store.begin() as tx:
        known = tx.workspaces.hold()
        sealed = _seal(runtime, _key_name(runtime, known), workspace.id, token)
        tx.workspaces.save(replace(workspace, token=sealed))
        tx.paces.resume(workspace.id)
        note(runtime, tx, ITSELF, ActKind.WORKSPACE_INSTALLED, workspace=workspace.id)


def installed(runtime: Runtime) -> tuple[Workspace, ...]:
    """Return every workspace known, those that removed the app among them."""
    with runtime.store.published() as db:
        return db.workspaces.all()


def find(runtime: Runtime, workspace_id: str) -> Workspace | None:
    """Return a workspace in which the app is installed. None: it is not."""
    with runtime.store.published() as db:
        found = db.workspaces.find(workspace_id)
    return found if found and found.is_installed else None


def token_of(runtime: Runtime, workspace: Workspace) -> str | None:
    """Return a workspace's token. None: it has none, or its key is lost or away."""
    sealed, keys = workspace.token, runtime.token_keys
    if sealed is None or keys is None:
        return None
    try:
        key = keys.find(sealed.key_name)
        return open_token(key, sealed.key_name, workspace.id, sealed.box) if key else None
    except (TokenUnreadable, KeysAway):
        return None


def removed(runtime: Runtime, workspace_id: str, told_at: datetime) -> bool:
    """Destroy the token of a workspace that removed the app; say whether there was one.

    `told_at`: when Slack had it happen. It may tell late, and of an installation before this one.
    """
    with runtime.store.begin() as tx:
        is_news = tx.workspaces.destroy_token(workspace_id, told_at + timedelta(seconds=1))
        if is_news:
            tx.paces.resume(workspace_id)  # it is held for a reason of its own from now on
            note(runtime, tx, ITSELF, ActKind.WORKSPACE_LEFT, workspace=workspace_id)
    return is_news


def forget(runtime: Runtime, workspace_id: str) -> None:
    """Forget a workspace and destroy its token. Raises WorkspaceUnknown."""
    with runtime.store.begin() as tx:
        if not tx.workspaces.forget(workspace_id):
            raise WorkspaceUnknown
        tx.paces.resume(workspace_id)
        note(runtime, tx, COMMAND_LINE, ActKind.WORKSPACE_FORGOTTEN, workspace=workspace_id)


def rotate_key(runtime: Runtime) -> int:
    """Seal every token under a new key and destroy the others; return how many tokens.

    Dying half-way leaves a key too many, and never one too few. Raises NoTokenSealed,
    TokenKeyMissing, KeysAway.
    """
    with runtime.store.begin() as tx:
        known = [one for one in tx.workspaces.hold() if one.is_installed]
        if not known:
            raise NoTokenSealed
        keys = _keys(runtime)
        name = _make_key(runtime, keys)
        for workspace in known:
            token = token_of(runtime, workspace)
            if token is None:
                raise TokenKeyMissing
            sealed = _seal(runtime, name, workspace.id, token)
            tx.workspaces.save(replace(workspace, token=sealed))
        note(runtime, tx, COMMAND_LINE, ActKind.TOKENS_RESEALED, n=len(known))
    with runtime.store.begin() as tx:
        used = {one.token.key_name for one in tx.workspaces.hold() if one.token} | {name}
        for old in keys.round_ids() - used:
            keys.destroy(old)
    return len(known)


def _key_name(runtime: Runtime, known: tuple[Workspace, ...]) -> str:
    """Return the key to seal with: the one in use; else one that is there; else a new one.

    Of a folder that is gone, a new one is made: whoever installs the app again mends it so.
    """
    keys = _keys(runtime)
    keys.take()
    in_use = [one.token.key_name for one in known if one.token]
    there = sorted(keys.round_ids())
    for name in (*in_use, *there):
        if name in there:
            return name
    return _make_key(runtime, keys)


def _make_key(runtime: Runtime, keys: Keyring) -> str:
    name = f"tokens-{runtime.entropy(4).hex()}"
    keys.create(name, runtime.entropy(KEY_BYTES))
    return name


def _seal(runtime: Runtime, key_name: str, workspace_id: str, token: str) -> SealedToken:
    key = _keys(runtime).find(key_name)
    if key is None:
        raise TokenKeyMissing
    nonce = runtime.entropy(NONCE_BYTES)
    return SealedToken(key_name, seal_token(key, key_name, workspace_id, nonce, token))


def _keys(runtime: Runtime) -> Keyring:
    if runtime.token_keys is None:
        raise TokenKeyMissing
    return runtime.token_keys
