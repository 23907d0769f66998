"""The documents of a pack: the same figures in each, byte for byte the same again, and safe."""

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from bot.pack.blocks import Paper, Table, every_block
from bot.pack.outline import paper
from bot.pack.page import page
from bot.pack.text_document import text_document
from bot.pack.workbook import workbook
from surveys.model.commentary import Signer
from surveys.model.packs import Audience, Pack, Signed
from surveys.runtime import Runtime
from surveys.use_cases import packing
from tests.bot.pack.documents import (
    tables_of_page,
    tables_of_text,
    tables_of_workbook,
    words,
)
from tests.published import publish

HOSTILE = "<script>alert(1)</script>=2+3\x0b"


@pytest.fixture
def pack(sqlite_runtime: Runtime) -> Pack:
    publish(sqlite_runtime, windows=2)
    return packing.pack(sqlite_runtime, "2024-Q3", Audience.LEADERS)


@pytest.fixture
def laid_out(pack: Pack) -> Paper:
    return paper(pack)


def test_page_text_and_workbook_hold_the_same_figures(laid_out: Paper) -> None:
    tables = [one for one in every_block(laid_out.sections) if isinstance(one, Table)]
    told = [[list(one.columns), *map(words, one.rows)] for one in tables]
    assert len(told) > 40
    assert list(tables_of_page(page(laid_out))) == told
    assert list(tables_of_text(text_document(laid_out))) == told
    # An empty cell of a workbook is no cell.
    filled = [[[one for one in row if one] for row in table] for table in told]
    assert list(tables_of_workbook(workbook(laid_out), laid_out)) == filled


def test_the_same_pack_makes_the_same_files_byte_for_byte(pack: Pack) -> None:
    for made in (page, text_document, workbook):
        assert made(paper(pack)) == made(paper(replace(pack)))


def test_the_page_fetches_nothing_runs_nothing_and_is_in_order(laid_out: Paper) -> None:
    made = page(laid_out).decode()
    tree = html.fromstring(made)
    assert not re.search(r"\b(src|srcset|action)=|@import|url\(|https?:", made)
    assert {one[0] for one in tree.xpath("//@href")} == {"#"}
    assert not list(tree.iter("script", "link", "img", "iframe", "form"))
    assert tree.get("lang") == "en-GB"
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in tree.iter("table"):
        assert table.find("caption") is not None
        assert {one.get("scope") for one in table.iter("th")} == {"col", "row"}


def test_what_is_withheld_says_so_in_words_and_no_more(laid_out: Paper) -> None:
    rows = [row for table in tables_of_page(page(laid_out)) for row in table]
    hidden = [row for row in rows if row[0] == "Service 1, Team 1.2"]
    assert hidden
    assert {tuple(row[1:]) for row in hidden} == {("withheld to protect people",)}


def test_elected_members_read_no_comment_in_any_document(sqlite_runtime: Runtime) -> None:
    publish(sqlite_runtime)
    members = paper(packing.pack(sqlite_runtime, "2024-Q3", Audience.MEMBERS))
    board = paper(packing.pack(sqlite_runtime, "2024-Q3", Audience.BOARD))
    said = "Too much paper."
    assert said in page(board).decode()
    assert said not in page(members).decode()
    texts = [one.text for one in Document(io.BytesIO(text_document(members))).paragraphs]
    assert said not in texts
    cells = [row for sheet in load_workbook(io.BytesIO(workbook(members))) for row in sheet.values]
    assert said not in {one for row in cells for one in row}


def test_whatever_was_written_is_words_and_never_a_tag_or_a_formula(pack: Pack) -> None:
    (said,) = pack.surveys[0].said
    hostile = replace(said, bodies=(HOSTILE, "=HYPERLINK(1)", "<w:p/>"))
    survey = replace(pack.surveys[0], said=(hostile,))
    made = paper(replace(pack, organisation=HOSTILE, surveys=(survey,)))
    assert "<script" not in page(made).decode()
    assert html.fromstring(page(made)).findtext(".//h1").endswith("=2+3, 2024-Q3")
    assert "<w:p/>" in [one.text for one in Document(io.BytesIO(text_document(made))).paragraphs]
    book = load_workbook(io.BytesIO(workbook(made)))
    found = [one for sheet in book for row in sheet.iter_rows() for one in row if one.value]
    (cell,) = [one for one in found if one.value == "=HYPERLINK(1)"]
    assert cell.data_type == "s"


def test_commentary_is_marked_signed_and_dated_in_each_and_moves_no_figure(pack: Pack) -> None:
    signed = (
        Signed(Signer.LEADER, date(2024, 10, 8), f"Visits took longer.\n{HOSTILE}"),
        Signed(Signer.PSW, date(2024, 10, 7), "=SUM(A1) Supervision held."),
    )
    told = paper(replace(pack, commentary=signed))
    (section,) = (one for one in told.sections if one.title == "Commentary")
    assert replace(told, sections=tuple(one for one in told.sections if one is not section)) == (
        paper(pack)
    )
    heading = "Commentary: Principal Social Worker, 7 October 2024"
    made = page(told).decode()
    assert f"<h3>{heading}</h3>" in made
    assert "<blockquote><p>=SUM(A1) Supervision held.</p></blockquote>" in made
    assert "<script" not in made
    document = Document(io.BytesIO(text_document(told)))
    found = {one.text: one.style.name for one in document.paragraphs}
    assert found[heading] == "Heading 2"
    assert found["Visits took longer.\n<script>alert(1)</script>=2+3"] == "Quote"
    sheet = load_workbook(io.BytesIO(workbook(told)))["Commentary"]
    cells = {one.value: one.data_type for row in sheet.iter_rows() for one in row if one.value}
    assert cells[heading] == cells["=SUM(A1) Supervision held."] == "s"


def test_a_theme_that_nobody_seems_to_name_is_left_out_and_a_tone_is_not(
    laid_out: Paper,
) -> None:
    rows = [row for table in tables_of_page(page(laid_out)) for row in table]
    shares = {row[1]: row[2] for row in rows if len(row) == 7}
    assert shares["positive"] == "0%"
    assert "workload" not in shares
    assert shares["supervision"] == "10%"
