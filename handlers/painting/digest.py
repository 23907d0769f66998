"""The picture of a weekly digest: the headline above, and a small box for each driver."""

from typing import Final

from handlers.painting.course import Box, course
from handlers.painting.sheet import GRID, INK, SOFT, Sheet, wrapped
from handlers.views.picture import legend, named, question_in_words, short_date, value_in_words
from surveys.model.pictures import Panel, Picture
from surveys.wording import _

WIDTH: Final = 346  # what a phone leaves to a message, and a little more
EDGE: Final = 10
GAP: Final = 12  # between two columns
COLUMN: Final = (WIDTH - 2 * EDGE - GAP) / 2
HEADLINE: Final = 104  # how high its box is
DRIVER: Final = 46
NAME, SMALL, NOTE = 12.0, 11.5, 11.0  # sizes of letters
LEADING: Final = 1.3
ROOM_FOR_A_NUMBER: Final = 12
ROOM_FOR_A_DATE: Final = 44


def draw(picture: Picture) -> bytes:
    """Draw a picture as a PNG of 692 dots' width, legible at half that, on white of its own."""
    rows = _rows([one for one in picture.panels if one.driver is not None])
    heights = [max(_height(one) for one in row) for row in rows]
    note = wrapped(legend(picture), WIDTH - 2 * EDGE, NOTE)
    is_headed = any(one.driver is None for one in picture.panels)
    top = (HEADLINE + 58 if is_headed else 0) + EDGE / 2
    height = top + sum(heights) + 26 + len(note) * NOTE * LEADING + EDGE
    sheet = Sheet(WIDTH, round(height))
    for panel in picture.panels:
        if panel.driver is None:
            _headline(sheet, picture, panel)
    for row, high in zip(rows, heights, strict=True):
        for place, panel in enumerate(row):
            left = EDGE + place * (COLUMN + GAP)
            box = _driver(sheet, picture, panel, left, top)
            if row is rows[-1]:
                _ends(sheet, picture, box, left, left + COLUMN)
        top += high
    for place, line in enumerate(note):
        at = (EDGE, top + 28 + place * NOTE * LEADING)
        sheet.words(at, line, NOTE, colour=SOFT)
    return sheet.png()


def _rows(panels: list[Panel]) -> list[list[Panel]]:
    return [panels[start : start + 2] for start in range(0, len(panels), 2)]


def _headline(sheet: Sheet, picture: Picture, panel: Panel) -> None:
    value = value_in_words(panel.item, panel.last)
    sheet.words((EDGE, 24), named(panel), 14, bold=True)
    sheet.words((WIDTH - EDGE, 24), value, 14, bold=True, anchor="right")
    left = EDGE + ROOM_FOR_A_NUMBER
    box = _box(picture, panel, left, 36, WIDTH - EDGE - left - 4, HEADLINE)
    for value_at in range(panel.item.scale.lo, panel.item.scale.hi + 1):
        y = box.y(value_at)
        sheet.line([(left, y), (WIDTH - EDGE, y)], GRID, 0.8)
        sheet.words((left - 5, y + 4), str(value_at), SMALL, colour=SOFT, anchor="right")
    course(sheet, panel, box)
    _dates(sheet, picture, box, left, WIDTH - EDGE)


def _dates(sheet: Sheet, picture: Picture, box: Box, left: float, right: float) -> None:
    """Write the first and the last week, and of those between what there is room for."""
    days = sorted({one.on for panel in picture.panels for one in panel.points})
    y = _ends(sheet, picture, box, left, right)
    last = box.x(picture.first) + ROOM_FOR_A_DATE / 2
    for on in days:
        x = box.x(on)
        if last + ROOM_FOR_A_DATE * 1.4 < x < box.x(picture.last) - ROOM_FOR_A_DATE * 1.8:
            sheet.words((x, y), short_date(on), SMALL, colour=SOFT, anchor="center")
            last = x


def _ends(sheet: Sheet, picture: Picture, box: Box, left: float, right: float) -> float:
    """Write the first and the last week under a box; return the line they stand on."""
    y = box.top + box.height + 16
    sheet.words((left, y), short_date(picture.first), SMALL, colour=SOFT)
    sheet.words((right, y), short_date(picture.last), SMALL, colour=SOFT, anchor="right")
    return y


def _driver(sheet: Sheet, picture: Picture, panel: Panel, left: float, top: float) -> Box:
    """Draw a driver's box; return where its figures lie."""
    y = top
    for line in _name(panel):
        y += NAME * LEADING
        sheet.words((left, y), line, NAME, bold=True)
    for line in _label(panel):
        y += SMALL * LEADING
        sheet.words((left, y), line, SMALL, colour=INK)
    box = _box(picture, panel, left + 3, y + 7, COLUMN - 6, DRIVER)
    for share in (0.0, 0.5, 1.0):
        at = box.top + share * box.height
        sheet.line([(left, at), (left + COLUMN, at)], GRID, 0.8)
    course(sheet, panel, box)
    return box


def _height(panel: Panel) -> float:
    words = len(_name(panel)) * NAME * LEADING + len(_label(panel)) * SMALL * LEADING
    return words + DRIVER + 18


def _name(panel: Panel) -> list[str]:
    return wrapped(named(panel), COLUMN, NAME, bold=True)


def _label(panel: Panel) -> list[str]:
    """Name the question, and below it the last figure and its week."""
    value = _("{value}, {day}").format(
        value=value_in_words(panel.item, panel.last), day=short_date(panel.last.on)
    )
    question = wrapped(question_in_words(panel.item), COLUMN, SMALL)
    return [*question, *wrapped(value, COLUMN, SMALL)]


def _box(
    picture: Picture, panel: Panel, left: float, top: float, width: float, height: float
) -> Box:
    scale = panel.item.scale
    return Box(left, top, width, height, picture.first, picture.last, scale.lo, scale.hi)
