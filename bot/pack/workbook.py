"""A paper as a workbook (XLSX): a sheet a section, figures as numbers, nothing computed."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from bot.pack.blocks import Block, Bullets, Cell, Paper, Quotes, Section, Table, printable
from bot.pack.settling import settled

MAKER: Final = "Staff Voice"
LONGEST_NAME: Final = 31  # of a sheet
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
WIDTHS: Final = (48, 26, 18, 14, 28, 30, 30)
SCORE, SHARE = "0.0", "0%"
BOLD: Final = Font(bold=True)
LARGE: Final = Font(bold=True, size=14)
TOP: Final = Alignment(vertical="top", wrap_text=True)
Line = list[Any]


def workbook(paper: Paper) -> bytes:
    """Return the workbook."""
    book = Workbook(write_only=True)
    moment = datetime.combine(paper.dated, time(), tzinfo=UTC).replace(tzinfo=None)
    about = book.properties
    about.title, about.language, about.creator = printable(paper.title), paper.language, MAKER
    about.created = about.modified = moment
    names: set[str] = set()
    for place, section in enumerate(paper.sections):
        sheet = book.create_sheet(_sheet_name(section.title, names))
        for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        if place == 0:
            sheet.append([_words(sheet, paper.title, LARGE)])
            sheet.append([_words(sheet, paper.subtitle)])
        for line in _lines(sheet, section, LARGE):
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), paper.dated)


def _sheet_name(title: str, names: set[str]) -> str:
    name = FORBIDDEN.sub(" ", printable(title))[:LONGEST_NAME]
    number = 1
    while name.lower() in names:
        number += 1
        name = f"{name[: LONGEST_NAME - 3]} {number}"
    names.add(name.lower())
    return name


def _lines(sheet: Any, section: Section, font: Font) -> Iterator[Line]:
    yield [_words(sheet, section.title, font)]
    for block in section.blocks:
        yield from _block(sheet, block)
    for part in section.parts:
        yield from _lines(sheet, part, BOLD)


def _block(sheet: Any, block: Block) -> Iterator[Line]:
    if isinstance(block, Table):
        yield [_words(sheet, block.caption, BOLD)]
        yield [_words(sheet, name, BOLD) for name in block.columns]
        for row in block.rows:
            yield [_cell(sheet, one) for one in row]
    elif isinstance(block, Bullets):
        yield from ([_words(sheet, one)] for one in block.items)
    elif isinstance(block, Quotes):
        yield from ([_words(sheet, one)] for one in block.said)
    else:
        yield [_words(sheet, block.words)]
    yield []


def _cell(sheet: Any, cell: Cell) -> Any:
    if cell.number is None:
        return _words(sheet, cell.words)
    made = WriteOnlyCell(sheet, cell.number)
    made.number_format = SHARE if cell.is_share else SCORE
    return made


def _words(sheet: Any, words: str, font: Font | None = None) -> Any:
    made = WriteOnlyCell(sheet, printable(words))
    made.data_type = "s"  # what begins with "=" is what somebody wrote, and no formula
    made.alignment = TOP
    if font is not None:
        made.font = font
    return made
