"""What we are made of: every part has a licence that ours can go with, and a bound above."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[1]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((HOUSE / ".github/workflows").glob("*.yml"))
# An MIT program may be given away with all of these. What is under the lesser GPL or the Mozilla
# licence is installed as it is, unchanged and apart, which both allow.
LICENCES = re.compile(
    r"MIT|BSD|Apache|PSF|Python-2.0|Python Software Foundation|MPL-2.0|Mozilla|ISC|Zope|LGPL|"
    r"GNU Lesser|HPND|CC0|Unlicense|Zlib",
    re.IGNORECASE,
)


def test_everything_that_runs_has_a_licence_that_goes_with_ours() -> None:
    found = {one: _licences(one) for one in _parts("staff-voice")}
    assert {"psycopg-binary", "numpy", "cryptography"} <= found.keys()
    unfit = {
        name: licences
        for name, licences in found.items()
        if not LICENCES.search(licences) or re.search(r"(?<!L)(?<!Lesser )\b[AG]?GPL", licences)
    }
    assert unfit == {}


def test_everything_that_we_name_has_a_bound_below_and_above() -> None:
    unbound = {
        one.name
        for one in map(Requirement, PROJECT["dependencies"])
        if not {">=", "<"} <= {bound.operator for bound in one.specifier}
    }
    assert unbound == {"tzdata"}  # dates of clocks: the newest is always wanted


def test_what_checks_us_is_named_by_its_bytes_and_may_only_read() -> None:
    assert WORKFLOWS
    for file in WORKFLOWS:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert found["permissions"] == {"contents": "read"}
        steps = [step for job in found["jobs"].values() for step in job["steps"]]
        for step in steps:
            assert re.search(r"@[0-9a-f]{40}$", step.get("uses", "@" + "0" * 40)), step
    updated = yaml.safe_load((HOUSE / ".github/dependabot.yml").read_text(encoding="utf-8"))
    kinds = {one["package-ecosystem"]: one["directory"] for one in updated["updates"]}
    assert kinds.keys() == {"pip", "github-actions", "docker"}
    assert (HOUSE / kinds["docker"].lstrip("/") / "Containerfile").exists()


def _parts(
    name: str, extras: frozenset[str] = frozenset(), known: set[str] | None = None
) -> Iterator[str]:
    """Everything that a distribution needs to run, and what that needs."""
    known = set() if known is None else known
    for line in metadata.requires(name) or ():
        needed = Requirement(line)
        asked = (
            [needed.marker.evaluate({"extra": one}) for one in ("", *extras)]
            if needed.marker
            else [True]
        )
        part = canonicalize_name(needed.name)
        if not any(asked) or (part in known and not needed.extras):
            continue
        known.add(part)
        yield part
        yield from _parts(part, frozenset(needed.extras), known)


def _licences(name: str) -> str:
    """What a distribution says of its licence, in its shortest form."""
    about = metadata.metadata(name)
    classifiers = [one for one in about.get_all("Classifier") or () if one.startswith("License")]
    return about.get("License-Expression") or " ".join(classifiers) or about["License"][:40]
