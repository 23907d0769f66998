"""Tokens of several workspaces: where their key lies, whether they open, what to search for."""

from bot.app import runtime_to_look
from bot.audit.files import entry
from bot.config import Config, places_beside_keys
from surveys.model.auditing import Tokens
from surveys.use_cases import installing


def tokens_of(config: Config) -> tuple[Tokens | None, tuple[bytes, ...]]:
    """Return what an audit judges of tokens, and all that must lie nowhere else in plain text.

    None: there is one token, in the settings.
    """
    if not config.slack_client_id:
        return None, ()
    folder = config.token_key_dir.expanduser().resolve()
    beside = places_beside_keys(config) | {"KEY_DIR": config.key_dir.expanduser().resolve()}
    inside = tuple(
        setting
        for setting, place in beside.items()
        if folder == place or place in folder.parents or folder in place.parents
    )
    files = [one for one in folder.glob("*") if one.is_file()] if folder.is_dir() else []
    entries = [entry("a key", one) for one in (folder, *files)]
    opened = _opened(config)
    return (
        Tokens(
            inside=inside,
            modes=tuple(one.mode for one in entries if one),
            sealed=len(opened),
            unreadable=sum(one is None for one in opened),
        ),
        (*(one.read_bytes() for one in files), *(one.encode() for one in opened if one)),
    )


def _opened(config: Config) -> list[str | None]:
    """Open the token of each workspace. None: it does not open."""
    runtime = runtime_to_look(config)
    if runtime is None:
        return []
    try:
        known = [one for one in installing.installed(runtime) if one.is_installed]
        return [installing.token_of(runtime, one) for one in known]
    finally:
        runtime.store.close()
