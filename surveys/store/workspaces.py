"""Workspaces in which the app was installed, and installations that somebody has begun."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from surveys.model.workspaces import SealedToken, Workspace
from surveys.store.tables import install_states, workspaces


class Workspaces:
    """Installed workspaces; none: the one token is in the settings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Workspace, ...]:
        """Return every workspace ever installed and not forgotten since, by id."""
        query = select(workspaces).order_by(workspaces.c.id)
        return tuple(_workspace(row) for row in self._connection.execute(query))

    def hold(self) -> tuple[Workspace, ...]:
        """Return the same, held against change until this transaction ends."""
        query = select(workspaces).order_by(workspaces.c.id).with_for_update()
        return tuple(_workspace(row) for row in self._connection.execute(query))

    def find(self, workspace_id: str) -> Workspace | None:
        """Return one workspace. None: it was never installed, or was forgotten."""
        query = select(workspaces).where(workspaces.c.id == workspace_id)
        row = self._connection.execute(query).first()
        return _workspace(row) if row else None

    def save(self, workspace: Workspace) -> None:
        """Keep a workspace in place of what was known of it."""
        self.forget(workspace.id)
        token = workspace.token
        self._connection.execute(
            insert(workspaces).values(
                id=workspace.id,
                name=workspace.name,
                bot_id=workspace.bot_id,
                bot_user=workspace.bot_user,
                scopes=" ".join(workspace.scopes),
                enterprise=workspace.enterprise,
                installed_at=workspace.installed_at,
                key_name=token.key_name if token else None,
                token=token.box if token else None,
            )
        )

    def destroy_token(self, workspace_id: str, before: datetime) -> bool:
        """Destroy the token of a workspace installed before a moment; say whether there was one."""
        table = workspaces.c
        stale = (table.id == workspace_id) & (table.installed_at < before)
        done = self._connection.execute(
            update(workspaces)
            .where(stale, table.token.is_not(None))
            .values(token=None, key_name=None)
        )
        return done.rowcount == 1

    def forget(self, workspace_id: str) -> bool:
        """Forget a workspace altogether; say whether it was known."""
        gone = delete(workspaces).where(workspaces.c.id == workspace_id)
        return self._connection.execute(gone).rowcount == 1

    def begin(self, digest: bytes, expires_at: datetime) -> None:
        """Remember that a browser has begun an installation."""
        self._connection.execute(
            insert(install_states).values(digest=digest, expires_at=expires_at)
        )

    def end(self, digest: bytes, now: datetime) -> bool:
        """Use up what a browser brings back; say whether it was given out, and not too long ago."""
        ours = delete(install_states).where(install_states.c.digest == digest)
        expires_at = self._connection.execute(ours.returning(install_states.c.expires_at)).scalar()
        return expires_at is not None and expires_at > now

    def forget_begun(self, now: datetime) -> int:
        """Forget installations begun too long ago; return how many others there are."""
        old = delete(install_states).where(install_states.c.expires_at <= now)
        self._connection.execute(old)
        query = select(func.count()).select_from(install_states)
        return int(self._connection.execute(query).scalar() or 0)


def _workspace(row: Row[Any]) -> Workspace:
    has_token = row.token is not None and row.key_name is not None
    return Workspace(
        id=row.id,
        name=row.name,
        bot_id=row.bot_id,
        bot_user=row.bot_user,
        scopes=tuple(row.scopes.split()),
        enterprise=row.enterprise,
        installed_at=row.installed_at,
        token=SealedToken(row.key_name, bytes(row.token)) if has_token else None,
    )
