"""A paper as a text document (DOCX). Its trends stand as words and tables."""

import io
from datetime import UTC, datetime, time
from typing import Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from markupsafe import escape

from bot.pack.blocks import Block, Bullets, Cell, Paper, Quotes, Section, Table, printable
from bot.pack.settling import settled

MAKER: Final = "Staff Voice"
LOWEST_HEADING: Final = 4
TWIPS_A_STEP: Final = 200  # how far a part below another is moved in

# python-docx takes a second for a few hundred cells; a tree of the tens of thousands in a pack
# takes hundreds of megabytes. So tables are written as text, each in place of its mark.
_MARK: Final = '<w:tbl><w:tblPr><w:tblCaption w:val="table {number}"/></w:tblPr></w:tbl>'
_TABLE: Final = (
    "<w:tbl><w:tblPr><w:tblStyle w:val='TableGrid'/><w:tblW w:w='5000' w:type='pct'/>"
    "<w:tblLook w:val='04A0' w:firstRow='1' w:firstColumn='1'/></w:tblPr>"
    "<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
)
_ROW: Final = "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"
_CELL: Final = (
    "<w:tc><w:tcPr><w:tcW w:w='0' w:type='auto'/>{wide}</w:tcPr><w:p><w:pPr>{moved}</w:pPr><w:r>"
    "<w:rPr>{bold}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r></w:p></w:tc>"
)


def text_document(paper: Paper) -> bytes:
    """Return the document."""
    document = Document()
    _describe(document, paper)
    document.add_heading(printable(paper.title), 0)
    document.add_paragraph(paper.subtitle)
    tables: dict[bytes, bytes] = {}
    for section in paper.sections:
        _write(document, section, 1, tables)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), paper.dated, tables)


def _describe(document: Any, paper: Paper) -> None:
    about, moment = document.core_properties, datetime.combine(paper.dated, time(), tzinfo=UTC)
    about.title, about.language = printable(paper.title), paper.language
    about.author = about.last_modified_by = MAKER
    about.comments, about.revision = "", 1
    about.created = about.modified = moment
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = properties.makeelement(qn("w:lang"), {qn("w:val"): paper.language})
    properties.append(language)


def _write(document: Any, section: Section, level: int, tables: dict[bytes, bytes]) -> None:
    heading = document.add_heading(printable(section.title), min(level, LOWEST_HEADING))
    heading.paragraph_format.page_break_before = level == 1
    for block in section.blocks:
        _put(document, block, tables)
    for part in section.parts:
        _write(document, part, level + 1, tables)


def _put(document: Any, block: Block, tables: dict[bytes, bytes]) -> None:
    if isinstance(block, Table):
        document.add_paragraph(printable(block.caption), style="Caption")
        mark = _MARK.format(number=len(tables) + 1)
        tables[mark.encode()] = _table(block).encode()
        marked = parse_xml(mark.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1))
        document.element.body.insert(-1, marked)  # before the page's own properties
        document.add_paragraph()
    elif isinstance(block, Bullets):
        for words in block.items:
            document.add_paragraph(printable(words), style="List Bullet")
    elif isinstance(block, Quotes):
        for words in block.said:
            document.add_paragraph(printable(words), style="Quote")
    else:
        document.add_paragraph(printable(block.words))


def _table(table: Table) -> str:
    head = _ROW.format(
        head="<w:tblHeader/>",
        cells="".join(_cell(Cell(name), is_bold=True) for name in table.columns),
    )
    rows = "".join(
        _ROW.format(head="", cells=_cells(row, len(table.columns))) for row in table.rows
    )
    grid = "<w:gridCol/>" * len(table.columns)
    return _TABLE.format(grid=grid, rows=head + rows)


def _cells(row: tuple[Cell, ...], columns: int) -> str:
    first, *others = row
    wide = columns - 1 if len(others) == 1 else 1
    return _cell(first) + "".join(
        _cell(one, wide=wide, is_bold=one.number is not None) for one in others
    )


def _cell(cell: Cell, *, wide: int = 1, is_bold: bool = False) -> str:
    moved = TWIPS_A_STEP * max(cell.depth - 1, 0)
    return _CELL.format(
        wide=f"<w:gridSpan w:val='{wide}'/>" if wide > 1 else "",
        moved=f"<w:ind w:left='{moved}'/>" if moved else "",
        bold="<w:b/>" if is_bold else "",
        words=escape(printable(cell.words)),
    )
