"""Every view that is held against Slack's limits is also listened to."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.handlers.views.aloud import unread


@pytest.fixture(autouse=True, scope="module")
def _read_aloud(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let `problems`, wherever a module of views asks for them, hear a view as well."""
    with pytest.MonkeyPatch.context() as patch:
        if (of_slack := vars(request.module).get("problems")) is not None:

            def problems(view: Any, surface: Any) -> list[str]:
                return [*of_slack(view, surface), *unread(view)]

            patch.setattr(request.module, "problems", problems)
        yield
