"""What was released of leavers: told beside the release before, and beside the pulse."""

from datetime import date

import pytest

from bot.pack.outline import paper
from bot.pack.page import page
from bot.pack.text_document import text_document
from bot.pack.workbook import workbook
from surveys.model.leaving import ExitCell, ExitRelease
from surveys.model.packs import Audience
from surveys.runtime import Runtime
from surveys.use_cases import reading_exits
from surveys.use_cases.packing import pack
from tests.published import publish

QUARTER = "2024-Q3"


@pytest.fixture
def released(sqlite_runtime: Runtime) -> Runtime:
    publish(sqlite_runtime, windows=2)
    with sqlite_runtime.store.begin() as tx:
        for number, (until, caseload) in enumerate(
            ((date(2024, 3, 31), 0.2), (date(2024, 9, 30), 0.9)), start=1
        ):
            cells = (
                ExitCell("reasons", "caseload", caseload),
                ExitCell("reasons", "pay", 0.3),
                ExitCell("reasons", "health", None),
                ExitCell("class", "avoidable", 0.6),
            )
            tx.exits.add(ExitRelease(f"e{number}", number, until, 20, cells), ())
    return sqlite_runtime


def test_a_share_stands_beside_the_release_before_and_beside_the_pulse(released: Runtime) -> None:
    with released.store.published() as db:
        results = reading_exits.exits_until(released, db, date(2024, 9, 30))
    assert results is not None
    caseload, pay, *_few = results.reasons
    assert (caseload.share, caseload.before, caseload.is_news) == (0.9, 0.2, True)
    assert (pay.share, pay.before, pay.is_news) == (0.3, 0.3, False)
    assert caseload.pulse is not None
    assert 1 <= caseload.pulse.value <= caseload.pulse.top
    assert all(one.share is None and one.interval is None for one in _few)


def test_a_pack_of_the_quarter_at_whose_end_it_was_released_holds_it_and_no_other(
    released: Runtime,
) -> None:
    packed = pack(released, QUARTER, Audience.BOARD)
    assert packed.leaving is not None
    assert packed.leaving.release.number == 2
    laid_out = paper(packed)
    for made in (page, text_document, workbook):
        assert made(laid_out) == made(paper(packed))
    (section,) = (one for one in laid_out.sections if one.title == "Why people leave")
    assert "90%" in str(section)
    assert "Fewer than 3" in str(section)
    with released.store.published() as db:
        assert reading_exits.exits_until(released, db, date(2024, 6, 30)) is None


def test_scripts_read_every_cell_of_every_release(released: Runtime) -> None:
    rows = reading_exits.released(released)
    assert len(rows) == 8
    hidden = [row for row in rows if row["option"] == "health"]
    assert [(row["shown"], row["share"], row["low"]) for row in hidden] == [(False, None, None)] * 2
    assert {row["people"] for row in rows} == {"20+"}
