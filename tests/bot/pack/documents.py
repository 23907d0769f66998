"""A pack's documents opened again, as whoever is given them does."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from lxml import html
from openpyxl import load_workbook

from bot.pack.blocks import Cell, Paper, Table, every_block

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
Rows = list[list[str]]


def tables_of_page(page: bytes) -> Iterator[Rows]:
    for table in html.fromstring(page.decode()).iter("table"):
        yield [[one.text_content() for one in row.iter("th", "td")] for row in table.iter("tr")]


def tables_of_text(document: bytes) -> Iterator[Rows]:
    for table in Document(io.BytesIO(document)).tables:
        yield [
            ["".join(one.text or "" for one in cell.iter(TEXT)) for cell in row.tc_lst]
            for row in table._tbl.tr_lst
        ]


def tables_of_workbook(book: bytes, paper: Paper) -> Iterator[Rows]:
    """The tables, found by their captions; numbers as their format shows them."""
    captions = [one for one in every_block(paper.sections) if isinstance(one, Table)]
    lines = iter(
        [
            [_shown(one) for one in row if one.value is not None]
            for sheet in load_workbook(io.BytesIO(book)).worksheets
            for row in sheet.iter_rows()
        ]
    )
    for table in captions:
        next(line for line in lines if line == [table.caption])
        yield [next(lines) for _row in range(len(table.rows) + 1)]


def _shown(cell: Any) -> str:
    value, form = cell.value, cell.number_format
    if isinstance(value, str):
        return value
    return f"{round(100 * value)}%" if form == "0%" else f"{value:.1f}"


def words(row: tuple[Cell, ...]) -> list[str]:
    return [one.words for one in row]
