"""Where the app was installed. Nothing here says who installed it."""

from sqlalchemy import Column, LargeBinary, String, Table, Text

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import metadata

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String(64), primary_key=True),  # Slack's: installed again, it is replaced
    Column("name", String(200), nullable=False),
    Column("bot_id", String(64), nullable=False),
    Column("bot_user", String(64), nullable=False),
    Column("scopes", Text, nullable=False),  # blanks between
    Column("enterprise", String(64), nullable=True),  # null: of no Enterprise Grid organisation
    Column("installed_at", UtcDateTime, nullable=False),
    Column("key_name", String(64), nullable=True),  # null: removed there, so no token
    Column("token", LargeBinary, nullable=True),  # sealed; null: removed there
)

install_states = Table(
    "install_states",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),  # of what a browser was given
    Column("expires_at", UtcDateTime, nullable=False),
)
