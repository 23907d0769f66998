"""Debian's Chromium, for tests that drive a page as a person does."""

import os
import shutil
from collections.abc import Collection
from pathlib import Path

import pytest
from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# On CI a missing browser is a failure; elsewhere a skip that says what to install.
NEEDS_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and "CI" not in os.environ,
        reason="Chromium is not installed: apt-get install chromium",
    ),
]


def faults(seen: Page, impacts: Collection[str] = ("serious", "critical")) -> list[str]:
    """What axe-core finds that would keep somebody from reading."""
    from axe_playwright_python.sync_playwright import Axe  # slow to import, and only for this

    found = Axe().run(seen).response["violations"]
    return [one["id"] for one in found if one["impact"] in impacts]
