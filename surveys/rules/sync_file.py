"""How people are to be read from Slack, as an administrator's file says."""

import tomllib
from collections.abc import Mapping
from typing import Any, Final

from surveys.errors import SyncFileWrong
from surveys.model.people import Role
from surveys.model.roles import GUARDED
from surveys.model.syncing import Path, Reading, Source
from surveys.rules.people_file import path_in
from surveys.wording import _

_SECTIONS: Final = ("units", "manages", "roles", "fields", "defaults")
_FIELDS: Final = ("unit", "job_family", "contract", "start_date")


def reading_in(data: bytes) -> Reading:
    """Read the file that says how. Raises SyncFileWrong with the first mistake."""
    try:
        told = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SyncFileWrong(_("it is not TOML in UTF-8")) from error
    if strange := sorted(set(told) - {"source", *_SECTIONS}):
        raise SyncFileWrong(_("{name} is not known").format(name=strange[0]))
    if told.get("source") not in set(Source):
        raise SyncFileWrong(_("source must be groups or profile"))
    units, defaults = _section(told, "units"), _section(told, "defaults")
    if not units:
        raise SyncFileWrong(_("units names no part of the organisation"))
    paths = {handle: _path(where) for handle, where in units.items()}
    if len({path[0].casefold() for path in paths.values()}) > 1:
        raise SyncFileWrong(_("units begin with two organisations, and only one can be the top"))
    fields = _section(told, "fields")
    if strange := sorted(set(fields) - set(_FIELDS)):
        raise SyncFileWrong(_("{name} is not known").format(name=strange[0]))
    if told["source"] == Source.PROFILE and "unit" not in fields:
        raise SyncFileWrong(_("fields does not say in which field the unit stands"))
    return Reading(
        source=Source(told["source"]),
        units=paths,
        manages={name: _path(where) for name, where in _section(told, "manages").items()},
        roles={name: _role(role) for name, role in _section(told, "roles").items()},
        fields=fields,
        job_family=defaults.get("job_family", "social worker"),
        contract=defaults.get("contract", "permanent"),
    )


def _section(told: Mapping[str, Any], name: str) -> dict[str, str]:
    found = told.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise SyncFileWrong(_("{name} must hold words alone").format(name=name))
    return {str(key).lstrip("@"): str(value).strip() for key, value in found.items()}


def _path(where: str) -> Path:
    try:
        return path_in(where)
    except ValueError as error:
        raise SyncFileWrong(str(error)) from error


def _role(name: str) -> Role:
    if name not in set(Role):
        raise SyncFileWrong(_("{name} is not known").format(name=name))
    if Role(name) in GUARDED:
        # Whoever may change a group of Slack's could make themselves one, alone.
        says = _("{name} takes two people, and is given in Slack's Home or by command")
        raise SyncFileWrong(says.format(name=name))
    return Role(name)
