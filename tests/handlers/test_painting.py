"""Pictures as files: the same figures make the same bytes, and no name can break one."""

import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest

from handlers.painting import sheet
from handlers.painting.course import Box, course
from handlers.painting.digest import WIDTH, draw
from handlers.painting.sheet import DOTS_A_POINT, Sheet, drawable, width, wrapped
from surveys.model.releases import Bound
from tests.drawn import BANK, START, drawn
from tests.handlers.views.models import ILL_MEANT


def chunks(png: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append(png[at + 4 : at + 8])
        at += 12 + length
    return found


def size(png: bytes) -> tuple[int, int]:
    across, down = struct.unpack(">II", png[16:24])
    return across, down


def test_the_same_figures_make_the_same_file_which_tells_nothing_else() -> None:
    first = draw(drawn(14, 3, hidden=(4,), bounds=(13,)))
    assert first == draw(drawn(14, 3, hidden=(4,), bounds=(13,)))
    assert first != draw(drawn(14, 3, hidden=(4,)))
    assert set(chunks(first)) == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}  # no words, no moment


def test_a_year_of_every_driver_fits_a_phone() -> None:
    across, down = size(draw(drawn(53)))
    assert across == WIDTH * DOTS_A_POINT
    assert across < down < 4 * across


def test_ill_meant_words_are_drawn_as_they_are(recwarn: pytest.WarningsRecorder) -> None:
    picture = drawn(2, 1)
    label = f"{ILL_MEANT} $\\frac{{1}}$ \x00 日本"
    panels = tuple(replace(one, item=replace(one.item, label=label)) for one in picture.panels)
    assert draw(replace(picture, panels=panels)) != draw(picture)
    assert not recwarn.list
    assert "\N{REPLACEMENT CHARACTER}" in drawable("日本 ŵ ŷ £")
    assert drawable("Llesiant staff, £5, ŵ ŷ") == "Llesiant staff, £5, ŵ ŷ"


def test_lines_of_words_are_no_wider_than_their_room() -> None:
    for name in (one.name for one in BANK.drivers):
        lines = wrapped(name, 150, 12, bold=True)
        assert " ".join(lines) == name
        assert all(width(one, 12, bold=True) <= 150 for one in lines)


class Drawn(Sheet):
    """A sheet that keeps what is asked of it."""

    def __post_init__(self) -> None:
        self.lines: list[list[sheet.At]] = []
        self.dashes: list[list[sheet.At]] = []
        self.areas: list[list[sheet.At]] = []
        self.dots: list[sheet.At] = []
        self.tips: list[bool] = []

    def line(self, points, colour=sheet.LINE, thick=1.8, *, dashed=False):
        (self.dashes if dashed else self.lines).append(list(points))

    def area(self, outline, colour=sheet.BAND, edge=None):
        self.areas.append(list(outline))

    def dot(self, at, colour=sheet.LINE, radius=2.6):
        self.dots += [at] if colour == sheet.LINE else []

    def limit(self, at, *, upwards, colour=sheet.LINE, radius=4.2):
        self.tips.append(upwards)


BOX = Box(0, 0, 100, 40, START, START + timedelta(weeks=10), 1, 5)


def test_a_line_and_its_band_break_where_nothing_was_displayed() -> None:
    panel = drawn(11, 0, hidden=(4, 5)).panels[0]
    paper = Drawn(100, 40)
    course(paper, panel, BOX)
    assert [len(one) for one in paper.lines] == [4, 5]
    assert [len(one) for one in paper.areas] == [8, 10]
    assert {round(x) for points in paper.lines for x, _y in points}.isdisjoint({40, 50})
    for on in panel.points:
        assert (BOX.x(on.on), BOX.y(on.value)) in paper.dots


def test_another_question_of_a_driver_is_joined_by_dashes_alone() -> None:
    quarter, half_year = (drawn(weeks, 1, hidden=(14,)).panels[1] for weeks in (10, 27))
    papers = [Drawn(100, 40), Drawn(100, 40)]
    for paper, panel in zip(papers, (quarter, half_year), strict=True):
        course(paper, panel, BOX)
        assert sum(map(len, paper.dashes)) == len(panel.points) + len(panel.others)
        assert sum(map(len, paper.lines)) == len(panel.points)
    assert [len(one) for one in papers[0].dashes] == [3]
    assert [len(one) for one in papers[0].lines] == [1]
    assert [len(one) for one in papers[1].lines] == [3]


def test_better_is_up_also_where_lower_is_better() -> None:
    panel = drawn(11, 0).panels[0]
    turned = replace(panel, item=replace(panel.item, direction=-1))
    papers = [Drawn(100, 40), Drawn(100, 40)]
    for paper, one in zip(papers, (panel, turned), strict=True):
        course(paper, one, BOX)
    for (x, y), (other_x, other_y) in zip(papers[0].dots, papers[1].dots, strict=True):
        assert (x, 40 - y) == pytest.approx((other_x, other_y))


@pytest.mark.parametrize(("direction", "upwards"), [(1, True), (-1, False)])
def test_a_value_at_its_bound_is_a_hollow_tip_towards_the_truth(
    direction: int, upwards: bool
) -> None:
    panel = drawn(2, 0, bounds=(1,)).panels[0]
    assert panel.last.bound is Bound.GE
    paper = Drawn(100, 40)
    course(paper, replace(panel, item=replace(panel.item, direction=direction)), BOX)
    assert paper.tips == [upwards]


def test_letters_and_lines_stand_out_from_the_paper() -> None:
    letters, lines = (sheet.INK, sheet.SOFT), (sheet.LINE, sheet.BEHIND)
    assert all(contrast(one, sheet.PAPER) >= 4.5 for one in letters)
    assert all(contrast(one, sheet.PAPER) >= 3 for one in lines)
    assert all(contrast(one, two) > 1.1 for one, two in combinations(lines, 2))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_fonts_are_kept_once_however_many_threads_ask_for_pictures() -> None:
    from matplotlib.font_manager import _get_font

    def draw_one() -> bytes:
        drawn = Sheet(60, 40)
        drawn.words((10, 20), "Results", 8, bold=True)
        return drawn.png()

    first = draw_one()
    kept = _get_font.cache_info().currsize
    for _turn in range(3):
        with ThreadPoolExecutor(2) as threads:
            assert set(threads.map(lambda _n: draw_one(), range(2))) == {first}
    assert _get_font.cache_info().currsize == kept
