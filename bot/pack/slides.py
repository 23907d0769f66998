"""A pack's charts as pictures for slides: the same figures, a file each, named by what it shows."""

import re
from datetime import date
from typing import Final

from babel.dates import format_date

from bot.pack.blocks import Chart, Paper, every_block, printable
from bot.pack.charts import MOST_DOTS
from handlers.painting.course import Box
from handlers.painting.sheet import BAND, GRID, INK, SOFT, Sheet, wrapped
from surveys.model.packs import Point
from surveys.model.releases import Bound
from surveys.wording import locale

WIDTH: Final = 960  # of a slide, 16 to 9
HEIGHT: Final = 540
LEFT, TOP, BOTTOM, EDGE = 70, 110, 420, 36
TITLE, LETTERS, NOTE = 30.0, 20.0, 16.0
MOST_LINES: Final = 3  # of the words below; the page has them whole
LONGEST_NAME: Final = 40  # of a file


def slides(laid_out: Paper, name: str) -> dict[str, bytes]:
    """Return a PNG of 1,920 by 1,080 dots for every chart of a pack, by the name of its file."""
    charts = [one for one in every_block(laid_out.sections) if isinstance(one, Chart)]
    return {
        f"{name}-{place:02}-{_plain(chart.name)}.png": slide(chart, laid_out.subtitle)
        for place, chart in enumerate(charts, 1)
    }


def slide(chart: Chart, subtitle: str) -> bytes:
    """Draw one chart: its name, its course, and the words that say the same."""
    trend = chart.trend
    sheet = Sheet(WIDTH, HEIGHT, framed=False)
    sheet.words((EDGE, 54), printable(chart.name), TITLE, bold=True)
    sheet.words((EDGE, 84), subtitle, NOTE, colour=SOFT)
    days = [one.on for one in trend.points]
    width = WIDTH - LEFT - EDGE - 10
    box = Box(LEFT, TOP, width, BOTTOM - TOP, days[0], days[-1], trend.lo, trend.hi)
    _scale(sheet, box)
    for on in chart.days:
        sheet.line([(box.x(on), TOP), (box.x(on), BOTTOM)], SOFT, 1.2)
    _course(sheet, box, trend.points)
    _dates(sheet, box, days)
    words = wrapped(printable(chart.words), WIDTH - 2 * EDGE, NOTE)
    for place, line in enumerate(words[:MOST_LINES]):
        sheet.words((EDGE, BOTTOM + 58 + place * 21), line, NOTE, colour=INK)
    return sheet.png()


def _scale(sheet: Sheet, box: Box) -> None:
    for value in range(box.lo, box.hi + 1, 1 if box.hi - box.lo <= 6 else 2):
        y = box.y(value)
        sheet.line([(LEFT, y), (WIDTH - EDGE, y)], GRID, 1)
        sheet.words((LEFT - 12, y + 7), str(value), LETTERS, colour=SOFT, anchor="right")


def _course(sheet: Sheet, box: Box, points: tuple[Point, ...]) -> None:
    if len(points) > 1:
        above = [(box.x(one.on), box.y(one.interval.high)) for one in points]
        below = [(box.x(one.on), box.y(one.interval.low)) for one in reversed(points)]
        sheet.area([*above, *below], BAND)
        sheet.line([(box.x(one.on), box.y(one.value)) for one in points], thick=3.5)
    for one in points if len(points) <= MOST_DOTS else ():
        at = box.x(one.on), box.y(one.value)
        if one.bound is None:
            sheet.dot(at, radius=5.5)
        else:
            sheet.limit(at, upwards=one.bound is Bound.GE, radius=9)


def _dates(sheet: Sheet, box: Box, days: list[date]) -> None:
    ends = [(box.x(days[0]), days[0], "left"), (box.x(days[-1]), days[-1], "right")]
    if days[0] == days[-1]:
        ends = [(box.x(days[0]), days[0], "center")]
    for x, on, anchor in ends:
        words = format_date(on, "d MMM y", locale=locale())
        sheet.words((x, BOTTOM + 26), words, LETTERS, colour=SOFT, anchor=anchor)


def _plain(name: str) -> str:
    """Return a name as a file's: small letters and digits, joined by hyphens."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")[:LONGEST_NAME] or "chart"
